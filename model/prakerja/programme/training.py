"""Training: from the selection to the finished first course, or to revocation."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.policy import largest_remainder
from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.classes import Classes, everyone
from prakerja.programme.clock import COMPLETION, TRAINING, Clock
from prakerja.programme.counters import Counters
from prakerja.programme.dice.chance import thin
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.hazards import Hazards
from prakerja.programme.in_force import InForce
from prakerja.programme.lineage import Lineage, by_day_and_wave
from prakerja.programme.stage import Stage
from prakerja.scenario import Draws, Scenario, Slot
from prakerja.scenario.arrays import Floats


class Training:
    """Recipients order a first course at a platform, start it at an institution, and finish it, each in its time."""

    STATE = (
        "_streams", "_deciding", "platforms", "institutions", "_learning", "enrolled", "revoked", "ordered", "bought",
        "started", "completed", "later_bought", "_later_waiting", "revoked_by_wave", "bought_by_wave",
        "_started_by_wave", "completions",
    )  # fmt: skip

    def __init__(
        self,
        clock: Clock,
        chance: Chance,
        streams: Streams,
        scenario: Scenario,
        draws: Draws,
        slots: tuple[Slot, ...],
        in_force: InForce,
        followed: int,
    ) -> None:
        days, size, classes = len(scenario.days), len(draws), Classes(scenario, draws)
        self._told_apart, by_wave = classes.told_apart("completion"), (len(slots), classes.count, size)
        self._streams = streams
        self.deadline = scenario.days.number(scenario.policy.training.deadline)
        self._later_probability = draws["world.purchase.later_probability"]
        self._later_days = draws["world.purchase.later_days"]
        announced, last = np.array([(slot.announces, slot.last_order) for slot in slots], np.int64).reshape(-1, 2).T
        every_day = np.arange(days)

        def stage(name: str, came: NDArray[np.int64], last: NDArray[np.int64], hurry: str) -> Stage:
            hazards = Hazards(scenario, draws, in_force, name)
            return Stage(chance, streams, hazards, came, last, _hurry(scenario, draws, hurry, came))

        self._deciding = stage("purchase", announced, last, "window")
        self._learning = stage("completion", every_day, np.full(days, self.deadline), "deadline")
        who = days, len(slots), classes.count, self._told_apart
        self.platforms = Counters(chance, streams, draws, "platforms", "daily_capacity", *who)
        self.institutions = Counters(chance, streams, draws, "institutions", "daily_intake", *who)
        self._last_order = np.maximum(announced, last)
        zeros = np.zeros((8, size), dtype=chance.dtype)
        self.enrolled, self.revoked, self.ordered, self.bought, self.started = zeros[:5]
        self.completed, self.later_bought, self._later_waiting = zeros[5:]
        self.completed_today = np.zeros((self._told_apart, size), dtype=chance.dtype)
        self.revoked_by_wave = np.zeros(by_wave, dtype=chance.dtype)
        self._orders_by_wave = np.zeros(by_wave, dtype=np.float32)
        self.bought_by_wave = np.zeros(by_wave)
        longest = self._learning.longest
        self.followed = followed
        """On how many days waves are told."""
        self._started_by_wave = by_day_and_wave(min(followed, longest + 1), *by_wave)
        self.completions = Lineage(self._started_by_wave, longest, days, followed, self._told_apart)
        clock.daily(TRAINING, self.train)
        clock.daily(COMPLETION, self.complete)

    def enrol(self, wave: int, selected: Counts) -> None:
        """Take in a wave that is announced, shape (class, draw): its people decide until its last day."""
        self.enrolled += everyone(selected)
        self._deciding.come(wave, selected)

    def train(self, day: int) -> None:
        """Let people order and buy, and start their course, as long as balances can be used."""
        if day <= self.deadline:
            self._orders_by_wave[:] = 0
            orders = self._deciding.leave(day, self._orders_by_wave)
            self.ordered += everyone(orders)
            self.bought += everyone(self.platforms.serve(day, orders, self._orders_by_wave))
            self.bought_by_wave += self.platforms.by_wave
        else:
            self.platforms.rest()
        self.started += everyone(self.institutions.serve(day, self.platforms.leaving, self.platforms.by_wave))
        self._started_by_wave[day % len(self._started_by_wave)] = self.institutions.by_wave
        self._learning.come(day, self.institutions.leaving)

    def complete(self, day: int) -> None:
        """Let courses end; who finished a first one may buy others, with the same chance on every day."""
        if day > self.deadline:
            self.completed_today[:] = self._learning.rest()
            return
        self.completed_today[:] = self._learning.leave(day, self.completions.by_cohort)
        self.completions.follow(day)
        completed = everyone(self.completed_today)
        self.completed += completed
        more = self._later_probability, self._later_days, self._later_waiting, self.later_bought
        _buy_more(self._streams, completed, *more)

    def revoke(self, day: int) -> None:
        """End the window of those who ordered nothing; on the deadline, also of those whose order still waits."""
        waves = np.flatnonzero(self._last_order == day)
        for wave in waves:
            self.revoked_by_wave[wave] += self._deciding.cohorts.people[wave]
            self._deciding.cohorts.people[wave] = 0
        if day == self.deadline:
            self._revoke_orders(*self.platforms.leave_all())
        if len(waves) or day == self.deadline:
            self.revoked = self.revoked_by_wave.sum(axis=(0, 1))

    def still_deciding(self) -> Counts:
        """Count the selected who have neither ordered nor been revoked, shape (draw,)."""
        return np.asarray(self._deciding.cohorts.people.sum(axis=(0, 1)))

    def _revoke_orders(self, people: Counts, by_wave: Floats) -> None:
        """Revoke whole people, shape (class told apart, draw), in proportion to those expected of each wave."""
        for of, number in enumerate(people):
            expected = by_wave[:, of :: self._told_apart]
            revoked = largest_remainder(number, expected.reshape(-1, len(number)))
            self.revoked_by_wave[:, of :: self._told_apart] += revoked.reshape(expected.shape)


def _hurry(
    scenario: Scenario, draws: Draws, before: str, came: NDArray[np.int64]
) -> tuple[Floats, int | NDArray[np.int64]]:
    """Return the factor on the hazard in the last days before a last day, shape (draw,), and how many they are."""
    hurry = scenario.world.hurry
    if hurry is None:
        return np.ones(len(draws)), 0
    since = hurry.announced_from if before == "window" else None
    first = 0 if since is None else scenario.days.number(since)
    return draws[f"world.hurry.{before}"], np.where(came >= first, hurry.days, 0)


@compiled
def _buy_more(
    streams: Streams, completed: Counts, probability: Floats, mean_days: Floats, waiting: Counts, bought: Counts
) -> None:
    """Let those decide who finished today, and those buy whose day it is; since when they wait does not matter."""
    for draw in range(len(streams)):
        waiting[draw] += thin(streams[draw], completed[draw], probability[draw])
        buying = thin(streams[draw], waiting[draw], 1 / (1 + mean_days[draw]))
        waiting[draw] -= buying
        bought[draw] += buying
