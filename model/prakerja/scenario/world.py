"""`[world]`: what nobody decides. Every value is a number or a distribution."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from prakerja.scenario.bounds import Within
from prakerja.scenario.classes import RateClass
from prakerja.scenario.drift import Drift
from prakerja.scenario.families import Uncertain
from prakerja.scenario.lag import Lag
from prakerja.scenario.plain import Day, Name, Whole
from prakerja.scenario.problems import Problem, refusal
from prakerja.scenario.section import (
    PaymentsPerDay,
    Persons,
    PersonsPerDay,
    SalesPerDay,
    Share,
    Sourced,
    Table,
    UncertainDays,
    UncertainWeight,
    Weight,
)

Coefficient = Annotated[Uncertain, Within(0, 5, "sd / mean")]
Probability = Annotated[Uncertain, Within(0, 1, "probability")]
Speed = Annotated[Uncertain, Within(0.1, 10, "times the daily hazard")]
Pressure = Annotated[Uncertain, Within(0.01, 100, "times the daily hazard")]
Change = Annotated[Uncertain, Within(0.01, 100, "times what it was")]
Odds = Annotated[Uncertain, Within(0.01, 100, "times the odds")]


class Registration(Sourced):
    """Who registers, and when; each rate is what it would be if nobody had registered yet."""

    interested: Persons
    steady_per_day: PersonsPerDay
    launch_per_day: PersonsPerDay
    launch_fade_days: UncertainDays
    opening_per_day: PersonsPerDay
    opening_fade_days: UncertainDays
    day_to_day_cv: Coefficient
    email_verified: Share
    identity_verified: Share


class Province(Table):
    """A province's weight among those who register."""

    weight: Weight


class Joining(Sourced):
    """Who joins an open wave: the verified who never joined, and those unselected before, while they have patience."""

    fresh: Probability
    again: Probability
    patience_days: Annotated[Uncertain, Within(0.05, float("inf"), "days; inf is for ever")] = float("inf")
    day: Lag
    eligible: Share
    on_priority_list: Share
    list_size: Annotated[Uncertain, Within(0, float("inf"), "persons; inf is no limit")] = float("inf")


class Purchase(Sourced):
    """Buying the first course: how many ever would, how long they take, and what the voucher is spent on."""

    probability: Probability
    lag: Lag
    first_price_share: Share
    later_probability: Probability
    later_price_share: Share
    later_days: Annotated[Uncertain, Within(0, 365, "mean days until further courses are bought")]


class Completion(Sourced):
    """Finishing the first course."""

    probability: Probability
    lag: Lag


class Validation(Sourced):
    """From the finished course to a payment due: certificate, rating, account validated."""

    probability: Probability
    lag: Lag


class EarlierPurchase(Sourced):
    """How buying went for people selected in an earlier era."""

    probability: Probability
    lag: Lag


class Era(Table):
    """An earlier time with its own behaviour, up to and including a date; what it leaves out was as later."""

    until: Day
    purchase: EarlierPurchase | None = None
    completion: Completion | None = None
    validation: Validation | None = None


class Survey(Sourced):
    """Who answers each survey that follows an incentive."""

    response: Probability


class Platform(Sourced):
    """A platform's weight among first purchases, and how many it can sell a day."""

    weight: UncertainWeight
    daily_capacity: SalesPerDay = float("inf")


class Institution(Sourced):
    """An institution's (or a class's) weight among first courses, and how many can start a day."""

    weight: UncertainWeight
    daily_intake: SalesPerDay = float("inf")


class Partner(Sourced):
    """A payment partner's weight among accounts, the payments a day it can make itself, and the share that fail."""

    weight: UncertainWeight
    daily_capacity: PaymentsPerDay = float("inf")
    failure: Annotated[Uncertain, Within(0, 0.95, "probability")]


class Payment(Sourced):
    """What all payment partners share: the payments a day that the office can have made, a partner by its weight."""

    daily_capacity: PaymentsPerDay = float("inf")


class MassFailures(Sourced):
    """Days on which every payment fails, and is made afterwards, again and again after the as-of date."""

    first_after_days: Annotated[Uncertain, Within(0, 1e5, "days after the as-of date")]
    every_days: Annotated[Uncertain, Within(1, 1e5, "days from one to the next")]
    lasts_days: UncertainDays


class Dated(Sourced):
    """Days from a first to a last, both included."""

    first: Day
    last: Day

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise refusal(Problem("first", str(self.first), f"must not be after last ({self.last})"))
        return self


class Outage(Dated):
    """Days on which a partner, or all where none is named, works with less than its capacity, both included."""

    partner: str | None = None
    capacity_left: Share


class LinkingStop(Dated):
    """Days on which no account can be linked: whoever would be validated waits, and who has an account is paid on."""


class Interruption(Sourced):
    """A pause like that of May to August: no wave opens for a time, from so long after the as-of date."""

    starts_after_days: Annotated[Uncertain, Within(0, 1e5, "days after the as-of date")]
    lasts_days: UncertainDays


class WhatChanges(Sourced):
    """What may change after the as-of date: the office improves or slows down, people come and act more or less.

    Capacities get there over some days; everything else changes at once, for those under way too. A speed is a factor
    on the daily hazard of who will take a step at all: it moves when they do, not how many. What is not stated does
    not change. `size` is how large all these changes are together, on the scale of their logarithms: at 0 nothing
    changes, at 2 what doubled is four times as large. It is 1 if not stated.
    """

    size: Annotated[Uncertain, Within(0, 5, "times the changes stated, in logarithms")] | None = None
    payment_capacity: Change = 1.0
    over_days: UncertainDays = 1.0
    steady_registrations: Change = 1.0
    opening_registrations: Change = 1.0
    joining_odds: Odds = 1.0
    purchase_speed: Speed = 1.0
    purchase_odds: Odds = 1.0
    completion_speed: Speed = 1.0
    completion_odds: Odds = 1.0
    validation_speed: Speed = 1.0
    validation_odds: Odds = 1.0


class Hurry(Sourced):
    """People act in the last days in which they can: the daily hazards of buying and of finishing are higher, or lower.

    `window` is the factor on buying in the last days on which a recipient can order, `deadline` that on finishing in
    the last days of training; `days` counts both, the last day included. It holds at all times, not only after the
    as-of date; with `announced_from`, `window` is a factor for the waves announced from that day on only.
    """

    window: Pressure = 1.0
    deadline: Pressure = 1.0
    days: Annotated[Whole, Within(1, 60, "days")] = 3
    announced_from: Annotated[
        Day | None, Field(description="the first announcement whose recipients hurry to order; of all, if not stated")
    ] = None


class World(Table):
    """Everything nobody decides."""

    registration: Registration
    provinces: Annotated[dict[Name, Province], Field(min_length=1)]
    joining: Joining
    purchase: Purchase
    completion: Completion
    validation: Validation
    classes: Annotated[dict[Name, RateClass], Field(min_length=1)] | None = None
    eras: dict[Name, Era] = {}
    survey: Survey
    platforms: Annotated[dict[Name, Platform], Field(min_length=1)]
    institutions: Annotated[dict[Name, Institution], Field(min_length=1)]
    partners: Annotated[dict[Name, Partner], Field(min_length=1)]
    payment: Payment
    outages: dict[Name, Outage] = {}
    mass_failures: MassFailures | None = None
    linking_stop: LinkingStop | None = None
    interruption: Interruption | None = None
    change: WhatChanges | None = None
    drift: Drift | None = None
    hurry: Hurry | None = None
