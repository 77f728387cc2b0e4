"""The treasury: every rupiah is available, committed and unearned, owed, or paid."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Counts, whole
from prakerja.programme.clock import TREASURY, Clock
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.section import MOST_PEOPLE


class Treasury:
    """Commits packages at decree, takes back what is revoked or lapses, and keeps the books in whole rupiah."""

    def __init__(
        self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, training: Training, payment: Payment
    ) -> None:
        self._training, self._payment = training, payment
        self._benefits, self._budget = scenario.policy.benefits, scenario.policy.budget
        self._deadline = scenario.days.number(scenario.policy.training.deadline)
        self._first_price, self._later_price = _prices(chance, draws, self._benefits.training)
        self._year_end, self.paid_management = scenario.days.number(scenario.clock.year_end), 0
        amounts = [self._benefits.incentive] * self._benefits.incentives + [self._benefits.survey]
        self._amounts = np.array(amounts, dtype=chance.dtype)[:, None]
        self.committed, self.lapsed = np.zeros((2, len(draws)), dtype=chance.dtype)
        self.reckon()
        clock.daily(TREASURY, self.close_day)

    def affordable(self) -> Counts:
        """Return how many packages fit under the ceiling, shape (draw,); at no price, as many as there are people."""
        if not self._benefits.package:
            return np.full_like(self.committed, MOST_PEOPLE)
        return np.maximum(self.available // self._benefits.package, 0)

    def commit(self, selected: Counts) -> None:
        """Move the packages of the selected into the programme's account."""
        self.committed += selected * self._benefits.package

    def close_day(self, day: int) -> None:
        """Pay for management; revoke who ran out of time; on the deadline let unspent balances lapse."""
        self.paid_management = self._budget.management * min(day + 1, self._year_end + 1) // (self._year_end + 1)
        self._training.revoke(day)
        if day == self._deadline:
            effective = self._training.enrolled - self._training.revoked
            self.lapsed[:] = self._benefits.training * effective - self._paid_training()
        self.reckon()

    @property
    def returned_by_revoked(self) -> Counts:
        """The packages of the revoked, which can be committed again."""
        return self._training.revoked * self._benefits.package

    @property
    def available(self) -> Counts:
        """What can still be committed: the ceiling less management and the packages of those not revoked."""
        return self._budget.ceiling - self._budget.management - self.committed + self.returned_by_revoked

    def _paid_training(self) -> Counts:
        return self._training.bought * self._first_price + self._training.later_bought * self._later_price

    def reckon(self) -> None:
        """Reckon what stands in the books at the end of the day, each of shape (draw,)."""
        benefits, payment = self._benefits, self._payment
        earned = (
            payment.validated * (benefits.incentives * benefits.incentive) + payment.paid.answered * benefits.survey
        )
        self.paid_training: Counts = self._paid_training()
        """Vouchers spent on first and later courses."""
        self.paid_incentive: Counts = payment.paid.total[:-1].sum(axis=0) * benefits.incentive
        self.paid_survey: Counts = payment.paid.total[-1] * benefits.survey
        self.owed: Counts = earned - self.paid_incentive - self.paid_survey
        """What people have earned and not received: incentives of the validated, and surveys they answered."""
        self.overdue: Counts = (payment.backlog_by_kind * self._amounts).sum(axis=0)
        """The part of what is owed whose due day has come."""
        self.returned: Counts = self.returned_by_revoked + self.lapsed
        """Everything that came back: packages of the revoked, and lapsed balances."""
        self.unearned: Counts = self.committed - self.returned - self.paid_training - earned
        """Committed, and not (yet) earned by anyone, nor returned."""


def _prices(chance: Chance, draws: Draws, benefit: int) -> tuple[Counts, Counts]:
    """Return the prices of first and later courses in whole rupiah, shape (draw,)."""
    first: Floats = whole(benefit * draws["world.purchase.first_price_share"])
    later: Floats = whole((benefit - first) * draws["world.purchase.later_price_share"])
    return first.astype(chance.dtype), later.astype(chance.dtype)
