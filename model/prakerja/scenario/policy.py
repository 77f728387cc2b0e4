"""`[policy]`: what the office decides. Nothing here is uncertain; all can be changed by decree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prakerja.scenario.bounds import Within
from prakerja.scenario.money import Rupiah, in_words
from prakerja.scenario.plain import Day, Name, Real, Truth, Whole
from prakerja.scenario.problems import Problem, found, refusal
from prakerja.scenario.quotas import Quota
from prakerja.scenario.section import MOST_PEOPLE, Sourced, Table, Weight, WholeDays
from prakerja.scenario.triggers import Trigger

People = Annotated[Whole, Within(0, MOST_PEOPLE, "persons")]
Part = Annotated[Real, Within(0, 1, "share")]
WindowDays = Annotated[Whole, Within(1, 365, "days")]


class Target(Sourced):
    """How many recipients, by when."""

    recipients: People
    by: Day


class Wave(Sourced):
    """One wave (gelombang) fixed in advance: the history, or a date already announced.

    What it does not state is as for the waves of the calendar; its places are then the quota rule's.
    """

    opens: Day
    closes: Day
    announces: Day
    places: People | None = None
    priority_share: Part | None = None
    province_weights: str | None = None
    window_days: WindowDays | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        wrong = []
        if self.closes < self.opens:
            wrong.append(Problem("closes", str(self.closes), f"must not be before opens ({self.opens})"))
        if self.announces <= self.closes:
            wrong.append(Problem("announces", str(self.announces), f"must be after closes ({self.closes})"))
        if wrong:
            raise refusal(*wrong)
        return self


class Calendar(Sourced):
    """The rhythm of the waves still to come; their places follow the quota rule."""

    first_opens: Day
    every_days: Annotated[Whole, Within(1, 365, "days")]
    open_days: Annotated[Whole, Within(0, 60, "days from opening to closing")]
    announce_after_days: Annotated[Whole, Within(0, 90, "days from opening to announcement")]
    last_announces: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.announce_after_days <= self.open_days:
            days = found(self.announce_after_days)
            raise refusal(Problem("announce_after_days", days, f"must be more than open_days ({self.open_days})"))
        return self

    def openings(self) -> Iterator[date]:
        """Return the days on which a wave can open, the last being announced in time."""
        opens = self.first_opens
        while opens + timedelta(days=self.announce_after_days) <= self.last_announces:
            yield opens
            opens += timedelta(days=self.every_days)


class Selection(Sourced):
    """Who comes first within a wave."""

    priority_share: Part
    province_weights: str = "none"


class Purchase(Sourced):
    """How long a recipient has to buy the first course before membership is revoked."""

    window_days: WindowDays


class Training(Sourced):
    """When the training balance lapses: no purchase and no completion after this day."""

    deadline: Day


class Membership(Table):
    """When a platform, institution or payment partner takes part; empty means always."""

    joins: Day | None = None
    leaves: Day | None = None

    @model_validator(mode="after")
    def _joins_first(self) -> Self:
        if self.joins is not None and self.leaves is not None and self.leaves <= self.joins:
            raise refusal(Problem("leaves", str(self.leaves), f"must be after joins ({self.joins})"))
        return self

    def present(self, day: date) -> bool:
        """Return whether it takes part on a day; on the day it leaves it is gone."""
        return (self.joins is None or self.joins <= day) and (self.leaves is None or day < self.leaves)


class Window(Table):
    """A span of days, both included."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise refusal(Problem("first", str(self.first), f"must not be after last ({self.last})"))
        return self


class Platform(Membership):
    """A digital platform that sells courses."""


class Institution(Membership):
    """A training institution, or a class of them; it can be suspended for a time."""

    members: Annotated[Whole, Within(1, 10_000, "institutions")] = 1
    suspensions: dict[Name, Window] = {}


class Enlarged(Table):
    """So many times a partner's capacity, from a day on."""

    first: Day
    times: Annotated[Real, Within(0, 100, "times")]


class Partner(Membership):
    """A payment partner: a bank or an e-wallet. It pays on working days only, or on every day, or from a day on."""

    working_days_only: Truth = True
    every_day_from: Day | None = None
    enlarged: Enlarged | None = None

    def pays_every_day(self, day: date) -> bool:
        """Return whether weekends and holidays do not matter on a day."""
        return not self.working_days_only or (self.every_day_from is not None and self.every_day_from <= day)

    def times(self, day: date) -> float:
        """Return how many times its capacity a partner has on a day."""
        return self.enlarged.times if self.enlarged is not None and self.enlarged.first <= day else 1.0


class Blackout(Window):
    """A span without payments while the books are closed; what is due then is brought forward or put off."""

    due: Literal["put off", "brought forward"]
    advance_days: WholeDays = 5


class Payment(Sourced):
    """The rules of paying."""

    days_between_incentives: Annotated[Whole, Within(1, 120, "days")]
    survey_after_days: WholeDays
    retry_days: Annotated[Whole, Within(1, 90, "days")]
    suspensions: dict[Name, Window] = {}
    blackouts: dict[Name, Blackout] = {}


class Benefits(Sourced):
    """What one recipient may receive."""

    training: Rupiah
    incentive: Rupiah
    incentives: Annotated[Whole, Within(1, 12, "payments")]
    survey: Rupiah
    surveys: Annotated[Whole, Within(0, 12, "payments")]

    @property
    def package(self) -> int:
        """The whole package, committed at decree (rupiah)."""
        return self.training + self.incentives * self.incentive + self.surveys * self.survey

    @model_validator(mode="after")
    def _surveys_follow_incentives(self) -> Self:
        if self.surveys > self.incentives:
            allowed = f"must not outnumber the incentives ({self.incentives}): each survey follows one"
            raise refusal(Problem("surveys", found(self.surveys), allowed))
        return self


class Budget(Sourced):
    """The budget lines and the ceiling."""

    ceiling: Rupiah
    training: Rupiah
    incentive: Rupiah
    survey: Rupiah
    management: Rupiah

    @model_validator(mode="after")
    def _lines_within(self) -> Self:
        lines = self.training + self.incentive + self.survey + self.management
        if lines > self.ceiling:
            allowed = f"must cover the four lines, which come to {in_words(lines)}"
            raise refusal(Problem("ceiling", in_words(self.ceiling), allowed))
        return self


class Policy(Table):
    """Everything the office decides."""

    target: Target
    waves: dict[Name, Wave] = {}
    calendar: Calendar | None = None
    quota: Quota
    triggers: Annotated[dict[Name, Trigger], Field(min_length=1)] | None = None
    selection: Selection
    province_weights: dict[Name, Annotated[dict[Name, Weight], Field(min_length=1)]] = {}
    purchase: Purchase
    training: Training
    platforms: Annotated[dict[Name, Platform], Field(min_length=1)]
    institutions: Annotated[dict[Name, Institution], Field(min_length=1)]
    partners: Annotated[dict[Name, Partner], Field(min_length=1)]
    payment: Payment
    benefits: Benefits
    budget: Budget
