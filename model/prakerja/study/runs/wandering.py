"""The values of the world that are reported for each future; a rate that wanders counts as one, by its mean."""

from __future__ import annotations

import numpy as np

from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats

_STEPS = "world.drift."


def is_step(path: str) -> bool:
    """Return whether a value of the world is one step of a rate that wanders.

    Examples
    --------
    >>> is_step("world.drift.joining_odds.2020-06-22"), is_step("world.drift.joining_odds.in_a_quarter")
    (True, False)
    """
    return path.startswith(_STEPS) and path.rsplit(".", 1)[-1][:1].isdigit()


def rate_of(step: str) -> str:
    """Return the path by which all steps of a rate are told.

    Examples
    --------
    >>> rate_of("world.drift.joining_odds.2020-06-22")
    'world.drift.joining_odds'
    """
    return step.rsplit(".", 1)[0]


def told_by(scenario: Scenario, world: Draws) -> dict[str, Floats]:
    """Return the values of draws by path, each of shape (draw,).

    A rate that wanders is told by its mean factor from the as-of date to the year end.
    """
    values = {path: drawn for path, drawn in world.values.items() if not is_step(path)}
    if (drift := scenario.world.drift) is not None:
        days, in_force = scenario.days, InForce(scenario, world)
        ahead = slice(days.number(scenario.as_of) + 1, days.number(scenario.clock.year_end) + 1)
        values |= {f"{_STEPS}{name}": np.asarray(in_force.path(name)[ahead].mean(axis=0)) for name in drift.rates}
    return values
