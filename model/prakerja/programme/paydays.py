"""Paydays: on which days a partner pays, how much it can attempt, and up to which due day."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import whole
from prakerja.programme.change import Change
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Paydays:
    """The payment calendar of every partner, in the order of their names."""

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        self._number, self._length = scenario.days.number, len(scenario.days)
        names = draws.names("partners")
        self._open = np.stack([self._open_days(scenario, name) for name in names])
        self._own, self._pooled = draws.weights("partners", "daily_capacity"), draws["world.payment.daily_capacity"]
        self._weights = draws.weights("partners")
        self._change = Change(scenario, draws)
        self._failing = _mass_failures(scenario, draws)
        members = [scenario.policy.partners[name] for name in names]
        self._present = np.array([[member.present(day) for member in members] for day in scenario.days.dates])
        self._times = np.array([[member.times(day) for member in members] for day in scenario.days.dates])
        self._outages = [
            (place, self._number(outage.first), self._number(outage.last), draws[f"world.outages.{name}.capacity_left"])
            for name, outage in scenario.world.outages.items()
            for place, partner in enumerate(names)
            if outage.partner in (None, partner)
        ]  # fmt: skip
        self._due_until = self._due_days(scenario)

    def capacity(self, day: int) -> Floats:
        """Return how many payments each partner can attempt on a day, shape (partner, draw); none when it is closed."""
        per_day = self._agreed(day)
        capacity = np.where(self._open[:, day, None], whole(per_day), 0)
        for partner, first, last, left in self._outages:
            if first <= day <= last:
                capacity[partner] = np.minimum(capacity[partner], whole(_part(per_day[partner], left)))
        return np.where(self._failing[day], 0, capacity)

    def usual(self, day: int) -> Floats:
        """Return how many payments each partner can attempt at this time, were it open, shape (partner, draw)."""
        return whole(self._agreed(day))

    def _agreed(self, day: int) -> Floats:
        """Return capacities as they are on a day: what was agreed, times factor ** (days since / days it takes)."""
        per_day = _part(np.minimum(self._own, self._of_pool(day)), self._times[day, :, None])
        since = self._change.days(day)
        if not since:
            return per_day
        part = np.minimum(1, since / self._change["over_days"])
        return np.asarray(per_day * self._change["payment_capacity"] ** part)

    def _of_pool(self, day: int) -> Floats:
        """Return each partner its part of what the office can have paid, by weight among those present."""
        weights = self._weights * self._present[day, :, None]
        share = np.divide(weights, weights.sum(axis=0), out=np.zeros_like(weights), where=weights > 0)
        unlimited = np.full_like(share, np.inf)
        return np.multiply(self._pooled, share, out=unlimited, where=np.isfinite(self._pooled))

    def due_until(self, day: int) -> int:
        """Return up to which due day payments can be made on a day: today, unless some are brought forward."""
        return int(self._due_until[day])

    def _open_days(self, scenario: Scenario, name: str) -> NDArray[np.bool_]:
        partner, payment = scenario.policy.partners[name], scenario.policy.payment
        works = scenario.days.working() | [partner.pays_every_day(day) for day in scenario.days.dates]
        for closed in [*payment.suspensions.values(), *payment.blackouts.values()]:
            works[max(self._number(closed.first), 0) : max(self._number(closed.last) + 1, 0)] = False
        return works

    def _due_days(self, scenario: Scenario) -> NDArray[np.int64]:
        until = np.arange(self._length)
        for blackout in scenario.policy.payment.blackouts.values():
            if blackout.due == "brought forward":
                first = max(self._number(blackout.first), 0)
                early = slice(max(first - blackout.advance_days, 0), first)
                until[early] = np.maximum(until[early], self._number(blackout.last))
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
    return np.multiply(capacity, share, out=np.zeros_like(capacity), where=share > 0)
