"""Paired differences: two policies in the same futures, and how far chance can have moved what separates them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from scipy import stats

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.runs.answers import Probability, Range

Verdict = Literal["better", "worse", "undecided", "same"]

LEVEL = 0.95
"""The chance that all the intervals of a comparison hold at once."""


@dataclass(frozen=True)
class Difference:
    """A policy minus another in one criterion, over the same futures.

    Attributes
    ----------
    criterion, policy, baseline
        What was taken from what.
    expected, error
        The mean of policy minus baseline over the futures, and its standard error.
    low, high
        The interval that holds with all others of the comparison at once.
    futures
        How the difference varies from future to future: this is not error, more draws do not narrow it.
    better
        The chance that the policy is better than the baseline; where they are alike counts half.
    verdict
        ``"better"`` or ``"worse"`` when the interval leaves zero out, ``"same"`` when they are alike in every future,
        else ``"undecided"``.
    more_draws
        How many draws more would decide an undecided difference, if it is as large as it seems; None where nothing is
        undecided, or where it seems to be nothing at all.
    """

    criterion: Criterion
    policy: str
    baseline: str
    expected: float
    error: float
    low: float
    high: float
    futures: Range
    better: Probability
    verdict: Verdict
    more_draws: int | None


def difference(
    criterion: Criterion, policy: tuple[str, Floats], baseline: tuple[str, Floats], comparisons: int = 1
) -> Difference:
    """Take a baseline from a policy, future by future.

    Parameters
    ----------
    policy, baseline
        The name of each, and its numbers, shape (draw,): entry i of both is the same future.
    comparisons
        How many differences are looked at together: each interval is so wide that all hold with a chance of at least
        `LEVEL` (Bonferroni).

    Examples
    --------
    >>> from prakerja.study.comparison.criteria import CRITERIA
    >>> owed = np.array([1.0, 5.0, 9.0])
    >>> found = difference(CRITERIA["owed"], ("pay first", owed - 2), ("plan", owed))
    >>> found.expected, found.error, found.verdict, found.better.probability
    (-2.0, 0.0, 'better', 1.0)
    """
    gap = policy[1] - baseline[1]
    t = critical(len(gap), comparisons)
    centre, error = _matched_chances(gap) if criterion.unit == "chance" else _mean(gap)
    low, high = centre - t * error, centre + t * error
    gains = criterion.sign * gap
    verdict: Verdict
    if not gap.any():
        verdict = "same"
    elif low <= 0 <= high:
        verdict = "undecided"
    else:
        verdict = "better" if criterion.sign * centre > 0 else "worse"
    return Difference(
        criterion, policy[0], baseline[0], float(gap.mean()), error, low, high,
        futures=Range.of(gap, criterion.unit),
        better=shared(np.where(gains == 0, 0.5, gains > 0)),
        verdict=verdict,
        more_draws=_more(len(gap), t * error / abs(centre)) if verdict == "undecided" and centre else None,
    )  # fmt: skip


@lru_cache(maxsize=256)
def critical(draws: int, comparisons: int) -> float:
    """Return how many standard errors an interval reaches to either side (Student's t, Bonferroni).

    Examples
    --------
    >>> round(critical(2000, 1), 2), round(critical(2000, 50), 2)
    (1.96, 3.3)
    """
    return float(stats.t.ppf(1 - (1 - LEVEL) / (2 * comparisons), draws - 1))


def shared(part: Floats) -> Probability:
    """Sum up in which futures something holds, maybe in part: the error is that of `Probability.counted`."""
    n, k = part.size, float(part.sum())
    a, b = k + 0.5, n - k + 0.5
    return Probability(k / n, math.sqrt(a * b / ((a + b) ** 2 * (a + b + 1))), n)


def best_shares(values: Floats, sign: int) -> Floats:
    """Say of each policy whether it is the best of a future; policies that tie share it.

    Parameters
    ----------
    values
        Shape (policy, draw).
    sign
        1 where higher is better, else -1.

    Returns
    -------
    shape (policy, draw); the parts of each future add up to 1

    Examples
    --------
    >>> best_shares(np.array([[1.0, 2.0], [3.0, 2.0]]), sign=1).tolist()
    [[0.0, 0.5], [1.0, 0.5]]
    """
    at_top = sign * values == (sign * values).max(axis=0)
    return at_top / at_top.sum(axis=0)


def regrets(values: Floats, sign: int) -> Floats:
    """Return how much worse each policy does than the best of the same future; shapes as for `best_shares`.

    Examples
    --------
    >>> regrets(np.array([[1.0, 2.0], [3.0, 2.0]]), sign=1).tolist()
    [[2.0, 0.0], [0.0, 0.0]]
    """
    return (sign * values).max(axis=0) - sign * values


def _mean(gap: Floats) -> tuple[float, float]:
    return float(gap.mean()), float(gap.std(ddof=1) / math.sqrt(len(gap)))


def _matched_chances(gap: Floats) -> tuple[float, float]:
    """Return the centre and error of a difference of two chances in the same futures, or of a contrast of several.

    Wald's interval after adding half a future to each of the four cells (Agresti and Min, Statistics in Medicine 24,
    2005): it keeps its level where the policies differ in few futures, or in none that were drawn. A contrast of
    several may reach beyond one: two of the four are then as far out as the farthest that was drawn.
    """
    n, most = len(gap) + 2, max(1.0, float(np.abs(gap).max()))
    centre = float(gap.sum()) / n
    return centre, math.sqrt((float((gap**2).sum()) + most**2) / n - centre**2) / math.sqrt(n)


def _more(draws: int, times: float) -> int:
    """Return the draws that are missing until an interval so many times too wide leaves zero out."""
    return max(1, math.ceil(draws * times**2) - draws)


def by_policy(names: Sequence[str], parts: Floats) -> Mapping[str, Probability]:
    """Sum up parts of futures, shape (policy, draw), policy by policy."""
    return {name: shared(part) for name, part in zip(names, parts, strict=True)}
