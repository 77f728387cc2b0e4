"""Binomial numbers by inversion, whole arrays at a time.

A standard normal number z stands for the probability Phi(z), and the binomial number is the quantile there. Cornish and
Fisher's expansion gives the quantile before rounding, with an error whose bound is known: where that leaves one whole
number, it is the quantile; where it leaves two, the distribution function decides. So the law is exact, and the
distribution function, which is dear, is seldom asked. Where the variance is small, a uniform number stands for the
probability, and the masses of nobody, one, two are added up until it is reached.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtr

from prakerja.scenario.arrays import Floats

LARGE = 2.0
"""Variance from which on the expansion is used; the bound on its error is tested from here on."""

_WIDE = 800  # numbers from which on whole arrays at a time are faster than numpy's one after the other
_ROUNDING = 1e-13  # what the masses of all numbers may lack to one, so that nobody goes up beyond the last


class Binomial:
    """Binomial numbers of some probabilities.

    Parameters
    ----------
    probability
        From 0 to 1, any shape.

    Examples
    --------
    >>> law = Binomial(np.array([0.5, 1.0, 0.5]))
    >>> law.draw(np.random.default_rng(1), np.array([0.0, 7.0, 1e6])).tolist()
    [0.0, 7.0, 500173.0]
    """

    def __init__(self, probability: Floats) -> None:
        self._probability = probability
        self._spread = probability * (1 - probability)

    @cached_property
    def _terms(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Of the expansion: the factor of z^2, what is added to it, those of z^3 and z over the standard deviation."""
        skew = 1 / 6 - self._probability * (1 / 3)
        return skew, 0.5 - skew, self._spread * (1 / 36) + 1 / 72, 1 / 36 - self._spread * (7 / 36)

    def rows(self, count: int) -> Binomial:
        """Return the first rows only, without working anything out again."""
        part = Binomial.__new__(Binomial)
        part._probability, part._spread = self._probability[:count], self._spread[:count]
        skew, offset, cubic, linear = self._terms
        part._terms = skew[:count], offset[:count], cubic[:count], linear[:count]
        return part

    def draw(self, rng: np.random.Generator, people: Floats) -> Floats:
        """Count those of so many people to whom it happens.

        Parameters
        ----------
        rng
            Where randomness comes from.
        people
            Whole numbers, of the shape of the probabilities.

        Returns
        -------
        whole numbers, of the same shape
        """
        variance = people * self._spread
        few = variance < LARGE
        if 3 * np.count_nonzero(few) > few.size:
            return self._many_few(rng, people, variance, few)
        few &= people > 0
        small = np.flatnonzero(few)
        np.maximum(variance, LARGE, out=variance)  # the few are thrown with the others, and then again
        found = self.quantile(rng.standard_normal(people.shape), people, variance)
        if len(small):
            found.ravel()[small] = _few(rng, people.ravel()[small], self._probability.ravel()[small])
        return found

    def _many_few(self, rng: np.random.Generator, people: Floats, variance: Floats, few: NDArray[np.bool_]) -> Floats:
        large, small = np.flatnonzero(~few), np.flatnonzero(few & (people > 0))
        people, probability, variance = (values.ravel() for values in (people, self._probability, variance))
        found = np.zeros(people.size)
        normal = rng.standard_normal(len(large))
        found[large] = Binomial(probability[large]).quantile(normal, people[large], variance[large])
        found[small] = _few(rng, people[small], probability[small])
        return found.reshape(self._probability.shape)

    def quantile(self, z: Floats, people: Floats, variance: Floats) -> Floats:
        """Return the quantiles at Phi(z), where the variance is at least `LARGE`; anything elsewhere."""
        low, high = self.bounds(z, people, variance)
        unsettled = np.flatnonzero(low != high)
        if len(unsettled):
            some = (values.ravel()[unsettled] for values in (low, high, z, people, self._probability))
            low.ravel()[unsettled] = _decided(*some)
        np.maximum(low, 0, out=low)
        return np.minimum(low, people, out=low)

    def bounds(self, z: Floats, people: Floats, variance: Floats) -> tuple[Floats, Floats]:
        """Return the least and the greatest whole number that the quantile at Phi(z) can be, but for 0 and all.

        The expansion is that of Cornish and Fisher (1937) to the third term with Sheppard's corrections, since the
        distribution function is one of whole numbers; for a Poisson number it is (3.3) of Giles (2016), "Algorithm
        955". The first term left out is at most (0.020 + 0.009 z^2 + 0.004 z^4) / variance; (0.04 + 0.01 z^4) /
        variance is more than what the expansion errs by at any whole number, as the tests find by trying them all.

        Examples
        --------
        >>> law = Binomial(np.array([0.5, 0.5]))
        >>> low, high = law.bounds(np.array([0.0, 0.01]), np.full(2, 1000.0), np.full(2, 250.0))
        >>> low.tolist(), high.tolist()
        ([500.0, 500.0], [500.0, 500.0])
        """
        skew, offset, cubic, linear = self._terms
        square, x = z * z, np.sqrt(variance)
        term = cubic * square
        term += linear
        term /= x
        x -= term
        x *= z
        x += np.multiply(skew, square, out=term)
        x += offset
        x += np.multiply(people, self._probability, out=term)
        error = np.multiply(square, square, out=square)
        error *= 0.01
        error += 0.04
        error /= variance
        low, high = np.subtract(x, error, out=term), np.add(x, error, out=x)
        return np.floor(low, out=low), np.floor(high, out=high)


def _decided(low: Floats, high: Floats, z: Floats, people: Floats, probability: Floats) -> Floats:
    """Go up from the least that is possible until the distribution function reaches Phi(z)."""
    wanted, low = ndtr(z), np.maximum(low, 0)
    more = low < np.minimum(high, people, out=high)
    while more.any():
        more &= betainc(np.maximum(people - low, 1), low + 1, 1 - probability) < wanted
        low += more
        more &= low < high
    return low


def _few(rng: np.random.Generator, people: Floats, probability: Floats) -> Floats:
    """Throw where the variance is small; arrays of shape (n,)."""
    if len(people) < _WIDE:
        return rng.binomial(people.astype(np.int64), probability).astype(np.float64)
    rare = np.minimum(probability, 1 - probability)
    u, found = rng.random(len(people)), np.zeros(len(people))
    some = np.flatnonzero(u >= 1 - people * rare)  # elsewhere nobody: that has more than 1 - the mean
    found[some] = _going_up(u[some], people[some], rare[some])
    return np.where(probability > rare, people - found, found)


def _going_up(u: Floats, people: Floats, probability: Floats) -> Floats:
    """Return the quantiles at u of binomial numbers of small mean: nobody, one, two, until u is reached."""
    found, odds, mass = np.zeros(len(u)), probability / (1 - probability), np.exp(people * np.log1p(-probability))
    ratio, beyond, k = people * odds, u - mass, 1
    more = beyond > _ROUNDING
    while more.any():
        found += more
        mass *= ratio
        mass /= k
        beyond -= mass
        ratio -= odds
        k += 1
        more = beyond > _ROUNDING
    return found
