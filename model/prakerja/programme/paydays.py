"""Paydays: on which days a partner pays, how much it can attempt, and up to which due day."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, room, whole
from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.days import Days
from prakerja.scenario.policy import Partner


class _Outage(NamedTuple):
    """Days of less capacity: the first and the last, which partners, and what is left in each future."""

    first: int
    last: int
    struck: NDArray[np.bool_]
    left: Floats


class Paydays:
    """The payment calendar of every partner, in the order of their names."""

    def __init__(self, chance: Chance, scenario: Scenario, draws: Draws, in_force: InForce) -> None:
        self._chance, self._names = chance, draws.names("partners")
        self._terms, self._term_of_day = _terms(scenario, draws)
        self._in_force = in_force.capacity()
        moves, new_terms = (self._in_force[1:] != self._in_force[:-1]).any(axis=1), np.diff(self._term_of_day) != 0
        self._moves = [True, *(moves | new_terms).tolist()]
        self._works, self._outages = _open_days(scenario, self._names), _outages(scenario, draws)
        self._all_fail = _mass_failures(scenario, draws)
        self._due_until = _due_days(scenario)
        self._day, self._agreed, self._usual = -1, self._terms[0], self._terms[0]

    def capacity(self, day: int) -> Counts:
        """Return how many payments each partner can attempt on a day, shape (partner, draw); none when it is closed."""
        left = self.usual(day)
        for outage in self._outages:
            if outage.first <= day <= outage.last:
                reduced = np.minimum(left, whole(_part(self._agreed, outage.left)))
                left = np.where(outage.struck[:, None], reduced, left)
        return room(np.where(self._works[day][:, None] & ~self._all_fail[day], left, 0), self._chance)

    def usual(self, day: int) -> Floats:
        """Return how many payments each partner can attempt at this time, were it open, shape (partner, draw)."""
        if day != self._day and (day != self._day + 1 or self._moves[day]):
            self._agreed = _part(self._terms[self._term_of_day[day]], self._in_force[day])
            self._usual = whole(self._agreed)
        self._day = day
        return self._usual

    def works(self, day: int, days: int) -> NDArray[np.bool_]:
        """Return on which of so many days from one on each partner pays by the calendar, shape (day, partner).

        Nobody does beyond the clock.
        """
        works = np.zeros((days, len(self._names)), dtype=bool)
        within = self._works[day : day + days]
        works[: len(within)] = within
        return works

    def due_until(self, day: int) -> int:
        """Return up to which due day payments can be made on a day: today, unless some are brought forward."""
        return int(self._due_until[day])


def _terms(scenario: Scenario, draws: Draws) -> tuple[Floats, NDArray[np.intp]]:
    """Return what was agreed with each partner, shape (term, partner, draw), and which terms hold on each day."""
    agreed = [_agreed(scenario.policy.partners[name], scenario.days)[:, :2] for name in draws.names("partners")]
    terms, of_day = np.unique(np.stack(agreed, axis=1), axis=0, return_inverse=True)  # few days differ from the last
    present, times = terms[:, :, :1], terms[:, :, 1:]
    weights = draws.weights("partners") * present
    pooled = draws["world.payment.daily_capacity"]
    everyone = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, everyone, out=np.zeros_like(weights), where=everyone > 0)
    of_pool = np.multiply(pooled, share, out=np.full_like(share, np.inf), where=np.isfinite(pooled) & (share >= 0))
    own = draws.weights("partners", "daily_capacity")
    return _part(np.minimum(own, of_pool), times), of_day.reshape(-1)


@lru_cache(maxsize=256)
def _agreed(partner: Partner, days: Days) -> Floats:
    """Return whether a partner is present on each day, how many times its capacity it has, and if it pays every day.

    Worked out once, as there are many runs of few contracts.
    """
    on = [(partner.present(day), partner.times(day), partner.pays_every_day(day)) for day in days.dates]
    return np.array(on, dtype=float)


def _outages(scenario: Scenario, draws: Draws) -> list[_Outage]:
    """Return the outages of the world."""
    number, names = scenario.days.number, draws.names("partners")
    return [
        _Outage(
            number(outage.first),
            number(outage.last),
            np.array([outage.partner in (None, partner) for partner in names]),
            draws[f"world.outages.{name}.capacity_left"],
        )
        for name, outage in scenario.world.outages.items()
    ]


def _open_days(scenario: Scenario, names: list[str]) -> NDArray[np.bool_]:
    """Return on which days each partner pays, shape (day, partner)."""
    number, payment, pays, working = scenario.days.number, scenario.policy.payment, [], scenario.days.working()
    for name in names:
        works = working | (_agreed(scenario.policy.partners[name], scenario.days)[:, 2] > 0)
        for closed in [*payment.suspensions.values(), *payment.blackouts.values()]:
            works[max(number(closed.first), 0) : max(number(closed.last) + 1, 0)] = False
        pays.append(works)
    return np.stack(pays, axis=1)


def _due_days(scenario: Scenario) -> NDArray[np.int64]:
    """Return up to which due day payments can be made on each day."""
    number, until = scenario.days.number, np.arange(len(scenario.days))
    for blackout in scenario.policy.payment.blackouts.values():
        if blackout.due == "brought forward":
            first = max(number(blackout.first), 0)
            early = slice(max(first - blackout.advance_days, 0), first)
            until[early] = np.maximum(until[early], number(blackout.last))
    return until


def _mass_failures(scenario: Scenario, draws: Draws) -> NDArray[np.bool_]:
    """Return on which days every payment fails, shape (day, draw)."""
    if scenario.world.mass_failures is None:
        return np.zeros((len(scenario.days), len(draws)), dtype=bool)
    first, every, lasts = (
        np.floor(draws[f"world.mass_failures.{key}"]) for key in ("first_after_days", "every_days", "lasts_days")
    )
    since = np.arange(len(scenario.days))[:, None] - scenario.days.number(scenario.as_of) - 1 - first
    return np.asarray((since >= 0) & (since % every < lasts))


def _part(capacity: Floats, share: Floats) -> Floats:
    """Return a share of a capacity; nothing of no limit is nothing."""
    capacity, share = np.broadcast_arrays(capacity, share)
    return np.multiply(capacity, share, out=np.zeros(capacity.shape), where=share > 0)
