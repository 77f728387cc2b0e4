"""The clock: SimPy counts hours, the programme counts days; each actor works at its hour."""

from __future__ import annotations

from collections.abc import Callable, Generator
from itertools import count

import simpy

Living = Generator[simpy.Event, None, None]
"""What a SimPy process is made of."""

SHOCKS, SELECTION, REGISTRATION, JOINING, TRAINING, COMPLETION, VALIDATION, PAYMENT, TREASURY, JOURNAL = (
    0, 12, 13, 14, 15, 16, 17, 18, 20, 23,
)  # fmt: skip


class Clock:
    """A SimPy environment whose time is hours since midnight of day 0.

    Parameters
    ----------
    first_day
        The day in whose first hour it starts; what was to happen before has happened.
    """

    def __init__(self, first_day: int = 0) -> None:
        self.first_day, self.env = first_day, simpy.Environment(initial_time=first_day * 24)
        self._lives: list[Living] = []

    @property
    def last_day(self) -> int:
        """The last day of which something has happened: when all have passed, the last of them."""
        return (int(self.env.now) - 1) // 24

    def daily(self, hour: int, work: Callable[[int], None]) -> None:
        """Let `work(day)` happen every day at an hour, as a process of its own."""
        self._live(self._every_day(hour, work))

    def once(self, day: int, hour: int, work: Callable[[], None]) -> None:
        """Let `work()` happen on one day; a day before the launch counts as the launch."""
        if (at := max(day, 0) * 24 + hour) >= self.env.now:
            self._live(self._at(at, work))

    def run(self, days: int) -> None:
        """Let the days pass, until so many have since the launch."""
        self.env.run(until=days * 24)

    def stop(self) -> None:
        """Let nothing live on: it would keep the actors in memory, as they know the clock and it knows them."""
        while self._lives:
            self._lives.pop().close()

    def _live(self, life: Living) -> None:
        self._lives.append(life)
        self.env.process(life)

    def _every_day(self, hour: int, work: Callable[[int], None]) -> Living:
        yield self.env.timeout(hour)
        for day in count(self.first_day):
            work(day)
            yield self.env.timeout(24)

    def _at(self, hour: int, work: Callable[[], None]) -> Living:
        yield self.env.timeout(hour - self.env.now)
        work()
