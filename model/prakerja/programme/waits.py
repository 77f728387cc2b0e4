"""Waits: how many days the first incentive took from its due day to its payment."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts, Floats

_ROUNDING = 1e-6  # persons; only the fluid limit has fractions


class Waits:
    """First incentives by the whole days they waited: of each payday, and of all to the year end."""

    def __init__(self, days: int, draws: int, year_end: int) -> None:
        self._year_end = year_end
        self.to_year_end = np.zeros((days, draws))
        """First incentives paid by the year end, by days waited, shape (day, draw)."""
        self.by_due_day = np.zeros((days, draws))
        """The same by the day they fell due."""
        self.mean = self.p50 = self.p90 = self.longest = np.zeros(draws)

    def close(self, day: int, due: NDArray[np.intp], draws: NDArray[np.intp], paid: Counts) -> None:
        """Sum the payments of a day up, each entry a due day and a draw; a first incentive is never paid early."""
        due = np.minimum(due, day)
        first = int(due.min(initial=day))
        by_due = np.zeros((day + 1 - first, len(self.mean)))
        np.add.at(by_due, (due - first, draws), paid)
        by_wait = by_due[::-1]
        if day <= self._year_end:
            self.by_due_day[first : day + 1] += by_due
            self.to_year_end[: len(by_wait)] += by_wait
        up_to = np.cumsum(by_wait, axis=0)
        total = up_to[-1]
        self.mean = np.arange(len(by_wait)) @ by_wait / np.where(total > 0, total, 1)
        self.p50, self.p90 = _quantile(up_to, 0.5), _quantile(up_to, 0.9)
        self.longest = np.where(total > 0, np.argmax(up_to >= total - _ROUNDING, axis=0), 0)


def _quantile(up_to: Floats, level: float) -> Floats:
    """Give the whole days within which a share of people were paid, from how many were paid within each."""
    return np.argmax(up_to >= level * up_to[-1] - _ROUNDING, axis=0).astype(np.float64)
