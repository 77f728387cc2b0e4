"""A box in the world: one to three bounds on its values, how much lies within, and what each bound is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario.arrays import Floats

Flags = NDArray[np.bool_]
Side = Literal["above", "below"]


@dataclass(frozen=True)
class Bound:
    """A value of the world lies above, or below, a number."""

    path: str
    side: Side
    value: float

    def holds(self, world: Mapping[str, Floats]) -> Flags:
        """Say in which futures it does."""
        return world[self.path] > self.value if self.side == "above" else world[self.path] <= self.value


@dataclass(frozen=True)
class Box:
    """In futures within these bounds something happens more often than elsewhere.

    Attributes
    ----------
    bounds
        One to three.
    share
        The part of all futures that lies within.
    density
        The part of the futures within in which it does happen.
    coverage
        The part of the futures in which it happens that lies within.
    quasi_p
        Of each bound: how often chance alone would make the box as dense, were the bound worth nothing.
    """

    bounds: tuple[Bound, ...]
    share: float
    density: float
    coverage: float
    quasi_p: tuple[float, ...]

    def holds(self, world: Mapping[str, Floats]) -> Flags:
        """Say in which futures all bounds do."""
        return within(self.bounds, world)


def within(bounds: Sequence[Bound], world: Mapping[str, Floats]) -> Flags:
    """Return which futures lie within some bounds, shape (draw,); without any, all do."""
    size = len(next(iter(world.values())))
    return np.all([np.ones(size, dtype=bool), *(bound.holds(world) for bound in bounds)], axis=0)


def quasi_p_values(
    bounds: Sequence[Bound], world: Mapping[str, Floats], happens: Flags, among: Flags
) -> tuple[float, ...]:
    """Return of each bound of a box how often chance would make the box as dense, were the bound worth nothing.

    Without the bound, something happens in a part p of the futures within. If the bound picked its futures at random
    of those, so many hits or more would be binomial with this p: a one-sided test (Bryant & Lempert, Technological
    Forecasting and Social Change 77, 2010). It is no true p-value, for the bound was looked for; here at least in
    other futures than those it is judged in.

    Parameters
    ----------
    world, happens
        Values by path and what happens, shape (draw,) each.
    among
        The futures to judge in, shape (draw,).

    Examples
    --------
    Of eight futures x leaves the four with three hits; without it there are four hits of eight:

    >>> world = {"x": np.arange(8.0)}
    >>> happens = np.array([1, 0, 0, 0, 0, 1, 1, 1], dtype=bool)
    >>> quasi_p_values([Bound("x", "above", 3)], world, happens, np.ones(8, dtype=bool))  # (4 + 1) / 16
    (0.3125,)
    """
    inside = within(bounds, world) & among
    found = []
    for bound in bounds:
        without = within([one for one in bounds if one is not bound], world) & among
        density = happens[without].mean() if without.any() else 0.0
        found.append(float(stats.binom.sf((inside & happens).sum() - 1, inside.sum(), density)))
    return tuple(found)
