"""Counters where people queue: platforms that sell courses, institutions that let people start."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Counts, Floats, Splitting
from prakerja.programme.flows import Fifo, Served


class Counters:
    """Named counters of one sort, each drawn by weight among those present, each FIFO with a daily capacity."""

    def __init__(self, chance: Chance, names: list[str], weights: Floats, capacity: Floats, days: int) -> None:
        self._chance, self.names = chance, names
        self._weights, self._capacity = weights, np.floor(capacity)
        self._present = np.ones(len(names), dtype=bool)
        self._working = np.ones(len(names), dtype=bool)
        self._queue = Fifo(chance, len(names), days, 1, weights.shape[-1])
        self._split = self._splitting()
        self.waiting = chance.zeros(len(names), weights.shape[-1])
        self.served = chance.zeros(len(names), weights.shape[-1])

    def arrive(self, day: int, people: Counts) -> None:
        """Let people, shape (draw,), queue from today on, each at a counter drawn by weight."""
        by_counter = self._split(people)
        for counter, here in enumerate(by_counter):
            if here.any():
                self._queue.add(counter, day, here)
        self.waiting += by_counter

    def serve(self, day: int) -> Served:
        """Serve everywhere; give those served by the day they arrived, shape (row, draw), all counters together."""
        parts = []
        for counter in range(len(self.names)):
            self.served[counter] = 0
            if self._working[counter] and self._present[counter] and self.waiting[counter].any():
                parts.append(self._queue.serve(counter, day, self._capacity[counter]))
                self.served[counter] = parts[-1].counts.sum(axis=(0, 1))
        self.waiting -= self.served
        first = min((part.first for part in parts), default=day)
        together = self._chance.zeros(day + 1 - first, self.waiting.shape[-1])
        for part in parts:
            together[part.first - first :] += part.counts[:, 0]
        return Served(first, together)

    def set_working(self, name: str, working: bool) -> None:
        """Suspend or resume a counter; people still queue there."""
        self._working[self.names.index(name)] = working

    def set_present(self, name: str, present: bool) -> None:
        """Let a counter join, or leave: then those who wait there go to the others, each by weight."""
        counter = self.names.index(name)
        self._present[counter] = present
        if not self._present.any():
            raise ValueError(f"nobody is left when {name} leaves")
        self._split = self._splitting()
        if present:
            return
        self.waiting[counter] = 0
        for day, people in enumerate(self._queue.empty(counter)[:, 0]):
            if people.any():
                self.arrive(day, people)

    def leave_all(self) -> Counts:
        """Send everyone who waits away; count them by the day they arrived, shape (day, draw)."""
        self.waiting[...] = 0
        return np.sum([self._queue.empty(counter)[:, 0] for counter in range(len(self.names))], axis=0)

    def _splitting(self) -> Splitting:
        weights = self._weights * self._present[:, None]
        return self._chance.splitting(weights / weights.sum(axis=0))
