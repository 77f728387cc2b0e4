"""What the tests of single laws share: many numbers in one call, and how far they are from a law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import stats

from prakerja.programme.dice.binomial import binomial
from prakerja.programme.dice.chance import split, take
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.dice.gamma import gamma
from prakerja.programme.dice.hypergeometric import hypergeometric
from prakerja.programme.dice.stream import normal, streams

NUMBERS = 40_000
"""Drawn for every law. A mean that is off by 2 % of a standard deviation is off by 4 standard errors."""


def stream(name: str, seed: int = 2020) -> Any:
    return streams(seed, np.array([0]), name)[0]


@compiled
def binomials(stream, people, probability, found):
    for i in range(len(found)):
        found[i] = binomial(stream, people, probability)


@compiled
def hypergeometrics(stream, good, bad, number, found):
    for i in range(len(found)):
        found[i] = hypergeometric(stream, good, bad, number)


@compiled
def gammas(stream, shape, found):
    for i in range(len(found)):
        found[i] = gamma(stream, shape)


@compiled
def normals(stream, found):
    for i in range(len(found)):
        found[i] = normal(stream)


@compiled
def splits(stream, people, shares, parts, left):
    for i in range(len(parts)):
        left[i] = split(stream, people, shares, parts[i])


@compiled
def takes(stream, cells, number, taken):
    for i in range(len(taken)):
        take(stream, cells, number, taken[i])


def drawn(many: Callable[..., None], *arguments: Any, count: int = NUMBERS, real: bool = False) -> Any:
    found = np.empty(count, np.float64 if real else np.int64)
    many(stream(f"{many.__name__} {arguments}"), *arguments, found)
    return found


def p_values(found: Any, law: Any) -> list[float]:
    """Return those of Pearson's test on up to 40 classes, and of z-tests of the mean and of the mean square."""
    mean, variance, _, excess = (float(moment) for moment in law.stats("mvsk"))
    edges = np.unique(np.concatenate([[-1.0], law.ppf(np.linspace(0.004, 0.996, 39)), [np.inf]]))
    share = np.diff(law.cdf(edges))
    seen = np.bincount(np.searchsorted(edges, found) - 1, minlength=len(share))
    few = share * len(found) < 10
    seen, expected = (np.append(of[~few], of[few].sum()) for of in (seen, share * len(found)))
    if expected[-1] < 10:
        seen, expected = (np.append(of[:-2], of[-2:].sum()) for of in (seen, expected))
    if len(seen) < 2 or variance * len(found) < 10:  # hardly anything happens: the number of events is the test
        return [min(1.0, 2 * min(upto(found.sum()) for upto in sums(law, len(found))))]
    pearson = stats.chi2.sf(((seen - expected) ** 2 / expected).sum(), len(seen) - 1)
    z = (found.mean() - mean) / np.sqrt(variance / len(found))
    if excess < -2 + 1e-9:  # heads or tails: the square says nothing
        return [pearson, 2 * stats.norm.sf(abs(z))]
    square = ((found - mean) ** 2).mean() / variance - 1
    return [pearson, 2 * stats.norm.sf(abs(z)), 2 * stats.norm.sf(abs(square) / np.sqrt((excess + 2) / len(found)))]


def sums(law: Any, count: int) -> tuple[Callable[[float], float], Callable[[float], float]]:
    """Return the tails of the sum of numbers that are nearly all the same: Poisson, counted from the nearer end."""
    top = law.support()[1] if law.mean() > law.support()[1] / 2 else 0
    rare = stats.poisson(abs(law.mean() - top) * count)
    return lambda total: rare.cdf(abs(total - top * count)), lambda total: rare.sf(abs(total - top * count) - 1)
