"""Cells: people of a queue who are alike, because they have one due day and kind, one server and one future."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts

Numbers = NDArray[np.intp]

_NOBODY = 1e-12  # persons: in the fluid limit failures of failures of failures never end


@dataclass(frozen=True)
class Cells:
    """So many people in each of some cells. The same cell may come twice.

    Attributes
    ----------
    due
        The due day of each cell.
    places
        Its kind, server and draw, in one number: as numpy counts the elements of an array (kind, server, draw).
    counts
        How many people are in it.
    shape
        Kinds, servers and draws.

    Examples
    --------
    >>> two = Cells(due=np.array([3, 1]), places=np.array([2, 5]), counts=np.array([100, 7]), shape=(1, 2, 3))
    >>> two.lanes.tolist(), two.draws.tolist()
    ([2, 5], [2, 2])
    >>> two.by_kind.tolist()
    [[[0, 0, 100], [0, 0, 7]]]
    """

    due: Numbers
    places: Numbers
    counts: Counts
    shape: tuple[int, int, int]

    @classmethod
    def together(cls, parts: Sequence[Cells]) -> Cells:
        """Put several, at least one, of the same queue together."""
        if len(parts) == 1:
            return parts[0]
        due, places, counts = (
            np.concatenate([getattr(part, name) for part in parts]) for name in ("due", "places", "counts")
        )
        return cls(due, places, counts, parts[0].shape)

    @property
    def lanes(self) -> Numbers:
        """Server and draw of each cell, as numpy counts the elements of an array (server, draw)."""
        return self.places % (self.shape[1] * self.shape[2])

    @property
    def draws(self) -> Numbers:
        """The draw of each cell."""
        return self.places % self.shape[2]

    @cached_property
    def by_kind(self) -> Counts:
        """Add up over the due days, shape (kind, server, draw)."""
        # bincount adds in floating point: exact for whole numbers below 2^53
        sums = np.bincount(self.places, weights=self.counts, minlength=int(np.prod(self.shape)))
        return sums.astype(self.counts.dtype).reshape(self.shape)

    def only(self, which: NDArray[Any]) -> Cells:
        """Leave out the cells that are not marked, or not listed."""
        return Cells(self.due[which], self.places[which], self.counts[which], self.shape)

    def with_counts(self, counts: Counts) -> Cells:
        """Put other counts into the same cells, and leave out those where there is nobody."""
        some = np.flatnonzero(counts > _NOBODY)
        return Cells(self.due[some], self.places[some], counts[some], self.shape)


def running_total(rows: NDArray[Any]) -> NDArray[Any]:
    """Add up row after row, shape (row, ...): `numpy.cumsum` along that axis takes several times as long.

    Examples
    --------
    >>> running_total(np.array([[1, 2], [3, 4], [5, 6]])).tolist()
    [[1, 2], [4, 6], [9, 12]]
    """
    total = rows.copy()
    for before, row in pairwise(total):
        row += before
    return total
