"""Which waves the people of a stage come from: exact up to the purchase, expected afterwards.

People who buy on the same day are alike whatever their wave, so the model carries them together. For the funnel of each wave
their flows are divided in proportion: the conditional expectation given the day's counts. The daily totals stay exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts

Shares = NDArray[np.float32]


class WaveShares:
    """The share of each wave among the people of a stage, by the day they entered it: shape (day, wave, draw)."""

    def __init__(self, days: int, waves: int, draws: int) -> None:
        self._share = np.zeros((days, waves, draws), dtype=np.float32)

    def enter(self, day: int, by_wave: NDArray[np.float32]) -> None:
        """Note the people, shape (wave, draw), who enter on a day."""
        total = by_wave.sum(axis=0)
        np.divide(by_wave, total, out=self._share[day], where=total > 0)

    def among(self, first: int, counts: Counts) -> NDArray[np.float32]:
        """Divide counts of shape (row, draw), who entered on the days from `first` on, by wave: (wave, draw)."""
        if len(counts) == 1:
            return self._share[first] * counts[0].astype(np.float32)
        waves = np.einsum("rd,rwd->wd", counts.astype(np.float32), self._share[first : first + len(counts)])
        return np.asarray(waves)


class WaveDelay:
    """The waves of people in a delay line, by the day they come out."""

    def __init__(self, days: int, waves: int, draws: int) -> None:
        self._coming = np.zeros((days, waves, draws), dtype=np.float32)

    def put(self, day: int, by_lag: Counts, entering: NDArray[np.float32]) -> None:
        """Divide who comes out at each lag (lag, draw) like those who enter, shape (wave, draw)."""
        alive = np.flatnonzero(entering.any(axis=1))
        if not len(alive):
            return
        waves = slice(alive[0], alive[-1] + 1)
        total = entering.sum(axis=0)
        share = np.divide(entering[waves], total, out=np.zeros_like(entering[waves]), where=total > 0)
        room = self._coming[day : day + len(by_lag), waves]
        room += by_lag[: len(room), None].astype(np.float32) * share

    def out(self, day: int) -> NDArray[np.float32]:
        """Give those who come out on a day by wave, shape (wave, draw)."""
        return self._coming[day]
