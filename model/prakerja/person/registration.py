"""Who registers, day by day."""

from __future__ import annotations

from collections.abc import Generator
from math import exp, expm1

import simpy

from prakerja.person.applicant import Person
from prakerja.person.hours import REGISTERING
from prakerja.person.life import life
from prakerja.person.luck import Luck
from prakerja.person.town import Town


def register(town: Town, luck: Luck) -> Generator[simpy.Event, None, None]:
    """Let people register; each then begins a life of its own.

    On a day everyone not yet registered does so with the same probability, independently of the others. So
    their number is binomial, and which of them it is makes no difference: a person becomes a process here.
    """
    interested = town.future.number("registration.interested")
    cv = town.future.number("registration.day_to_day_cv")
    left, day = int(interested), 0
    while left:
        yield town.clock.until(day, REGISTERING)
        factor = luck.generator.gamma(cv**-2, cv**2) if cv > 0 else 1.0
        hazard = _rate(town, day) / interested
        today = int(luck.generator.binomial(left, -expm1(-hazard * factor)))
        for _ in range(today):
            number = len(town.people) + 1
            person = Person(number, town.diary if number == town.follow else None)
            town.people.append(person)
            town.env.process(life(person, town))
        left, day = left - today, day + 1


def _rate(town: Town, day: int) -> float:
    """Return the persons a day who would register if nobody had yet (RULES.md, Registration)."""
    number, wave = town.future.number, town.office.latest_open()
    rate = town.future.coming_steadily(day)
    rate += number("registration.launch_per_day") * exp(-day / number("registration.launch_fade_days"))
    if wave is not None:
        since = day - wave.slot.opens
        rate += town.future.drawn_by_openings(day) * exp(-since / number("registration.opening_fade_days"))
    return rate
