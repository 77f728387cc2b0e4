"""When a payment partner pays, how many payments at most, and what counts as due."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.person.exact import most_a_day
from prakerja.person.future import Future
from prakerja.scenario.policy import Blackout, Window


@dataclass(frozen=True)
class Paydays:
    """The calendar of one partner: payments a day by day number, the last due day that can be paid, days as planned."""

    capacity: tuple[int | float, ...]
    horizon: tuple[int, ...]
    planned: tuple[bool, ...]

    def most(self, day: int) -> int | float:
        """Return the most attempts of a day, 0 when it does not pay."""
        return self.capacity[day]

    def is_planned(self, day: int) -> bool:
        """Return whether it pays on a day by what was decided, whatever happens; not after the clock has ended."""
        return day < len(self.planned) and self.planned[day]

    def due_up_to(self, day: int) -> int:
        """Return the last due day that can be paid on a day: the day itself, or more if brought forward."""
        return self.horizon[day]


def paydays(future: Future, partner: str) -> Paydays:
    """Work out the calendar of a partner from the rules, the outages and its capacity."""
    days, payment = future.scenario.days, future.scenario.policy.payment
    works, rule = days.working(), future.scenario.policy.partners[partner]
    closed: list[Window] = [*payment.suspensions.values(), *payment.blackouts.values()]
    planned, capacity, horizon = [], [], []
    for day, date in enumerate(days.dates):
        shut = any(window.first <= date <= window.last for window in closed)
        planned.append(bool(works[day] or rule.pays_every_day(date)) and not shut)
        capacity.append(_most(future, partner, day) if planned[day] and not _all_fail(future, day) else 0)
        ahead = [_brought_forward(future, blackout, day) for blackout in payment.blackouts.values()]
        horizon.append(max([day, *ahead]))
    return Paydays(tuple(capacity), tuple(horizon), tuple(planned))


def _most(future: Future, partner: str, day: int) -> int | float:
    """Return the attempts of a working day; of several outages at once the worst says what is left."""
    date = future.scenario.days.date(day)
    left = [
        future.number(f"outages.{name}.capacity_left")
        for name, outage in future.scenario.world.outages.items()
        if outage.partner in (partner, None) and outage.first <= date <= outage.last
    ]
    return most_a_day(*usual_factors(future, partner, day), *([min(left)] if left else []))


def usual_factors(future: Future, partner: str, day: int) -> tuple[float, ...]:
    """Return what makes up the capacity of a partner on a day, but for outages: to be multiplied and rounded down."""
    agreed = future.scenario.policy.partners[partner].times(future.scenario.days.date(day))
    own = future.number(f"partners.{partner}.daily_capacity")
    stated = (min(own, _share_of_the_office(future, partner, day)), agreed, future.on_path("payment_capacity", day))
    since = future.days_of_change(day)
    if since == 0:
        return stated
    part = min(1.0, since / future.number("change.over_days"))
    # a root is no figure as written: its last digits are noise, and must not make 9 of 10
    return (*stated, round(future.changed("payment_capacity") ** part, 12))


def _share_of_the_office(future: Future, partner: str, day: int) -> float:
    """Return a partner's part of what the office can have paid on a day, by weight among those present."""
    together, date = future.number("payment.daily_capacity"), future.scenario.days.date(day)
    if together == float("inf"):
        return together
    present = (name for name, one in future.scenario.policy.partners.items() if one.present(date))
    weights = {name: future.number(f"partners.{name}.weight") for name in present}
    # a quotient is no figure as written: its last digits are noise, and must not make 9 of 10
    return round(together * weights.get(partner, 0.0) / (sum(weights.values()) or 1.0), 9)


def _all_fail(future: Future, day: int) -> bool:
    """Return whether a day is one of a mass failure."""
    if future.scenario.world.mass_failures is None:
        return False
    first, every, lasts = (
        int(future.number(f"mass_failures.{key}")) for key in ("first_after_days", "every_days", "lasts_days")
    )
    since = day - future.scenario.days.number(future.scenario.as_of) - 1 - first
    return since >= 0 and since % every < lasts


def _brought_forward(future: Future, blackout: Blackout, day: int) -> int:
    """Return the last day of a blackout when its payments can be made already; else the day itself."""
    number = future.scenario.days.number
    before = number(blackout.first) - day
    early = blackout.due == "brought forward" and 1 <= before <= blackout.advance_days
    return number(blackout.last) if early else day
