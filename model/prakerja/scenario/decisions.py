"""`[policy]`: what the office decides. Nothing here is uncertain; everything here can be changed by decree."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prakerja.scenario.bounds import Within
from prakerja.scenario.money import Rupiah
from prakerja.scenario.quotas import Quota
from prakerja.scenario.section import Sourced, Table, Weight, WholeDays

People = Annotated[int, Within(0, 270_000_000, "persons")]
Part = Annotated[float, Within(0, 1, "share")]


class Target(Sourced):
    """How many recipients, by when."""

    recipients: People
    by: date


class Wave(Sourced):
    """One wave (gelombang) fixed in advance: the history, or a date already announced."""

    opens: date
    closes: date
    announces: date
    places: People
    priority_share: Part | None = None
    province_weights: str | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.opens <= self.closes < self.announces:
            raise ValueError("dates must satisfy opens <= closes < announces")
        return self


class Calendar(Sourced):
    """The rhythm of the waves still to come; their places follow the quota rule."""

    first_opens: date
    every_days: Annotated[int, Within(1, 365, "days")]
    open_days: Annotated[int, Within(0, 60, "days from opening to closing")]
    announce_after_days: Annotated[int, Within(0, 90, "days from opening to announcement")]
    last_announces: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.announce_after_days <= self.open_days:
            raise ValueError("announce_after_days must be more than open_days")
        return self


class Selection(Sourced):
    """Who comes first within a wave."""

    priority_share: Part
    province_weights: str = "none"


class Purchase(Sourced):
    """How long a recipient has to buy the first course before membership is revoked."""

    window_days: Annotated[int, Within(1, 365, "days")]


class Training(Sourced):
    """When the training balance lapses: no purchase and no completion after this day."""

    deadline: date


class Membership(Table):
    """When a platform, institution or payment partner takes part; empty means always."""

    joins: date | None = None
    leaves: date | None = None


class Window(Table):
    """A span of days, both included."""

    first: date
    last: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("first must not be after last")
        return self


class Platform(Membership):
    """A digital platform that sells courses."""


class Institution(Membership):
    """A training institution, or a class of them; it can be suspended for a time."""

    members: Annotated[int, Within(1, 10_000, "institutions")] = 1
    suspensions: dict[str, Window] = {}


class Partner(Membership):
    """A payment partner: a bank or an e-wallet."""

    working_days_only: bool = True


class Blackout(Window):
    """A span without payments for the closing of the books; what falls due in it is brought forward or put off."""

    due: Literal["put off", "brought forward"]
    advance_days: WholeDays = 5


class Payment(Sourced):
    """The rules of paying."""

    days_between_incentives: Annotated[int, Within(1, 120, "days")]
    survey_after_days: WholeDays
    retry_days: Annotated[int, Within(1, 90, "days")]
    suspensions: dict[str, Window] = {}
    blackouts: dict[str, Blackout] = {}


class Benefits(Sourced):
    """What one recipient may receive."""

    training: Rupiah
    incentive: Rupiah
    incentives: Annotated[int, Within(1, 12, "payments")]
    survey: Rupiah
    surveys: Annotated[int, Within(0, 12, "payments")]

    @property
    def package(self) -> int:
        """The whole package, committed at decree (rupiah)."""
        return self.training + self.incentives * self.incentive + self.surveys * self.survey

    @model_validator(mode="after")
    def _surveys_follow_incentives(self) -> Self:
        if self.surveys > self.incentives:
            raise ValueError("surveys must not outnumber incentives: each follows an incentive")
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
            raise ValueError(f"the four lines come to {lines:,}, above the ceiling of {self.ceiling:,}")
        return self


class Policy(Table):
    """Everything the office decides."""

    target: Target
    waves: dict[str, Wave] = {}
    calendar: Calendar | None = None
    quota: Quota
    selection: Selection
    province_weights: dict[str, dict[str, Weight]] = {}
    purchase: Purchase
    training: Training
    platforms: Annotated[dict[str, Platform], Field(min_length=1)]
    institutions: Annotated[dict[str, Institution], Field(min_length=1)]
    partners: Annotated[dict[str, Partner], Field(min_length=1)]
    payment: Payment
    benefits: Benefits
    budget: Budget
