"""Cells: people of a queue who are alike, because they have one due day and kind, one server and one future.

A cell is a number, as numpy counts the cells of an array (due day, kind, server, draw): so cells stand in the order of
service, and whom all servers took in all futures is two plain arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts

Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Cells:
    """So many people in each of some cells.

    Attributes
    ----------
    cells
        The numbers of the cells; one may come twice.
    counts
        How many people, shape as `cells`.
    shape
        Kinds, servers and draws.

    Examples
    --------
    >>> two = Cells(np.array([13, 5]), np.array([100, 7]), shape=(2, 2, 3))  # due on day 1 and day 0
    >>> two.due.tolist(), two.draws.tolist()
    ([1, 0], [1, 2])
    >>> two.by_kind.tolist()
    [[[0, 100, 0], [0, 0, 7]], [[0, 0, 0], [0, 0, 0]]]
    """

    cells: Numbers
    counts: Counts
    shape: tuple[int, int, int]

    @classmethod
    def together(cls, parts: Sequence[Cells]) -> Cells:
        """Put several, at least one, of the same queue together."""
        if len(parts) == 1:
            return parts[0]
        cells, counts = (np.concatenate([getattr(part, name) for part in parts]) for name in ("cells", "counts"))
        return cls(cells, counts, parts[0].shape)

    @property
    def due(self) -> Numbers:
        """The due day of each cell."""
        return self.cells // int(np.prod(self.shape))

    @cached_property
    def places(self) -> Numbers:
        """Kind, server and draw of each cell, counted as in an array (kind, server, draw)."""
        return self.cells % int(np.prod(self.shape))

    @cached_property
    def lanes(self) -> Numbers:
        """Server and draw of each cell, counted as in an array (server, draw)."""
        return self.cells % (self.shape[1] * self.shape[2])

    @property
    def draws(self) -> Numbers:
        """The draw of each cell."""
        return self.cells % self.shape[2]

    @cached_property
    def by_kind(self) -> Counts:
        """Add up over the due days, shape (kind, server, draw)."""
        # bincount adds in floating point: exact for whole numbers below 2^53
        sums = np.bincount(self.places, weights=self.counts, minlength=int(np.prod(self.shape)))
        return sums.astype(self.counts.dtype).reshape(self.shape)

    def only(self, which: NDArray[Any]) -> Cells:
        """Leave out the cells that are not marked, or not listed."""
        return Cells(self.cells[which], self.counts[which], self.shape)

    def with_counts(self, counts: Counts) -> Cells:
        """Put other counts into the same cells, and leave out those where there is nobody."""
        some = np.flatnonzero(counts)
        return Cells(self.cells[some], counts[some], self.shape)
