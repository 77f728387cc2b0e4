"""The programme office: on its day it announces waves and opens new ones."""

from __future__ import annotations

import numpy as np

from prakerja.policy import Quota, View, ask, met, triggers_of
from prakerja.programme.applicants import Applicants
from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.classes import Classes
from prakerja.programme.clock import SELECTION, Clock
from prakerja.programme.payment import Payment
from prakerja.programme.reach import Reach
from prakerja.programme.select import select
from prakerja.programme.training import Training
from prakerja.programme.treasury import Treasury
from prakerja.programme.wave import Wave
from prakerja.scenario import Draws, Scenario, Slot


class Office:
    """Opens the waves of the calendar as the quota rule says, and selects when a wave is announced."""

    STATE = (
        "_streams", "opened", "selected", "cut_by_ceiling", "selected_by_class", "reach", "_left_over", "_met",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        streams: Streams,
        scenario: Scenario,
        draws: Draws,
        slots: tuple[Slot, ...],
        quota: Quota,
        actors: tuple[Applicants, Training, Payment, Treasury],
    ) -> None:
        self._streams, self._quota = streams, quota
        self._scenario, self._slots = scenario, slots
        self._applicants, self._training, self._payment, self._treasury = actors
        self._pause = _pause(scenario, draws)
        self._weights = {
            name: np.array([weights[p] for p in draws.names("provinces")])
            for name, weights in scenario.policy.province_weights.items()
        }
        self.opened, self._nobody = np.zeros(len(draws), dtype=np.int64), np.zeros(len(draws), dtype=chance.dtype)
        self.selected = np.zeros((len(slots), len(draws)), dtype=chance.dtype)
        self.cut_by_ceiling = np.zeros_like(self.selected)
        self._classes = Classes(scenario, draws)
        self.selected_by_class = np.zeros((len(slots), self._classes.count, len(draws)), dtype=chance.dtype)
        self.reach = Reach(chance, len(slots), len(draws.names("provinces")), len(draws), self._classes.count)
        self._left_over = self._nobody.copy()
        self._triggers = triggers_of(scenario)
        self._met = np.zeros((len(self._triggers), len(draws)), dtype=bool)
        clock.daily(SELECTION, self.announce_and_open)

    def announce_and_open(self, day: int) -> None:
        """Announce the waves that are due, then open those that start."""
        for wave in [wave for wave in self._applicants.waves if wave.slot.announces == day]:
            self._announce(wave)
        for number, slot in enumerate(self._slots):
            if slot.opens == day:
                self._open(number, slot, day)

    def _announce(self, wave: Wave) -> None:
        candidates = self._applicants.candidates(wave)
        places = np.minimum(wave.places, self._treasury.affordable())
        self.cut_by_ceiling[wave.number] = wave.places - places
        weights = self._weights.get(wave.slot.province_weights)
        chosen = select(self._streams, candidates, places, wave.slot.priority_share, weights)
        self._applicants.take_back(wave, candidates - chosen)
        self.selected[wave.number] = selected = chosen.sum(axis=0)
        by_class = self._classes.split(chosen)
        self.reach.note(wave.number, candidates - wave.again_cells, by_class)
        self._left_over += np.maximum(places - selected, 0)  # in the fluid limit a sum may be a rounding too large
        self._treasury.commit(selected)
        self.selected_by_class[wave.number] = by_class.sum(axis=1)
        self._training.enrol(wave.number, self.selected_by_class[wave.number])

    def _open(self, number: int, slot: Slot, day: int) -> None:
        """Open a wave: one fixed in advance in any case, one of the calendar where the rule gives it places."""
        if slot.places is not None:
            places: Counts = self._nobody + slot.places
            opened = np.ones(len(places), dtype=bool)
        else:
            first, last = self._pause
            view = self.view(day)
            places = np.where((day >= first) & (day < last), 0, ask(self._quota, view))
            self._met = met(view, self._triggers)
            opened = places > 0
            self.opened += opened
        if opened.any():
            self._applicants.welcome(number, slot, opened, places)

    def view(self, day: int) -> View:
        """Show the programme to the quota rule."""
        date, policy = self._scenario.days.date, self._scenario.policy
        decided = [max(slot.announces, slot.last_order) < day for slot in self._slots]
        return View(
            day=date(day),
            year_end=self._scenario.clock.year_end,
            target=policy.target.recipients,
            announcements=tuple(
                date(slot.announces) for slot in self._slots if slot.places is None and slot.opens >= day
            ),
            instalment_days=(policy.benefits.incentives - 1) * policy.payment.days_between_incentives,
            opened=self.opened.copy(),
            selected=self.selected.sum(axis=0),
            pledged=sum((wave.places for wave in self._applicants.waves), self._nobody),
            left_over=self._left_over.copy(),
            revoked=self._training.revoked,
            decided=self.selected[decided].sum(axis=0),
            bought=self._training.bought,
            completed=self._training.completed,
            validated=self._payment.validated,
            paid_once=self._payment.paid_once,
            backlog=self._payment.backlog.sum(axis=0),
            expected_wait=self._payment.expected_wait(day),
            falling_due=self._payment.falling_due(day),
            payable=self._payment.payable(day),
            a_working_day=self._payment.a_working_day(day),
            committed=self._treasury.committed,
            available=self._treasury.available,
            affordable=self._treasury.affordable(),
            met=self._met,
        )


def _pause(scenario: Scenario, draws: Draws) -> tuple[Counts, Counts]:
    """Return the first day of the interruption and the day it is over, shape (draw,); never, if the world has none."""
    if scenario.world.interruption is None:
        return np.zeros(len(draws)), np.zeros(len(draws))
    as_of = scenario.days.number(scenario.as_of)
    first = as_of + np.floor(draws["world.interruption.starts_after_days"])
    return first, first + np.maximum(1, np.floor(draws["world.interruption.lasts_days"]))
