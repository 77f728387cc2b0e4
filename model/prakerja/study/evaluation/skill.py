"""Relative skill: how large a forecast's error was beside a rival's, and how sure few figures make us of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

RESAMPLINGS = 4000
LEVEL = 90
"""The percentage of resamplings between the ends that are given."""


@dataclass(frozen=True)
class Skill:
    """The error of a forecast as a part of a rival's: below 1 it was the better one.

    Attributes
    ----------
    ratio
        Sum of scores by sum of the rival's; NaN without a figure that both had forecast.
    low, high
        Between them lie nine in ten ratios when whole days are drawn anew; NaN for less than two days.
    figures, days
        How many figures it rests on, and of how many days. Figures of one day err together: they are worth about as
        much as one.
    """

    ratio: float
    low: float
    high: float
    figures: int
    days: int


def relative_skill(ours: ArrayLike, rivals: Sequence[ArrayLike], days: Sequence[Any], seed: int = 2020) -> Skill:
    """Compare a forecast with the best of its rivals.

    Who is best is decided afterwards, by the same figures: a handicap for the forecast. So it is again in every
    resampling, which draws as many days as there are, with replacement, each with all its figures.

    Parameters
    ----------
    ours
        Scores, one a figure.
    rivals
        The scores of each rival; figures for which any of them, or ours, is NaN are left out.
    days
        The day of each figure.
    seed
        For the resampling.

    Examples
    --------
    >>> skill = relative_skill([1, 1, 2, 0], [[2, 2, 2, 2], [9, 9, 9, 9]], days=["a", "a", "b", "b"])
    >>> skill.ratio, skill.low, skill.high, skill.figures, skill.days
    (0.5, 0.5, 0.5, 4, 2)
    """
    scores = np.array([ours, *rivals], dtype=np.float64)
    both = np.flatnonzero(np.isfinite(scores).all(axis=0))
    scores, labels = scores[:, both], [days[at] for at in both.tolist()]
    names = sorted(set(labels))
    if not names:
        return Skill(np.nan, np.nan, np.nan, 0, 0)
    which = np.array([names.index(label) for label in labels])
    by_day = np.array([np.bincount(which, weights=row, minlength=len(names)) for row in scores])
    low = high = np.nan
    if len(names) > 1:
        drawn = np.random.default_rng([seed, len(names)]).multinomial(
            len(names), np.full(len(names), 1 / len(names)), size=RESAMPLINGS
        )
        low, high = np.percentile(_ratio(by_day @ drawn.T), [50 - LEVEL / 2, 50 + LEVEL / 2], method="inverted_cdf")
    return Skill(float(_ratio(by_day.sum(axis=1))), float(low), float(high), len(labels), len(names))


def _ratio(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Divide the first row by the least of the others; 1 where both are zero."""
    ours, best = sums[0], sums[1:].min(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(best > 0, ours / best, np.where(ours > 0, np.inf, 1.0))
