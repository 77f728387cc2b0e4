"""Training: from the selection to the finished first course, or to revocation."""

from __future__ import annotations

import numpy as np

from prakerja.policy import largest_remainder
from prakerja.programme.chance import Chance, Counts
from prakerja.programme.clock import COMPLETION, TRAINING, Clock
from prakerja.programme.counters import Counters
from prakerja.programme.eras import StageByEra
from prakerja.programme.flows import DelayLine
from prakerja.programme.lineage import Flow
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Training:
    """Recipients order a first course at a platform, start it at an institution, and finish it, each in its time."""

    def __init__(self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, waves: int) -> None:
        days, size = len(scenario.days), len(draws)
        self._chance, self._draws, self._days = chance, draws, days
        self.deadline = scenario.days.number(scenario.policy.training.deadline)
        self._purchase = StageByEra(chance, scenario, draws, "purchase")
        self._completion = StageByEra(chance, scenario, draws, "completion")
        self.platforms = _counters(chance, draws, "platforms", "daily_capacity", days)
        self.institutions = _counters(chance, draws, "institutions", "daily_intake", days)
        self._orders: list[tuple[int, int, Counts]] = []  # wave, day of announcement, orders by lag (lag, draw)
        self._ordering = DelayLine(chance, days, size)
        self._revoking: dict[int, list[tuple[int, Counts]]] = {}  # by day: wave, people
        self._completing = DelayLine(chance, days, size)
        self.sales, self.starts, self.completions = Flow(days, size), Flow(days, size), Flow(days, size)
        nobody = chance.zeros(size)
        self._today = -1
        self.enrolled = self.revoked = self.ordered = nobody
        self.bought = self.started = self.completed = self.later_bought = self._later = nobody
        self.revoked_by_wave = chance.zeros(waves, size)
        self.completed_today = nobody
        clock.daily(TRAINING, self.train)
        clock.daily(COMPLETION, self.complete)

    def enrol(self, wave: int, day: int, last_day: int, selected: Counts) -> None:
        """Take in a wave: who will buy draws the day of the order, and who has not ordered by a last day is revoked."""
        self.enrolled = self.enrolled + selected
        shares = self._purchase.shares(day)[: max(last_day - day + 1, 0)]
        orders = self._chance.splitting(shares)(selected) if len(shares) else self._chance.zeros(0, len(selected))
        self._orders.append((wave, day, orders[: self._days - day]))
        self._ordering.put(day, orders)
        without = selected - orders.sum(axis=0)
        self._revoking.setdefault(max(last_day, day), []).append((wave, without))

    def train(self, day: int) -> None:
        """Let people order and buy, and start their course, as long as balances can be used."""
        self._today = day
        self.bought_today = self._chance.zeros(len(self._draws))
        if day <= self.deadline:
            orders = self._ordering.out(day)
            self.ordered = self.ordered + orders
            self.sales.enter(day, orders)
            first, sold = self.platforms.serve(day, orders)
            self.sales.gather(first, sold, day)
            self.bought_today = sold.sum(axis=0)
            self.bought = self.bought + self.bought_today
        else:
            self.platforms.rest()
        self.starts.enter(day, self.bought_today)
        first, begun = self.institutions.serve(day, self.bought_today)
        self.starts.gather(first, begun, day)
        people = begun.sum(axis=0)
        self.started = self.started + people
        self.completions.enter(day, people)
        if day <= self.deadline and people.any():
            by_lag = self._completion.split(day)(people, self.deadline + 1 - day)
            self._completing.put(day, by_lag)
            self.completions.spread(day, by_lag)

    def complete(self, day: int) -> None:
        """Let courses end; who finished a first one may buy others, with the same chance on every day."""
        self.completed_today = self._chance.zeros(len(self._draws))
        if day > self.deadline:
            return
        self.completed_today = self._completing.out(day)
        self.completed = self.completed + self.completed_today
        deciding = self._chance.thin(self.completed_today, self._draws["world.purchase.later_probability"])
        waiting = self._later + deciding  # without memory, it need not be known since when they wait
        buying = self._chance.thin(waiting, 1 / (1 + self._draws["world.purchase.later_days"]))
        self.later_bought, self._later = self.later_bought + buying, waiting - buying

    def revoke(self, day: int) -> None:
        """End the window of those who ordered nothing; on the deadline, also of those whose order still waits."""
        for wave, people in self._revoking.pop(day, []):
            self.revoked_by_wave[wave] += people
        if day == self.deadline:
            first, waiting = self.platforms.leave_all(day)
            self.revoked_by_wave += largest_remainder(waiting.sum(axis=0), self._waves_of(first, waiting))
        self.revoked = self.revoked_by_wave.sum(axis=0)

    def followed(self, share: Floats) -> Floats:
        """Add up by wave a share (day, draw) of those who ordered on each day, shape (wave, draw)."""
        by_wave = np.zeros(self.revoked_by_wave.shape)
        for wave, day, orders in self._orders:
            by_wave[wave] += (orders * share[day : day + len(orders)]).sum(axis=0)
        return by_wave

    def _waves_of(self, first: int, orders: Counts) -> Floats:
        """Divide orders of the days from `first` on, shape (day, draw), by wave."""
        share = np.zeros((self._days, orders.shape[1]))
        for day, people in enumerate(orders, start=first):
            share[day] = people / np.maximum(self._ordering.out(day), 1)
        return self.followed(share)

    def still_deciding(self) -> Counts:
        """Count the selected who have neither ordered nor been revoked, shape (draw,)."""
        without = (people for waves in self._revoking.values() for _, people in waves)
        return self._ordering.after(self._today) + sum(without, self._chance.zeros(len(self._draws)))


def _counters(chance: Chance, draws: Draws, kind: str, capacity: str, days: int) -> Counters:
    return Counters(chance, draws.names(kind), draws.weights(kind), draws.weights(kind, capacity), days)
