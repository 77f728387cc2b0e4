"""Tries every two bounds on every two values of the world: tens of thousands of tables, so these loops are compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.study.comparison.box import Flags

Pair = tuple[float, int, int, int, int, int]
"""A score, the places of two values, the sides (twice the first's, plus the second's; 1 is above), and two cuts."""


def best_pair(bins: NDArray[np.int64], cuts: NDArray[np.int64], happens: Flags, cases: tuple[int, int]) -> Pair:
    """Return the two bounds with the highest Youden index; of equal ones the first by values, sides and cuts.

    Parameters
    ----------
    bins
        Between which of its cuts each value lies, shape (value, draw).
    cuts
        How many each value has, shape (value,).
    happens, cases
        In which futures it does, shape (draw,); and of how many in which it does, and does not, the score is a part.

    Examples
    --------
    Two values with a cut each; it happens where both lie above.

    >>> bins = np.array([[0, 0, 1, 1], [0, 1, 0, 1]])
    >>> best_pair(bins, np.array([1, 1]), np.array([False, False, False, True]), (1, 3))
    (1.0, 0, 1, 3, 0, 0)
    """
    most = int(cuts.max()) + 1
    return _best_pair(bins, cuts, happens, *cases, np.zeros((2, most, most), dtype=np.int64))


@compiled
def _best_pair(
    bins: NDArray[np.int64], cuts: NDArray[np.int64], happens: Flags, cases: int, others: int, up_to: NDArray[np.int64]
) -> Pair:
    best = (-1.0, 0, 1, 0, 0, 0)
    for one in range(len(bins)):
        for other in range(one + 1, len(bins)):
            rows, columns = cuts[one], cuts[other]
            up_to[:] = 0
            for draw in range(len(happens)):
                up_to[int(happens[draw]), bins[one, draw], bins[other, draw]] += 1
            _add_up(up_to, rows, columns)
            for sides in range(4):
                for i in range(rows):
                    for j in range(columns):
                        hits = _within(up_to[1], sides, i, j, rows, columns)
                        misses = _within(up_to[0], sides, i, j, rows, columns)
                        score = hits / cases - misses / others
                        if score > best[0]:
                            best = (score, one, other, sides, i, j)
    return best


@inlined
def _add_up(up_to: NDArray[np.int64], rows: int, columns: int) -> None:
    """Let each cell count what lies up to its row and column."""
    for kind in range(2):
        for i in range(rows + 1):
            for j in range(1, columns + 1):
                up_to[kind, i, j] += up_to[kind, i, j - 1]
        for i in range(1, rows + 1):
            for j in range(columns + 1):
                up_to[kind, i, j] += up_to[kind, i - 1, j]


@inlined
def _within(up_to: NDArray[np.int64], sides: int, i: int, j: int, rows: int, columns: int) -> int:
    """Count what lies on one side of a row and on one of a column."""
    if sides == 0:
        return int(up_to[i, j])
    if sides == 1:
        return int(up_to[i, columns] - up_to[i, j])
    if sides == 2:
        return int(up_to[rows, j] - up_to[i, j])
    return int(up_to[rows, columns] - up_to[i, columns] - up_to[rows, j] + up_to[i, j])
