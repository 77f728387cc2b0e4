"""Counters where people queue: platforms that sell courses, institutions that let people start."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams, room
from prakerja.programme.dice.chance import none_of, split
from prakerja.programme.dice.compiled import allocating, compiled, inlined
from prakerja.scenario import Draws
from prakerja.scenario.arrays import Floats


class Queues(NamedTuple):
    """First come, first served: who waits at each counter.

    Attributes
    ----------
    waiting
        By day of arrival, shape (day, counter, draw).
    head
        A day before which nobody waits, shape (counter, draw).
    length
        Everyone who waits, shape (counter, draw).
    origin
        The expected shares of the waves among the arrivals of a day, shape (day, wave, draw).
    """

    waiting: Counts
    head: NDArray[np.int64]
    length: Counts
    origin: NDArray[np.float32]


class Counters:
    """Named counters of one sort, each drawn by weight among those present, each FIFO with a daily capacity."""

    def __init__(
        self, chance: Chance, streams: Streams, draws: Draws, kind: str, capacity: str, days: int, waves: int
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
            np.zeros((days, waves, size), dtype=np.float32),
        )
        self.served = np.zeros((counters, size), dtype=chance.dtype)
        """Who was served today, shape (counter, draw)."""
        self.leaving = np.zeros(size, dtype=chance.dtype)
        """The same of all counters together, shape (draw,)."""
        self.by_wave = np.zeros((waves, size), dtype=np.float32)
        """The same by wave, as expected, shape (wave, draw)."""
        self._arriving, self._part = np.zeros(counters, dtype=chance.dtype), np.zeros((2, size))
        self._share()

    @property
    def waiting(self) -> Counts:
        """Who waits at each counter, shape (counter, draw)."""
        return self._queues.length

    def serve(self, day: int, people: Counts, by_wave: NDArray[np.float32]) -> Counts:
        """Let people queue, each at a counter drawn by weight, then serve everywhere; return who was served."""
        out = self.served, self.leaving, self.by_wave
        tables = self._arriving, self._part, self._queues
        _serve(self._streams, day, people, by_wave, self._shares, self._capacity, *tables, *out)
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
            _move(self._streams, counter, self._shares, self._queues)

    def leave_all(self) -> tuple[Counts, Floats]:
        """Send everyone who waits away; return how many, shape (draw,), and expected by wave, shape (wave, draw)."""
        queues = self._queues
        by_day = queues.waiting.sum(axis=1)
        queues.waiting[:], queues.length[:] = 0, 0
        return by_day.sum(axis=0), np.einsum("dn,dwn->wn", by_day, queues.origin)

    def _share(self) -> None:
        self._capacity = np.where((self._working & self._present)[:, None], self._room, 0)
        weights = self._weights * self._present[:, None]
        self._shares = weights / weights.sum(axis=0)


@compiled
def _serve(
    streams: Streams,
    day: int,
    people: Counts,
    people_by_wave: NDArray[np.float32],
    shares: Floats,
    capacity: Counts,
    arriving: Counts,
    part: Floats,
    queues: Queues,
    served: Counts,
    leaving: Counts,
    by_wave: NDArray[np.float32],
) -> None:
    """Let each of those who arrive choose a counter, then serve everywhere, in the order of arrival (RULES.md)."""
    by_wave[:] = 0
    some_wait = False
    for draw in range(len(people)):
        leaving[draw] = 0
        split(streams[draw], people[draw], shares[:, draw], arriving)
        at_once = none_of(people[draw])
        for counter in range(len(shares)):
            before, room = none_of(people[draw]), capacity[counter, draw]
            if queues.head[counter, draw] < day:
                before = _serve_waiting(queues, day, counter, draw, room, by_wave)
            goes = min(arriving[counter], room - before)
            at_once += goes
            served[counter, draw] = before + goes
            leaving[draw] += served[counter, draw]
            if goes < arriving[counter]:
                _wait(queues, day, counter, draw, arriving[counter] - goes)
        part[0, draw] = at_once / people[draw] if at_once > 0 else 0.0
        part[1, draw] = 1 / people[draw] if at_once < people[draw] else 0.0
        some_wait |= at_once < people[draw]
    _mix(part[0], people_by_wave, by_wave)
    if some_wait:
        queues.origin[day] = 0
        _mix(part[1], people_by_wave, queues.origin[day])


@compiled
def _mix(part: Floats, people_by_wave: NDArray[np.float32], into: NDArray[np.float32]) -> None:
    """Add a part of each draw's people, by wave, to a table."""
    for wave in range(len(into)):
        for draw in range(len(part)):
            into[wave, draw] += part[draw] * people_by_wave[wave, draw]


@inlined
def _serve_waiting(
    queues: Queues, today: int, counter: int, draw: int, room: float, by_wave: NDArray[np.float32]
) -> float:
    """Return how many of those who came before today are served, who came first first; add them up by wave."""
    served, day = none_of(room), queues.head[counter, draw]
    while room > 0 and day < today:
        here = queues.waiting[day, counter, draw]
        goes = min(here, room)
        if goes > 0:
            queues.waiting[day, counter, draw] = here - goes
            room -= goes
            served += goes
            for wave in range(len(by_wave)):
                by_wave[wave, draw] += goes * queues.origin[day, wave, draw]
        if goes < here:
            break
        day += 1
    queues.head[counter, draw] = max(day, queues.head[counter, draw])
    queues.length[counter, draw] -= served
    return served


@inlined
def _wait(queues: Queues, day: int, counter: int, draw: int, people: float) -> None:
    """Let people who came on a day wait at a counter."""
    queues.waiting[day, counter, draw] += people
    queues.length[counter, draw] += people
    queues.head[counter, draw] = min(queues.head[counter, draw], day)


@allocating
def _move(streams: Streams, counter: int, shares: Floats, queues: Queues) -> None:
    """Let those who wait at a counter go to the others, each by weight, with their days of arrival."""
    moved = np.zeros(len(shares), queues.length.dtype)
    for draw in range(len(streams)):
        for day in range(len(queues.waiting)):
            people = queues.waiting[day, counter, draw]
            if people <= 0:
                continue
            queues.waiting[day, counter, draw] = 0
            queues.length[counter, draw] -= people
            split(streams[draw], people, shares[:, draw], moved)
            for other in range(len(moved)):
                if moved[other] > 0:
                    _wait(queues, day, other, draw, moved[other])
