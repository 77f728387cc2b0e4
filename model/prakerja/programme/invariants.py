"""What must hold at the end of every run, whatever the scenario: people and rupiah are conserved."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from prakerja.programme.chance import Counts
from prakerja.programme.programme import Programme


class BooksDoNotBalance(AssertionError):
    """A run broke a law of conservation: a defect of the model, never of the input."""


def check(run: Programme) -> None:
    """Check that everyone is in exactly one state and every rupiah in exactly one place, and nothing is negative.

    Raises
    ------
    BooksDoNotBalance
        Naming the first draw that breaks a law, by the number with which it can be simulated again, the day, the
        account, and what was expected and found there.
    """
    run.treasury.reckon()  # from what is there now, whatever was reckoned before
    for account, found, expected in _equal(run):
        broken = found != expected if _whole(found) else ~np.isclose(found, expected, rtol=1e-6, atol=1e-3)
        if broken.any():
            draw = int(np.argmax(broken))
            raise _unbalanced(run, draw, account, _amount(found, expected[draw]), found)
    for account, found in _never_negative(run):
        negative = found < (0 if _whole(found) else -1.0)
        if negative.any():
            raise _unbalanced(run, int(np.argmax(negative)), account, "0 or more", found)


def _equal(run: Programme) -> Iterator[tuple[str, Counts, Counts]]:
    """Return what must be equal: the account, what is found, and what is expected, shape (draw,)."""
    applicants, registration, training, payment = run.applicants, run.registration, run.training, run.payment
    website = registration.website
    lost = website.registered - website.identity_verified
    waiting = applicants.fresh + applicants.in_waves + applicants.unselected.sum(axis=0)
    gone = lost + applicants.lapsed + applicants.ineligible
    yield "applicants", website.not_registered + gone + waiting + training.enrolled, registration.interested
    yield "recipients who still decide", training.still_deciding(), _deciding(run)
    yield "buyers", training.started + training.institutions.waiting.sum(axis=0), training.bought
    yield "first incentives", payment.first_incentives_waiting() + payment.paid_once, payment.validated
    books, budget = run.treasury, run.scenario.policy.budget
    used = books.committed - books.returned_by_revoked
    yield "the ceiling", used + books.available + budget.management, np.full_like(used, budget.ceiling)


def _never_negative(run: Programme) -> Iterator[tuple[str, Counts]]:
    training, books = run.training, run.treasury.books
    yield "available", run.treasury.available
    yield "unearned", books.unearned
    yield "owed", books.owed
    yield "overdue", books.overdue
    yield "owed and not overdue", books.owed - books.overdue
    yield "still deciding", _deciding(run)
    yield "finished of those who started", training.started - training.completed
    yield "validated of those who finished", training.completed - run.payment.validated


def _deciding(run: Programme) -> Counts:
    training = run.training
    return np.asarray(training.enrolled - training.revoked - training.platforms.waiting.sum(axis=0) - training.bought)


def _whole(amounts: Counts) -> bool:
    return np.issubdtype(amounts.dtype, np.integer)


def _amount(like: Counts, number: float) -> str:
    return f"{number:,.0f}" if _whole(like) else f"{number:,.3f}"


def _unbalanced(run: Programme, place: int, account: str, expected: str, found: Counts) -> BooksDoNotBalance:
    number, day = int(run.draws.numbers[place]), run.clock.last_day
    said = f"expected {expected}, found {_amount(found, found[place])}"
    return BooksDoNotBalance(f"draw {number}, day {day} ({run.scenario.days.date(day)}), {account}: {said}")
