"""Chance: what happens to a count of people. `Dice` throws for each person; `Expectation` is the fluid limit.

Splitting a count with a multinomial over a lag has exactly the law of letting every person draw its own lag, so `Dice`
is the person-by-person programme, many futures at a time.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.binomial import Binomial
from prakerja.programme.tree import Tree
from prakerja.scenario.arrays import Floats

Counts = NDArray[Any]
"""People, the last axis being the draw: int64 with `Dice`, float64 with `Expectation`."""
_ROUNDING = 1e-9
_WIDE = 2000  # elements from which on whole arrays at a time are faster than numpy's one after the other
_PARTS, _PEOPLE = 16, 4  # parts, and people a part, from which on a tree is


def whole(values: Floats) -> Floats:
    """Round down to whole numbers, taking 100 x 0.29, which floating point puts just below 29, for 29.

    Examples
    --------
    >>> whole(np.array([100 * 0.29, 28.9, np.inf])).tolist()
    [29.0, 28.0, inf]
    """
    return np.floor(values + 1e-12 * np.maximum(1, np.abs(values)))


class Splitting(Protocol):
    """Splits people, shape (draw,), into parts, shape (part, draw); who is in no part is left over."""

    def __call__(self, people: Counts, parts: int | None = None) -> Counts:
        """Split into so many of the first parts, all unless given: who is in a later one is left over too."""


class Chance(ABC):
    """What an actor asks when something happens to a count of people."""

    dtype: type

    def zeros(self, *shape: int) -> Counts:
        """Return nobody, in an array of this shape."""
        return np.zeros(shape, dtype=self.dtype)

    @abstractmethod
    def thin(self, counts: Counts, probability: Floats) -> Counts:
        """Count those to whom something happens with a probability."""

    @abstractmethod
    def splitting(self, shares: Floats) -> Splitting:
        """Prepare a split in shares of shape (part, draw), each column summing to at most one."""

    @abstractmethod
    def take(self, cells: Counts, number: Counts) -> Counts:
        """Draw `number` (..., draw) people without replacement from cells (cell, ..., draw); count them by cell."""

    @abstractmethod
    def events(self, people: Counts, hazard: Floats, cv: Floats) -> Counts:
        """Count those whom a day's hazard reaches; a gamma factor (mean 1, this cv) makes days busier or calmer."""


class Dice(Chance):
    """Whole people, exact in law, from one named stream of random numbers.

    The stream depends on (seed, block, name) only: no other actor can shift it.

    Examples
    --------
    >>> dice = Dice(seed=1, block=0, name="training")
    >>> dice.thin(np.array([10, 10]), np.array([0.0, 1.0])).tolist()
    [0, 10]
    """

    dtype = np.int64

    def __init__(self, seed: int, block: int, name: str) -> None:
        named = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
        self.rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence([seed, block, named])))

    def thin(self, counts: Counts, probability: Floats) -> Counts:
        """Count those to whom something happens: binomial."""
        if counts.size < _WIDE:
            return self.rng.binomial(counts, probability)
        law = Binomial(np.broadcast_to(probability, counts.shape))
        return law.draw(self.rng, counts.astype(np.float64)).astype(np.int64)

    def splitting(self, shares: Floats) -> Splitting:
        """Prepare a multinomial split."""
        left = 1 - shares.sum(axis=0)
        if (left < _ROUNDING).all():  # nobody may be left over by rounding: the last part takes the rest
            left, shares = np.zeros_like(left), shares / shares.sum(axis=0)
        left = np.maximum(left, 0)
        tree = Tree(shares, left) if len(shares) >= _PARTS else None
        left_after = left + np.vstack([shares[::-1].cumsum(axis=0)[::-1], np.zeros_like(left)])

        def table_of(parts: int) -> Floats:
            return np.ascontiguousarray(np.vstack([left_after[parts], shares[:parts]]).T)

        whole_table = table_of(len(shares))

        def split(people: Counts, parts: int | None = None) -> Counts:
            first = len(shares) if parts is None else min(parts, len(shares))
            if tree and people.sum() >= _PEOPLE * shares.size:
                return tree.split(self.rng, people, first)
            # who is left over is thrown first: then numpy stops at the last part that anyone is in
            table = whole_table if first == len(shares) else table_of(first)
            return self.rng.multinomial(people, table).T[1:]

        return split

    def take(self, cells: Counts, number: Counts) -> Counts:
        """Draw without replacement: hypergeometric, cell after cell."""
        taken = np.zeros_like(cells)
        behind = cells.sum(axis=0)
        left = np.minimum(number, behind)
        for cell, people in enumerate(cells):
            behind = behind - people
            taken[cell] = self.rng.hypergeometric(people, behind, left)
            left = left - taken[cell]
        return taken

    def events(self, people: Counts, hazard: Floats, cv: Floats) -> Counts:
        """Count whom the day reaches: binomial, with a gamma factor on the hazard."""
        shape = np.maximum(cv, 1e-6) ** -2.0
        factor = self.rng.gamma(shape, 1 / shape)
        return self.rng.binomial(people, -np.expm1(-hazard * factor))


class Expectation(Chance):
    """Expected people: what `Dice` gives on average, wherever the programme is linear."""

    dtype = np.float64

    def __init__(self, seed: int = 0, block: int = 0, name: str = "") -> None:
        """Take and ignore what `Dice` takes."""

    def thin(self, counts: Counts, probability: Floats) -> Counts:
        """Expect a share."""
        return np.asarray(counts * probability)

    def splitting(self, shares: Floats) -> Splitting:
        """Prepare a split into expected parts."""
        return lambda people, parts=None: shares[:parts] * people

    def take(self, cells: Counts, number: Counts) -> Counts:
        """Expect the same share of every cell."""
        total = cells.sum(axis=0)
        return np.asarray(cells * (np.minimum(number, total) / np.where(total > 0, total, 1)))

    def events(self, people: Counts, hazard: Floats, cv: Floats) -> Counts:
        """Expect the gamma's mean of 1 - exp(-hazard G), which is 1 - (1 + hazard cv^2)^(-1/cv^2)."""
        square = np.maximum(cv, 1e-6) ** 2
        return np.asarray(people * -np.expm1(-np.log1p(hazard * square) / square))
