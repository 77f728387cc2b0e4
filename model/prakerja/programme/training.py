"""Training: from the selection to the finished first course, or to revocation."""

from __future__ import annotations

import numpy as np

from prakerja.policy import largest_remainder
from prakerja.programme.chance import Chance, Counts
from prakerja.programme.clock import COMPLETION, TRAINING, Clock
from prakerja.programme.counters import Counters
from prakerja.programme.eras import StageByEra, by_era
from prakerja.programme.flows import DelayLine
from prakerja.programme.waveshares import WaveDelay, WaveShares
from prakerja.scenario import Draws, Scenario


class Training:
    """Recipients order a first course at a platform, start it at an institution, and finish it, each in its time."""

    def __init__(self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, waves: int) -> None:
        days, size = len(scenario.days), len(draws)
        self._chance, self._draws, self._days = chance, draws, days
        self._deadline = scenario.days.number(scenario.policy.training.deadline)
        self._window = scenario.policy.purchase.window_days
        self._purchase = by_era(scenario, draws, "purchase")
        self._completion = StageByEra(chance, scenario, draws, "completion")
        self.platforms = _counters(chance, draws, "platforms", "daily_capacity", days)
        self.institutions = _counters(chance, draws, "institutions", "daily_intake", days)
        self._ordering = chance.zeros(days, waves, size)
        self._revoking = chance.zeros(days + 1, waves, size)
        self._completing = DelayLine(chance, days, size)
        self._later = DelayLine(chance, days, size)
        self._later_split = chance.splitting(draws["world.purchase.later_probability"] * draws.lag("world.purchase.later_lag"))
        self._ordered_waves, self._bought_waves = WaveShares(days, waves, size), WaveShares(days, waves, size)
        self._completing_waves = WaveDelay(days, waves, size)
        nobody = chance.zeros(size)
        self._today = -1
        self.enrolled = self.ordered = self.bought = self.started = self.completed = self.later_bought = nobody
        self.revoked = chance.zeros(waves, size)
        self.bought_by_wave = np.zeros((waves, size), dtype=np.float32)
        self.completed_by_wave = np.zeros((waves, size), dtype=np.float32)
        self.completed_today = nobody
        self.completed_waves_today = np.zeros_like(self.completed_by_wave)
        clock.daily(TRAINING, self.train)
        clock.daily(COMPLETION, self.complete)

    def enrol(self, wave: int, day: int, selected: Counts) -> None:
        """Take in a wave: who will buy draws the day of the order, and who will not is revoked when the window ends."""
        self.enrolled = self.enrolled + selected
        last_day = min(day + self._window, self._deadline)
        shares = next(shares for last, shares in self._purchase if day <= last)[: max(last_day - day + 1, 0)]
        orders = self._chance.splitting(shares)(selected) if len(shares) else self._chance.zeros(0, len(selected))
        room = self._ordering[day : day + len(orders), wave]
        room += orders[: len(room)]
        self._revoking[min(max(last_day, day), self._days), wave] += selected - orders.sum(axis=0)

    def train(self, day: int) -> None:
        """Let people order and buy, start their course, and buy later ones, as long as balances can be used."""
        self._today = day
        self.platforms.served[...] = 0
        if day <= self._deadline:
            by_wave = self._ordering[day]
            self.ordered = self.ordered + by_wave.sum(axis=0)
            self._ordered_waves.enter(day, by_wave.astype(np.float32))
            self.platforms.arrive(day, by_wave.sum(axis=0))
            sold = self.platforms.serve(day)
            bought_waves = self._ordered_waves.among(sold.first, sold.counts)
            self.bought = self.bought + sold.counts.sum(axis=0)
            self.bought_by_wave += bought_waves
            self._bought_waves.enter(day, bought_waves)
            self.institutions.arrive(day, sold.counts.sum(axis=0))
            self.later_bought = self.later_bought + self._later.out(day)
        begun = self.institutions.serve(day)
        people = begun.counts.sum(axis=0)
        self.started = self.started + people
        if people.any():
            by_lag = self._completion.split(day)(people)
            self._completing.put(day, by_lag)
            self._completing_waves.put(day, by_lag, self._bought_waves.among(begun.first, begun.counts))

    def complete(self, day: int) -> None:
        """Let courses end; who has finished a first one may buy others."""
        self.completed_today = self._chance.zeros(len(self._draws))
        self.completed_waves_today = np.zeros_like(self.completed_by_wave)
        if day > self._deadline:
            return
        self.completed_today = self._completing.out(day)
        self.completed_waves_today = self._completing_waves.out(day)
        self.completed = self.completed + self.completed_today
        self.completed_by_wave += self.completed_waves_today
        if self.completed_today.any():
            self._later.put(day, self._later_split(self.completed_today))

    def revoke(self, day: int) -> None:
        """End the window of those who ordered nothing; on the deadline, also of those whose order still waits."""
        self.revoked += self._revoking[day]
        if day == self._deadline:
            waiting = self.platforms.leave_all()
            by_wave = self._ordered_waves.among(0, waiting).astype(np.float64)
            self.revoked += largest_remainder(waiting.sum(axis=0), by_wave)

    def still_deciding(self) -> Counts:
        """Count the selected who have neither ordered nor been revoked, shape (draw,)."""
        today = self._today + 1
        return self._ordering[today:].sum(axis=(0, 1)) + self._revoking[today:].sum(axis=(0, 1))


def _counters(chance: Chance, draws: Draws, kind: str, capacity: str, days: int) -> Counters:
    return Counters(chance, draws.names(kind), draws.weights(kind), draws.weights(kind, capacity), days)
