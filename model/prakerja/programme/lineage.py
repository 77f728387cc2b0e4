"""Which days, and in the end which waves, the people of a stage come from: exact up to the start, expected afterwards.

People who start a course on the same day are alike whatever their wave, so the model carries them together. For the
funnel of each wave it is written down who leaves a stage on each day, by the day they came, and the last are followed
back to the first: the conditional expectation given the counts of every day. The daily totals stay exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.stage import Stage
from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats


class Lineage:
    """Who left a stage whose cohorts are the days of coming.

    Parameters
    ----------
    days, draws
        How many days are followed, from the launch on, and in how many futures.
    stage
        Which.
    """

    def __init__(self, days: int, draws: int, stage: Stage) -> None:
        self._days, self._draws, self._stage = days, draws, stage
        self._pages: list[tuple[int, int, NDArray[np.float32]]] = []

    def page(self, day: int) -> NDArray[np.float32]:
        """Return where to write down who leaves on a day, by cohort, shape (cohort, draw)."""
        first = self._stage.first(day)
        page = np.empty((day + 1 - first, self._draws), dtype=np.float32)
        if day < self._days and self._stage.cohorts.anyone[first : day + 1].any():
            self._pages.append((day, first, page))
        return page

    def back(self, weight: Floats) -> Floats:
        """Return the number of people of interest by the day they came, shape (day, draw).

        Parameters
        ----------
        weight
            For those who leave on each day, the share of interest, shape (day, draw): of all days that are followed.
        """
        found = np.zeros(weight.shape)
        for day, first, leaving in self._pages:
            _add(leaving, weight[day], found[first : day + 1])
        return found

    def gone(self, came: Counts) -> Floats:
        """Return how many of those who came on each day have left the stage by now, shape (day, draw)."""
        return np.maximum(came - self._stage.cohorts.people[: len(came)], 0.0)


@compiled
def _add(leaving: NDArray[np.float32], weight: Floats, found: Floats) -> None:
    """Add the share of interest of those who left on a day, by the day they came."""
    for cohort in range(len(leaving)):
        for draw in range(len(weight)):
            found[cohort, draw] += leaving[cohort, draw] * weight[draw]


def share(people: Floats, of: Counts) -> Floats:
    """Return people as a share of counts; nobody of nobody is nobody."""
    return np.divide(people, of, out=np.zeros(people.shape), where=of > 0)


def year_end(scenario: Scenario) -> int:
    """Return the day on which the funnel is drawn: the year end, or the last day if that comes first."""
    return min(scenario.days.number(scenario.clock.year_end), len(scenario.days) - 1)
