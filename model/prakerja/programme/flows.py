"""The two structures that carry people through the programme: a delay line, and first come first served."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.programme.chance import Chance, Counts, Floats


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
    """Whom a server took on a day: counts of shape (row, kind, draw), `first` being the due day of the first row."""

    first: int
    counts: Counts


class Fifo:
    """People waiting at named servers, first due first served, ties by kind.

    `waiting[server, due day, kind]` holds counts by draw. Rows may lie ahead of today: they are not yet due.
    """

    def __init__(self, chance: Chance, servers: int, rows: int, kinds: int, draws: int) -> None:
        self.waiting = chance.zeros(servers, rows, kinds, draws)
        self._oldest = [rows] * servers
        self._none = chance.zeros(0, kinds, draws)

    def add(self, server: int, day: int, counts: Counts, kind: slice | int = 0) -> None:
        """Let people wait at a server from their due day on (rows past the last are refused by numpy)."""
        self.waiting[server, day, kind] += counts
        self._oldest[server] = min(self._oldest[server], day)

    def add_rows(self, server: int, rows: Served) -> None:
        """Put people back into the rows, and so the places, they came from."""
        self.waiting[server, rows.first : rows.first + len(rows.counts)] += rows.counts
        self._oldest[server] = min(self._oldest[server], rows.first)

    def due(self, server: int, until: int) -> Counts:
        """Count who waits with a due day up to `until`, shape (kind, draw)."""
        return self.waiting[server, self._oldest[server] : until + 1].sum(axis=0)

    def serve(self, server: int, until: int, capacity: Floats) -> Served:
        """Take as many as the capacity (draw,) allows, in order, of those due up to `until`."""
        first = self._first_row(server, until)
        rows = self.waiting[server, first : until + 1]
        if not len(rows):
            return Served(first, self._none)
        in_order = rows.reshape(-1, rows.shape[-1])
        if (in_order.sum(axis=0) <= capacity).all():
            taken = rows.copy()
            rows[...] = 0
            return Served(first, taken)
        ahead = np.cumsum(in_order, axis=0)
        ahead -= in_order
        room = np.minimum(capacity, 2.0**53).astype(ahead.dtype)  # no limit is infinity, which no integer holds
        taken = np.clip(room - ahead, 0, in_order)
        in_order -= taken
        return Served(first, taken.reshape(rows.shape))

    def empty(self, server: int) -> Counts:
        """Take everyone away from a server, whatever the due day, shape (row, kind, draw)."""
        everyone = self.waiting[server].copy()
        self.waiting[server] = 0
        self._oldest[server] = self.waiting.shape[1]
        return everyone

    def _first_row(self, server: int, until: int) -> int:
        """Find the oldest row with anyone in any draw; what lies before it is empty for good."""
        first = self._oldest[server]
        while first <= until and not self.waiting[server, first].any():
            first += 1
        self._oldest[server] = first
        return first
