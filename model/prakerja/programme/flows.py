"""The two structures that carry people through the programme: a delay line, and first come first served."""

from __future__ import annotations

import numpy as np

from prakerja.programme.cells import Cells, running_total
from prakerja.programme.chance import Chance, Counts
from prakerja.scenario.arrays import Floats

_LOOK = 5  # places in the order of service looked at first: a due day of five kinds of payment
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
        """Return those who come out on a day, shape (draw,)."""
        return self._coming[day]

    def after(self, day: int) -> Counts:
        """Count those who come out after a day, shape (draw,)."""
        return self._coming[day + 1 :].sum(axis=0)


class Fifo:
    """People waiting at servers, first due first served, ties by kind.

    A *lane* is one server in one future; its people stand in *rows* in the order of service: those due on day 0 by
    kind, then those of day 1, and so on. Due days may lie ahead of today. Each lane knows a row before which nobody
    stands, so that long queues cost no more than short ones. Who comes back was served before, and mostly is again
    before everyone else: people who come back stand apart, and enter the table only where that is not so.
    """

    def __init__(self, chance: Chance, servers: int, days: int, kinds: int, draws: int) -> None:
        self._shape, self._lanes = (kinds, servers, draws), servers * draws
        self._waiting = chance.zeros((days + 1) * kinds, self._lanes)
        self._cells = self._waiting.ravel()  # the same memory; a cell is due day x cells of a day + place
        self._cells_of_a_day = kinds * self._lanes
        self._beyond = days * kinds  # the first row in which nobody is ever due
        self._head = np.full(self._lanes, self._beyond, dtype=np.intp)
        self._back: list[Cells] = []
        self._today = -1
        self.due = chance.zeros(*self._shape)
        """Who waits with a due day up to today, shape (kind, server, draw)."""

    def begin(self, day: int) -> None:
        """Let a day begin: who is due on it is due now."""
        self._today = day
        self.due += self._rows(day).reshape(self._shape)

    def add(self, day: int, counts: Counts, first_kind: int = 0) -> None:
        """Let people of consecutive kinds, shape (kind, server, draw), wait from their due day on."""
        kinds = slice(first_kind, first_kind + len(counts))
        self._rows(day)[kinds] += counts.reshape(len(counts), self._lanes)
        np.minimum(self._head, day * self._shape[0] + first_kind, out=self._head)
        if day <= self._today:
            self.due[kinds] += counts

    def add_back(self, people: Cells) -> None:
        """Put people into the places their due days give them."""
        if people.due.max(initial=0) > self._today:
            self._settle(people.only(people.due > self._today))
            people = people.only(people.due <= self._today)
        self._back.append(people)
        self.due += people.by_kind

    def serve(self, until: int, capacity: Floats) -> Cells:
        """Take as many as the capacity, shape (server, draw), allows, in order, of those due up to day `until`."""
        end = min((until + 1) * self._shape[0], self._beyond)
        room = np.minimum(capacity.ravel(), _MANY).astype(self._waiting.dtype)
        served = Cells.together([self._serve_back(end, room), *self._serve_heads(end, room)])
        self.due -= (served if until <= self._today else served.only(served.due <= self._today)).by_kind
        return served

    def empty(self, server: int) -> Cells:
        """Take everyone away from a server, whatever the due day."""
        self._settle_all()
        first = server * self._shape[2]
        here = self._waiting[:, first : first + self._shape[2]]
        row, draw = np.nonzero(here)
        due, kind = np.divmod(row, self._shape[0])
        everyone = Cells(due, kind * self._lanes + first + draw, here[row, draw], self._shape)
        here[:] = 0
        self.due[:, server] = 0
        return everyone

    def first_kind(self) -> Counts:
        """Count all who wait and are of the first kind, shape (draw,)."""
        self._settle_all()
        return self._waiting[:: self._shape[0]].reshape(-1, *self._shape[1:]).sum(axis=(0, 1))

    def _rows(self, day: int) -> Counts:
        """Return the rows of a due day, shape (kind, lane)."""
        return self._waiting[day * self._shape[0] : (day + 1) * self._shape[0]]

    def _settle(self, people: Cells) -> None:
        """Let people who came back enter the table."""
        cells = people.due * self._cells_of_a_day + people.places
        np.add.at(self._cells, cells, people.counts)
        np.minimum.at(self._head, people.lanes, cells // self._lanes)

    def _settle_all(self) -> None:
        while self._back:
            self._settle(self._back.pop())

    def _serve_back(self, end: int, room: Counts) -> Cells:
        """Serve those who came back, in the lanes that can take all of them before anyone else; lessen the room.

        In the other lanes they enter the table, but where nobody is served they stay at the front.
        """
        nobody = np.zeros(0, np.intp)
        if not self._back:
            return Cells(nobody, nobody, room[:0], self._shape)
        back = Cells.together(self._back)
        # in the row of the head they are like those who stand there: it makes no difference who of them is served
        behind = np.minimum(self._head + 1, end) * self._lanes
        cells = back.due * self._cells_of_a_day + back.places
        too_late = np.flatnonzero(cells >= np.tile(behind, self._shape[0])[back.places])
        number = back.by_kind.sum(axis=0).ravel()
        at_once = number <= room
        at_once[back.only(too_late).lanes] = False
        number[~at_once] = 0
        room -= number
        self._back = []
        if at_once.all():
            return back
        lanes = back.lanes
        goes = at_once[lanes]
        stays = ~goes & (room[lanes] == 0)
        self._settle(back.only(~goes & ~stays))
        self._back.append(back.only(stays))
        return back.only(goes)

    def _serve_heads(self, end: int, room: Counts) -> list[Cells]:
        """Go from the head of each lane, some rows at a time, until its room is used or its rows before `end` are."""
        busy, look, found = np.flatnonzero((self._head < end) & (room > 0)), _LOOK, []
        while len(busy):
            rows = self._head[busy] + np.arange(look)[:, None]
            cells = np.minimum(rows, end) * self._lanes + busy
            people = np.where(rows < end, self._cells[cells], 0)
            up_to = running_total(people)
            taken = np.minimum(people, np.maximum(room[busy] - up_to + people, 0))
            some = np.flatnonzero(taken)
            cells, counts = cells.ravel()[some], taken.ravel()[some]
            self._cells[cells] -= counts
            due = cells // self._cells_of_a_day
            found.append(Cells(due, cells - due * self._cells_of_a_day, counts, self._shape))
            passed = (up_to <= room[busy]).sum(axis=0)
            self._head[busy] = np.minimum(self._head[busy] + passed, end)
            room[busy] -= taken.sum(axis=0)
            busy = busy[(passed == look) & (self._head[busy] < end) & (room[busy] > 0)]
            look *= 2  # where many rows are empty, or a partner opens again
        return found
