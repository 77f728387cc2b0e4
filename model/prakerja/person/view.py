"""What a quota rule sees of a town: the same picture as of any other engine, with one draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from prakerja.person.exact import most_a_day
from prakerja.person.money import affordable, available, committed
from prakerja.person.paydays import usual_factors
from prakerja.policy import View

if TYPE_CHECKING:
    from prakerja.person.town import Town


def view_of(town: Town) -> View:
    """Picture the programme now, every array of shape (1,)."""
    people = town.books.people
    last_night = town.clock.today - 1  # what falls due today is paid this evening
    backlog = sum(int(partner.backlog(last_night).sum()) for partner in town.partners.all)
    pay = sum(
        most_a_day(*usual_factors(town.future, partner.name, town.clock.today)) for partner in town.partners.present()
    )
    wait = 0.0 if backlog == 0 else (backlog / pay if pay else np.inf)
    counts = {name: people[name] for name in ("selected", "revoked", "bought", "completed", "validated", "paid_once")}
    counts |= {"opened": sum(wave.slot.places is None for wave in town.office.waves)}
    counts |= {"pledged": town.office.pledged(), "decided": _decided(town), "backlog": backlog}
    counts |= {"committed": committed(town), "available": available(town), "affordable": affordable(town)}
    today, date, policy = town.clock.today, town.scenario.days.date, town.scenario.policy
    to_come = [slot for slot in town.slots if slot.places is None and slot.opens >= today]
    return View(
        day=date(today),
        year_end=town.scenario.clock.year_end,
        target=policy.target.recipients,
        announcements=tuple(date(slot.announces) for slot in to_come),
        instalment_days=policy.payment.days_between_incentives * (policy.benefits.incentives - 1),
        expected_wait=np.array([wait], dtype=np.float64),
        **{name: np.array([count], dtype=np.int64) for name, count in counts.items()},
    )


def _decided(town: Town) -> int:
    """Count the selected of waves whose last day to order, or of announcement, is past."""
    waves = [wave for wave in town.office.waves if max(wave.slot.last_order, wave.slot.announces) < town.clock.today]
    return sum(town.books.waves[wave.number].counts["selected"] for wave in waves)
