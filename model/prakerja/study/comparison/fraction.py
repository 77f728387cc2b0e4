"""Which combinations of levers are run: all of up to six, and of seven to ten a fraction of 64, and what that mixes."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import combinations
from string import ascii_uppercase

import numpy as np
from numpy.typing import NDArray

Levels = NDArray[np.bool_]
"""Which levers are in which run, shape (run, lever)."""

FULL, MOST = 6, 10
"""Levers of which all combinations are run, 64 at most; levers that can be combined at all."""

GENERATORS = {
    7: ("ABCDEF",),
    8: ("ABCD", "ABEF"),
    9: ("ABCD", "ACEF", "CDEF"),
    10: ("BCDF", "ACDF", "ABDE", "ABCE"),
}
"""By the number of levers, what the seventh and further ones go with: in where an odd number of the named are.

Designs of minimum aberration (Box, Hunter and Hunter, Statistics for Experimenters, 2005, table 6.22): resolution VII
of seven levers, V of eight, IV of nine and ten.
"""


def design(levers: int) -> Levels:
    """Return which levers are in which run, the run without any first, then by how many are in.

    Examples
    --------
    >>> design(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    >>> [len(design(number)) for number in (6, 7, 10)]
    [64, 64, 64]
    """
    free = min(levers, FULL)
    rows = (np.arange(2**free)[:, None] >> np.arange(free)) & 1
    made = [rows[:, _numbers(said)].sum(axis=1) % 2 for said in GENERATORS.get(levers, ())]
    runs = np.column_stack([rows, *made]).astype(np.bool_)
    return runs[sorted(range(len(runs)), key=lambda n: (runs[n].sum(), *np.flatnonzero(runs[n])))]


def resolution(levers: int) -> int:
    """Return of how many levers the shortest joint effect is that cannot be told from nothing; all, where all is run.

    Of resolution V, effects of levers and pairs are mixed with those of three or more only; of IV, pairs with pairs.

    Examples
    --------
    >>> [resolution(number) for number in (6, 7, 8, 9, 10)]
    [7, 7, 5, 4, 4]
    """
    return min((len(word) for word in _words(levers)), default=levers + 1)


def mixed_with(some: Collection[int], levers: int) -> list[tuple[int, ...]]:
    """Return the levers and pairs whose effect cannot be told from that of some levers.

    Examples
    --------
    >>> mixed_with([0, 3], 9), mixed_with([0, 1], 9)  # A × D and H × J
    ([(7, 8)], [])
    """
    others = (word ^ frozenset(some) for word in _words(levers))
    return sorted(tuple(sorted(other)) for other in others if len(other) <= len(("one", "another")))


@cache
def _words(levers: int) -> tuple[frozenset[int], ...]:
    """Return the joint effects that are constant over the runs: generators with their levers, and products of these."""
    made = [frozenset([*_numbers(said), FULL + n]) for n, said in enumerate(GENERATORS.get(levers, ()))]
    words: list[frozenset[int]] = []
    for size in range(1, len(made) + 1):
        for some in combinations(made, size):
            word: frozenset[int] = frozenset()
            for one in some:
                word ^= one
            words.append(word)
    return tuple(words)


def _numbers(letters: str) -> list[int]:
    return [ascii_uppercase.index(letter) for letter in letters]
