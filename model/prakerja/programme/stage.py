"""A stage of the way, such as a course: people in it by the day they came, who leave it by the hazard at their age."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.classes import mixed
from prakerja.programme.dice.chance import thin
from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.hazards import Hazards
from prakerja.scenario.arrays import Floats

_NOTHING = 1e-300  # where everyone will leave and has left, nobody is divided by this


class Cohorts(NamedTuple):
    """People who came into a stage together: all on one day, or selected in one wave, by class where rates differ.

    Attributes
    ----------
    people
        Who is still in the stage, shape (cohort, class, draw).
    staying
        Of those who will leave, the share that has not yet, shape (cohort, draw).
    came, last, era
        The day a cohort came, the last day on which it can leave, and its era, shape (cohort,).
    anyone
        Whether anybody came, in any draw, shape (cohort,).
    """

    people: Counts
    staying: Floats
    came: NDArray[np.int64]
    last: NDArray[np.int64]
    era: NDArray[np.int64]
    anyone: NDArray[np.bool_]


class Stage:
    """A stage that people come into, cohort by cohort.

    Parameters
    ----------
    chance, streams
        The kind of counts, and the dice.
    hazards
        Who leaves when.
    came, last
        The day on which each cohort comes, and the last on which it can leave.
    hurry
        Factor on the hazard in the last days, shape (draw,), and how many days those are: of all, or shape (cohort,).
    """

    STATE = ("_in_it",)

    def __init__(
        self,
        chance: Chance,
        streams: Streams,
        hazards: Hazards,
        came: NDArray[np.int64],
        last: NDArray[np.int64],
        hurry: tuple[Floats, int | NDArray[np.int64]],
    ) -> None:
        draws, cohorts, classes = len(streams), len(came), hazards.told_apart
        self._streams, self._hazards = streams, hazards
        self._hurry = hurry[0], np.full(cohorts, hurry[1], dtype=np.int64)
        self.cohorts = Cohorts(
            np.zeros((cohorts, classes, draws), dtype=chance.dtype),
            np.ones((cohorts, draws)),
            came,
            last,
            hazards.eras(came),
            np.zeros(cohorts, dtype=bool),
        )
        self._part, self._chances = np.zeros((2, draws))
        self.leaving = np.zeros((classes, draws), dtype=chance.dtype)
        """Who left today, shape (class, draw)."""

    def come(self, cohort: int, people: Counts) -> None:
        """Take in a cohort, shape (class, draw)."""
        self.cohorts.people[cohort] = mixed(people, len(self.leaving))
        self.cohorts.anyone[cohort] = people.any()

    @property
    def _in_it(self) -> tuple[Counts, Floats, NDArray[np.bool_]]:
        return self.cohorts.people, self.cohorts.staying, self.cohorts.anyone

    @property
    def longest(self) -> int:
        """The age (days) after which nobody leaves."""
        return self._hazards.longest

    def leave(self, day: int, by_cohort: NDArray[Any]) -> Counts:
        """Let people leave today; return how many, shape (class, draw), and fill in those of each cohort.

        Those are of shape (cohort, class, draw). Nothing is filled in for cohorts of which nobody can leave any more.
        """
        hazards = self._hazards
        today = hazards.on(day), hazards.odds(day), hazards.probability
        _leave(
            self._streams, day, self.cohorts, *today, *self._hurry, self._part, self._chances, self.leaving, by_cohort
        )
        return self.leaving

    def rest(self) -> Counts:
        """Let nobody leave today."""
        self.leaving[:] = 0
        return self.leaving


@compiled
def _leave(
    streams: Streams,
    day: int,
    cohorts: Cohorts,
    hazard: Floats,
    odds: Floats,
    probability: Floats,
    hurry: Floats,
    hurry_days: NDArray[np.int64],
    part: Floats,
    chances: Floats,
    leaving: Counts,
    by_cohort: NDArray[Any],
) -> None:
    """Let those whom the hazard at their age reaches leave, the longest there first (RULES.md, Stages)."""
    leaving[:] = 0
    for cohort in range(len(cohorts.came)):
        age, era, last = day - cohorts.came[cohort], cohorts.era[cohort], cohorts.last[cohort]
        if age < 0:
            break
        if age >= hazard.shape[1]:
            continue
        if day > last or not cohorts.anyone[cohort]:
            by_cohort[cohort] = 0
            continue
        for draw in range(len(streams)):
            part[draw] = hazard[era, age, draw]
        if day > last - hurry_days[cohort]:
            for draw in range(len(streams)):
                part[draw] = 1 - (1 - part[draw]) ** hurry[draw]
        for of in range(len(odds)):
            _leave_class(streams, cohorts, cohort, of, part, odds, probability[era], chances, leaving, by_cohort)
        for draw in range(len(streams)):
            cohorts.staying[cohort, draw] *= 1 - part[draw]


@inlined
def _leave_class(
    streams: Streams,
    cohorts: Cohorts,
    cohort: int,
    of: int,
    part: Floats,
    odds: Floats,
    probability: Floats,
    chances: Floats,
    leaving: Counts,
    by_cohort: NDArray[Any],
) -> None:
    """Let those of one class leave a cohort: of those who will leave, which the odds of the class say, a part."""
    for draw in range(len(streams)):
        will = odds[of, draw] * probability[draw] * cohorts.staying[cohort, draw]
        chances[draw] = part[draw] * (will / max(1 - probability[draw] + will, _NOTHING))
    for draw in range(len(streams)):
        gone = thin(streams[draw], cohorts.people[cohort, of, draw], chances[draw])
        cohorts.people[cohort, of, draw] -= gone
        by_cohort[cohort, of, draw] = gone
        leaving[of, draw] += gone
