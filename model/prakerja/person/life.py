"""A life, from registration to the last payment: what the rules of RULES.md say, told by the one they happen to."""

from __future__ import annotations

from prakerja.person.applicant import Life, Person
from prakerja.person.apply import be_selected, verify
from prakerja.person.earn import be_paid, be_validated
from prakerja.person.town import Town
from prakerja.person.train import buy, learn


def life(person: Person, town: Town) -> Life:
    """Live: apply, train, earn; it ends where the way is lost, or with the last payment."""
    if not verify(person, town):
        return
    if not (yield from be_selected(person, town)):
        return
    if not (yield from buy(person, town)):
        return
    if not (yield from learn(person, town)):
        return
    if not (yield from be_validated(person, town)):
        return
    yield from be_paid(person, town)
