"""The two structures that carry people through the programme: a delay line, and first come first served."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Floats

_WINDOW = 8  # due days looked at together: a working week and the retries before it
_MANY = 2.0**53  # no limit is infinity, which no integer holds


class DelayLine:
    """People who come out after a lag, kept by the day they come out.

    Parameters
    ----------
    chance
        Says what nobody is made of.
    days
        Days of the clock; who would come out later does not come out.
    draws
        Futures carried at once.
    """

    def __init__(self, chance: Chance, days: int, draws: int) -> None:
        self._coming = chance.zeros(days, draws)

    def put(self, day: int, by_lag: Counts) -> None:
        """Put people in on a day, by lag: shape (lag, draw)."""
        room = self._coming[day : day + len(by_lag)]
        room += by_lag[: len(room)]

    def out(self, day: int) -> Counts:
        """Give those who come out on a day, shape (draw,)."""
        return self._coming[day]


@dataclass(frozen=True)
class Served:
    """Whom servers took: an entry for each lane and due day where they took anyone.

    A lane is one server's queue in one future; it has the number `server * draws + draw`.

    Attributes
    ----------
    lanes, due
        The lane and the due day of each entry, shape (entry,).
    counts
        How many of each kind, shape (entry, kind).
    shape
        Servers and draws.
    """

    lanes: NDArray[np.intp]
    due: NDArray[np.intp]
    counts: Counts
    shape: tuple[int, int]

    @cached_property
    def by_kind(self) -> Counts:
        """Add up over the due days, shape (kind, server, draw)."""
        # bincount adds in floating point: exact for whole numbers below 2^53
        lanes = self.shape[0] * self.shape[1]
        sums = [np.bincount(self.lanes, weights=kind, minlength=lanes) for kind in self.counts.T]
        return np.array(sums).astype(self.counts.dtype).reshape(len(sums), *self.shape)

    def only(self, entries: NDArray[np.bool_]) -> Served:
        """Leave out the entries that are not marked."""
        return Served(self.lanes[entries], self.due[entries], self.counts[entries], self.shape)

    def without_empty(self) -> Served:
        """Leave out the entries where there is nobody."""
        return self.only(np.asarray(self.counts.any(axis=1)))


class Fifo:
    """People waiting at servers, first due first served, ties by kind.

    Due days may lie ahead of today. Each lane knows its oldest due day: serving looks at the head of the queues only,
    so that long queues cost no more than short ones.
    """

    def __init__(self, chance: Chance, servers: int, rows: int, kinds: int, draws: int) -> None:
        self._shape = (servers, draws)
        self._waiting = chance.zeros(servers * draws, rows + _WINDOW, kinds)
        self._total = chance.zeros(servers * draws, rows + _WINDOW)
        self._head = np.full(servers * draws, rows, dtype=np.intp)
        self._today = -1
        self.due = chance.zeros(kinds, servers, draws)
        """Who waits with a due day up to today, shape (kind, server, draw)."""

    def begin(self, day: int) -> None:
        """Let a day begin: who is due on it is due now."""
        self._today = day
        self.due += self._waiting[:, day].T.reshape(self.due.shape)

    def add(self, day: int, counts: Counts, first_kind: int = 0) -> None:
        """Let people of consecutive kinds, shape (kind, server, draw), wait from their due day on."""
        kinds = slice(first_kind, first_kind + len(counts))
        by_lane = counts.reshape(len(counts), len(self._head))
        self._waiting[:, day, kinds] += by_lane.T
        self._total[:, day] += by_lane.sum(axis=0)
        np.minimum(self._head, day, out=self._head)
        if day <= self._today:
            self.due[kinds] += counts

    def add_back(self, people: Served) -> None:
        """Put people, one entry a lane and due day, into the places their due days give them."""
        self._waiting[people.lanes, people.due] += people.counts
        self._total[people.lanes, people.due] += people.counts.sum(axis=1)
        np.minimum.at(self._head, people.lanes, people.due)
        self.due += self._now(people).by_kind

    def serve(self, until: int, capacity: Floats) -> Served:
        """Take as many as the capacity, shape (server, draw), allows, in order, of those due up to `until`."""
        lanes, due, taken = self._take_heads(until, capacity.ravel())
        waiting = self._waiting[lanes, due]
        counts = waiting.copy()
        part = np.flatnonzero(self._total[lanes, due])  # a due day served in part gives its kinds in order
        behind = np.cumsum(waiting[part], axis=1)
        counts[part] = np.clip(taken[part, None] - behind + waiting[part], 0, waiting[part])
        self._waiting[lanes, due] = waiting - counts
        served = Served(lanes, due, counts, self._shape)
        self.due -= self._now(served).by_kind
        return served

    def _now(self, people: Served) -> Served:
        """Leave out whoever is not due yet."""
        now = people.due <= self._today
        return people if now.all() else people.only(now)

    def empty(self, server: int) -> Served:
        """Take everyone away from a server, whatever the due day."""
        first = server * self._shape[1]
        lanes = slice(first, first + self._shape[1])
        lane, due = np.nonzero(self._total[lanes])
        everyone = Served(lane + first, due, self._waiting[lane + first, due], self._shape)
        self._waiting[lanes], self._total[lanes], self.due[:, server] = 0, 0, 0
        return everyone

    def first_kind(self) -> Counts:
        """Count all who wait and are of the first kind, shape (draw,)."""
        return self._waiting[:, :, 0].sum(axis=1).reshape(self._shape).sum(axis=0)

    def _take_heads(self, until: int, capacity: Floats) -> tuple[NDArray[np.intp], NDArray[np.intp], Counts]:
        """Go from the head of each lane, some due days at a time, until its capacity is used."""
        total, head = self._total, self._head
        room = np.minimum(capacity, _MANY).astype(total.dtype)
        busy = np.flatnonzero((head <= until) & (room > 0))
        found = []
        while len(busy):
            days = head[busy, None] + np.arange(_WINDOW)
            people = np.where(days <= until, total[busy[:, None], days], 0)
            behind = np.cumsum(people, axis=1)
            here = room[busy, None]
            taken = np.clip(here - behind + people, 0, people)
            entry, place = np.nonzero(taken)
            lanes, due, counts = busy[entry], days[entry, place], taken[entry, place]
            total[lanes, due] -= counts
            found.append((lanes, due, counts))
            done = (behind <= here).sum(axis=1)
            head[busy] = np.minimum(head[busy] + done, until + 1)
            room[busy] -= taken.sum(axis=1)
            busy = busy[(done == _WINDOW) & (head[busy] <= until) & (room[busy] > 0)]
        if not found:
            return np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0, total.dtype)
        lanes, due, counts = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return lanes, due, counts
