"""The tornado: how far an outcome swings when one value goes from end to end, the others staying at the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from prakerja.scenario import Draws
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.wandering import told_by
from prakerja.study.sensitivity.marginals import Marginals

Outcome = Callable[[Draws], Floats]
"""What a world leads to: a function of draws that gives one number a draw."""

ENDS = (0.05, 0.95)
"""The quantiles that are a value's ends."""


@dataclass(frozen=True)
class Swing:
    """What one value does to an outcome.

    Attributes
    ----------
    path
        Which value.
    low, high
        The value at its 5 % and at its 95 % point.
    at_low, at_high
        The outcome there.
    """

    path: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """How far the outcome swings."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True)
class Tornado:
    """The outcome with every value at its middle, and the swings, the widest first."""

    middle: float
    swings: tuple[Swing, ...]


def tornado(believed: Marginals, outcome: Outcome) -> Tornado:
    """Let one value at a time go to its ends: twice as many runs as there are uncertain values, and one.

    Parameters
    ----------
    believed
        The values' quantiles.
    outcome
        Gives one number a draw.
    """
    paths = list(believed.told)
    world = believed.middle(2 * len(paths) + 1)
    moved: dict[str, Floats] = {}
    for place, path in enumerate(paths):
        for part, ends in believed.ends(path, np.array(ENDS)).items():
            moved.setdefault(part, world[part].copy())[[2 * place, 2 * place + 1]] = ends
    world = world.replace(moved)
    *found, middle = outcome(world).tolist()
    told = told_by(believed.scenario, world)
    swings = [
        Swing(path, *told[path][2 * place : 2 * place + 2].tolist(), *found[2 * place : 2 * place + 2])
        for place, path in enumerate(paths)
    ]
    return Tornado(middle, tuple(sorted(swings, key=lambda swing: -swing.size)))
