"""Binomial numbers, exact in law: by inversion if the mean is small, or else by transformed rejection."""

from __future__ import annotations

import math

import numpy as np

from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.dice.factorial import correction
from prakerja.programme.dice.stream import Stream, inside

_SMALL = 12.0  # mean below which counting up is faster; transformed rejection needs 10
_INVERSE = np.array([0.0, *(1 / k for k in range(1, 128))])  # no number of so small a mean is 127
_NEAR = 15.0  # numbers from the mode up to which products are faster than logarithms


@compiled
def binomial(stream: Stream, people: int, probability: float) -> int:
    """Return how many of so many people something happens to.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    people
        Up to 50 million; nobody if negative.
    probability
        What is below 0 counts as 0, above 1 as 1.

    Raises
    ------
    ValueError
        If the probability is not a number.

    Examples
    --------
    >>> from prakerja.programme.dice.stream import streams
    >>> stream = streams(1, np.array([0]), "training")[0]
    >>> binomial(stream, 10, 0.0), binomial(stream, 10, 1.0), binomial(stream, 10_000, 0.5)
    (0, 10, 4982)
    """
    if people <= 0 or probability <= 0:
        return 0
    if probability >= 1:
        return people
    rare = min(probability, 1 - probability)
    found = _rare(stream, people, rare)
    return found if probability <= 0.5 else people - found


@inlined
def _rare(stream: Stream, people: int, probability: float) -> int:
    """Return a number where the probability is at most a half."""
    mean = people * probability
    if mean < _SMALL:
        u = inside(stream)
        if u < 1 - mean:  # nobody has a greater probability than this, so it need not be worked out
            return 0
        return _counted_up(stream, u, people, probability)
    if mean >= _SMALL:
        return _rejected(stream, people, probability)
    raise ValueError("a probability is not a number")


@inlined
def _counted_up(stream: Stream, u: float, people: int, probability: float) -> int:
    """Return the least number whose distribution function reaches u (Devroye 1986, X.4.2, "inversion")."""
    none = 1 - probability
    inverse = 1 / none
    odds = probability * inverse
    # what rounding took from 1 - probability is put back: it counts as many times as there are people
    nobody = math.exp(people * (math.log(none) + ((1 - none) - probability) * inverse))
    ratio, last = (people + 1) * odds, min(people, len(_INVERSE) - 2)
    while True:
        mass = nobody
        for found in range(last + 1):
            if u <= mass:
                return found
            u -= mass
            mass *= ratio * _INVERSE[found + 1] - odds
        u = inside(stream)  # the masses lack 1e-15 to one


@inlined
def _rejected(stream: Stream, people: int, probability: float) -> int:
    """Return a number by algorithm BTRD of Hörmann (1993), Journal of Statistical Computation and Simulation 46."""
    spread = math.sqrt(people * probability * (1 - probability))
    b = 1.15 + 2.53 * spread
    a = -0.0873 + 0.0248 * b + 0.01 * probability
    centre, height = people * probability + 0.5, 0.92 - 4.2 / b
    upright = 1 / height
    while True:
        v = inside(stream)
        u = v * upright - 0.43
        if u <= 0.43:
            return math.floor((2 * a / (0.5 - abs(u)) + b) * u + centre)
        if v >= height:
            u = inside(stream) - 0.5
        else:
            u -= 0.5
            u = (0.5 if u > 0 else -0.5) - u
            v = inside(stream) * height
        room = 0.5 - abs(u)
        k = math.floor((2 * a / room + b) * u + centre)
        if 0 <= k <= people:
            v *= (2.83 + 5.1 / b) * spread / (a / (room * room) + b)
            if _accepted(v, k, people, probability):
                return k


@inlined
def _accepted(v: float, k: float, people: int, probability: float) -> bool:
    """Return whether v is at most the mass of k over that of the mode (steps 3.1 to 3.4)."""
    none = 1 - probability
    mode, odds = math.floor((people + 1) * probability), probability / none
    far = abs(k - mode)
    if far <= _NEAR:
        return _near(v, k, mode, people, odds)
    variance = people * probability * none
    v, t = math.log(v), -far * far / (2 * variance)
    error = (far / variance) * (((far / 3 + 0.625) * far + 1 / 6) / variance + 0.5)
    if v < t - error:
        return True
    if v > t + error:
        return False
    others, rest = people - mode + 1, people - k + 1
    h = (mode + 0.5) * math.log((mode + 1) / (odds * others)) + correction(mode) + correction(people - mode)
    h += (people + 1) * math.log(others / rest) + (k + 0.5) * math.log(rest * odds / (k + 1))
    return v <= h - correction(k) - correction(people - k)


@inlined
def _near(v: float, k: float, mode: float, people: int, odds: float) -> bool:
    """Return the same by the ratios of masses that follow each other."""
    mass = 1.0
    for i in range(int(min(k, mode)) + 1, int(max(k, mode)) + 1):
        mass *= (people + 1) * odds / i - odds
    return v <= mass if k > mode else v * mass <= 1
