"""Values of the world as levers: those that decide most, each left as believed or set to one number."""

from __future__ import annotations

import math

import numpy as np

from prakerja.explorer.controls import Control
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.draws import values_of
from prakerja.study.sensitivity.ranks import rank_correlations

DRIVERS = 4
"""How many values of the world can be set."""

_STEPS = 40


def believed_of(scenario: Scenario, world: Draws, outcome: Floats, drivers: int = DRIVERS) -> list[Control]:
    """Return levers for the values of the world that an outcome goes with most, the strongest first.

    Steps of rates that wander are none of them: each would be one day of many.

    Parameters
    ----------
    world, outcome
        Draws of the world, and what each of them comes to, shape (draw,).
    drivers
        How many.

    Examples
    --------
    >>> from prakerja.scenario import draw_world, load
    >>> scenario = load("scenarios/small.toml")
    >>> world = draw_world(scenario, 64, seed=1)
    >>> [control.key for control in believed_of(scenario, world, world["world.survey.response"], drivers=1)]
    ['world.survey.response']
    """
    paths = [value.path for value in values_of(scenario) if not value.path.startswith("world.drift")]
    values = {path: world[path] for path in paths}
    strongest = rank_correlations(values, outcome)[:drivers]
    return [_control(driver.path, values[driver.path]) for driver in strongest]


def _control(path: str, drawn: Floats) -> Control:
    """Return a lever over nine tenths of what is believed, in round steps."""
    low, high = np.percentile(drawn, [5, 95]).tolist()
    fine = (high - low) / _STEPS
    size = 10.0 ** math.floor(math.log10(fine))
    step = next(part * size for part in (1, 2, 5, 10) if part * size >= fine)
    ends = (round(math.ceil(low / step) * step, 10), round(math.floor(high / step) * step, 10))
    return Control(path, "number", *ends, step, None, lambda number: {path: number})
