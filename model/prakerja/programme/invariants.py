"""What must hold at the end of every run, whatever the scenario: people and rupiah are conserved."""

from __future__ import annotations

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
        Naming the law, and the first draw that breaks it.
    """
    applicants, registration, training, payment = run.applicants, run.registration, run.training, run.payment
    interested = registration.interested
    website = registration.website
    lost = website.registered - website.identity_verified
    waiting = applicants.fresh + applicants.in_waves + applicants.unselected.sum(axis=0)
    gone = lost + applicants.lapsed + applicants.ineligible
    _same("applicants", website.not_registered + gone + waiting + training.enrolled, interested)
    deciding = training.enrolled - training.revoked - training.platforms.waiting.sum(axis=0) - training.bought
    _same("recipients who still decide", deciding, training.still_deciding())
    _same("buyers", training.started + training.institutions.waiting.sum(axis=0), training.bought)
    _same("first incentives", payment.first_incentives_waiting() + payment.paid_once, payment.validated)
    books, budget = run.treasury, run.scenario.policy.budget
    used = books.committed - books.returned_by_revoked
    _same("the ceiling", used + books.available + budget.management, np.full_like(used, budget.ceiling))
    whole = np.issubdtype(used.dtype, np.integer)
    for name, amount in (
        ("available", books.available), ("unearned", books.unearned), ("owed", books.owed), ("overdue", books.overdue),
        ("owed and not overdue", books.owed - books.overdue), ("still deciding", deciding),
        ("finished of those who started", training.started - training.completed),
        ("validated of those who finished", training.completed - payment.validated),
    ):  # fmt: skip
        if (amount < (0 if whole else -1.0)).any():
            raise BooksDoNotBalance(f"{name} is negative in draw {int(np.argmin(amount))}: {amount.min()}")


def _same(law: str, one: Counts, other: Counts) -> None:
    whole = np.issubdtype(one.dtype, np.integer)
    broken = one != other if whole else ~np.isclose(one, other, rtol=1e-6, atol=1e-3)
    if broken.any():
        draw = int(np.argmax(broken))
        raise BooksDoNotBalance(f"{law}: {one[draw]} is not {other[draw]} in draw {draw}")
