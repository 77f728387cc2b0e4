"""Which waves the people of a stage come from: exact up to the start, expected afterwards.

People of a class who start a course on the same day are alike whatever their wave, so the model carries them together.
For the funnel of each wave, whoever leaves a stage on a day is taken for a mixture of the cohorts left, and a cohort
for one of its waves: the conditional expectation given the counts of every day. So it is for classes where rates are
equal from then on. The daily totals stay exact.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts
from prakerja.programme.dice.compiled import compiled
from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats

ByWave = NDArray[np.float32]
"""People by day, wave, class and draw."""


class Lineage:
    """Who left a stage, by wave, whose cohorts are the days of coming.

    Parameters
    ----------
    came
        Who came on each day, shape (day modulo the length, wave, class, draw), filled in day by day.
    longest
        The age (days) after which nobody leaves.
    days, followed
        How many the run has, and on how many of them waves are told.
    told_apart
        How many classes the stage tells apart: all of them, or one.
    """

    STATE = ("by_wave", "total", "_everyone", "_waves", "_held")

    def __init__(self, came: ByWave, longest: int, days: int, followed: int, told_apart: int = 1) -> None:
        self._came, self._longest, self._followed, draws = came, longest, followed, came.shape[-1]
        self.by_wave = by_day_and_wave(followed, *came.shape[1:])
        """Who left on each day, as expected, shape (day modulo the length, wave, class, draw)."""
        self.total = np.zeros(came.shape[1:])
        """Who has left, as expected, shape (wave, class, draw)."""
        self.by_cohort = np.zeros((days, told_apart, draws), dtype=np.float32)
        """Where the stage writes down who leaves today, shape (cohort, class, draw)."""
        self._everyone = np.zeros((followed, told_apart, draws), np.float32)
        self._part = np.zeros((told_apart, draws), np.float32)
        self._waves = np.zeros((followed, came.shape[1]), dtype=bool)
        self._held = np.zeros(came.shape[1:], np.float32)

    def keep(self, longest: int) -> None:
        """Keep what left for as many days as the next stage follows it: before the first day."""
        self.by_wave = by_day_and_wave(min(self._followed, longest + 1), *self.by_wave.shape[1:])

    def follow(self, day: int) -> None:
        """Tell the waves of those who left today."""
        if day < self._followed:
            first, today = max(0, day - self._longest), self._today(day)
            today[:] = 0
            _follow(day, first, self.by_cohort, self._came, self._everyone, self._waves, self._part, today)
            self.total += today

    def hold(self, day: int) -> None:
        """Let those who left today wait, and count them on the day on which they are released."""
        if day < self._followed:
            self._held += self._today(day)
            self.total -= self._today(day)
            self._today(day)[:] = 0

    def release(self, day: int) -> None:
        """Count those who waited among those who left today."""
        if day < self._followed:
            self._today(day)[:] += self._held
            self.total += self._held
        self._held[:] = 0

    def _today(self, day: int) -> ByWave:
        return self.by_wave[day % len(self.by_wave)]


def by_day_and_wave(days: int, waves: int, classes: int, draws: int) -> ByWave:
    """Return a table of nobody; of one day at least."""
    return np.zeros((max(1, days), waves, classes, draws), dtype=np.float32)


@compiled
def _follow(
    day: int,
    first: int,
    by_cohort: NDArray[np.float32],
    came: ByWave,
    everyone: NDArray[np.float32],
    waves: NDArray[np.bool_],
    part: NDArray[np.float32],
    by_wave: NDArray[np.float32],
) -> None:
    """Note of which waves today's cohort is, and add up by wave who left of each."""
    told_apart, draws = part.shape
    _note(came[day % len(came)], everyone[day], waves[day])
    for cohort in range(first, day + 1):
        if not waves[cohort].any():
            continue
        of_cohort = came[cohort % len(came)]
        for of in range(told_apart):
            for draw in range(draws):
                part[of, draw] = by_cohort[cohort, of, draw] / max(everyone[cohort, of, draw], np.float32(1e-30))
        for of in range(by_wave.shape[1]):
            row = part[min(of, told_apart - 1)]
            for wave in range(by_wave.shape[0]):
                if waves[cohort, wave]:
                    for draw in range(draws):
                        by_wave[wave, of, draw] += row[draw] * of_cohort[wave, of, draw]


@compiled
def _note(came: NDArray[np.float32], everyone: NDArray[np.float32], waves: NDArray[np.bool_]) -> None:
    """Note how many came today, by class, and of which waves they are."""
    told_apart = len(everyone)
    for wave, of in np.ndindex(came.shape[:2]):
        for draw in range(came.shape[2]):
            everyone[min(of, told_apart - 1), draw] += came[wave, of, draw]
            waves[wave] |= came[wave, of, draw] > 0


def share(people: Floats, of: Counts) -> Floats:
    """Return people as a share of counts; nobody of nobody is nobody."""
    return np.divide(people, of, out=np.zeros(people.shape), where=of > 0)


def year_end(scenario: Scenario) -> int:
    """Return the day on which the funnel is drawn: the year end, or the last day if that comes first."""
    return min(scenario.days.number(scenario.clock.year_end), len(scenario.days) - 1)
