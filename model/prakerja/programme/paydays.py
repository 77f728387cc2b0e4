"""Paydays: on which days a partner pays, how much it can attempt, and up to which due day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, room, whole
from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Paydays:
    """The payment calendar of every partner, in the order of their names."""

    def __init__(self, chance: Chance, scenario: Scenario, draws: Draws, in_force: InForce) -> None:
        self._names = draws.names("partners")
        agreed = _agreed(scenario, draws, in_force)
        self._usual = whole(agreed)
        self._works = _open_days(scenario, self._names)
        pays = self._works[:, :, None] & ~_mass_failures(scenario, draws)[:, None]
        self._room = room(np.where(pays, _left_by_outages(scenario, draws, agreed, self._usual), 0), chance)
        self._due_until = _due_days(scenario)

    def capacity(self, day: int) -> Counts:
        """Return how many payments each partner can attempt on a day, shape (partner, draw); none when it is closed."""
        return self._room[day]

    def usual(self, day: int) -> Floats:
        """Return how many payments each partner can attempt at this time, were it open, shape (partner, draw)."""
        return np.asarray(self._usual[day])

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


def _agreed(scenario: Scenario, draws: Draws, in_force: InForce) -> Floats:
    """Return what was agreed with each partner, times what is in force on the day, shape (day, partner, draw)."""
    members = [scenario.policy.partners[name] for name in draws.names("partners")]
    days = [[(m.present(day), m.times(day)) for m in members] for day in scenario.days.dates]
    terms, of_day = np.unique(np.array(days, dtype=float), axis=0, return_inverse=True)  # few days differ from the last
    present, times = terms[:, :, :1], terms[:, :, 1:]
    weights = draws.weights("partners") * present
    pooled = draws["world.payment.daily_capacity"]
    everyone = weights.sum(axis=1, keepdims=True)
    share = np.divide(weights, everyone, out=np.zeros_like(weights), where=everyone > 0)
    of_pool = np.multiply(pooled, share, out=np.full_like(share, np.inf), where=np.isfinite(pooled) & (share >= 0))
    own = draws.weights("partners", "daily_capacity")
    return _part(_part(np.minimum(own, of_pool), times)[of_day.reshape(-1)], in_force.capacity()[:, None])


def _left_by_outages(scenario: Scenario, draws: Draws, agreed: Floats, usual: Floats) -> Floats:
    """Return capacities on the days of outages, shape (day, partner, draw)."""
    number, left = scenario.days.number, usual.copy()
    for name, outage in scenario.world.outages.items():
        days = slice(max(number(outage.first), 0), max(number(outage.last) + 1, 0))
        share = draws[f"world.outages.{name}.capacity_left"]
        for place, partner in enumerate(draws.names("partners")):
            if outage.partner in (None, partner):
                reduced = whole(_part(agreed[days, place], share))
                left[days, place] = np.minimum(left[days, place], reduced)
    return left


def _open_days(scenario: Scenario, names: list[str]) -> NDArray[np.bool_]:
    """Return on which days each partner pays, shape (day, partner)."""
    number, payment, pays, working = scenario.days.number, scenario.policy.payment, [], scenario.days.working()
    for name in names:
        partner = scenario.policy.partners[name]
        works = working | [partner.pays_every_day(day) for day in scenario.days.dates]
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
