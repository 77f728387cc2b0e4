"""Both engines as one kind of function: a scenario in, the arrays of one future out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.scenario import Scenario, middle_world

Arrays = dict[str, NDArray[Any]]
Engine = Callable[..., Arrays]


def cohorts(scenario: Scenario, seed: int = 1) -> Arrays:
    """Run the programme's engine in one future."""
    journal = simulate(scenario, middle_world(scenario), seed=seed)
    return {name: np.asarray(array[..., 0]) for name, array in {**journal.daily, **journal.once}.items()}


def persons(scenario: Scenario, seed: int = 1) -> Arrays:
    """Run the twin."""
    journal = live(scenario, middle_world(scenario), seed=seed)
    return {**journal.daily, **journal.once}


ENGINES: dict[str, Engine] = {"cohorts": cohorts, "persons": persons}


def changes(series: NDArray[Any]) -> dict[int, Any]:
    """Give the days on which a total rises, and by how much.

    Examples
    --------
    >>> changes(np.array([0, 3, 3, 5]))
    {1: 3, 3: 2}
    """
    steps = np.diff(series, prepend=0)
    return {int(at): steps[at].item() for at in np.flatnonzero(steps)}


def nonzero(series: NDArray[Any]) -> dict[int, Any]:
    """Give the days on which a flow or stock is not 0, and what it is.

    Examples
    --------
    >>> nonzero(np.array([0, 3, 0]))
    {1: 3}
    """
    return {int(at): series[at].item() for at in np.flatnonzero(series)}
