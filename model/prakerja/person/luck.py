"""Chance, by name: every actor has its own stream, so that one asking more often moves no other's numbers."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_STOCK = 512


class Luck:
    """The stream of random numbers of one actor.

    Parameters
    ----------
    seed
        Of the whole run, at least 0.
    name
        Of the actor.

    Examples
    --------
    >>> Luck(1, "registration").unit() == Luck(1, "registration").unit()
    True
    >>> Luck(1, "registration").unit() == Luck(1, "selection").unit()
    False
    >>> luck = Luck(1, "example")
    >>> luck.chance(1.0), luck.chance(0.0), luck.index([0.0, 1.0, 1.0]), luck.days(0.0)
    (True, False, 1, 0)
    """

    def __init__(self, seed: int, name: str) -> None:
        word = int.from_bytes(hashlib.sha256(f"person/{name}".encode()).digest()[:8], "big")
        self.generator = np.random.default_rng([seed, word])
        self._stock: list[float] = []

    def unit(self) -> float:
        """Return a uniform number of [0, 1)."""
        if not self._stock:  # numpy makes 512 numbers in the time of a few single ones
            self._stock = self.generator.random(_STOCK).tolist()
        return self._stock.pop()

    def chance(self, probability: float) -> bool:
        """Say yes with a probability."""
        return self.unit() < probability

    def index(self, up_to: Sequence[float]) -> int:
        """Draw an index, given the cumulative shares of the indices up to each."""
        return bisect_right(up_to, self.unit())

    def days(self, mean: float) -> int:
        """Draw days until something that is as likely on each day, today (0) included; geometric with a mean."""
        return int(self.generator.geometric(1 / (1 + mean))) - 1

    def some(self, of: Sequence[T], count: int) -> list[T]:
        """Draw so many different ones, every subset alike."""
        return [of[i] for i in self.generator.choice(len(of), size=count, replace=False, shuffle=False)]


def cumulative(weights: Sequence[float]) -> list[float]:
    """Turn weights into cumulative shares, exactly 1 from where nothing more comes.

    Examples
    --------
    >>> cumulative([1, 3, 0])
    [0.25, 1.0, 1.0]
    """
    sums = list(accumulate(weights))
    return [part / sums[-1] for part in sums]
