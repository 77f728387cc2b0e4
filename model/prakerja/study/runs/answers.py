"""The shapes of an answer: a chance with its error, a range, a date that may never come, a jam."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

LEVELS = (50, 80, 90)
"""The central ranges that are shown, in percent."""

QUANTILES = (0.01, 0.025, *(round(0.05 * n, 2) for n in range(1, 20)), 0.975, 0.99)
"""The 23 levels of the forecast hubs."""


@dataclass(frozen=True)
class Probability:
    """A probability, counted over the draws.

    Examples
    --------
    >>> chance = Probability.counted(np.array([True, True, True, False]))
    >>> chance.probability, chance.draws, chance.draws_to_halve_error
    (0.75, 4, 16)
    """

    probability: float
    error: float
    draws: int

    @classmethod
    def counted(cls, happened: NDArray[np.bool_]) -> Probability:
        """Count over draws in how many futures something happened.

        The error is one standard deviation of the Jeffreys posterior, Beta(k + 1/2, n - k + 1/2): near the binomial
        standard error, and above zero also when k is 0 or n. It is on the safe side, as Sobol points
        spread more evenly than chance.
        """
        n, k = happened.size, int(happened.sum())
        a, b = k + 0.5, n - k + 0.5
        return cls(k / n, math.sqrt(a * b / ((a + b) ** 2 * (a + b + 1))), n)

    @property
    def draws_to_halve_error(self) -> int:
        """How many draws in all would halve the error, which falls with their square root."""
        return 4 * self.draws


@dataclass(frozen=True)
class Range:
    """What to expect of a number: its mean over the draws, its median, and central ranges by their percentage."""

    expected: float
    median: float
    ranges: Mapping[int, tuple[float, float]]
    unit: str

    @classmethod
    def of(cls, values: NDArray[np.float64], unit: str) -> Range:
        """Sum draws up.

        Examples
        --------
        >>> Range.of(np.arange(101.0), "days").ranges[90]
        (5.0, 95.0)
        """
        tails = [50 + side * level / 2 for level in LEVELS for side in (-1, 1)]
        found = np.percentile(values, [50, *tails]).tolist()
        pairs = {level: (found[1 + 2 * i], found[2 + 2 * i]) for i, level in enumerate(LEVELS)}
        return cls(float(np.mean(values)), found[0], pairs, unit)


@dataclass(frozen=True)
class Reached:
    """When something is reached.

    Attributes
    ----------
    never
        The chance that it is not reached by the end of the clock.
    median, earliest, latest
        Of the futures in which it is reached: the median day, and the days between which nine in ten lie; None when
        it is reached in none.
    """

    never: Probability
    median: date | None
    earliest: date | None
    latest: date | None

    @classmethod
    def on(cls, days: NDArray[np.float64], launch: date) -> Reached:
        """Sum up day numbers, shape (draw,), infinity standing for never."""
        reached = days[np.isfinite(days)]
        never = Probability.counted(~np.isfinite(days))
        if not len(reached):
            return cls(never, None, None, None)
        numbers = np.percentile(reached, [50, 5, 95], method="inverted_cdf")
        return cls(never, *(launch + timedelta(days=int(number)) for number in numbers))


@dataclass(frozen=True)
class Jam:
    """Where people wait longest: the queue that most person-days are spent in, from the as-of date to the year end.

    Attributes
    ----------
    where
        ``"partner"``, ``"platform"`` or ``"institution"``.
    first, last
        The days between which the median queue is at least half its highest, among futures in which anybody waits
        there; the mean queue where the median is nothing on every day.
    peak
        The longest queue of each future.
    peak_day
        The median of the day it is longest, among the same futures.
    share
        The part of all person-days waited that is waited there.
    """

    where: str
    first: date
    last: date
    peak: Range
    peak_day: date
    share: float
