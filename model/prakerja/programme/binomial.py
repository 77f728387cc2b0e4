"""Binomial numbers by inversion, whole arrays at a time; small ones are numpy's.

A standard normal number z stands for the probability Phi(z), and the binomial number is the quantile there. Cornish and
Fisher's expansion gives the quantile before rounding, with an error whose bound is known: where that leaves one whole
number, it is the quantile; where it leaves two, the distribution function decides. So the law is exact, and the
distribution function, which is dear, is seldom asked.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtr

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

LARGE = 10.0
"""Variance from which on inversion is faster than numpy; the bound on its error is tested from here on."""


def binomial(rng: np.random.Generator, people: Whole, probability: Floats) -> Whole:
    """Count those of some people to whom something happens, each with a probability.

    Parameters
    ----------
    rng
        Where randomness comes from.
    people, probability
        Arrays; the probability may lack leading axes.

    Examples
    --------
    >>> binomial(np.random.default_rng(1), np.array([0, 7, 10**6]), np.array([0.5, 1.0, 0.5])).tolist()
    [0, 7, 500173]
    """
    shape, people = people.shape, people.ravel()
    probability = np.broadcast_to(probability, shape).ravel()
    number = people.astype(np.float64)
    mean = number * probability
    variance = mean - mean * probability
    wide = variance >= LARGE
    large = np.flatnonzero(wide)
    if len(large) == len(people):
        return quantile(rng.standard_normal(len(number)), number, probability).reshape(shape)
    found = mean.astype(np.int64)  # right where nothing is left to chance
    small = np.flatnonzero((variance > 0) & ~wide)
    found[small] = rng.binomial(people.take(small), probability.take(small))
    if len(large):
        found[large] = quantile(rng.standard_normal(len(large)), number.take(large), probability.take(large))
    return found.reshape(shape)


def quantile(z: Floats, number: Floats, probability: Floats) -> Whole:
    """Give the quantiles at Phi(z) of binomial numbers whose variance is at least `LARGE`; arrays of shape (n,).

    Examples
    --------
    >>> quantile(np.array([-1.0, 0.0, 1.0]), np.full(3, 1000.0), np.full(3, 0.5)).tolist()
    [484, 500, 516]
    """
    low, high = bounds(z, number, probability)
    unsettled = np.flatnonzero(low != high)
    if len(unsettled):
        few = (values[unsettled] for values in (low, high, z, number, probability))
        low[unsettled] = _decided(*few)
    np.maximum(low, 0, out=low)
    np.minimum(low, number, out=low)
    return low.astype(np.int64)


def bounds(z: Floats, number: Floats, probability: Floats) -> tuple[Floats, Floats]:
    """Give the least and the greatest whole number that the quantile at Phi(z) can be, but for 0 and all.

    The expansion is that of Cornish and Fisher (1937) to the third term with Sheppard's corrections, since the
    distribution function is one of whole numbers; for a Poisson number it is (3.3) of Giles (2016), "Algorithm 955".
    The first term left out is at most (0.020 + 0.009 z^2 + 0.004 z^4) / variance; (0.04 + 0.01 z^4) / variance is more
    than what the expansion errs by at any whole number, as the tests find by trying them all.

    Examples
    --------
    >>> low, high = bounds(np.array([0.0, 0.01]), np.full(2, 1000.0), np.full(2, 0.5))
    >>> low.tolist(), high.tolist()
    ([500.0, 500.0], [500.0, 500.0])
    """
    spread = probability * (1 - probability)
    variance = number * spread
    deviation = np.sqrt(variance)
    square = z * z
    error = square * square
    error *= 0.01
    error += 0.04
    error /= variance
    x = 7 * spread  # -z ((1 + 2 spread) z^2 + 2 - 14 spread) / 72 deviation
    x -= 1
    spread += 0.5
    spread *= square
    x -= spread
    x *= z
    x /= deviation
    x *= 1 / 36
    deviation *= z
    x += deviation
    square -= 1
    square *= 1 / 6 - probability / 3
    x += square
    x += number * probability
    x += 0.5
    low, high = x - error, np.add(x, error, out=x)
    return np.floor(low, out=low), np.floor(high, out=high)


def _decided(low: Floats, high: Floats, z: Floats, number: Floats, probability: Floats) -> Floats:
    """Go up from the least that is possible until the distribution function reaches Phi(z)."""
    wanted, low, high = ndtr(z), np.maximum(low, 0), np.minimum(high, number)
    more = np.flatnonzero(low < high)
    while len(more):
        up_to = betainc(number[more] - low[more], low[more] + 1, 1 - probability[more])
        more = more[up_to < wanted[more]]
        low[more] += 1
        more = more[low[more] < high[more]]
    return low
