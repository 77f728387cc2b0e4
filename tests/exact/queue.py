"""The queue of `prakerja.programme.flows` once more, person by person and slowly: what the fast one must equal."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass

Place = tuple[int, int, int]
"""A lane, a due day and a kind: people in the same place are alike."""


@dataclass(frozen=True, order=True)
class Person:
    """Someone in a lane. Ordered as served: by due day, then by kind."""

    due: int
    kind: int


class People:
    """One deque a lane, the next to be served at its left."""

    def __init__(self, lanes: int) -> None:
        self.lanes: list[deque[Person]] = [deque() for _ in range(lanes)]

    def come(self, places: Counter[Place]) -> None:
        """Let people stand where their due day and kind put them."""
        for (lane, due, kind), number in places.items():
            self.lanes[lane] = deque(sorted([*self.lanes[lane], *[Person(due, kind)] * number]))

    def serve(self, until: int, capacity: list[float]) -> Counter[Place]:
        """Serve one after another, as many in each lane as its capacity allows, of those due by a day."""
        served: Counter[Place] = Counter()
        for lane, line in enumerate(self.lanes):
            left = capacity[lane]
            while line and line[0].due <= until and left >= 1:
                person = line.popleft()
                served[lane, person.due, person.kind] += 1
                left -= 1
        return served

    def go(self, lane: int) -> Counter[Place]:
        """Send everyone of a lane away."""
        gone = Counter((lane, person.due, person.kind) for person in self.lanes[lane])
        self.lanes[lane].clear()
        return gone

    def due(self, lane: int, kind: int, today: int) -> int:
        """Count who is of a kind and due by today."""
        return sum(person.kind == kind and person.due <= today for person in self.lanes[lane])

    def of_kind(self, lane: int, kind: int) -> int:
        """Count who is of a kind, whatever the due day."""
        return sum(person.kind == kind for person in self.lanes[lane])
