"""Waits: how many days the first incentive took from its due day to its payment."""

from __future__ import annotations

import numpy as np

from prakerja.programme.cells import Cells, running_total
from prakerja.programme.chance import Counts
from prakerja.scenario.arrays import Floats

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

    def close(self, day: int, tried: Cells, paid: Counts) -> None:
        """Sum up the payments of a day, so many in each cell that was tried; one paid early did not wait."""
        due = np.minimum(tried.due, day)
        first, draws = int(due.min(initial=day)), len(self.mean)
        days = day + 1 - first
        counted = np.bincount((due - first) * draws + tried.draws, weights=paid, minlength=days * draws)
        by_due = counted.astype(np.float64).reshape(days, draws)
        by_wait = by_due[::-1]
        if day <= self._year_end:
            self.by_due_day[first : day + 1] += by_due
            self.to_year_end[: len(by_wait)] += by_wait
        up_to = running_total(by_wait)
        total = up_to[-1]
        self.mean = np.arange(len(by_wait)) @ by_wait / np.where(total > 0, total, 1)
        self.p50, self.p90 = _quantile(up_to, 0.5), _quantile(up_to, 0.9)
        self.longest = _quantile(up_to, 1.0)


def _quantile(up_to: Floats, level: float) -> Floats:
    """Return the whole days within which a share of people were paid, from how many were paid within each."""
    return (up_to < level * up_to[-1] - _ROUNDING).sum(axis=0, dtype=np.uint16).astype(np.float64)
