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
        self.leaving = np.zeros((days, stage.longest + 1, draws), dtype=np.float32)
        """By day of leaving and cohort, from the first that anyone can leave on that day, shape (day, cohort, draw)."""
        self._later = np.zeros((stage.longest + 1, draws), dtype=np.float32)
        self._first = np.array([stage.first(day) for day in range(days)], dtype=np.int64)

    def page(self, day: int) -> NDArray[np.float32]:
        """Return where to write down who leaves on a day, by cohort, shape (cohort, draw)."""
        return self.leaving[day] if day < len(self.leaving) else self._later

    def back(self, weight: Floats) -> Floats:
        """Return the number of people of interest by the day they came, shape (day, draw).

        Parameters
        ----------
        weight
            For those who leave on each day, the share of interest, shape (day, draw): of all days that are followed.
        """
        found = np.zeros(weight.shape)
        _follow_back(self.leaving, self._first, weight, found)
        return found


@compiled
def _follow_back(leaving: NDArray[np.float32], first: NDArray[np.int64], weight: Floats, found: Floats) -> None:
    for day in range(len(leaving)):
        for cohort in range(min(leaving.shape[1], day + 1 - first[day])):
            for draw in range(leaving.shape[2]):
                found[first[day] + cohort, draw] += leaving[day, cohort, draw] * weight[day, draw]


def share(people: Floats, of: Counts) -> Floats:
    """Return people as a share of counts; nobody of nobody is nobody."""
    return np.divide(people, of, out=np.zeros(people.shape), where=of > 0)


def year_end(scenario: Scenario) -> int:
    """Return the day on which the funnel is drawn: the year end, or the last day if that comes first."""
    return min(scenario.days.number(scenario.clock.year_end), len(scenario.days) - 1)
