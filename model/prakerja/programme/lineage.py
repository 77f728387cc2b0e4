"""Which waves the people of a stage come from: exact up to the order, expected afterwards.

People who order on the same day are alike whatever their wave, so the model carries them together. For the funnel of
each wave the daily flows between the stages are written down, and the last ones followed back to the days of the
orders: the conditional expectation given the counts of every day. The daily totals stay exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts
from prakerja.scenario.arrays import Floats


class Flow:
    """Who moved from one stage to the next, by the day they entered the first and the day they entered the second.

    Parameters
    ----------
    days, draws
        Size of the stages.
    """

    def __init__(self, days: int, draws: int) -> None:
        self._parts: list[tuple[slice, slice, Counts]] = []
        self.entered: Floats = np.zeros((days, draws), dtype=np.float32)
        """Who entered the first stage, by day, shape (day, draw)."""

    def enter(self, day: int, people: Counts) -> None:
        """Note who enters the first stage on a day."""
        self.entered[day] += people

    def spread(self, day: int, by_lag: Counts) -> None:
        """Note that of those who entered on a day so many come out at each lag, shape (lag, draw)."""
        last = min(day + len(by_lag), len(self.entered))
        self._parts.append((slice(day, day + 1), slice(day, last), by_lag[: last - day].astype(np.float32)))

    def gather(self, first: int, by_day: Counts, day: int) -> None:
        """Note that those who come out on a day entered on the days from `first` on, shape (day, draw)."""
        entered = slice(first, first + len(by_day))
        self._parts.append((entered, slice(day, day + 1), by_day.astype(np.float32)))

    def back(self, weight: NDArray[Any]) -> Floats:
        """Follow people back.

        Parameters
        ----------
        weight
            For those who come out on each day, the share of interest, shape (day, draw).

        Returns
        -------
        for those who entered on each day, the share of them that is of interest, shape (day, draw)
        """
        people = np.zeros_like(self.entered)
        for entered, out, counts in self._parts:
            if entered.stop - entered.start == 1:
                people[entered] += np.einsum("ld,ld->d", counts, weight[out])
            else:
                people[entered] += counts * weight[out]
        return np.divide(people, self.entered, out=np.zeros_like(people), where=self.entered > 0)


def until(day: int, days: int, draws: int) -> NDArray[np.float32]:
    """Weigh the days up to and including `day` with one, later ones with nothing, shape (day, draw)."""
    weight = np.zeros((days, draws), dtype=np.float32)
    weight[: day + 1] = 1
    return weight
