"""A stage of the way, such as a course: people in it by the day they came, who leave it by the hazard at their age."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.dice.chance import thin
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.hazards import Hazards
from prakerja.scenario.arrays import Floats


class Cohorts(NamedTuple):
    """People who came into a stage together: all on one day, or selected in one wave.

    Attributes
    ----------
    people
        Who is still in the stage, shape (draw, cohort).
    staying
        Of those who will leave, the share that has not yet, shape (draw, cohort).
    origin
        The expected shares of the waves among a cohort, shape (draw, cohort, wave).
    came, last, era
        The day a cohort came, the last day on which it can leave, and its era, shape (cohort,).
    """

    people: Counts
    staying: Floats
    origin: NDArray[np.float32]
    came: NDArray[np.int64]
    last: NDArray[np.int64]
    era: NDArray[np.int64]


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
    waves
        How many waves people can come from.
    hurry
        Factor on the hazard in the last days, shape (draw,), and how many days those are.
    """

    def __init__(
        self,
        chance: Chance,
        streams: Streams,
        hazards: Hazards,
        came: NDArray[np.int64],
        last: NDArray[np.int64],
        waves: int,
        hurry: tuple[Floats, int],
    ) -> None:
        draws, cohorts = len(streams), len(came)
        self._streams, self._hazards, self._hurry = streams, hazards, hurry
        self.cohorts = Cohorts(
            np.zeros((draws, cohorts), dtype=chance.dtype),
            np.ones((draws, cohorts)),
            np.zeros((draws, cohorts, waves), dtype=np.float32),
            came,
            last,
            hazards.eras(came),
        )
        self.leaving = np.zeros(draws, dtype=chance.dtype)
        """Who left today, shape (draw,)."""
        self.by_wave = np.zeros((draws, waves), dtype=np.float32)
        """The same by wave, as expected, shape (draw, wave)."""

    def come(self, cohort: int, people: Counts, by_wave: NDArray[np.float32]) -> None:
        """Take in a cohort, with its people by wave."""
        self.cohorts.people[:, cohort] = people
        _mix(self.cohorts.origin, cohort, people, by_wave)

    def leave(self, day: int) -> Counts:
        """Let people leave today; return how many, shape (draw,)."""
        hazards, came = self._hazards, self.cohorts.came
        first = int(np.searchsorted(came, day - hazards.longest))
        today = hazards.on(day), hazards.odds(day), hazards.probability
        _leave(self._streams, day, first, self.cohorts, *today, *self._hurry, self.leaving, self.by_wave)
        return self.leaving

    def rest(self) -> Counts:
        """Let nobody leave today."""
        self.leaving[:], self.by_wave[:] = 0, 0
        return self.leaving


@compiled
def _leave(
    streams: Streams,
    day: int,
    first: int,
    cohorts: Cohorts,
    hazard: Floats,
    odds: Floats,
    probability: Floats,
    hurry: Floats,
    hurry_days: int,
    leaving: Counts,
    by_wave: NDArray[np.float32],
) -> None:
    """Let those whom the hazard at their age reaches leave, the longest there first (RULES.md, Stages)."""
    for draw in range(len(streams)):
        leaving[draw] = 0
        by_wave[draw, :] = 0
        for cohort in range(first, len(cohorts.came)):
            age = day - cohorts.came[cohort]
            if age < 0:
                break
            people = cohorts.people[draw, cohort]
            if people <= 0 or day > cohorts.last[cohort]:
                continue
            era = cohorts.era[cohort]
            part = hazard[draw, era, age]
            if part <= 0:
                continue
            if hurry_days > 0 and day > cohorts.last[cohort] - hurry_days:
                part = 1 - (1 - part) ** hurry[draw]
            will = odds[draw] * probability[draw, era] * cohorts.staying[draw, cohort]
            cohorts.staying[draw, cohort] *= 1 - part
            if will <= 0:
                continue
            gone = thin(streams[draw], people, part * (will / (1 - probability[draw, era] + will)))
            cohorts.people[draw, cohort] = people - gone
            leaving[draw] += gone
            for wave in range(by_wave.shape[1]):
                by_wave[draw, wave] += gone * cohorts.origin[draw, cohort, wave]


@compiled
def _mix(origin: NDArray[np.float32], cohort: int, people: Counts, by_wave: NDArray[np.float32]) -> None:
    """Note the shares of the waves among the people of a cohort."""
    for draw in range(len(people)):
        for wave in range(origin.shape[2]):
            origin[draw, cohort, wave] = by_wave[draw, wave] / people[draw] if people[draw] > 0 else 0.0
