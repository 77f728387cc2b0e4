"""Waits: how many days the first incentive took from its due day to its payment."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Counts, Floats


class Waits:
    """Counts of first incentives by the whole days they waited, for each payday and to the end of the year."""

    def __init__(self, days: int, draws: int, year_end: int) -> None:
        self._today = np.zeros((days, draws))
        self.to_year_end = np.zeros((days, draws))
        self._year_end, self._longest = year_end, 0
        self.mean = np.zeros(draws)
        self.p50 = np.zeros(draws)
        self.p90 = np.zeros(draws)
        self.longest = np.zeros(draws)

    def add(self, day: int, first: int, paid: Counts) -> None:
        """Count payments of shape (row, draw), due on the days from `first` on; paid early counts as no wait."""
        late = min(len(paid), day - first + 1)
        if late > 0:
            self._today[day - first - late + 1 : day - first + 1] += paid[:late][::-1]
            self._longest = max(self._longest, day - first)
        if late < len(paid):
            self._today[0] += paid[max(late, 0) :].sum(axis=0)

    def close(self, day: int) -> None:
        """Sum the day up."""
        counts = self._today[: self._longest + 1]
        if day <= self._year_end:
            self.to_year_end[: len(counts)] += counts
        total = counts.sum(axis=0)
        self.mean = np.arange(len(counts)) @ counts / np.where(total > 0, total, 1)
        self.p50, self.p90 = quantile(counts, 0.5), quantile(counts, 0.9)
        self.longest = np.where(total > 0, len(counts) - 1 - np.argmax(counts[::-1] > 0, axis=0), 0)
        counts[...] = 0
        self._longest = 0


def quantile(counts: Floats, level: float) -> Floats:
    """Give the smallest whole number of days within which a share of people were paid.

    Parameters
    ----------
    counts
        People by whole days, shape (days, draw).
    level
        The share.

    Returns
    -------
    shape (draw,); 0 where there is nobody

    Examples
    --------
    >>> quantile(np.array([[5.0], [4.0], [1.0]]), 0.9).tolist()
    [1.0]
    """
    reached = np.cumsum(counts, axis=0) >= level * counts.sum(axis=0) - 1e-9
    return np.argmax(reached, axis=0).astype(np.float64)
