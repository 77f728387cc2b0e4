"""Payment: who has finished is validated, and partners pay what falls due, first due first."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Counts, Floats, Splitting
from prakerja.programme.clock import PAYMENT, VALIDATION, Clock
from prakerja.programme.eras import StageByEra
from prakerja.programme.flows import DelayLine, Fifo, Served
from prakerja.programme.paydays import Paydays
from prakerja.programme.training import Training
from prakerja.programme.waits import Waits
from prakerja.programme.waveshares import WaveDelay, WaveShares
from prakerja.scenario import Draws, Scenario


class Payment:
    """Validation of accounts and the queues at the payment partners.

    Kinds of payment are numbered: the incentives in order, then the surveys; ties on a due day go by this number.
    """

    def __init__(self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, training: Training) -> None:
        days, size, rules = len(scenario.days), len(draws), scenario.policy.payment
        self._chance, self._training, self._rules = chance, training, rules
        self.names = draws.names("partners")
        self.incentives, self.surveys = scenario.policy.benefits.incentives, scenario.policy.benefits.surveys
        kinds = self.incentives + self.surveys
        self._response = draws["world.survey.response"]
        self._failure = draws.weights("partners", "failure")
        self._weights, self._present = draws.weights("partners"), np.ones(len(self.names), dtype=bool)
        self._account = self._accounts()
        self._validation = StageByEra(chance, scenario, draws, "validation")
        self._validating = DelayLine(chance, days, size)
        self.paydays = Paydays(scenario, draws)
        rows = days + max(rules.days_between_incentives, rules.survey_after_days) + 1
        self._queue = Fifo(chance, len(self.names), rows, kinds, size)
        self._retries: dict[int, list[tuple[int, Served]]] = {}
        self._held = chance.zeros(len(self.names), kinds, size)
        self.waits = Waits(days, size, scenario.days.number(scenario.clock.year_end))
        waves = len(training.revoked)
        self._validating_waves, self._due_waves = WaveDelay(days, waves, size), WaveShares(days, waves, size)
        self.validated_by_wave = np.zeros((waves, size), dtype=np.float32)
        self.paid_once_by_wave = np.zeros((waves, size), dtype=np.float32)
        self.validated = self.answered = chance.zeros(size)
        self.paid_total = chance.zeros(kinds, size)
        self.paid_today = chance.zeros(kinds, size)
        self.attempted = chance.zeros(len(self.names), size)
        self.failed = chance.zeros(len(self.names), size)
        self._backlog = chance.zeros(len(self.names), kinds, size)
        clock.daily(VALIDATION, self.validate)
        clock.daily(PAYMENT, self.pay)

    def validate(self, day: int) -> None:
        """Let certificates, ratings and accounts be settled: a first incentive is due, at the partner of the account."""
        finished = self._training.completed_today
        if finished.any():
            by_lag = self._validation.split(day)(finished)
            self._validating.put(day, by_lag)
            self._validating_waves.put(day, by_lag, self._training.completed_waves_today)
        people, waves = self._validating.out(day), self._validating_waves.out(day)
        self.validated = self.validated + people
        self.validated_by_wave += waves
        self._due_waves.enter(day, waves)
        if people.any():
            for partner, here in enumerate(self._account(people)):
                self._queue.add(partner, day, here)

    def pay(self, day: int) -> None:
        """Let every partner that works today attempt what is due, first due first, up to its capacity."""
        for partner, rows in self._retries.pop(day, []):
            self._queue.add_rows(partner, rows)
            self._held[partner] -= rows.counts.sum(axis=0)
        for wholes in (self.paid_today, self.attempted, self.failed):
            wholes[...] = 0
        for partner in range(len(self.names)):
            if self._present[partner] and self.paydays.pays(partner, day):
                self._pay_at(partner, day)
            self._backlog[partner] = self._queue.due(partner, day) + self._held[partner]
        self.waits.close(day)

    def _pay_at(self, partner: int, day: int) -> None:
        tried = self._queue.serve(partner, self.paydays.due_until(day), self.paydays.capacity(partner, day))
        failed = self._fail(partner, day, tried)
        paid = tried.counts - failed
        by_kind = paid.sum(axis=0)
        self.attempted[partner] = tried.counts.sum(axis=(0, 1))
        self.failed[partner] = failed.sum(axis=(0, 1))
        self.paid_today += by_kind
        self.paid_total += by_kind
        first_incentives = paid[:, 0]
        self.waits.add(day, tried.first, first_incentives)
        if len(paid):
            self.paid_once_by_wave += self._due_waves.among(tried.first, first_incentives)
        self._let_fall_due(partner, day, by_kind)

    def _fail(self, partner: int, day: int, tried: Served) -> Counts:
        """Let attempts fail; they are tried again after the retry days, and keep their due day and so their place."""
        failed = np.zeros_like(tried.counts)
        hit = tried.counts > 0
        chances = np.broadcast_to(self._failure[partner], failed.shape)[hit]
        failed[hit] = self._chance.thin(tried.counts[hit], chances)
        if failed.any():
            again = day + self._rules.retry_days
            self._retries.setdefault(again, []).append((partner, Served(tried.first, failed)))
            self._held[partner] += failed.sum(axis=0)
        return failed

    def _let_fall_due(self, partner: int, day: int, paid: Counts) -> None:
        """Let the next incentive of whoever was paid fall due, and the payment for the survey, if answered."""
        n, rules = self.incentives, self._rules
        self._queue.add(partner, day + rules.days_between_incentives, paid[: n - 1], slice(1, n))
        if self.surveys:
            answers = self._chance.thin(paid[: self.surveys], self._response)
            self._queue.add(partner, day + rules.survey_after_days, answers, slice(n, n + self.surveys))
            self.answered = self.answered + answers.sum(axis=0)

    def set_present(self, name: str, present: bool) -> None:
        """Let a partner join, or leave: then its payments go to the others, each by weight."""
        partner = self.names.index(name)
        self._present[partner] = present
        self._account = self._accounts()
        if present:
            return
        for other, part in self._share_among_present(self._queue.empty(partner)):
            self._queue.add_rows(other, Served(0, part))
        self._held[partner] = 0
        for day, waiting in self._retries.items():
            self._retries[day] = [entry for entry in waiting if entry[0] != partner]
            for _, rows in [entry for entry in waiting if entry[0] == partner]:
                for other, part in self._share_among_present(rows.counts):
                    self._retries[day].append((other, Served(rows.first, part)))
                    self._held[other] += part.sum(axis=0)

    @property
    def backlog(self) -> Counts:
        """Payments due and unpaid at each partner, those waiting to be tried again included: (partner, draw)."""
        return self._backlog.sum(axis=1)

    @property
    def backlog_by_kind(self) -> Counts:
        """Payments due and unpaid by kind, shape (kind, draw)."""
        return self._backlog.sum(axis=0)

    def first_incentives_waiting(self) -> Counts:
        """Count first incentives not paid: due, or waiting to be tried again, shape (draw,)."""
        return self._queue.waiting[:, :, 0].sum(axis=(0, 1)) + self._held[:, 0].sum(axis=0)

    def expected_wait(self) -> Floats:
        """Say how many working days the partners need for what is due now, shape (draw,)."""
        per_day = self.paydays.usual[self._present].sum(axis=0)
        return np.asarray(self.backlog.sum(axis=0) / np.maximum(per_day, 1))

    def _accounts(self) -> Splitting:
        weights = self._weights * self._present[:, None]
        return self._chance.splitting(weights / weights.sum(axis=0))

    def _share_among_present(self, payments: Counts) -> list[tuple[int, Counts]]:
        """Give each payment, shape (row, kind, draw), to a present partner by weight."""
        present = np.flatnonzero(self._present)
        weights = self._weights[present]
        parts = []
        for place, partner in enumerate(present):
            share = weights[place] / weights[place:].sum(axis=0)
            part = self._chance.thin(payments, np.minimum(share, 1.0)) if place < len(present) - 1 else payments
            payments = payments - part
            parts.append((int(partner), part))
        return parts
