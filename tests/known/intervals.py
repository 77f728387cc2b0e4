"""Theory against a simulation's own interval, at a level the whole folder shares, with the power that is claimed.

**Level.** Every test of this folder may raise a false alarm with probability `LEVEL`, shared among its comparisons by
Bonferroni's inequality; `test_level.py` holds the sum over all tests below one half percent, so that even where the
normal approximation doubles a tail the folder stays below one percent. Seeds are fixed: an alarm comes with a
change of the code or not at all, and is never answered by a wider interval.

**Power.** Every comparison says which deviation it detects with probability `POWER`, and fails if its own spread is
too large for that: a test that cannot see what it claims to see does not pass.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

LEVEL = 4e-5
POWER = 0.99

Floats = NDArray[np.float64]


def agrees(samples: ArrayLike, theory: ArrayLike, detects: float, error_of_theory: ArrayLike = 0.0) -> None:
    """Assert that expected values lie in the simulation's intervals.

    Parameters
    ----------
    samples
        Independent futures along the last axis; the axes before it are comparisons.
    theory
        The expected values, one for each comparison.
    detects
        The deviation, in the unit of the samples, that each comparison finds with probability `POWER`.
    error_of_theory
        The standard error of expected values that were themselves simulated, by another program.
    """
    x = np.atleast_2d(np.asarray(samples, dtype=np.float64))
    expected = np.broadcast_to(np.asarray(theory, dtype=np.float64), x.shape[:-1])
    mean, error = x.mean(axis=-1), np.hypot(x.std(axis=-1, ddof=1) / np.sqrt(x.shape[-1]), error_of_theory)
    z = stats.norm.isf(LEVEL / 2 / mean.size)
    distance = np.abs(mean - expected)
    outside = distance > z * error + 1e-12 * np.abs(expected)
    if outside.any():
        at = np.unravel_index(int(np.argmax(outside)), mean.shape)
        raise AssertionError(f"{at}: theory {expected[at]:.6g}, simulated {mean[at]:.6g} ± {z * error[at]:.2g}")
    reach = float(((z + stats.norm.ppf(POWER)) * error).max())
    assert reach <= detects, f"detects {reach:.4g} only, not {detects}"


def agrees_in_moments(samples: ArrayLike, mean: Floats, covariance: Floats, detects: tuple[float, float]) -> None:
    """Assert means, variances and all covariances of a vector of counts, in units of its standard deviations.

    The second moments are taken about the theoretical mean, so each is a mean of independent products.

    Parameters
    ----------
    samples
        Shape (quantity, draw).
    mean, covariance
        Of the theory, shapes (quantity,) and (quantity, quantity).
    detects
        The shift of a mean in standard deviations, and the error of a variance (as a share) or of a correlation, that
        are found with probability `POWER`.
    """
    sd = np.sqrt(np.diag(covariance))
    scaled = (np.asarray(samples, dtype=np.float64) - mean[:, None]) / sd[:, None]
    one, other = np.triu_indices(len(mean))
    # The level is shared between the two calls by letting each count the comparisons of both.
    everything = np.concatenate([scaled, scaled[one] * scaled[other]])
    correlation = (covariance / np.outer(sd, sd))[one, other]
    agrees(everything, np.concatenate([np.zeros(len(mean)), correlation]), max(detects))
    reach = (stats.norm.isf(LEVEL / 2 / len(everything)) + stats.norm.ppf(POWER)) / np.sqrt(scaled.shape[-1])
    assert reach <= detects[0], f"detects a shift of {reach:.3g} sd only, not {detects[0]}"


def fits(values: ArrayLike, pmf: Floats, against: Floats) -> None:
    """Assert that whole numbers follow a law: Pearson's chi-square test.

    Parameters
    ----------
    values
        Independent whole numbers, shape (draw,).
    pmf, against
        The law, and another one that the test tells from it with probability `POWER`.
    """
    fits_counts(np.bincount(np.asarray(values).ravel().astype(np.int64), minlength=len(pmf)), pmf, against)


def fits_counts(observed: NDArray[Any], pmf: Floats, against: Floats) -> None:
    """Assert that categories were counted as often as a law says; cells with less than ten expected are joined."""
    size = max(len(observed), len(pmf), len(against))
    seen, law, other = (np.pad(np.asarray(a, float), (0, size - len(a))) for a in (observed, pmf, against))
    assert abs(law.sum() - 1) < 1e-9, f"the law adds up to {law.sum()}"
    assert not seen[law == 0].any(), f"counted where nothing can be: {np.flatnonzero((law == 0) & (seen > 0))}"
    total = seen.sum()
    groups = _cells(law * total)
    seen, expected, shifted = (np.bincount(groups, weights=a) for a in (seen, law * total, other * total))
    df = len(expected) - 1
    critical = stats.chi2.isf(LEVEL, df)
    power = stats.ncx2.sf(critical, df, ((shifted - expected) ** 2 / expected).sum())
    assert power >= POWER, f"power {power:.3f} only, with {df + 1} cells"
    statistic = ((seen - expected) ** 2 / expected).sum()
    table = np.c_[expected, seen].round(1).tolist()
    assert statistic <= critical, f"chi-square {statistic:.1f} of {df} (critical {critical:.1f}); {table}"


def _cells(expected: Floats) -> NDArray[np.int64]:
    """Number the cells, so that each group of neighbours has at least ten expected."""
    groups, group, filled = np.zeros(len(expected), dtype=np.int64), 0, 0.0
    for cell, people in enumerate(expected):
        groups[cell], filled = group, filled + people
        if filled >= 10 and expected[cell + 1 :].sum() >= 10:
            group, filled = group + 1, 0.0
    return groups
