"""A multinomial number as a tree of binomial ones: halves, quarters, eighths, each level of the tree at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.binomial import Binomial
from prakerja.scenario.arrays import Floats

Whole = NDArray[np.int64]


class Tree:
    """Splits people into parts; who is in none is left over.

    Parameters
    ----------
    shares
        Shape (part, draw); each column sums to at most one.
    left
        The share left over, shape (draw,).

    Examples
    --------
    >>> tree = Tree(np.array([[0.0], [1.0], [0.0]]), np.array([0.0]))
    >>> tree.split(np.random.default_rng(1), np.array([100]), 2).tolist()
    [[0], [100]]
    """

    def __init__(self, shares: Floats, left: Floats) -> None:
        self._levels: list[Binomial] = []
        size = 1 << len(shares).bit_length()
        below = np.zeros((size, len(left)))
        below[: len(shares)] = shares
        below[len(shares)] = left  # the last, so that parts left out are in the same branches as who is left over
        while len(below) > 1:
            total = below[::2] + below[1::2]
            share = np.divide(below[::2], total, out=np.ones_like(total), where=total > 0)
            self._levels.insert(0, Binomial(np.minimum(share, 1)))
            below = total

    def split(self, rng: np.random.Generator, people: Whole, parts: int) -> Whole:
        """Split people, shape (draw,), into so many of the first parts, shape (part, draw)."""
        nodes, span = people[None].astype(np.float64), 1 << len(self._levels)
        for level in self._levels:
            needed = -(-parts // span)
            span //= 2
            first = level.rows(needed).draw(rng, nodes[:needed])
            halves = np.empty((needed, 2, len(people)))
            halves[:, 0] = first
            np.subtract(nodes[:needed], first, out=halves[:, 1])
            nodes = halves.reshape(2 * needed, len(people))
        return nodes[:parts].astype(np.int64)
