"""Applicants: the verified who wait for a wave, and their joining of the waves that open."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams, room
from prakerja.programme.classes import cell_shares
from prakerja.programme.clock import JOINING, Clock
from prakerja.programme.in_force import InForce, at_odds
from prakerja.programme.joining import come_back, decide, join_at_once, lapse, screen
from prakerja.programme.wave import Wave
from prakerja.scenario import Draws, Slot
from prakerja.scenario.arrays import Floats


class Applicants:
    """Two pools: the *fresh*, who never joined a wave, and the *unselected*, whose cells are known.

    A cell is a group (on the priority list, or not) in a province, the list's provinces first. The group and the
    province of a person are drawn when first needed, at the announcement of the first wave joined: they change nothing
    before, so the law is the same and 34 provinces cost nothing a day.
    """

    STATE = (
        "_streams", "fresh", "unselected", "ineligible", "joined", "lapsed", "joined_by_day", "waves", "_looked",
        "_room_on_list",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        streams: Streams,
        draws: Draws,
        slots: tuple[Slot, ...],
        in_force: InForce,
    ) -> None:
        self._chance, self._streams, self._draws = chance, streams, draws
        self._odds = in_force.path("joining_odds")
        self._day = draws.lag("world.joining.day")
        self._patience, self._looked = draws["world.joining.patience_days"], np.zeros(len(draws))
        self._cells, self._room_on_list = cell_shares(draws), room(draws["world.joining.list_size"], chance)
        cells, size = self._cells.shape
        longest = max((slot.closes - slot.opens + 1 for slot in slots), default=0)
        totals = np.zeros((5, size), dtype=chance.dtype)
        self.verified_today: Counts = totals[0]
        self.fresh, self.ineligible, self.joined, self.lapsed = totals[1:]
        self.unselected = np.zeros((cells, size), dtype=chance.dtype)
        self.joined_by_day = np.zeros((len(slots), longest, size), dtype=chance.dtype)
        self.waves: list[Wave] = []
        clock.daily(JOINING, self.join)

    def welcome(self, number: int, slot: Slot, opened: NDArray[np.bool_], places: Counts) -> None:
        """Open a wave in the futures that give it places: who waits decides whether and when to join."""
        self._lapse(slot.opens, opened)
        wave = Wave.empty(self._chance, number, slot, opened, places, len(self.unselected))
        window = self._day[: len(wave.fresh)]
        willing = self._willing("fresh", slot.opens), self._willing("again", slot.opens)
        tables = wave.fresh, wave.again, wave.again_cells, wave.members
        decide(self._streams, opened, window, *willing, self.fresh, self.unselected, *tables)
        self.waves.append(wave)

    def join(self, day: int) -> None:
        """Let those join who come today, and today's verified, who join the wave that opened last."""
        self.fresh += self.verified_today
        left, willing = self.verified_today.copy(), self._willing("fresh", day)
        for wave in self._open(day):
            nth = day - wave.slot.opens
            today = wave.fresh[nth], wave.again[nth]
            join_at_once(
                self._streams, wave.opened, left, willing, self.fresh, *today,
                wave.first_timers, wave.members, self.joined_by_day[wave.number, nth],
            )  # fmt: skip
            self.joined += self.joined_by_day[wave.number, nth]

    def candidates(self, wave: Wave) -> Counts:
        """Screen the first-timers of a wave that is announced; return its eligible joiners by cell, (cell, draw)."""
        self.waves.remove(wave)
        eligible = self._draws["world.joining.eligible"]
        by_cell = wave.again_cells.copy()
        tables = self._cells, self._room_on_list, self.ineligible, by_cell
        screen(self._streams, wave.first_timers, eligible, *tables)
        return by_cell

    def take_back(self, announced: Wave, cells: Counts) -> None:
        """Let those of a wave not selected, (cell, draw), join one that is open by then, or wait for another."""
        day = announced.slot.announces
        self._lapse(day, announced.opened)
        self.unselected += cells
        left, willing = cells.copy(), self._willing("again", day)
        for wave in self._open(day):
            today = wave.again[day - wave.slot.opens]
            come_back(
                self._streams, wave.opened, left, willing, self.unselected, wave.again_cells, today, wave.members
            )  # fmt: skip

    def days_open(self, day: int) -> Floats:
        """Return how many days ago the latest open wave opened, shape (draw,); infinity where none is open."""
        since = np.full(len(self._draws), np.inf)
        for wave in self._open(day)[::-1]:
            since[wave.opened] = day - wave.slot.opens
        return since

    @property
    def in_waves(self) -> Counts:
        """Who has joined, or decided to join, a wave that is not announced yet, shape (draw,)."""
        return sum((wave.members for wave in self.waves), np.zeros_like(self.fresh))

    def _lapse(self, day: int, here: NDArray[np.bool_]) -> None:
        """Let the unselected give up, each after an exponential time: so only the days since the last look count.

        Only in some futures: where another has an opening or an announcement, no dice are thrown here.
        """
        if np.isfinite(self._patience).any():
            stay = np.exp(np.where(here, self._looked - day, 0) / self._patience)
            lapse(self._streams, stay, self.unselected, self.lapsed)
        self._looked[here] = day

    def _willing(self, who: str, day: int) -> Floats:
        """Return the probability that who can decide on a day to join a wave does so."""
        return at_odds(self._draws[f"world.joining.{who}"], self._odds[day])

    def _open(self, day: int) -> list[Wave]:
        """Return the open waves, the one that opened last first."""
        return sorted((wave for wave in self.waves if wave.is_open(day)), key=lambda wave: wave.slot.opens)[::-1]
