"""`[implied]`: what several beliefs are meant to say together. It changes no result: it is there to be checked."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import model_validator

from prakerja.scenario.bounds import Within
from prakerja.scenario.plain import Real
from prakerja.scenario.problems import Problem, found, refusal
from prakerja.scenario.section import MOST_PEOPLE, Sourced, Table


class Stated(Sourced):
    """A range that is meant to hold nine futures of ten, with the argument for it as its source."""

    p05: Real
    p95: Real

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.p05 >= self.p95:
            raise refusal(Problem("p05", found(self.p05), f"must be below p95 ({self.p95:,.12g})"))
        return self


_Part = Annotated[Real, Within(0, 1, "share")]
_People = Annotated[Real, Within(0, MOST_PEOPLE, "persons")]
_Payments = Annotated[Real, Within(0, 1e9, "payments a day")]
_Days = Annotated[Real, Within(0, 800, "days")]


class StatedShare(Stated):
    """A share."""

    p05: _Part
    p95: _Part


class StatedPeople(Stated):
    """A number of people."""

    p05: _People
    p95: _People


class StatedPayments(Stated):
    """Payments a day."""

    p05: _Payments
    p95: _Payments


class StatedDays(Stated):
    """A number of days."""

    p05: _Days
    p95: _Days


class Implied(Table):
    """What the beliefs together are meant to say before any figure; `prakerja check --prior` says what they do say.

    Attributes
    ----------
    ever_paid
        Of those selected on the as-of date, who buy in time, finish and are validated: they are paid one day.
    days_to_money
        Of those, the median person's days from selection until the first incentive is due, without queues.
    payments_a_working_day
        What all payment partners together can attempt on a working day at the as-of date.
    registered_by_year_end, paid_once_by_year_end
        People, with the plan.
    """

    ever_paid: StatedShare | None = None
    days_to_money: StatedDays | None = None
    payments_a_working_day: StatedPayments | None = None
    registered_by_year_end: StatedPeople | None = None
    paid_once_by_year_end: StatedPeople | None = None
