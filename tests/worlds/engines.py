"""Both engines as one kind of function: a scenario in, the arrays of one future out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.person import live
from prakerja.person.future import Future
from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Draws, Scenario, middle_world, slots_of

Arrays = dict[str, NDArray[Any]]
Engine = Callable[..., Arrays]
Odds = Callable[..., dict[int, float]]

CAME = {"purchase": 1, "completion": 2, "validation": 4}
"""The day on which the people of the base world come to a stage, as long as those before it are as they are there."""
_LEFT = {"purchase": "ordered", "completion": "completed", "validation": "validated"}
_NEVER = 1e-12
_ERRORS = 5


Paths = Mapping[str, Mapping[int, float]]
"""Factors by the names of ``world.change`` and the days on which they are not 1."""


def on_paths(scenario: Scenario, paths: Paths | None = None) -> Draws:
    """Return the middle world, with factors in force on some days.

    Examples
    --------
    >>> from tests.worlds.tiny import tiny
    >>> on_paths(tiny(), {"purchase_speed": {2: 4.0}}).paths["purchase_speed"][:4, 0].tolist()
    [1.0, 1.0, 4.0, 1.0]
    """
    found = {name: np.ones((len(scenario.days), 1)) for name in paths or {}}
    for name, days in (paths or {}).items():
        for day, factor in days.items():
            found[name][day] = factor
    return replace(middle_world(scenario), paths=found)


def cohorts(scenario: Scenario, seed: int = 1, paths: Paths | None = None) -> Arrays:
    """Run the programme's engine in one future."""
    journal = simulate(scenario, on_paths(scenario, paths), seed=seed)
    return {name: np.asarray(array[..., 0]) for name, array in {**journal.daily, **journal.once}.items()}


def persons(scenario: Scenario, seed: int = 1, paths: Paths | None = None) -> Arrays:
    """Run the twin."""
    journal = live(scenario, on_paths(scenario, paths), seed=seed)
    return {**journal.daily, **journal.once}


ENGINES: dict[str, Engine] = {"cohorts": cohorts, "persons": persons}


def odds_of_cohorts(
    scenario: Scenario, stage: str, paths: Paths | None = None, draws: Draws | None = None, draw: int = 0
) -> dict[int, float]:
    """Give the share of the base world's people who leave a stage on each day: in the fluid limit, of all of them."""
    left = simulate(scenario, draws or on_paths(scenario, paths), chance=Expectation)[_LEFT[stage]][:, draw]
    people = scenario.policy.waves["1"].places or 0
    return {day: number / people for day, number in changes(left).items() if number / people > _NEVER}


def odds_of_persons(
    scenario: Scenario, stage: str, paths: Paths | None = None, draws: Draws | None = None
) -> dict[int, float]:
    """Give the same in the twin: the odds that one of them is told."""
    deadline = scenario.days.number(scenario.policy.training.deadline)
    last = {"purchase": slots_of(scenario)[0].last_order, "completion": deadline}
    step = Future(scenario, draws or on_paths(scenario, paths)).step(stage, CAME[stage], last.get(stage))
    by_day = enumerate(step.probability * np.diff(step.lag, prepend=0), start=CAME[stage])
    return {day: float(odds) for day, odds in by_day if odds > _NEVER and day <= last.get(stage, day)}


ODDS: dict[str, Odds] = {"cohorts": odds_of_cohorts, "persons": odds_of_persons}


def surprising(series: NDArray[Any], of: int, odds: Mapping[int, float]) -> dict[int, int]:
    """Give the days on which a total rises by what is five standard errors or more from the odds of so many people.

    What is certain must come out as it is.

    Examples
    --------
    >>> surprising(np.array([0, 480, 1000]), of=1000, odds={1: 0.5, 2: 0.5})
    {}
    >>> surprising(np.array([0, 600, 600]), of=1000, odds={1: 0.5})
    {1: 600}
    """
    found = changes(series)
    return {
        day: found.get(day, 0)
        for day in sorted({*found, *odds})
        if abs(found.get(day, 0) - of * odds.get(day, 0.0)) > _ERRORS * _error(of, odds.get(day, 0.0))
    }


def _error(people: int, odds: float) -> float:
    return float(np.sqrt(people * odds * (1 - odds)))


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
