"""What happens to people: one code for whole people (int64: dice) and for expected ones (float64: the fluid limit).

Splitting a count with a multinomial over a lag has exactly the law of letting every person draw its own lag, so whole
people are the person-by-person programme. Which of the two it is, the type of the people decides.
"""

from __future__ import annotations

import math
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.dice.binomial import binomial
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.dice.gamma import gamma
from prakerja.programme.dice.kinds import Kinds
from prakerja.programme.dice.parts import split_real, split_whole, take_real, take_whole
from prakerja.programme.dice.stream import Stream

People = TypeVar("People", int, float)
Cells = NDArray[Any]
"""People by cell, shape (cell,): int64 or float64."""
_LEAST_CV = 1e-6


def thin(stream: Stream, people: People, probability: float) -> People:
    """Return how many of the people something happens to: binomial, or the share of them.

    Examples
    --------
    >>> from prakerja.programme.dice.stream import streams
    >>> stream = streams(1, np.array([0]), "training")[0]
    >>> thin(stream, 10, 0.25), thin(stream, 10.0, 0.25)
    (2, 2.5)
    """
    return _THIN.of(people)(stream, people, probability)


def events(stream: Stream, people: People, hazard: float, cv: float) -> People:
    """Return how many a day's hazard reaches; a gamma factor of mean 1 makes days busier or calmer.

    Expected is the mean of 1 - exp(-hazard G), which is 1 - (1 + hazard cv^2)^(-1/cv^2): the Laplace transform of the
    gamma law.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    people
        Those at risk.
    hazard
        A day's, 0 or more.
    cv
        The coefficient of variation of the factor; at least 1e-6 is taken.

    Examples
    --------
    >>> from prakerja.programme.dice.stream import streams
    >>> stream = streams(1, np.array([0]), "training")[0]
    >>> events(stream, 1000, 0.1, 0.3), round(events(stream, 1000.0, 0.1, 0.3), 2)
    (51, 94.76)
    """
    return _EVENTS.of(people)(stream, people, hazard, cv)


def split(stream: Stream, people: People, shares: NDArray[np.float64], parts: Cells) -> People:
    """Return who is in no part, and fill the parts: a multinomial split, or the share of each.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    people
        To be split.
    shares
        Summing to at most 1, shape (part,). If they sum to 1, but for 1e-9, nobody is left over: the last part of a
        positive share takes the rest.
    parts
        To be filled, shape (part,), of the type of the people.

    Examples
    --------
    >>> from prakerja.programme.dice.stream import streams
    >>> stream, parts = streams(1, np.array([0]), "training")[0], np.empty(2, np.int64)
    >>> split(stream, 10, np.array([0.3, 0.2]), parts), parts.tolist()
    (6, [2, 2])
    """
    return _SPLIT.of(people)(stream, people, shares, parts)


def take(stream: Stream, cells: Cells, number: People, taken: Cells) -> None:
    """Fill what is taken with a number of people drawn from cells without replacement, or with the same share of each.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    cells
        Where people are, shape (cell,).
    number
        Of people to draw: everyone, if there are not that many.
    taken
        To be filled, shape (cell,), of the type of the cells.

    Examples
    --------
    >>> from prakerja.programme.dice.stream import streams
    >>> stream, taken = streams(1, np.array([0]), "training")[0], np.empty(2, np.int64)
    >>> take(stream, np.array([6, 4]), 5, taken)
    >>> taken.tolist()
    [4, 1]
    """
    _TAKE.of(cells)(stream, cells, number, taken)


@compiled
def none_of(people: People) -> People:
    """Return nobody, of the type of the people."""
    return people - people


@compiled
def _whole_events(stream: Stream, people: int, hazard: float, cv: float) -> int:
    if people <= 0 or hazard <= 0:
        return 0
    shape = 1 / (max(cv, _LEAST_CV) * max(cv, _LEAST_CV))
    return binomial(stream, people, -math.expm1(-hazard * gamma(stream, shape) / shape))


@compiled
def _real_events(people: float, hazard: float, cv: float) -> float:
    square = max(cv, _LEAST_CV) * max(cv, _LEAST_CV)
    return people * -math.expm1(-math.log1p(hazard * square) / square)


_THIN = Kinds(
    whole=lambda stream, people, probability: binomial(stream, people, probability),
    real=lambda _stream, people, probability: people * probability,
)
_EVENTS = Kinds(
    whole=lambda stream, people, hazard, cv: _whole_events(stream, people, hazard, cv),
    real=lambda _stream, people, hazard, cv: _real_events(people, hazard, cv),
)
_SPLIT = Kinds(
    whole=lambda stream, people, shares, parts: split_whole(stream, people, shares, parts),
    real=lambda _stream, people, shares, parts: split_real(people, shares, parts),
)
_TAKE = Kinds(
    whole=lambda stream, cells, number, taken: take_whole(stream, cells, number, taken),
    real=lambda _stream, cells, number, taken: take_real(cells, number, taken),
)
_THIN.compiled_in(thin)
_EVENTS.compiled_in(events)
_SPLIT.compiled_in(split)
_TAKE.compiled_in(take)
