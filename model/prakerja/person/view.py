"""What a quota rule sees of a town: the same picture as of any other engine, with one draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prakerja.person.exact import most_a_day
from prakerja.person.money import available, committed
from prakerja.policy import View

if TYPE_CHECKING:
    from prakerja.person.town import Town


def view_of(town: Town) -> View:
    """Picture the programme now, every array of shape (1,)."""
    people = town.books.people
    backlog = sum(int(partner.backlog(town.clock.today).sum()) for partner in town.partners.all)
    pay = sum(
        most_a_day(
            town.future.number(f"partners.{partner.name}.daily_capacity"),
            town.future.number("payment.capacity_factor"),
        )
        for partner in town.partners.present()
    )
    wait = 0.0 if backlog == 0 else (backlog / pay if pay else np.inf)
    counts = {name: people[name] for name in ("selected", "revoked", "bought", "completed", "validated", "paid_once")}
    counts |= {"pledged": town.office.pledged(), "backlog": backlog}
    counts |= {"committed": committed(town), "available": available(town)}
    return View(
        day=town.scenario.days.date(town.clock.today),
        target=town.scenario.policy.target.recipients,
        expected_wait=np.array([wait], dtype=np.float64),
        **{name: np.array([count], dtype=np.int64) for name, count in counts.items()},
    )
