"""Payment: who has finished is validated, and partners pay what falls due, first due first."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from prakerja.programme.cells import Cells
from prakerja.programme.chance import Chance, Counts, Splitting
from prakerja.programme.clock import PAYMENT, VALIDATION, Clock
from prakerja.programme.eras import StageByEra
from prakerja.programme.flows import DelayLine, Fifo
from prakerja.programme.lineage import Flow
from prakerja.programme.paydays import Paydays
from prakerja.programme.training import Training
from prakerja.programme.waits import Waits
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Payment:
    """Validation of accounts and the queues at the payment partners.

    Kinds of payment are numbered: the incentives in order, then the surveys together; ties on a due day go by
    this number.
    """

    def __init__(
        self,
        clock: Clock,
        validation: Chance,
        chance: Chance,
        scenario: Scenario,
        draws: Draws,
        training: Training,
    ) -> None:
        days, size, rules = len(scenario.days), len(draws), scenario.policy.payment
        self._days = days
        self._chance, self._training, self._rules = chance, training, rules
        self.names = draws.names("partners")
        self.incentives, self.surveys = scenario.policy.benefits.incentives, scenario.policy.benefits.surveys
        kinds = self.incentives + 1
        self._response = draws["world.survey.response"]
        self._failure = draws.weights("partners", "failure")
        self._weights, self._present = draws.weights("partners"), np.ones(len(self.names), dtype=bool)
        self._account = self._accounts()
        self._validation = StageByEra(validation, scenario, draws, "validation")
        self._validating = DelayLine(chance, days, size)
        self.paydays = Paydays(scenario, draws)
        rows = days + max(rules.days_between_incentives, rules.survey_after_days) + 1
        self._queue = Fifo(chance, len(self.names), rows, kinds, size)
        self._first_again: dict[int, list[Cells]] = {}  # failed first incentives, by the day they are tried again
        self._due_again: dict[int, Counts] = {}  # failed later payments, (kind, partner, draw), by that day
        self._held = chance.zeros(kinds, len(self.names), size)
        self.waits = Waits(days, size, scenario.days.number(scenario.clock.year_end))
        self.validations = Flow(days, size)
        self.validated_by_day = chance.zeros(days, size)
        self.validated = self.answered = chance.zeros(size)
        self.paid_total = chance.zeros(kinds, size)
        self.paid_today = chance.zeros(kinds, size)
        self.attempted = chance.zeros(len(self.names), size)
        self.failed = chance.zeros(len(self.names), size)
        clock.daily(VALIDATION, self.validate)
        clock.daily(PAYMENT, self.pay)

    def validate(self, day: int) -> None:
        """Settle certificates, ratings and accounts: a first incentive is due, at the partner of the account."""
        finished = self._training.completed_today
        self.validations.enter(day, finished)
        if finished.any():
            by_lag = self._validation.split(day)(finished, self._days - day)
            self._validating.put(day, by_lag)
            self.validations.spread(day, by_lag)
        people = self._validating.out(day)
        self.validated = self.validated + people
        self.validated_by_day[day] = people
        if people.any():
            self._queue.add(day, self._account(people)[None])

    def pay(self, day: int) -> None:
        """Let the partners that work today attempt what is due, first due first, up to their capacity."""
        self._queue.begin(day)
        self._come_back(day)
        capacity = np.where(self._present[:, None], self.paydays.capacity(day), 0)
        tried = self._queue.serve(self.paydays.due_until(day), capacity)
        first = tried.only(tried.places < self.attempted.size)  # the first kind is that of the first incentive
        failures = self._chance.thin(first.counts, self._failure.ravel()[first.places])
        failed = self._try_again(day, first.with_counts(failures), self._chance.thin(tried.by_kind[1:], self._failure))
        paid = tried.by_kind - failed
        self.attempted = tried.by_kind.sum(axis=0)
        self.failed = failed.sum(axis=0)
        self.paid_today = paid.sum(axis=1)
        self.paid_total += self.paid_today
        self.waits.close(day, first, first.counts - failures)
        self._let_fall_due(day, paid)

    def _try_again(self, day: int, first: Cells, later: Counts) -> Counts:
        """Let failed payments be tried again after the retry days; count them, shape (kind, partner, draw)."""
        failed, again = np.concatenate([first.by_kind[:1], later]), day + self._rules.retry_days
        self._held += failed
        if len(first.counts):
            self._first_again.setdefault(again, []).append(first)
        if later.any():
            self._due_again[again] = later
        return failed

    def _come_back(self, day: int) -> None:
        """Let first incentives that failed have their places back; later payments fall due again."""
        for first in self._first_again.pop(day, []):
            self._queue.add_back(first)
            self._held -= first.by_kind
        later = self._due_again.pop(day, None)
        if later is not None:
            self._queue.add(day, later, first_kind=1)
            self._held[1:] -= later

    def _let_fall_due(self, day: int, paid: Counts) -> None:
        """Let the next incentive of whoever was paid fall due, and the payment for the survey, if answered."""
        n, rules = self.incentives, self._rules
        self._queue.add(day + rules.days_between_incentives, paid[: n - 1], first_kind=1)
        if self.surveys:
            answers = self._chance.thin(paid[: self.surveys].sum(axis=0), self._response)
            self._queue.add(day + rules.survey_after_days, answers[None], first_kind=n)
            self.answered = self.answered + answers.sum(axis=0)

    def set_present(self, name: str, present: bool) -> None:
        """Let a partner join, or leave: then its payments go to the others, each by weight."""
        partner = self.names.index(name)
        self._present[partner] = present
        self._account = self._accounts()
        if present:
            return
        for part in self._share_among_present(self._queue.empty(partner)):
            self._queue.add_back(part)
        for day, waiting in self._first_again.items():
            here = [people.lanes // len(self._response) == partner for people in waiting]
            stay = [people.only(~gone) for people, gone in zip(waiting, here, strict=True)]
            moved = [people.only(gone) for people, gone in zip(waiting, here, strict=True)]
            self._first_again[day] = stay + [part for people in moved for part in self._share_among_present(people)]
        for later in self._due_again.values():
            gone_later, later[:, partner] = later[:, partner].copy(), 0
            later += np.stack([self._account(people) for people in gone_later])
        first = (people.by_kind for waiting in self._first_again.values() for people in waiting)
        self._held = sum(first, self._chance.zeros(*self._held.shape))
        self._held[1:] += sum(self._due_again.values(), self._chance.zeros(*self._held[1:].shape))

    @property
    def backlog(self) -> Counts:
        """Payments due and unpaid at each partner, those waiting to be tried again included: (partner, draw)."""
        return self._queue.due.sum(axis=0) + self._held.sum(axis=0)

    @property
    def backlog_by_kind(self) -> Counts:
        """Payments due and unpaid by kind, shape (kind, draw)."""
        return self._queue.due.sum(axis=1) + self._held.sum(axis=1)

    def first_incentives_waiting(self) -> Counts:
        """Count first incentives not paid: due, or waiting to be tried again, shape (draw,)."""
        return self._queue.first_kind() + self._held[0].sum(axis=0)

    def expected_wait(self, day: int) -> Floats:
        """Return the working days the partners need for what is due now, shape (draw,); inf if they pay nothing."""
        per_day, backlog = self.paydays.usual(day)[self._present].sum(axis=0), self.backlog.sum(axis=0)
        return np.divide(backlog, per_day, out=np.where(backlog > 0, np.inf, 0.0), where=per_day > 0)

    def _accounts(self) -> Splitting:
        weights = self._weights * self._present[:, None]
        return self._chance.splitting(weights / weights.sum(axis=0))

    def _share_among_present(self, people: Cells) -> list[Cells]:
        """Return each payment to a present partner by weight."""
        present = np.flatnonzero(self._present)
        weights, size = self._weights[present], len(self._response)
        server = people.lanes // size
        draws, left, parts = people.draws, people.counts, []
        for place, partner in enumerate(present):
            share = np.minimum(weights[place] / weights[place:].sum(axis=0), 1.0)
            last = place == len(present) - 1
            part = left if last else self._chance.thin(left, share[draws])
            left = left - part
            there = replace(people, places=people.places + (partner - server) * size)
            parts.append(there.with_counts(part))
        return parts
