"""A payment partner: attempts what is due, first due first, up to its capacity; failures come back later."""

from __future__ import annotations

import heapq
from collections.abc import Generator

import numpy as np
import simpy
from numpy.typing import NDArray

from prakerja.person.future import Future
from prakerja.person.hours import PAYING, TownClock
from prakerja.person.luck import Luck
from prakerja.person.paydays import paydays


class Due:
    """A payment due to somebody: its day and kind give it its place, which it keeps when it moves.

    Attributes
    ----------
    day, since
        When it is due, and from when on it is on the books as due.
    kind
        0 for the first incentive, and on through the incentives; then the surveys.
    ready
        It is not attempted before that day.
    partner
        Who has it.
    made
        Comes, with the day, when it is paid.
    """

    __slots__ = ("day", "kind", "made", "partner", "ready", "since", "tie", "who")

    def __init__(self, partner: Partner, day: int, kind: int) -> None:
        self.day, self.since, self.kind, self.partner = day, day, kind, partner
        self.tie, self.ready = partner.luck.unit(), 0
        self.made = partner.clock.env.event()
        assert partner.clock.env.active_process is not None  # only people are owed, and they are processes
        self.who = partner.clock.env.active_process

    def __lt__(self, other: Due) -> bool:
        return (self.day, self.kind, self.tie) < (other.day, other.kind, other.tie)


class Partner:
    """A payment partner with its two shelves: what can be attempted, and what rests after a failure.

    Attributes
    ----------
    unpaid
        Payments on the books by kind and the day they first were due, shape (kind, day).
    attempted, failed
        Attempts of the day.
    """

    def __init__(self, clock: TownClock, future: Future, name: str, luck: Luck) -> None:
        self.clock, self.name, self.luck = clock, name, luck
        self.paydays = paydays(future, name)
        self.failure = future.number(f"partners.{name}.failure")
        self.retry_days = future.scenario.policy.payment.retry_days
        benefits = future.scenario.policy.benefits
        kinds, days = benefits.incentives + benefits.surveys, len(future.scenario.days)
        self._open: list[Due] = []
        self._resting: list[tuple[int, Due]] = []
        self.unpaid: NDArray[np.int64] = np.zeros((kinds, days), dtype=np.int64)
        self.attempted = self.failed = 0
        clock.env.process(self._work())

    def book(self, due: Due) -> simpy.Event:
        """Take a payment on; the event comes when it is made."""
        due.partner = self
        self._count(due, +1)
        if due.ready > self.clock.today:
            heapq.heappush(self._resting, (due.ready, due))
        else:
            heapq.heappush(self._open, due)
        return due.made

    def backlog(self, day: int) -> NDArray[np.int64]:
        """Count what is due by a day and not paid, shape (kind,)."""
        return np.asarray(self.unpaid[:, : day + 1].sum(axis=1))

    def falling_due(self, day: int) -> int:
        """Count what is on the books as due from a day on that is not over yet; nothing after the clock has ended."""
        return int(self.unpaid[:, day].sum()) if day < self.unpaid.shape[1] else 0

    def waiting(self) -> int:
        """Count all payments on the books, due or not."""
        return len(self._open) + len(self._resting)

    def move_out(self) -> None:
        """Tell everyone with a payment here that this partner has left."""
        gone = sorted(self._open + [due for _, due in self._resting])
        self._open, self._resting = [], []
        for due in gone:
            self._count(due, -1)
            due.who.interrupt("left")

    def _count(self, due: Due, change: int) -> None:
        if due.since < self.unpaid.shape[1]:  # what falls due after the clock has ended is never waited for
            self.unpaid[due.kind, due.since] += change

    def _work(self) -> Generator[simpy.Event, None, None]:
        day = 0
        while True:
            yield self.clock.until(day, PAYING)
            self._pay(day)
            day += 1

    def _pay(self, day: int) -> None:
        while self._resting and self._resting[0][0] <= day:
            heapq.heappush(self._open, heapq.heappop(self._resting)[1])
        most, up_to = self.paydays.most(day), self.paydays.due_up_to(day)
        self.attempted = self.failed = 0
        while self._open and self.attempted < most and self._open[0].day <= up_to:
            due = heapq.heappop(self._open)
            self.attempted += 1
            if self.luck.chance(self.failure):
                self.failed += 1
                self._rest(due, day + self.retry_days)
            else:
                self._count(due, -1)
                due.made.succeed(day)

    def _rest(self, due: Due, until: int) -> None:
        """Lay a failed payment aside; only a first incentive keeps its day, and so its place.

        What was due stays so while it rests; what was tried before its day is due from the new one on.
        """
        due.ready = until
        if due.kind:
            due.day = until
            if due.since > self.clock.today:
                self._count(due, -1)
                due.since = until
                self._count(due, +1)
        heapq.heappush(self._resting, (until, due))
