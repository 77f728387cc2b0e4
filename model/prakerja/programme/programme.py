"""The programme of a scenario: its actors, made and wired, and what is written down of them every day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from prakerja.policy import Quota, quota_of
from prakerja.programme.applicants import Applicants
from prakerja.programme.chance import Chance, Counts, Dice, Streams
from prakerja.programme.clock import JOURNAL, Clock
from prakerja.programme.funnel import funnel
from prakerja.programme.in_force import InForce
from prakerja.programme.journal import EVERYTHING, FOLLOWED, ONCE, Journal, members
from prakerja.programme.lineage import year_end
from prakerja.programme.office import Office
from prakerja.programme.payment import Payment
from prakerja.programme.registration import Registration
from prakerja.programme.shocks import schedule_shocks
from prakerja.programme.taking_over import take_over
from prakerja.programme.training import Training
from prakerja.programme.treasury import Treasury
from prakerja.scenario import Draws, Scenario, slots_of


class Programme:
    """The programme of a scenario, ready to run once, in as many futures as there are draws.

    Parameters
    ----------
    scenario
        What the office decides, and the dates.
    draws
        Samples of the world, one future each.
    seed
        Names the random numbers, together with each draw's number and each actor's name.
    chance
        `Dice` for whole people, `Expectation` for the fluid limit.
    quota
        A rule to use in the place of the scenario's.
    kept
        What is written down, by the names of `SERIES` and `ONCE`.
    past
        Another programme of these draws, seed and chance, which has run for some days and kept no less: its days were
        this one's too, which goes on from there. What differs must not matter in them.
    """

    def __init__(
        self,
        scenario: Scenario,
        draws: Draws,
        seed: int = 0,
        chance: Chance = Dice,
        quota: Quota | None = None,
        kept: Collection[str] = EVERYTHING,
        past: Programme | None = None,
    ) -> None:
        def dice(name: str) -> Streams:
            return chance.streams(seed, draws.numbers, name)

        self.scenario, self.draws, self.slots = scenario, draws, slots_of(scenario)
        self.clock: Clock
        self.clock = clock = Clock(past.clock.last_day + 1 if past else 0)
        slots, world = self.slots, InForce(scenario, draws)
        self.applicants = Applicants(clock, chance, dice("applicants"), draws, slots, world)
        self.registration = Registration(clock, chance, dice("registration"), draws, self.applicants, world)
        self._year_end, self._once = year_end(scenario), frozenset(ONCE) & frozenset(kept)
        followed = self._year_end + 1 if self._once & FOLLOWED else 0
        self.training = Training(clock, chance, dice("training"), scenario, draws, slots, world, followed)
        of_payment = dice("validation"), dice("payment")
        self.payment = Payment(clock, chance, of_payment, scenario, draws, self.training, world)
        self.treasury = Treasury(clock, chance, scenario, draws, self.training, self.payment)
        actors = (self.applicants, self.training, self.payment, self.treasury)
        self.office = Office(clock, chance, dice("office"), scenario, draws, slots, quota or quota_of(scenario), actors)
        schedule_shocks(clock, scenario, self.training, self.payment)
        self.journal = Journal.blank(len(scenario.days), len(draws), members(scenario), chance is Dice, kept)
        clock.daily(JOURNAL, self._write)
        if past:
            self._go_on_from(past)

    def run(self, until: int | None = None) -> Journal:
        """Let the days pass, up to and including day `until` (all of them, unless given)."""
        self.clock.run(len(self.scenario.days) if until is None else until + 1)
        return self.journal

    def _go_on_from(self, past: Programme) -> None:
        """Let all stand where another programme stands, with what was written down of its days."""
        self.payment.make_room(past.payment.room)
        for name in ("applicants", "registration", "training", "payment", "treasury", "office"):
            take_over(getattr(self, name), getattr(past, name))
        for name, written in self.journal.daily.items():
            written[: self.clock.first_day] = past.journal.daily[name][: self.clock.first_day]

    def _write(self, day: int) -> None:
        self.journal.write(day, {**self._people(), **self._queues(), **self._money()})
        if day == self._year_end:
            found = self._waves() | (self._followed() if self._once & FOLLOWED else {})
            self.journal.once.update({name: found[name] for name in ONCE if name in self._once})

    def _people(self) -> Mapping[str, Any]:
        registration, training, payment = self.registration, self.training, self.payment
        return {
            "registered": registration.website.registered,
            "email_verified": registration.website.email_verified,
            "identity_verified": registration.website.identity_verified,
            "joined": self.applicants.joined,
            "selected": training.enrolled,
            "revoked": training.revoked,
            "ordered": training.ordered,
            "bought": training.bought,
            "started": training.started,
            "completed": training.completed,
            "validated": payment.validated,
            "paid_once": payment.paid_once,
        }

    def _queues(self) -> Mapping[str, Any]:
        training, payment, waits = self.training, self.payment, self.payment.waits
        return {
            "paid": payment.paid.today,
            "attempted": payment.paid.attempted,
            "failed": payment.paid.failed,
            "backlog": payment.backlog,
            "platform_waiting": training.platforms.waiting,
            "platform_sold": training.platforms.served,
            "institution_waiting": training.institutions.waiting,
            "institution_started": training.institutions.served,
            "wait_mean": waits.mean,
            "wait_p50": waits.p50,
            "wait_p90": waits.p90,
            "wait_max": waits.longest,
        }

    def _money(self) -> Mapping[str, Any]:
        money = self.treasury
        others = {name: getattr(money, name) for name in ("committed", "paid_management", "available")}
        return {**money.books._asdict(), **others}

    def _waves(self) -> dict[str, np.ndarray[Any, Any]]:
        office = self.office
        return {
            "wave_joined": np.cumsum(self.applicants.joined_by_day, axis=1),
            "wave_selected": office.selected.copy(),
            "wave_cut": office.cut_by_ceiling.copy(),
            "wave_revoked": self.training.revoked_by_wave.sum(axis=1),
            "first_wait": self.payment.waits.to_year_end.copy(),
        }

    def _followed(self) -> dict[str, np.ndarray[Any, Any]]:
        by_class: dict[str, Counts] = dict(funnel(self.training, self.payment))
        so_far = {name: by_class[name] for name in ("completed", "paid_once")}
        so_far["effective"] = self.office.selected_by_class - self.training.revoked_by_wave
        return {
            **{f"wave_{name}": people.sum(axis=1) for name, people in by_class.items()},
            **self.office.reach.by_group_and_province(so_far),
        }
