"""Counters where people queue: platforms that sell courses, institutions that let people start."""

from __future__ import annotations

import numpy as np

from prakerja.programme.cells import Cells
from prakerja.programme.chance import Chance, Counts, Splitting, whole
from prakerja.programme.flows import Fifo
from prakerja.scenario.arrays import Floats


class Counters:
    """Named counters of one sort, each drawn by weight among those present, each FIFO with a daily capacity."""

    def __init__(self, chance: Chance, names: list[str], weights: Floats, capacity: Floats, days: int) -> None:
        self._chance, self.names = chance, names
        self._weights, self._capacity = weights, whole(capacity)
        self._present = np.ones(len(names), dtype=bool)
        self._working = np.ones(len(names), dtype=bool)
        self._queue = Fifo(chance, len(names), days, 1, weights.shape[-1])
        self._queue.begin(days - 1)  # everyone is due on arrival
        self._split = self._splitting()
        self.served = chance.zeros(len(names), weights.shape[-1])

    def serve(self, day: int, people: Counts) -> tuple[int, Counts]:
        """Let people, shape (draw,), queue, each at a counter drawn by weight, then serve everywhere.

        Returns
        -------
        the first day of arrival of anyone served, and those served by day of arrival from then on, shape (day, draw)
        """
        arriving = self._split(people)
        capacity = np.where((self._working & self._present)[:, None], self._capacity, 0)
        if (arriving <= capacity).all() and not self.waiting.any():  # nobody ever waits: no queue is needed
            self.served = arriving
            return day, people[None]
        self._queue.add(day, arriving[None])
        served = self._queue.serve(day, capacity)
        self.served = served.by_kind[0]
        return self._by_arrival(served, day)

    def rest(self) -> None:
        """Serve nobody today."""
        self.served = np.zeros_like(self.served)

    @property
    def waiting(self) -> Counts:
        """Who waits at each counter, shape (counter, draw)."""
        return self._queue.due[0]

    def set_working(self, name: str, working: bool) -> None:
        """Suspend or resume a counter; people still queue there."""
        self._working[self.names.index(name)] = working

    def set_present(self, name: str, present: bool) -> None:
        """Let a counter join, or leave: then those who wait there go to the others, each by weight."""
        counter = self.names.index(name)
        self._present[counter] = present
        self._split = self._splitting()
        if present:
            return
        first, everyone = self._by_arrival(self._queue.empty(counter), 0)
        for day, people in enumerate(everyone, start=first):
            if people.any():
                self._queue.add(day, self._split(people)[None])

    def leave_all(self, day: int) -> tuple[int, Counts]:
        """Send everyone who waits away; count them like `serve`."""
        gone = [self._by_arrival(self._queue.empty(counter), day) for counter in range(len(self.names))]
        first = min(start for start, _ in gone)
        people = self._chance.zeros(day + 1 - first, self.served.shape[-1])
        for start, counts in gone:
            people[start - first :] += counts
        return first, people

    def _by_arrival(self, people: Cells, day: int) -> tuple[int, Counts]:
        """Add people up over the counters, by day of arrival up to `day` or the last."""
        due, draws = people.due, self.served.shape[-1]
        if not len(due):
            return day, self._chance.zeros(1, draws)
        first = int(due.min())
        days = max(day, int(due.max())) + 1 - first
        counts = np.bincount((due - first) * draws + people.draws, weights=people.counts, minlength=days * draws)
        return first, counts.astype(self._chance.dtype).reshape(days, draws)

    def _splitting(self) -> Splitting:
        weights = self._weights * self._present[:, None]
        return self._chance.splitting(weights / weights.sum(axis=0))
