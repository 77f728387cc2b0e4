"""The treasury: every rupiah is available, committed and unearned, owed, or paid."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from prakerja.programme.chance import Chance, Counts, whole
from prakerja.programme.clock import TREASURY, Clock
from prakerja.programme.dice.chance import none_of
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.section import MOST_PEOPLE


class Ledger(NamedTuple):
    """What stands in the books, in rupiah, each of shape (draw,).

    Attributes
    ----------
    paid_training, paid_incentive, paid_survey
        Vouchers spent on first and later courses; incentives paid; survey payments made.
    owed
        What people have earned and not received: incentives of the validated, and surveys they answered.
    overdue
        The part of it whose due day has come.
    returned
        Everything that came back: packages of the revoked, and lapsed balances.
    unearned
        Committed, and not (yet) earned by anyone, nor returned.
    """

    paid_training: Counts
    paid_incentive: Counts
    paid_survey: Counts
    owed: Counts
    overdue: Counts
    returned: Counts
    unearned: Counts


class Treasury:
    """Commits packages at decree, takes back what is revoked or lapses, and keeps the books in whole rupiah."""

    STATE = ("committed", "lapsed")

    def __init__(
        self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, training: Training, payment: Payment
    ) -> None:
        self._training, self._payment = training, payment
        self._benefits, self._budget = scenario.policy.benefits, scenario.policy.budget
        self._deadline = scenario.days.number(scenario.policy.training.deadline)
        self._first_price, self._later_price = _prices(chance, draws, self._benefits.training)
        self._year_end, self.paid_management = scenario.days.number(scenario.clock.year_end), 0
        amounts = [self._benefits.incentive] * self._benefits.incentives + [self._benefits.survey]
        self._amounts = np.array(amounts, dtype=chance.dtype)
        self.committed, self.lapsed = np.zeros((2, len(draws)), dtype=chance.dtype)
        self.books = Ledger(*np.zeros((len(Ledger._fields), len(draws)), dtype=chance.dtype))
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
        self.reckon()
        if day == self._deadline:
            effective = self._training.enrolled - self._training.revoked
            self.lapsed[:] = self._benefits.training * effective - self.books.paid_training
            self.reckon()

    @property
    def returned_by_revoked(self) -> Counts:
        """The packages of the revoked, which can be committed again."""
        return self._training.revoked * self._benefits.package

    @property
    def available(self) -> Counts:
        """What can still be committed: the ceiling less management and the packages of those not revoked."""
        return self._budget.ceiling - self._budget.management - self.committed + self.returned_by_revoked

    def reckon(self) -> None:
        """Reckon what stands in the books now."""
        training, payment = self._training, self._payment
        bought = training.bought, training.later_bought, self._first_price, self._later_price
        came_back = self.committed, self.returned_by_revoked, self.lapsed
        earned = payment.validated, payment.paid.answered, payment.paid.total, payment.backlog_by_kind
        _reckon(self._amounts, *bought, *came_back, *earned, self.books)


@compiled
def _reckon(
    amounts: Counts,
    bought: Counts,
    later_bought: Counts,
    first_price: Counts,
    later_price: Counts,
    committed: Counts,
    revoked: Counts,
    lapsed: Counts,
    validated: Counts,
    answered: Counts,
    paid: Counts,
    backlog: Counts,
    books: Ledger,
) -> None:
    """Fill the books, draw by draw; payments are by kind, of which the last is the survey."""
    survey = len(amounts) - 1
    for draw in range(len(bought)):
        earned = answered[draw] * amounts[survey]
        incentives, overdue = none_of(earned), backlog[survey, draw] * amounts[survey]
        for kind in range(survey):
            earned += validated[draw] * amounts[kind]
            incentives += paid[kind, draw] * amounts[kind]
            overdue += backlog[kind, draw] * amounts[kind]
        training, surveys = bought[draw] * first_price[draw], paid[survey, draw] * amounts[survey]
        training += later_bought[draw] * later_price[draw]
        books.paid_training[draw], books.paid_incentive[draw], books.paid_survey[draw] = training, incentives, surveys
        books.owed[draw], books.overdue[draw] = earned - incentives - surveys, overdue
        books.returned[draw] = revoked[draw] + lapsed[draw]
        books.unearned[draw] = committed[draw] - books.returned[draw] - training - earned


def _prices(chance: Chance, draws: Draws, benefit: int) -> tuple[Counts, Counts]:
    """Return the prices of first and later courses in whole rupiah, shape (draw,)."""
    first: Floats = whole(benefit * draws["world.purchase.first_price_share"])
    later: Floats = whole((benefit - first) * draws["world.purchase.later_price_share"])
    return first.astype(chance.dtype), later.astype(chance.dtype)
