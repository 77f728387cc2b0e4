"""From the finished course to the last payment."""

from __future__ import annotations

import simpy

from prakerja.person.applicant import Life, Person, State, Stretch
from prakerja.person.hours import VALIDATING
from prakerja.person.partner import Due, Partner
from prakerja.person.town import Town


def be_validated(person: Person, town: Town) -> Stretch[bool]:
    """Meet the conditions of the first incentive; False for who never does."""
    completed, luck, of = town.clock.today, town.earning, town.future.own.class_of(person)
    validation = town.future.step("validation", completed, of=of)
    if not luck.chance(validation.probability):
        return False
    yield town.clock.until(town.future.linked_from(completed + luck.index(validation.lag)), VALIDATING)
    person.state = State.VALIDATED
    town.books.count("validated", person.wave)
    return True


def be_paid(person: Person, town: Town) -> Life:
    """Receive one incentive after the other, and answer the surveys that follow them."""
    benefits, rules = town.scenario.policy.benefits, town.scenario.policy.payment
    partner, day = town.partners.choose(town.earning), town.clock.today
    person.note("validated", "account with", partner.name)
    for kind in range(benefits.incentives):
        due = Due(partner, day, kind)
        partner = yield from _receive(town, due)
        today = town.clock.today
        person.incentives += 1
        person.note("paid", "incentive", kind + 1, "by", partner.name)
        town.books.pay(kind)
        if kind == 0:
            _count_first(person, town, max(0, today - due.day))
        if kind < benefits.surveys and town.earning.chance(town.future.number("survey.response")):
            town.env.process(_answer(person, town, partner, kind))
        day = today + rules.days_between_incentives


def _answer(person: Person, town: Town, partner: Partner, number: int) -> Life:
    """Answer the survey that follows an incentive, and be paid for it."""
    benefits, rules = town.scenario.policy.benefits, town.scenario.policy.payment
    person.answered += 1
    town.books.answered += 1
    person.note("answered", "survey", number + 1)
    due = Due(partner, town.clock.today + rules.survey_after_days, benefits.incentives + number)
    partner = yield from _receive(town, due)
    person.surveys += 1
    person.note("paid", "survey", number + 1, "by", partner.name)
    town.books.pay(due.kind)


def _receive(town: Town, due: Due) -> Stretch[Partner]:
    """Wait for a payment; when the partner leaves, it goes with its day to another. Give who paid."""
    while True:
        try:
            yield due.partner.book(due)
        except simpy.Interrupt:
            due.partner = town.partners.choose(town.earning)
        else:
            return due.partner


def _count_first(person: Person, town: Town, waited: int) -> None:
    town.books.count("paid_once", person.wave)
    town.books.first_waits_today[waited] += 1
    town.books.first_waits[waited] += 1
