"""When a payment partner pays, how many payments at most, and what counts as due."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.person.exact import most_a_day
from prakerja.person.future import Future
from prakerja.scenario.decisions import Blackout, Window


@dataclass(frozen=True)
class Paydays:
    """The calendar of one partner: payments a day by day number, and the last due day that can be paid."""

    capacity: tuple[int | float, ...]
    horizon: tuple[int, ...]

    def most(self, day: int) -> int | float:
        """Give the most attempts of a day, 0 when it does not pay."""
        return self.capacity[day]

    def due_up_to(self, day: int) -> int:
        """Give the last due day that can be paid on a day: the day itself, or more if brought forward."""
        return self.horizon[day]


def paydays(future: Future, partner: str) -> Paydays:
    """Work out the calendar of a partner from the rules, the outages and its capacity."""
    days, payment = future.scenario.days, future.scenario.policy.payment
    works, rule = days.working(), future.scenario.policy.partners[partner]
    closed: list[Window] = [*payment.suspensions.values(), *payment.blackouts.values()]
    capacity, horizon = [], []
    for day, date in enumerate(days.dates):
        pays = (works[day] or rule.pays_every_day(date)) and not any(
            window.first <= date <= window.last for window in closed
        )
        capacity.append(_most(future, partner, day) if pays else 0)
        ahead = [_brought_forward(future, blackout, day) for blackout in payment.blackouts.values()]
        horizon.append(max([day, *ahead]))
    return Paydays(tuple(capacity), tuple(horizon))


def _most(future: Future, partner: str, day: int) -> int | float:
    """Give the attempts of a day on which the partner works; of several outages at once the worst says what is left."""
    date = future.scenario.days.date(day)
    left = [
        future.number(f"outages.{name}.capacity_left")
        for name, outage in future.scenario.world.outages.items()
        if outage.partner == partner and outage.first <= date <= outage.last
    ]
    return most_a_day(*usual_factors(future, partner, day), *([min(left)] if left else []))


def usual_factors(future: Future, partner: str, day: int) -> tuple[float, ...]:
    """Give what makes up the capacity of a partner on a day, but for outages: to be multiplied and rounded down."""
    agreed = future.scenario.policy.partners[partner].times(future.scenario.days.date(day))
    capacity = future.number(f"partners.{partner}.daily_capacity")
    stated = (capacity, future.number("payment.capacity_factor"), agreed)
    since = future.days_of_change(day)
    if since == 0:
        return stated
    part = min(1.0, since / future.number("change.over_days"))
    # a root is no figure as written: its last digits are noise, and must not make 9 of 10
    return (*stated, round(future.number("change.payment_capacity") ** part, 12))


def _brought_forward(future: Future, blackout: Blackout, day: int) -> int:
    """Give the last day of a blackout when its payments can be made already; else the day itself."""
    number = future.scenario.days.number
    before = number(blackout.first) - day
    early = blackout.due == "brought forward" and 1 <= before <= blackout.advance_days
    return number(blackout.last) if early else day
