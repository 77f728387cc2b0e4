"""Hypergeometric numbers, exact in law: one after the other if few are drawn, or else by ratio of uniforms."""

from __future__ import annotations

import math

from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.dice.factorial import log_ratio
from prakerja.programme.dice.stream import Stream, inside, uniform

_FEW = 12  # people up to whom it is faster to draw one after the other
_NEAR = 8.0  # numbers from the mode up to which products are faster than logarithms
_WIDTH, _MORE = 1.7155277699214135, 0.8989161620588988  # 2 sqrt(2 / e) and 3 - 2 sqrt(3 / e)


@compiled
def hypergeometric(stream: Stream, good: int, bad: int, number: int) -> int:
    """Return how many of the good ones are among a number drawn without replacement.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    good, bad
        Those that are there, together up to 50 million.
    number
        That is drawn: everyone, if there are not that many.

    Examples
    --------
    >>> import numpy as np
    >>> from prakerja.programme.dice.stream import streams
    >>> stream = streams(1, np.array([0]), "training")[0]
    >>> hypergeometric(stream, 5, 0, 3), hypergeometric(stream, 5, 5, 10), hypergeometric(stream, 5000, 5000, 1000)
    (3, 5, 504)
    """
    total = good + bad
    if good <= 0 or number <= 0:
        return 0
    if bad <= 0:
        return min(number, good)
    if number >= total:
        return good
    # the law of those who are drawn is that of those who are left, and of the bad ones: the smaller part is thrown
    few, rare = min(number, total - number), min(good, bad)
    found = _rare(stream, rare, total, few)
    if good > bad:
        found = few - found
    return found if number <= total - number else good - found


@inlined
def _rare(stream: Stream, good: int, total: int, number: int) -> int:
    """Return a number where at most half are good and at most half are drawn; good and drawn may change places."""
    fewer, more = min(good, number), max(good, number)
    if fewer <= _FEW:
        return _one_after_the_other(stream, more, total, fewer)
    return _rejected(stream, more, total, fewer)


@inlined
def _one_after_the_other(stream: Stream, good: int, total: int, number: int) -> int:
    """Return a number by drawing each."""
    left = good
    for drawn in range(number):
        if uniform(stream) * (total - drawn) < left:
            left -= 1
    return good - left


@inlined
def _rejected(stream: Stream, good: int, total: int, number: int) -> int:
    """Return a number by algorithm HRUA of Stadlober (1990), Journal of Computational and Applied Mathematics 31.

    The ratio of uniforms is thrown within 16 standard deviations, beyond which nothing is.
    """
    share = good / total
    centre = number * share + 0.5
    spread = math.sqrt((total - number) * (number * share * (1 - share) / (total - 1)) + 0.5)
    width = _WIDTH * spread + _MORE
    mode = math.floor((number + 1) * ((good + 1) / (total + 2)))
    end = min(float(min(number, good)) + 1, math.floor(centre + 16 * spread))
    while True:
        u = inside(stream)
        x = centre + width * (inside(stream) - 0.5) / u
        if x < 0 or x >= end:
            continue
        k = math.floor(x)
        t = _log_mass(k, mode, good, total - good, number)
        if u * (4 - u) - 3 <= t or (u * (u - t) < 1 and 2 * math.log(u) <= t):
            return int(k)


@inlined
def _log_mass(k: float, mode: float, good: int, bad: int, number: int) -> float:
    """Return the logarithm of the mass of k over that of the mode."""
    more = float(k - mode)
    if abs(more) <= _NEAR:
        mass = 1.0
        for i in range(int(min(k, mode)), int(max(k, mode))):
            mass *= ((good - i) * float(number - i)) / ((i + 1) * float(bad - number + i + 1))
        return math.log(mass) if more > 0 else -math.log(mass)
    a, b, c, d = float(mode), float(good - mode), float(number - mode), float(bad - number + mode)
    found = log_ratio(a, more) + log_ratio(b, -more) + log_ratio(c, -more) + log_ratio(d, more)
    return -found - more * math.log((a + more + 1) / (b - more + 1) * ((d + more + 1) / (c - more + 1)))
