"""Payment: who has finished is validated, and partners pay what falls due, first due first."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.classes import everyone
from prakerja.programme.clock import PAYMENT, VALIDATION, Clock
from prakerja.programme.dice.chance import split
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.hand_over import hand_over
from prakerja.programme.hazards import Hazards
from prakerja.programme.in_force import InForce
from prakerja.programme.lineage import Lineage
from prakerja.programme.linking import Linking
from prakerja.programme.pay_out import Rules, nothing_paid, pay_out
from prakerja.programme.paydays import Paydays
from prakerja.programme.queue import Queue, add, empty_queue, entries_after
from prakerja.programme.ring import roomy
from prakerja.programme.stage import Stage
from prakerja.programme.training import Training
from prakerja.programme.waits import no_waits
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Payment:
    """Validation of accounts and the queues at the payment partners."""

    STATE = (
        "_validating", "_paying", "_present", "_shares", "_stage", "validations", "_linking", "_queue", "validated",
        "validated_by_day", "paid", "waits", "_today",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        streams: tuple[Streams, Streams],
        scenario: Scenario,
        draws: Draws,
        training: Training,
        in_force: InForce,
    ) -> None:
        days, size, rules = len(scenario.days), len(draws), scenario.policy.payment
        benefits, self._training = scenario.policy.benefits, training
        self._validating, self._paying = streams
        self.names = draws.names("partners")
        partners, kinds = len(self.names), benefits.incentives + 1
        lags = rules.days_between_incentives, rules.survey_after_days, rules.retry_days
        self._rules = Rules(benefits.incentives, benefits.surveys, *lags)
        self._response = draws["world.survey.response"]
        self._failure = draws.weights("partners", "failure")
        self._weights, self._present = draws.weights("partners"), np.ones(partners, dtype=bool)
        self._share()
        self.paydays = Paydays(chance, scenario, draws, in_force)
        no_hurry = np.ones(size), 0
        hazards, every_day = Hazards(scenario, draws, in_force, "validation"), np.arange(days)
        self._stage = Stage(chance, self._validating, hazards, every_day, np.full(days, days), no_hurry)
        rows = days + max(rules.days_between_incentives, rules.survey_after_days) + 1
        self._queue = empty_queue(chance, size, partners, rows, kinds, rules.retry_days)
        training.completions.keep(self._stage.longest)
        lineage = training.completions.by_wave, self._stage.longest, days, training.followed
        self.validations = Lineage(*lineage, hazards.told_apart)
        self._linking = Linking(chance, scenario, size, self.validations)
        self.validated_by_day = np.zeros((days, size), dtype=chance.dtype)
        self.waits, self._year_end = no_waits(days, size), scenario.days.number(scenario.clock.year_end)
        self.paid = nothing_paid(chance, partners, kinds, days, size)
        self.validated = np.zeros(size, dtype=chance.dtype)
        self._accounts = np.zeros(partners, dtype=chance.dtype)
        self._today = -1
        clock.daily(VALIDATION, self.validate)
        clock.daily(PAYMENT, self.pay)

    def validate(self, day: int) -> None:
        """Settle certificates, ratings and accounts: a first incentive is due, at the partner of the account."""
        self._stage.come(day, self._training.completed_today)
        people = everyone(self._stage.leave(day, self.validations.by_cohort))
        self.validations.follow(day)
        people = self._linking.link(day, people)
        self.validated += people
        self.validated_by_day[day] = people
        _open_accounts(self._paying, self._queue, people, self._shares, day, self._accounts)

    def pay(self, day: int) -> None:
        """Let the partners that work today attempt what is due, first due first, up to their capacity."""
        self._today = day
        capacity = self.paydays.capacity(day) * self._present[:, None]
        self.make_room(entries_after(self._queue, self.paydays.due_until(day)))
        office = self.paydays.due_until(day), capacity, self._rules
        world = self._failure, self._response
        pay_out(self._paying, day, *office, *world, self._queue, self.paid, self.waits, day <= self._year_end)

    def set_present(self, name: str, present: bool) -> None:
        """Let a partner join, or leave: then its payments go to the others, each by weight."""
        partner = self.names.index(name)
        self._present[partner] = present
        self._share()
        if not present:
            self.make_room(int(np.diff(self._queue.ring.ends, axis=0).max()) * len(self.names))
            hand_over(self._paying, self._queue, partner, self._shares, self._today)

    @property
    def room(self) -> int:
        """For how many entries of failed first incentives a draw there is room."""
        return self._queue.ring.people.shape[1]

    @property
    def paid_once(self) -> Counts:
        """Who has been paid at least once, shape (draw,)."""
        return self.paid.total[0]

    @property
    def backlog(self) -> Counts:
        """Payments due and unpaid at each partner, those waiting to be tried again included: (partner, draw)."""
        return np.asarray((self._queue.due + self._queue.held).sum(axis=1))

    @property
    def backlog_by_kind(self) -> Counts:
        """Payments due and unpaid by kind, shape (kind, draw)."""
        return np.asarray((self._queue.due + self._queue.held).sum(axis=0))

    def first_incentives_waiting(self) -> Counts:
        """Count first incentives not paid: due, or waiting to be tried again, shape (draw,)."""
        return self._queue.waiting[:, :, 0].sum(axis=(0, 1)) + self._queue.held[:, 0].sum(axis=0)

    def a_working_day(self, day: int) -> Floats:
        """Return how many payments the partners present can attempt on a working day at this time, shape (draw,)."""
        return np.asarray(self.paydays.usual(day)[self._present].sum(axis=0))

    def expected_wait(self, day: int) -> Floats:
        """Return the working days the partners need for what is due now, shape (draw,); inf if they pay nothing."""
        per_day, backlog = self.a_working_day(day), self.backlog.sum(axis=0)
        return np.divide(backlog, per_day, out=np.where(backlog > 0, np.inf, 0.0), where=per_day > 0)

    def falling_due(self, day: int) -> Counts:
        """Return what falls due from today on, before today's payments, shape (day, draw): until the next incentives.

        Beyond the clock nothing does.
        """
        queue, ahead = self._queue, self._rules.between
        coming = np.zeros((ahead, queue.waiting.shape[-1]), dtype=queue.due.dtype)
        within = min(ahead, len(self.validated_by_day) - day)
        coming[:within] = queue.waiting[day : day + within].sum(axis=(1, 2))
        for later in range(min(within, len(queue.not_due_back))):  # tried before its day, and failed
            coming[later] += queue.not_due_back[(day + later) % len(queue.not_due_back)].sum(axis=(0, 1))
        return coming

    def payable(self, day: int) -> Floats:
        """Return what the partners present could attempt on each of these days by the calendar, shape (day, draw)."""
        usual = self.paydays.usual(day)[self._present]
        works = self.paydays.works(day, self._rules.between)[:, self._present]
        return np.asarray(np.where(works[:, :, None], usual, 0).sum(axis=1))

    def make_room(self, entries: int) -> None:
        """Make room for so many entries of failed first incentives a draw."""
        self._queue = self._queue._replace(ring=roomy(self._queue.ring, entries))

    def _share(self) -> None:
        weights = self._weights * self._present[:, None]
        self._shares = weights / weights.sum(axis=0)


@compiled
def _open_accounts(streams: Streams, queue: Queue, people: Counts, shares: Floats, day: int, accounts: Counts) -> None:
    """Give everyone validated today an account: a first incentive is due, counted so when the day's payments begin."""
    for draw in range(len(people)):
        if people[draw] > 0:
            split(streams[draw], people[draw], shares[:, draw], accounts)
            for partner in range(len(accounts)):
                add(queue, draw, partner, day, 0, accounts[partner], day - 1)
