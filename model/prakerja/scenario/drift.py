"""`[world.drift]`: rates that wander, in the past and in the future alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated

from prakerja.scenario.bounds import Within
from prakerja.scenario.families import Normal, Uncertain
from prakerja.scenario.plain import Day, Whole
from prakerja.scenario.section import Sourced, Table

STEP = Normal(dist="normal", mean=0, sd=1)
"""What is believed of a step before any figure: a standard normal number."""

QUARTER = 91
"""Days in a quarter of a year."""


class Wandering(Table):
    """A rate that wanders from a day on, how far it gets in a quarter of a year, and whether it comes back.

    Of what has wandered away, the part exp(-1) is left after `forgets_after_days`: a rate without them goes ever
    further; one that does is soon as far as it gets, and then as likely to come back as to go on.
    """

    since: Day
    in_a_quarter: Annotated[Uncertain, Within(1, 20, "times, passed in one case of twenty after 13 weeks")]
    forgets_after_days: Annotated[Whole, Within(1, 10_000, "days")] | None = None


class Drift(Sourced):
    """How rates wander: each takes a step on its first day and then every so many days, and keeps its place meanwhile.

    The logarithm of a rate's factor is a random walk, or an autoregression where it forgets. Its steps are values of
    the world like any other, standard normal numbers by the day on which they are taken, so that figures can teach
    those of the past. `size` is the common factor on all steps: how much steadier, or less steady, the programme is
    than stated.
    """

    size: Annotated[Uncertain, Within(0, 5, "times the steps stated")] = 1.0
    every_days: Annotated[Whole, Within(1, 400, "days")] = 14
    payment_capacity: Wandering | None = None
    steady_registrations: Wandering | None = None
    opening_registrations: Wandering | None = None
    joining_odds: Wandering | None = None
    purchase_speed: Wandering | None = None
    purchase_odds: Wandering | None = None
    completion_speed: Wandering | None = None
    completion_odds: Wandering | None = None
    validation_speed: Wandering | None = None
    validation_odds: Wandering | None = None

    @property
    def rates(self) -> dict[str, Wandering]:
        """The rates that wander, by name."""
        fields = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in fields if isinstance(value, Wandering)}

    def memory(self, name: str) -> tuple[float, float]:
        """Return what is left of a rate's place at its next step, and the sd of a step where that of a quarter is 1.

        Examples
        --------
        >>> wandering = {"since": date(2020, 6, 22), "in_a_quarter": 2.0}
        >>> drift = Drift(
        ...     source="example", joining_odds=wandering, purchase_odds=wandering | {"forgets_after_days": 28}
        ... )
        >>> drift.memory("joining_odds")[0], round(drift.memory("joining_odds")[1] ** 2 * 91 / 14, 9)
        (1.0, 1.0)
        >>> [round(number, 2) for number in drift.memory("purchase_odds")]
        [0.61, 0.8]
        """
        forgets = self.rates[name].forgets_after_days
        if forgets is None:
            return 1.0, math.sqrt(self.every_days / QUARTER)
        left = math.exp(-self.every_days / forgets)
        return left, math.sqrt((1 - left**2) / (1 - left ** (2 * QUARTER / self.every_days)))

    def steps(self, name: str, ends: date) -> Iterator[tuple[date, str]]:
        """Return the days of a rate's steps, and the path of each in the world.

        Examples
        --------
        >>> since = {"since": date(2020, 6, 22), "in_a_quarter": 2.0}
        >>> drift = Drift(source="example", joining_odds=since)
        >>> next(drift.steps("joining_odds", date(2020, 12, 31)))
        (datetime.date(2020, 6, 22), 'world.drift.joining_odds.2020-06-22')
        """
        day = self.rates[name].since
        while day <= ends:
            yield day, f"world.drift.{name}.{day}"
            day += timedelta(days=self.every_days)
