"""What a quota rule sees of a town: the same picture as of any other engine, with one draw."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from prakerja.person.books import Books
from prakerja.person.exact import most_a_day
from prakerja.person.future import Future
from prakerja.person.members import Members
from prakerja.person.money import affordable, available, committed
from prakerja.person.partner import Partner
from prakerja.person.paydays import usual_factors
from prakerja.person.wave import Wave
from prakerja.policy import View
from prakerja.scenario import Slot


def view_of(
    today: int,
    future: Future,
    books: Books,
    partners: Members[Partner],
    slots: Sequence[Slot],
    waves: Sequence[Wave],
    met: NDArray[np.bool_],
) -> View:
    """Return a picture of the programme now, every array of shape (1,).

    Parameters
    ----------
    slots, waves
        All that could open, and those that have.
    met
        Which triggers were met before, shape (trigger, 1).
    """
    people, scenario, policy = books.people, future.scenario, future.scenario.policy
    backlog = sum(int(partner.backlog(today - 1).sum()) for partner in partners.all)  # what falls due today can be paid
    usual = [(partner, most_a_day(*usual_factors(future, partner.name, today))) for partner in partners.present()]
    pay = sum(most for _, most in usual)
    wait = 0.0 if backlog == 0 else (backlog / pay if pay else np.inf)
    ahead = range(today, today + policy.payment.days_between_incentives)
    falling_due = [sum(partner.falling_due(day) for partner in partners.all) for day in ahead]
    payable = [sum(most for partner, most in usual if partner.paydays.is_planned(day)) for day in ahead]
    counts = {name: people[name] for name in ("selected", "revoked", "bought", "completed", "validated", "paid_once")}
    counts |= {"opened": sum(wave.slot.places is None for wave in waves)}
    counts |= {"pledged": _pledged(waves), "decided": _decided(today, books, waves), "backlog": backlog}
    counts |= {"left_over": _left_over(books, waves)}
    counts |= {"committed": committed(books, policy), "available": available(books, policy)}
    counts |= {"affordable": affordable(books, policy)}
    to_come = [slot for slot in slots if slot.places is None and slot.opens >= today]
    return View(
        day=scenario.days.date(today),
        year_end=scenario.clock.year_end,
        target=policy.target.recipients,
        announcements=tuple(scenario.days.date(slot.announces) for slot in to_come),
        instalment_days=policy.payment.days_between_incentives * (policy.benefits.incentives - 1),
        expected_wait=np.array([wait], dtype=np.float64),
        falling_due=np.array(falling_due, dtype=np.int64)[:, None],
        payable=np.array(payable, dtype=np.float64)[:, None],
        a_working_day=np.array([pay], dtype=np.float64),
        met=met,
        **{name: np.array([count], dtype=np.int64) for name, count in counts.items()},
    )


def _pledged(waves: Sequence[Wave]) -> int:
    """Return the places of waves that have opened and are not announced."""
    return sum(wave.places for wave in waves if not wave.announced.triggered)


def _left_over(books: Books, waves: Sequence[Wave]) -> int:
    """Return the places of announced waves that could be paid for and that nobody took."""
    announced = [(wave.places, books.waves[wave.number].counts) for wave in waves if wave.announced.triggered]
    return sum(places - counts["cut"] - counts["selected"] for places, counts in announced)


def _decided(today: int, books: Books, waves: Sequence[Wave]) -> int:
    """Return the number of the selected of waves whose last day to order, or of announcement, is past."""
    past = [wave for wave in waves if max(wave.slot.last_order, wave.slot.announces) < today]
    return sum(books.waves[wave.number].counts["selected"] for wave in past)
