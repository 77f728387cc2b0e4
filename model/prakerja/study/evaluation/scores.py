"""How good a forecast was, once its figure has come: proper scores, coverage, bias and PIT.

A forecast is a sample, shape (..., draw), or its quantiles, shape (..., level); what came is `observed`, shape (...).
Scores are as small as they can be: 0 for a forecast that was certain and right. They carry the figure's unit, so
they may be averaged over figures of one unit only (or over their logarithms; see Bosse et al. 2023, PLoS Comput Biol
19(8):e1011393).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import QUANTILES


def wis(quantiles: ArrayLike, observed: ArrayLike, levels: Sequence[float] = QUANTILES) -> Floats:
    r"""Return the weighted interval score: a sum over central intervals of their width and of how far they were missed.

    With K intervals and weights alpha_k / 2, and 1 / 2 for the median (Bracher et al. 2021, PLoS Comput Biol
    17(2):e1008618, eq. 3), it is twice the mean pinball loss over the 2 K + 1 levels.

    Parameters
    ----------
    quantiles
        Shape (..., level).
    observed
        Shape (...).
    levels
        Symmetric about 0.5, which is one of them; the 23 of the hubs unless given.

    Raises
    ------
    ValueError
        If the levels are not so.

    Examples
    --------
    Quantiles 2, 4, 9 at 25, 50 and 75 %; 10 came. The distance from 4 to 10 weighs 1/2; the interval (alpha = 1/2) is
    7 wide and missed by 1, so it scores 7 + 2 / alpha x 1 = 11 and weighs alpha / 2 = 1/4: (3 + 2.75) / 1.5.

    >>> float(wis([2, 4, 9], 10, levels=[0.25, 0.5, 0.75])) == (3 + 2.75) / 1.5
    True
    """
    q, y, tau = np.asarray(quantiles, np.float64), np.asarray(observed, np.float64)[..., None], np.asarray(levels)
    if 0.5 not in levels or not np.allclose(tau + tau[::-1], 1):
        raise ValueError(f"levels must be symmetric about 0.5, and hold it: {list(levels)}")
    return np.asarray(2 * np.mean(np.where(y < q, (1 - tau) * (q - y), tau * (y - q)), axis=-1))


def crps(sample: ArrayLike, observed: ArrayLike, fair: bool = True) -> Floats:
    """Return the continuous ranked probability score of a sample: E|X - y| - E|X - X'| / 2.

    Parameters
    ----------
    sample
        Shape (..., draw), at least two draws if fair.
    observed
        Shape (...).
    fair
        Whether the second mean is over pairs of different draws: then the score estimates that of the distribution
        without bias, however few the draws (Ferro 2014, QJRMS 140:1917). Otherwise it is that of the sample itself.

    Examples
    --------
    Draws 1 and 3; 2 came. E|X - y| = 1. The two draws lie 2 apart: over different pairs E|X - X'| = 2, over all 1.

    >>> float(crps([1, 3], 2)), float(crps([1, 3], 2, fair=False))
    (0.0, 0.5)
    """
    x, y = np.sort(np.asarray(sample, np.float64), axis=-1), np.asarray(observed, np.float64)[..., None]
    m = x.shape[-1]
    # In order, draw i is above i others and below m - 1 - i: the sum of all distances is that of (2 i + 1 - m) x_i.
    apart = (x - x[..., :1]) @ (2 * np.arange(m) + 1 - m)
    return np.asarray(np.abs(x - y).mean(axis=-1) - apart / (m * (m - 1) if fair else m * m))


def brier(chance: ArrayLike, happened: ArrayLike) -> Floats:
    """Return the Brier score of a yes/no event: the square of chance less outcome, 0.25 for whoever says 1/2.

    Examples
    --------
    >>> brier([0.75, 0.75, 0.5], [True, False, True]).tolist()
    [0.0625, 0.5625, 0.25]
    """
    return np.asarray(np.square(np.asarray(chance, np.float64) - np.asarray(happened, np.float64)))


def covered(
    quantiles: ArrayLike, observed: ArrayLike, percent: int, levels: Sequence[float] = QUANTILES
) -> NDArray[np.bool_]:
    """Return whether the central interval of a percentage held what came, its ends included.

    Examples
    --------
    >>> covered([[2, 4, 9], [2, 4, 9]], [9, 10], 50, levels=[0.25, 0.5, 0.75]).tolist()
    [True, False]
    """
    q, y = np.asarray(quantiles, np.float64), np.asarray(observed, np.float64)
    low, high = (int(np.argmin(np.abs(np.asarray(levels) - (0.5 + side * percent / 200)))) for side in (-1, 1))
    if not np.isclose(levels[high] - levels[low], percent / 100):
        raise ValueError(f"no two of the levels enclose {percent} %: {list(levels)}")
    return np.asarray((q[..., low] <= y) & (y <= q[..., high]))


def bias(quantiles: ArrayLike, observed: ArrayLike, levels: Sequence[float] = QUANTILES) -> Floats:
    """Return on which side of the forecast the figure came: from -1 (forecast too low) over 0 to 1 (too high).

    As the hubs define it (scoringutils, `bias_quantile`): below the median, 1 less twice the highest level whose
    quantile is not above what came; above it, 1 less twice the lowest whose quantile is not below.

    Examples
    --------
    >>> bias([[2, 4, 9]] * 5, [1, 3, 4, 5, 10], levels=[0.25, 0.5, 0.75]).tolist()
    [1.0, 0.5, 0.0, -0.5, -1.0]
    """
    q, y, tau = np.asarray(quantiles, np.float64), np.asarray(observed, np.float64)[..., None], np.asarray(levels)
    reached = np.where(q <= y, tau, 0).max(axis=-1)
    not_passed = np.where(q >= y, tau, 1).min(axis=-1)
    middle, y = q[..., list(levels).index(0.5)], y[..., 0]
    return np.asarray(np.where(y < middle, 1 - 2 * reached, np.where(y > middle, 1 - 2 * not_passed, 0.0)))


def pit(sample: ArrayLike, observed: ArrayLike, rng: np.random.Generator) -> Floats:
    """Return the randomised probability integral transform: uniform on (0, 1) if what came is one draw more.

    What came takes its place among the draws, any of those it ties with alike, and a point at random within it: so
    it is uniform exactly, for few draws and for counts (Czado, Gneiting and Held 2009, Biometrics 65:1254).

    Examples
    --------
    Three draws below and one above leave it the fourth place of five:

    >>> bool(0.6 <= pit([1, 2, 3, 9], 5, np.random.default_rng(0)) <= 0.8)
    True
    """
    x, y = np.asarray(sample, np.float64), np.asarray(observed, np.float64)[..., None]
    below, ties = (x < y).sum(axis=-1), (x == y).sum(axis=-1)
    return np.asarray((below + rng.random(below.shape) * (ties + 1)) / (x.shape[-1] + 1))


def quantiles_of(sample: ArrayLike, levels: Sequence[float] = QUANTILES) -> Floats:
    """Return the quantiles of a sample: shape (..., draw) becomes (..., level).

    Examples
    --------
    >>> quantiles_of(np.arange(101.0), [0.25, 0.5, 0.75]).tolist()
    [25.0, 50.0, 75.0]
    """
    return np.asarray(np.moveaxis(np.quantile(np.asarray(sample, np.float64), levels, axis=-1), 0, -1))
