"""A platform or an institution: people wait, first come first served, and every day it takes in so many."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Generator

import simpy

from prakerja.person.exact import most_a_day
from prakerja.person.future import Future
from prakerja.person.hours import SELLING, STARTING, TownClock
from prakerja.person.luck import Luck


class Place:
    """Somebody's place in a queue: the day they came, and their luck among those who came that day.

    Whoever is moved elsewhere keeps the place: they have been waiting since that day.
    """

    __slots__ = ("day", "served", "tie", "who")

    def __init__(self, env: simpy.Environment, day: int, luck: Luck) -> None:
        self.day, self.tie = day, luck.unit()
        self.served = env.event()
        assert env.active_process is not None  # only people queue, and they are processes
        self.who = env.active_process

    def __lt__(self, other: Place) -> bool:
        return (self.day, self.tie) < (other.day, other.tie)


class Desk:
    """A queue and its daily server.

    Parameters
    ----------
    capacity
        Persons a day.
    hour
        When it serves.
    works
        Says whether it takes anyone in on a day (day 0 = launch).
    """

    def __init__(
        self, clock: TownClock, name: str, capacity: int | float, hour: float, works: Callable[[int], bool]
    ) -> None:
        self.clock, self.name, self.capacity, self.hour, self.works = clock, name, capacity, hour, works
        self.queue: list[Place] = []
        self.served_today = 0
        clock.env.process(self._serve())

    def wait(self, place: Place) -> simpy.Event:
        """Join the queue; the event comes when served."""
        heapq.heappush(self.queue, place)
        return place.served

    def _serve(self) -> Generator[simpy.Event, None, None]:
        day = 0
        while True:
            yield self.clock.until(day, self.hour)
            self.served_today = 0
            if self.works(day):
                while self.queue and self.served_today < self.capacity:
                    heapq.heappop(self.queue).served.succeed()
                    self.served_today += 1
            day += 1

    def move_out(self) -> None:
        """Tell everyone who waits that this desk has closed."""
        self._send_away("closed")

    def turn_away(self) -> None:
        """Tell everyone who waits that it is too late."""
        self._send_away("too late")

    def _send_away(self, why: str) -> None:
        gone, self.queue = self.queue, []
        for place in sorted(gone):
            place.who.interrupt(why)


def platform(clock: TownClock, future: Future, name: str) -> Desk:
    """Make the desk of a platform: it sells every day."""
    capacity = most_a_day(future.number(f"platforms.{name}.daily_capacity"))
    return Desk(clock, name, capacity, SELLING, lambda _: True)


def institution(clock: TownClock, future: Future, name: str) -> Desk:
    """Make the desk of an institution: nobody starts while it is suspended."""
    intake = most_a_day(future.number(f"institutions.{name}.daily_intake"))
    date, suspensions = future.scenario.days.date, future.scenario.policy.institutions[name].suspensions

    def works(day: int) -> bool:
        return not any(window.first <= date(day) <= window.last for window in suspensions.values())

    return Desk(clock, name, intake, STARTING, works)
