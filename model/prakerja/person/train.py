"""From selection to the finished first course, and the later ones."""

from __future__ import annotations

import simpy

from prakerja.person.applicant import Life, Person, State, Stretch
from prakerja.person.desk import Desk, Place
from prakerja.person.hours import COMPLETING, ORDERING, REVOKING
from prakerja.person.members import Members
from prakerja.person.town import Town


def buy(person: Person, town: Town) -> Stretch[bool]:
    """Buy a first course in time; False for who is revoked instead."""
    assert person.wave is not None  # only who was selected in a wave can buy
    announced, last = town.clock.today, town.slots[person.wave].last_order
    luck, of = town.training, town.future.own.class_of(person)
    purchase = town.future.step("purchase", announced, last, of)
    will = luck.chance(purchase.probability)
    day = announced + luck.index(purchase.lag) if will else last + 1
    if day > last:
        yield town.clock.until(max(announced, last), REVOKING)
        _revoke(person, town)
        return False
    yield town.clock.until(day, ORDERING)
    person.state = State.AT_PLATFORM
    town.books.count("ordered", person.wave)
    platform = yield from _served_at(person, town, town.platforms, "ordered")
    if platform is None:
        _revoke(person, town)
        return False
    town.books.count("bought", person.wave)
    town.books.voucher += town.future.first_price
    person.note("bought", "at", platform.name)
    return True


def learn(person: Person, town: Town) -> Stretch[bool]:
    """Start the course when there is room, and finish it by the deadline; False for who never does."""
    person.state = State.AT_INSTITUTION
    institution = yield from _served_at(person, town, town.institutions, "enrolled")
    assert institution is not None  # institutions turn nobody away
    person.state = State.LEARNING
    town.books.count("started", person.wave)
    person.note("started", "at", institution.name)
    started, luck, of = town.clock.today, town.training, town.future.own.class_of(person)
    completion = town.future.step("completion", started, town.future.deadline, of)
    if not luck.chance(completion.probability):
        return False
    day = started + luck.index(completion.lag)
    if day > town.future.deadline:
        return False
    yield town.clock.until(day, COMPLETING)
    person.state = State.COMPLETED
    town.books.count("completed", person.wave)
    person.note("completed")
    if luck.chance(town.future.number("purchase.later_probability")):
        town.env.process(_buy_later(person, town))
    return True


def _buy_later(person: Person, town: Town) -> Life:
    day = town.clock.today + town.training.days(town.future.number("purchase.later_days"))
    if day > town.future.deadline:
        return
    yield town.clock.until(day, ORDERING)
    person.bought_later = True
    town.books.voucher += town.future.later_price
    person.note("bought later courses")


def _served_at(person: Person, town: Town, desks: Members[Desk], word: str) -> Stretch[Desk | None]:
    """Wait at a desk, at another if that closes; give the one that served, or None if it grew too late."""
    place = Place(town.env, town.clock.today, town.training)
    desk = desks.choose(town.training)
    person.note(word, "at", desk.name)
    while True:
        try:
            yield desk.wait(place)
        except simpy.Interrupt as shock:
            if shock.cause == "too late":
                return None
            desk = desks.choose(town.training)
            person.note("moved", "to", desk.name)
        else:
            return desk


def _revoke(person: Person, town: Town) -> None:
    person.state = State.REVOKED
    town.books.count("revoked", person.wave)
    person.note("revoked")
