"""The two kinds of counts: `Dice` for whole people, `Expectation` for the fluid limit. One code, compiled for both.

What happens to a count of people is thrown for all of them at once (a binomial), which has exactly the law of one throw
a person: so `Dice` is the person-by-person programme, many futures at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.dice.stream import STATE, streams
from prakerja.scenario.arrays import Floats

Counts = NDArray[Any]
"""People: int64 with `Dice`, float64 with `Expectation`."""

Streams = NDArray[np.void]
"""The random numbers of one actor: one small generator a draw, shape (draw,)."""

NO_LIMIT = 2.0**53
"""What stands for no limit to a capacity, since no whole number is infinity."""


class Dice:
    """Whole people, exact in law. The numbers of a draw depend on the seed, its number and the actor's name only."""

    dtype = np.int64
    stored = np.int32
    """What large tables of people are kept in: there are fewer than two billion."""

    @staticmethod
    def streams(seed: int, draws: NDArray[np.int64], name: str) -> Streams:
        """Return the generators of an actor, one a draw."""
        return streams(seed, draws, name)


class Expectation:
    """Expected people: what `Dice` gives on average, wherever the programme is linear."""

    dtype = np.float64
    stored = np.float64

    @staticmethod
    def streams(seed: int, draws: NDArray[np.int64], name: str) -> Streams:  # noqa: ARG004  # asked like Dice
        """Return states that nobody steps."""
        return np.zeros(len(draws), dtype=STATE)


Chance = type[Dice] | type[Expectation]
"""Which kind of counts a run is made of."""


def whole(values: Floats) -> Floats:
    """Return values rounded down, taking 100 x 0.29, which floating point puts just below 29, for 29.

    Examples
    --------
    >>> whole(np.array([100 * 0.29, 28.9, np.inf])).tolist()
    [29.0, 28.0, inf]
    """
    up = np.maximum(1.0, np.abs(values))
    up *= 1e-12
    up += values
    return np.floor(up, out=up)


def room(capacity: Floats, chance: Chance) -> Counts:
    """Return daily capacities as counts, rounded down; no limit becomes one that nobody reaches."""
    return np.minimum(whole(capacity), NO_LIMIT).astype(chance.dtype)
