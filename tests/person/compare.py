"""Is it the same law? Two-sample tests, each quantity by itself, corrected for their number by Holm's method."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

Floats = NDArray[np.float64]


MEAN_OF = "mean of "
"""What the name of a quantity begins with of which the means alone are compared."""

ENOUGH = 30
"""Futures off a quantity's commonest value for the normal approximation of its mean to hold."""


@dataclass(frozen=True)
class Finding:
    """One comparison: of what, how it was tested, the statistic, and the p-value after correction.

    The statistic of a mean and of a variance is z; of a distribution the greatest distance between the two.
    """

    what: str
    test: str
    statistic: float
    p: float


def findings(first: dict[str, Floats], second: dict[str, Floats], level: float) -> list[Finding]:
    """Name the quantities whose mean, variance or distribution differs, at a family-wise level.

    Examples
    --------
    >>> same = {"x": np.arange(100.0)}
    >>> findings(same, same, level=0.01)
    []
    >>> [found.test for found in findings(same, {"x": np.arange(100.0) + 50}, level=0.01)]
    ['mean', 'distribution']
    """
    return [found for found in compared(first, second) if found.p < level]


def compared(first: dict[str, Floats], second: dict[str, Floats]) -> list[Finding]:
    """Compare every quantity, the most surprising first; p-values are corrected for their number.

    The variance is compared by the mean squared distance from the pooled mean, so both are tests of a mean with the
    normal approximation. It needs enough futures off the commonest value: a quantity with fewer than 30 to be expected
    in the smaller sample is compared by its distribution alone.
    """
    tried = [
        Finding(name, test, *found) for name in first for test, found in _tests(name, first[name], second[name]).items()
    ]
    return holm(tried)


def holm(tried: list[Finding]) -> list[Finding]:
    """Correct p-values by Holm's method, smallest first.

    Examples
    --------
    >>> [round(found.p, 3) for found in holm([Finding("a", "", 0, 0.04), Finding("b", "", 0, 0.01)])]
    [0.02, 0.04]
    """
    in_order = sorted(tried, key=lambda finding: finding.p)
    corrected, worst = [], 0.0
    for rank, finding in enumerate(in_order):
        worst = max(worst, min(1.0, finding.p * (len(in_order) - rank)))
        corrected.append(replace(finding, p=worst))
    return corrected


def off_the_mode(values: Floats) -> float:
    """Give the share of futures that do not have the commonest value.

    Examples
    --------
    >>> off_the_mode(np.array([3.0, 3.0, 3.0, 4.0]))
    0.25
    """
    return float(1 - np.unique(values, return_counts=True)[1].max() / len(values))


def _tests(name: str, a: Floats, b: Floats) -> dict[str, tuple[float, float]]:
    """Give statistics and p-values by test."""
    if name.startswith(MEAN_OF):
        rare = min(off_the_mode(a) * len(a), off_the_mode(b) * len(b)) < ENOUGH
        return {} if rare else {"mean": _same_mean(a, b)}
    if np.array_equal(np.unique(a), np.unique(b)) and len(np.unique(a)) == 1:
        return {}  # the same constant: nothing to test
    pooled = np.concatenate([a, b])
    if off_the_mode(pooled) * min(len(a), len(b)) < ENOUGH:
        return {"distribution": _same_distribution(a, b)}
    centre = pooled.mean()
    return {
        "mean": _same_mean(a, b),
        "variance": _same_mean((a - centre) ** 2, (b - centre) ** 2),
        "distribution": _same_distribution(a, b),
    }


def _same_mean(a: Floats, b: Floats) -> tuple[float, float]:
    """Test for equal means; shapes may differ, variances too.

    A sample that is constant gives no variance of its own; the pooled one is then the better guess for both.
    """
    spread = [a.var(ddof=1), b.var(ddof=1)]
    if min(spread) == 0:
        spread = [np.concatenate([a, b]).var(ddof=1)] * 2
    error = np.sqrt(spread[0] / len(a) + spread[1] / len(b))
    away = a.mean() - b.mean()
    z = away / error if error > 0 else np.inf * np.sign(away) if away else 0.0
    return float(z), float(2 * stats.norm.sf(abs(z)))


def _same_distribution(a: Floats, b: Floats) -> tuple[float, float]:
    """Test by Kolmogorov and Smirnov, with the limit law of the greatest distance; too strict for no count."""
    a, b = np.sort(a), np.sort(b)
    values = np.concatenate([a, b])
    apart = np.searchsorted(a, values, side="right") / len(a) - np.searchsorted(b, values, side="right") / len(b)
    distance = float(np.abs(apart).max())
    return distance, float(special.kolmogorov(distance * np.sqrt(len(a) * len(b) / len(values))))
