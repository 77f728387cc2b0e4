"""Queues once more, person by person and slowly: what the compiled ones must equal.

A person who counts as a part of one, in the fluid limit, can be cut in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

Place = tuple[int, int]
"""The day by which people are served, due day or day of arrival, and their kind."""


@dataclass(frozen=True)
class Person:
    """Someone who waits."""

    day: int
    kind: int
    size: float = 1

    @property
    def place(self) -> Place:
        """Where this one stands: who is due first is first, of the same day by kind."""
        return self.day, self.kind


DUE, NOT_DUE = -1, -2
"""What stands for the due day of a later payment that failed, which it does not keep: whether it had come."""


class Line:
    """The line before one server in one future, and those who failed there and come back on a day.

    Parameters
    ----------
    whole
        Whether people are whole ones.
    """

    def __init__(self, whole: bool) -> None:
        self._whole = whole
        self.line: list[Person] = []
        self.away: list[tuple[int, Person]] = []

    def come(self, day: int, kind: int, people: float) -> None:
        """Let people stand where their day and kind put them."""
        self.line = sorted([*self.line, *self._persons(day, kind, people)], key=lambda person: person.place)

    def serve(self, until: int, room: float) -> Counter[Place]:
        """Serve one after another, as long as there is room, of those due by a day."""
        served: Counter[Place] = Counter()
        while self.line and self.line[0].day <= until and room > 0:
            first = self.line.pop(0)
            if first.size > room:
                self.line.insert(0, replace(first, size=first.size - room))
            served[first.place] += min(first.size, room)  # type: ignore[assignment]  # parts of people
            room -= min(first.size, room)
        return served

    def fail(self, day: int, kind: int, people: float, again: int) -> None:
        """Send people away until a day."""
        self.away += [(again, person) for person in self._persons(day, kind, people)]

    def come_back(self, today: int) -> None:
        """Let who was away until today stand in line again: a first incentive with its old day, others with today's."""
        for _, person in [(again, person) for again, person in self.away if again == today]:
            self.come(person.day if person.kind == 0 else today, person.kind, person.size)
        self.away = [(again, person) for again, person in self.away if again != today]

    def go(self) -> tuple[list[Person], list[tuple[int, Person]]]:
        """Send everyone to other servers; return who was in line, and who was away until which day."""
        gone = self.line, self.away
        self.line, self.away = [], []
        return gone

    def waiting(self) -> dict[Place, float]:
        """Count who is in line."""
        return _sums((person.place, person.size) for person in self.line)

    def to_come_back(self) -> dict[tuple[int, int, int], float]:
        """Count who is away by the day of coming back, by due day (which only a first incentive keeps) and kind."""
        return _sums(((again, *person.place), person.size) for again, person in self.away)

    def _persons(self, day: int, kind: int, people: float) -> list[Person]:
        if people <= 0:
            return []
        return [Person(day, kind)] * int(people) if self._whole else [Person(day, kind, people)]


def _sums(of: Iterable[tuple[tuple[int, ...], float]]) -> dict[tuple[int, ...], float]:
    found: dict[tuple[int, ...], float] = {}
    for where, size in of:
        found[where] = found.get(where, 0) + size
    return found
