"""Counters where people queue: platforms that sell courses, institutions that let people start."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams, room
from prakerja.programme.classes import mixed
from prakerja.programme.serve import Queues, move, serve
from prakerja.scenario import Draws
from prakerja.scenario.arrays import Floats


class Counters:
    """Named counters of one sort, each drawn by weight among those present, each FIFO with a daily capacity."""

    STATE = ("_queues", "_present", "_working", "_capacity", "_shares")

    def __init__(
        self,
        chance: Chance,
        streams: Streams,
        draws: Draws,
        kind: str,
        capacity: str,
        days: int,
        waves: int,
        classes: int = 1,
        told_apart: int = 1,
    ) -> None:
        self.names, self._streams = draws.names(kind), streams
        counters, size = len(self.names), len(draws)
        self._weights = draws.weights(kind)
        self._room = room(draws.weights(kind, capacity), chance)
        self._present = np.ones(counters, dtype=bool)
        self._working = np.ones(counters, dtype=bool)
        self._queues = Queues(
            np.zeros((days, counters, size), dtype=chance.stored),
            np.full((counters, size), days, dtype=np.int64),
            np.zeros((counters, size), dtype=chance.dtype),
            np.zeros((days, told_apart, size), dtype=chance.dtype),
            np.zeros((days, waves, classes, size), dtype=np.float32),
        )
        self.served = np.zeros((counters, size), dtype=chance.dtype)
        """Who was served today, shape (counter, draw)."""
        self.leaving = np.zeros((told_apart, size), dtype=chance.dtype)
        """The same of all counters together, by class, shape (class, draw)."""
        self.by_wave = np.zeros((waves, classes, size), dtype=np.float32)
        """The same by wave and class, as expected, shape (wave, class, draw)."""
        self._arriving, self._chosen = (np.zeros(many, dtype=chance.dtype) for many in (counters, told_apart))
        self._part = np.zeros((2, told_apart, size))
        self._share()

    @property
    def waiting(self) -> Counts:
        """Who waits at each counter, shape (counter, draw)."""
        return self._queues.length

    def serve(self, day: int, people: Counts, by_wave: NDArray[np.float32]) -> Counts:
        """Let people queue, each at a counter drawn by weight, then serve everywhere; return who was served.

        Who comes is given by class, shape (class, draw), and as expected by wave and class, shape (wave, class, draw).
        """
        people = mixed(people, len(self.leaving))
        out = self.served, self.leaving, self.by_wave
        tables = self._arriving, self._chosen, self._part, self._queues
        serve(self._streams, day, people, by_wave, self._shares, self._capacity, *tables, *out)
        return self.leaving

    def rest(self) -> None:
        """Serve nobody today."""
        self.served[:], self.leaving[:], self.by_wave[:] = 0, 0, 0

    def set_working(self, name: str, working: bool) -> None:
        """Suspend or resume a counter; people still queue there."""
        self._working[self.names.index(name)] = working
        self._share()

    def set_present(self, name: str, present: bool) -> None:
        """Let a counter join, or leave: then those who wait there go to the others, each by weight."""
        counter = self.names.index(name)
        self._present[counter] = present
        self._share()
        if not present:
            move(self._streams, counter, self._shares, self._queues)

    def leave_all(self) -> tuple[Counts, Floats]:
        """Send everyone who waits away; return how many, (class, draw), and expected by wave, (wave, class, draw)."""
        queues = self._queues
        by_day = queues.of_class.copy() if len(self.leaving) > 1 else queues.waiting.sum(axis=1, keepdims=True)
        queues.waiting[:], queues.length[:], queues.of_class[:] = 0, 0, 0
        return by_day.sum(axis=0), np.einsum("dcn,dwcn->wcn", by_day, queues.origin)

    def _share(self) -> None:
        self._capacity = np.where((self._working & self._present)[:, None], self._room, 0)
        weights = self._weights * self._present[:, None]
        self._shares = weights / weights.sum(axis=0)
