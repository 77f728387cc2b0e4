"""The diary of one person: dated events, and how long each took to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from prakerja.person.hours import TownClock
from prakerja.scenario.days import Days


@dataclass(frozen=True)
class Event:
    """One event of a life: its date, what happened, with whom, and the days since the event before."""

    date: date
    event: str
    detail: str
    days_since: int


class Diary:
    """Collects the events of one person as they happen."""

    def __init__(self, clock: TownClock, days: Days) -> None:
        self._clock, self._days = clock, days
        self.events: list[Event] = []

    def write(self, event: str, detail: str) -> None:
        """Write down what happens now."""
        today = self._days.date(self._clock.today)
        since = (today - self.events[-1].date).days if self.events else 0
        self.events.append(Event(today, event, detail, since))
