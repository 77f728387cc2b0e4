"""Applicants: the verified who wait for a wave, and their joining of the waves that open."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts
from prakerja.programme.change import Change
from prakerja.programme.clock import JOINING, Clock
from prakerja.programme.wave import Wave
from prakerja.scenario import Draws, Scenario, Slot
from prakerja.scenario.arrays import Floats

_NEVER = 1e-300  # where nobody joins in time, nobody is divided by days
LIST, OTHERS = 0, 1
"""The groups: on the priority list, or not. A cell is a group in a province, the list's provinces first."""


class Applicants:
    """Two pools: the *fresh*, who never joined a wave, and the *unselected*, whose cells are known.

    The group and the province of a person are drawn when first needed, at the announcement of the first wave joined:
    they change nothing before, so the law is the same and 34 provinces cost nothing a day.
    """

    def __init__(self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, slots: tuple[Slot, ...]) -> None:
        self._chance, self._draws, self._change = chance, draws, Change(scenario, draws)
        self._day = draws.lag("world.joining.day")
        self._patience, self._looked = draws["world.joining.patience_days"], 0
        cells = _cell_shares(draws)
        self._new_cells = chance.splitting(cells)
        self.verified_today = self.fresh = self.ineligible = self.joined = self.lapsed = chance.zeros(len(draws))
        self.unselected = chance.zeros(len(cells), len(draws))
        longest = max((slot.closes - slot.opens + 1 for slot in slots), default=0)
        self.joined_by_day = chance.zeros(len(slots), longest, len(draws))
        self.waves: list[Wave] = []
        clock.daily(JOINING, self.join)

    def welcome(self, number: int, slot: Slot, opened: NDArray[np.bool_], places: Counts) -> None:
        """Open a wave in the futures that give it places: who waits decides whether and when to join."""
        self._lapse(slot.opens)
        window = self._day[: slot.closes - slot.opens + 1]
        fresh = self._chance.splitting(window * self._willing("fresh", slot.opens) * opened)(self.fresh)
        in_time = window.sum(axis=0)
        cells = self._chance.thin(self.unselected, in_time * self._willing("again", slot.opens) * opened)
        again = self._chance.zeros(slot.closes - slot.opens + 1, len(opened))
        again[: len(window)] = self._chance.splitting(window / np.maximum(in_time, _NEVER))(cells.sum(axis=0))
        self.fresh = self.fresh - fresh.sum(axis=0)
        self.unselected = self.unselected - cells
        members = fresh.sum(axis=0) + again.sum(axis=0)
        self.waves.append(Wave(number, slot, opened, places, fresh, again, cells, members, np.zeros_like(members)))

    def join(self, day: int) -> None:
        """Let those join who come today, and today's verified, who join the wave that opened last."""
        self.fresh = self.fresh + self.verified_today
        for wave, here in self._to_the_open(self.verified_today, day):
            at_once = self._chance.thin(here, self._willing("fresh", day))
            self.fresh = self.fresh - at_once
            nth = day - wave.slot.opens
            first = at_once + (wave.fresh[nth] if nth < len(wave.fresh) else 0)
            wave.first_timers = wave.first_timers + first
            wave.members = wave.members + at_once
            self.joined_by_day[wave.number, nth] = first + wave.again[nth]
            self.joined = self.joined + self.joined_by_day[wave.number, nth]

    def candidates(self, wave: Wave) -> Counts:
        """Screen the first-timers of a wave that is announced; give all its eligible joiners by cell."""
        self.waves.remove(wave)
        eligible = self._chance.thin(wave.first_timers, self._draws["world.joining.eligible"])
        self.ineligible = self.ineligible + wave.first_timers - eligible
        return self._new_cells(eligible) + wave.again_cells

    def take_back(self, cells: Counts, day: int) -> None:
        """Let those not selected on a day, by cell, join a wave that is open by then, or wait for another."""
        self._lapse(day)
        self.unselected = self.unselected + cells
        for wave, here in self._to_the_open(cells, day):
            at_once = self._chance.thin(here, self._willing("again", day))
            self.unselected = self.unselected - at_once
            wave.again_cells = wave.again_cells + at_once
            wave.again[day - wave.slot.opens] += at_once.sum(axis=0)
            wave.members = wave.members + at_once.sum(axis=0)

    def days_open(self, day: int) -> Floats:
        """Return how many days ago the latest open wave opened, shape (draw,); infinity where none is open."""
        since = np.full(len(self._draws), np.inf)
        for wave in self._open(day):
            since = np.where(wave.opened, np.minimum(since, day - wave.slot.opens), since)
        return since

    @property
    def in_waves(self) -> Counts:
        """Who has joined, or decided to join, a wave that is not announced yet, shape (draw,)."""
        return sum((wave.members for wave in self.waves), self._chance.zeros(len(self._draws)))

    def _to_the_open(self, people: Counts, day: int) -> Iterator[tuple[Wave, Counts]]:
        """Send people, shape (..., draw), to the wave that opened last of those open in their future."""
        for wave in sorted(self._open(day), key=lambda wave: wave.slot.opens)[::-1]:
            yield wave, np.where(wave.opened, people, 0)
            people = np.where(wave.opened, 0, people)

    def _lapse(self, day: int) -> None:
        """Let the unselected give up, each after an exponential time: so only the days since the last look count."""
        if np.isfinite(self._patience).any() and day > self._looked:
            still = self._chance.thin(self.unselected, np.exp((self._looked - day) / self._patience))
            self.lapsed = self.lapsed + (self.unselected - still).sum(axis=0)
            self.unselected = still
        self._looked = day

    def _willing(self, who: str, day: int) -> Floats:
        """Return the probability that who can decide on a day to join a wave does so."""
        return self._change.odds("joining_odds", self._draws[f"world.joining.{who}"], day)

    def _open(self, day: int) -> list[Wave]:
        return [wave for wave in self.waves if wave.slot.opens <= day <= wave.slot.closes]


def _cell_shares(draws: Draws) -> Floats:
    provinces = draws.weights("provinces")
    provinces = provinces / provinces.sum(axis=0)
    on_list = draws["world.joining.on_priority_list"]
    return np.concatenate([provinces * on_list, provinces * (1 - on_list)])
