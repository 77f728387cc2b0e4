"""What must be true at the end of every run: each person in one place, each rupiah in one place."""

from __future__ import annotations

from collections import Counter

from prakerja.person import money
from prakerja.person.applicant import Person, State
from prakerja.person.town import Town

_BEFORE_SELECTION = (
    State.FRESH, State.JOINING, State.CANDIDATE, State.UNSELECTED, State.LAPSED, State.INELIGIBLE,
)  # fmt: skip
_AFTER_ORDER = (State.AT_PLATFORM, State.AT_INSTITUTION, State.LEARNING, State.COMPLETED, State.VALIDATED)


class BooksDisagree(AssertionError):
    """Two ways of counting the same thing gave two results: a fault of the model, never of an input."""


def check(town: Town) -> None:
    """Count everybody and every rupiah again, person by person, and compare with the books and the queues.

    Raises
    ------
    BooksDisagree
        Naming the figure and both results.
    """
    _check_people(town, Counter(person.state for person in town.people))
    _check_money(town)


def _check_people(town: Town, states: Counter[State]) -> None:
    counted = town.books.people
    at_platforms = sum(len(desk.queue) for desk in town.platforms.all)
    at_institutions = sum(len(desk.queue) for desk in town.institutions.all)
    lost = states[State.REGISTERED] + states[State.UNVERIFIED]
    before = lost + sum(states[s] for s in _BEFORE_SELECTION)
    selected = states[State.SELECTED] + states[State.REVOKED] + sum(states[s] for s in _AFTER_ORDER)
    _same("registered", counted["registered"], states.total())
    _same("verified", counted["identity_verified"], states.total() - lost)
    _same("not selected", counted["registered"] - counted["selected"], before)
    _same("selected", counted["selected"], selected)
    _same("revoked", counted["revoked"], states[State.REVOKED])
    _same("waiting at platforms", at_platforms, states[State.AT_PLATFORM])
    _same("waiting at institutions", at_institutions, states[State.AT_INSTITUTION])
    _same("bought", counted["bought"], counted["started"] + states[State.AT_INSTITUTION])
    _same("started", counted["started"], counted["completed"] + states[State.LEARNING])
    _same("completed", counted["completed"], counted["validated"] + states[State.COMPLETED])
    _same("validated", counted["validated"], states[State.VALIDATED])
    pays = sum(_payments_to_come(town, person) for person in town.people if person.state is State.VALIDATED)
    _same("payments on the partners' books", sum(partner.waiting() for partner in town.partners.all), pays)


def _payments_to_come(town: Town, person: Person) -> int:
    more = person.incentives < town.scenario.policy.benefits.incentives
    return int(more) + person.answered - person.surveys


def _check_money(town: Town) -> None:
    places: Counter[str] = Counter()
    books, policy = town.books, town.scenario.policy
    for person in town.people:
        if person.wave is not None:
            places.update(_package_of(town, person))
    incentives, surveys = money.paid(books, policy)
    _same("committed", money.committed(books, policy), places.total())
    _same("returned", money.returned(books, policy), places["returned"])
    _same("vouchers", books.voucher, places["voucher"])
    _same("incentives", incentives, places["incentive"])
    _same("surveys", surveys, places["survey"])
    _same("owed", money.owed(books, policy), places["owed"])
    if money.available(books, policy) < 0:
        raise BooksDisagree(f"committed is above the ceiling by {-money.available(books, policy):,} rupiah")


def _package_of(town: Town, person: Person) -> dict[str, int]:
    """Say where each rupiah of a selected person's package is; together they are the whole package."""
    benefits, future = town.scenario.policy.benefits, town.future
    if person.state is State.REVOKED:
        return {"returned": benefits.package}
    bought = person.state in _AFTER_ORDER and person.state is not State.AT_PLATFORM
    voucher = future.first_price * bought + future.later_price * person.bought_later
    lapsed = benefits.training - voucher if town.clock.today >= future.deadline >= 0 else 0
    validated = person.state is State.VALIDATED
    incentive, survey = person.incentives * benefits.incentive, person.surveys * benefits.survey
    owed = (benefits.incentives * benefits.incentive - incentive) * validated
    owed += person.answered * benefits.survey - survey
    known = {"returned": lapsed, "voucher": voucher, "incentive": incentive, "survey": survey, "owed": owed}
    unearned = benefits.training - voucher - lapsed
    unearned += benefits.incentives * benefits.incentive * (not validated)
    unearned += (benefits.surveys - person.answered) * benefits.survey
    return {**known, "unearned": unearned}


def _same(what: str, booked: int, recounted: int) -> None:
    if booked != recounted:
        raise BooksDisagree(f"{what}: the books say {booked:,}, a recount {recounted:,}")
