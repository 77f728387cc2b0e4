"""From registration to selection."""

from __future__ import annotations

from collections.abc import Generator
from math import exp, inf
from typing import Any

import simpy

from prakerja.person.applicant import Person, State
from prakerja.person.hours import JOINING
from prakerja.person.town import Town
from prakerja.person.wave import Wave

Seeking = Generator[simpy.Event, Any, bool]


def verify(person: Person, town: Town) -> bool:
    """Pass e-mail and identity verification, at once or never."""
    person.note("registered")
    town.books.count("registered")
    if town.applying.chance(town.future.number("registration.email_verified")):
        town.books.count("email_verified")
        if town.applying.chance(town.future.number("registration.identity_verified")):
            town.books.count("identity_verified")
            person.note("verified")
            return True
    person.state = State.UNVERIFIED
    person.note("not verified")
    return False


def be_selected(person: Person, town: Town) -> Seeking:
    """Join waves until selected; True in the end, or False for who is not eligible or tries no more."""
    person.state = State.FRESH
    chosen = yield from _decide(town, "fresh", patience=inf)
    while chosen is not None:
        wave, day = chosen
        person.state = State.JOINING
        yield town.clock.until(day, JOINING)
        if not _join(person, town, wave):
            return False
        winners = yield wave.announced
        if person.number in winners:
            person.state = State.SELECTED
            person.note("selected", "in wave", wave.slot.name)
            return True
        person.state = State.UNSELECTED
        person.note("not selected", "in wave", wave.slot.name)
        chosen = yield from _decide(town, "again", town.future.number("joining.patience_days"))
    person.state = State.LAPSED
    person.note("tries no more")
    return False


def _decide(town: Town, who: str, patience: float) -> Generator[simpy.Event, Any, tuple[Wave, int] | None]:
    """Join the wave that is open now, or let others go by until one is to be joined.

    Give it and the day of joining, or None when patience has ended.
    """
    since, at_hand = town.clock.today, town.office.latest_open()
    if at_hand is not None and town.applying.chance(town.future.willing(who, since)):
        return at_hand, since
    while True:
        wave: Wave = yield town.office.opening
        if not town.applying.chance(exp((since - wave.slot.opens) / patience)):
            return None
        since = wave.slot.opens
        if town.applying.chance(town.future.willing(who, since)):
            day = since + town.applying.index(town.future.lag("joining.day"))
            if day <= wave.slot.closes:
                return wave, day


def _join(person: Person, town: Town, wave: Wave) -> bool:
    """Join a wave, the first time through screening; True for who can be selected."""
    town.books.people["joined"] += 1
    town.books.waves[wave.number].joined[town.clock.today - wave.slot.opens] += 1
    person.note("joined", "wave", wave.slot.name)
    if person.province < 0:
        if not town.applying.chance(town.future.number("joining.eligible")):
            person.state = State.INELIGIBLE
            person.note("not eligible")
            return False
        person.listed = town.applying.chance(town.future.number("joining.on_priority_list"))
        person.province = town.applying.index(town.future.provinces)
        wave.newcomers.append(person)
    wave.candidates.append(person)
    person.state = State.CANDIDATE
    return True
