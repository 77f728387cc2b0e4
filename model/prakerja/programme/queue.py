"""What is due at the payment partners: first due first served, ties by kind of payment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.dice.chance import none_of, split
from prakerja.programme.dice.compiled import allocating, compiled
from prakerja.scenario.arrays import Floats


class Queue(NamedTuple):
    """Payments that wait, by partner.

    Kinds are numbered: the incentives in order, then the surveys together. Payments that failed stand apart until they
    are tried again: first incentives with their old due days, in the order of the days on which they come back (the
    entries `first_back[0]` up to `first_back[1]` of a ring), later payments by that day (a ring of days).

    Attributes
    ----------
    waiting
        By due day, which may lie ahead, shape (due day, partner, kind, draw).
    head
        A due day before which nothing waits, shape (partner, draw).
    due
        What waits and whose due day has come, shape (partner, kind, draw).
    held
        What failed, when it was due, and waits to be tried again, shape (partner, kind, draw).
    first_back
        Where the first incentives that failed begin and end in their ring, counted on for ever, shape (2, draw); they
        stand in the order of coming back, partner and due day.
    first_when, first_people
        Day of coming back, partner and due day, shape (3, entry, draw), and how many, shape (entry, draw).
    later_back
        Later payments that failed, by day of coming back modulo the length, shape (day, partner, kind, draw).
    not_due_back
        Those of them that were not due yet, and are not held: they fall due on that day.
    """

    waiting: Counts
    head: NDArray[np.int64]
    due: Counts
    held: Counts
    first_back: NDArray[np.int64]
    first_when: NDArray[np.int32]
    first_people: Counts
    later_back: Counts
    not_due_back: Counts


def empty_queue(chance: Chance, draws: int, partners: int, days: int, rows: int, kinds: int, retry_days: int) -> Queue:
    """Return a queue in which nothing waits.

    The ring has room for two entries a partner and day: an entry is made by a day's service of a due day, at most one
    service a day and partner leaves people of a due day behind, and any other uses up what the due day had before.
    Where a partner leaves, those who are alike stand together afterwards. Its length is a power of two.
    """
    entries, shape = 1 << (2 * partners * days).bit_length(), (partners, kinds, draws)
    return Queue(
        waiting=np.zeros((rows, partners, kinds, draws), dtype=chance.dtype),
        head=np.full((partners, draws), rows, dtype=np.int64),
        due=np.zeros(shape, dtype=chance.dtype),
        held=np.zeros(shape, dtype=chance.dtype),
        first_back=np.zeros((2, draws), dtype=np.int64),
        first_when=np.zeros((3, entries, draws), dtype=np.int32),
        first_people=np.zeros((entries, draws), dtype=chance.dtype),
        later_back=np.zeros((retry_days + 1, *shape), dtype=chance.dtype),
        not_due_back=np.zeros((retry_days + 1, *shape), dtype=chance.dtype),
    )


@compiled
def add(queue: Queue, draw: int, partner: int, day: int, kind: int, people: float, today: int) -> None:
    """Let payments of a kind wait at a partner from a due day on."""
    if people > 0 and day < len(queue.waiting):
        queue.waiting[day, partner, kind, draw] += people
        queue.head[partner, draw] = min(queue.head[partner, draw], day)
        if day <= today:
            queue.due[partner, kind, draw] += people


@compiled
def hold_first(queue: Queue, draw: int, partner: int, due: int, people: float, day: int) -> None:
    """Keep first incentives that failed, with their due day, until they are tried again on a day.

    They are kept with who came before them, if those are of the same days and the same partner.
    """
    last = (queue.first_back[1, draw] - 1) & (len(queue.first_people) - 1)
    if (
        queue.first_back[1, draw] > queue.first_back[0, draw]
        and queue.first_when[0, last, draw] == day
        and queue.first_when[1, last, draw] == partner
        and queue.first_when[2, last, draw] == due
    ):
        queue.first_people[last, draw] += people
        queue.held[partner, 0, draw] += people
        return
    if queue.first_back[1, draw] - queue.first_back[0, draw] >= len(queue.first_people):
        raise IndexError("more failed payments than the ring holds")
    end = queue.first_back[1, draw] & (len(queue.first_people) - 1)
    queue.first_when[0, end, draw] = day
    queue.first_when[1, end, draw] = partner
    queue.first_when[2, end, draw] = due
    queue.first_people[end, draw] = people
    queue.first_back[1, draw] += 1
    queue.held[partner, 0, draw] += people


@compiled
def hold_later(queue: Queue, back: int, partner: int, kind: int, draw: int, was_due: float, not_due: float) -> None:
    """Keep later payments that failed in a place of the ring; those that were not due yet are not due until then."""
    queue.later_back[back, partner, kind, draw] += was_due + not_due
    queue.not_due_back[back, partner, kind, draw] += not_due
    queue.held[partner, kind, draw] += was_due


@compiled
def begin(queue: Queue, today: int) -> None:
    """Let a day begin: later payments that are tried again fall due again, and what is due on it is due now."""
    back, partners, kinds, draws = today % len(queue.later_back), *queue.due.shape
    for partner in range(partners):
        for kind in range(kinds):
            for draw in range(draws):
                people = queue.later_back[back, partner, kind, draw]
                queue.held[partner, kind, draw] -= people - queue.not_due_back[back, partner, kind, draw]
                queue.later_back[back, partner, kind, draw] = 0
                queue.not_due_back[back, partner, kind, draw] = 0
                queue.waiting[today, partner, kind, draw] += people
                queue.due[partner, kind, draw] += queue.waiting[today, partner, kind, draw]
        for draw in range(draws):
            queue.head[partner, draw] = min(queue.head[partner, draw], today)


@compiled
def fall_due(queue: Queue, partner: int, day: int, kind: int, people: Counts, today: int) -> None:
    """Let payments of a kind, shape (draw,), wait at a partner from a due day on."""
    for draw in range(len(people)):
        queue.waiting[day, partner, kind, draw] += people[draw]
        queue.head[partner, draw] = min(queue.head[partner, draw], day)
        if day <= today:
            queue.due[partner, kind, draw] += people[draw]


@compiled
def returning(queue: Queue, draw: int, partner: int, today: int) -> int:
    """Return the next entry of first incentives to be tried again by a partner today, or -1."""
    if queue.first_back[0, draw] == queue.first_back[1, draw]:
        return -1
    entry = queue.first_back[0, draw] & (len(queue.first_people) - 1)
    is_here = queue.first_when[0, entry, draw] == today and queue.first_when[1, entry, draw] == partner
    return entry if is_here else -1


@compiled
def take_back(queue: Queue, draw: int, entry: int, people: float) -> None:
    """Take so many first incentives out of the next entry that comes back; it is done with when nobody is left."""
    queue.held[queue.first_when[1, entry, draw], 0, draw] -= people
    queue.first_people[entry, draw] -= people
    if not queue.first_people[entry, draw] > 0:
        queue.first_back[0, draw] += 1


@compiled
def serve(queue: Queue, draw: int, partner: int, due: int, kind: int, people: float, today: int) -> None:
    """Take payments out of the queue."""
    queue.waiting[due, partner, kind, draw] -= people
    if due <= today:
        queue.due[partner, kind, draw] -= people


@compiled
def put_back(queue: Queue, draw: int, partner: int, today: int) -> None:
    """Let first incentives that come back today and could not be tried wait where their due days place them."""
    entry = returning(queue, draw, partner, today)
    while entry >= 0:
        add(queue, draw, partner, queue.first_when[2, entry, draw], 0, queue.first_people[entry, draw], today)
        queue.held[partner, 0, draw] -= queue.first_people[entry, draw]
        queue.first_back[0, draw] += 1
        entry = returning(queue, draw, partner, today)


@allocating
def move(streams: Streams, queue: Queue, leaves: int, shares: Floats, today: int) -> None:
    """Let a partner leave: its payments, due and to be tried again, go to the others, each by weight."""
    rows, partners, kinds = queue.waiting.shape[:3]
    moved = np.zeros(partners, queue.due.dtype)
    for draw in range(len(streams)):
        for day in range(rows):
            for kind in range(kinds):
                people = queue.waiting[day, leaves, kind, draw]
                if people <= 0:
                    continue
                queue.waiting[day, leaves, kind, draw] = 0
                if day <= today:
                    queue.due[leaves, kind, draw] -= people
                split(streams[draw], people, shares[:, draw], moved)
                for other in range(partners):
                    add(queue, draw, other, day, kind, moved[other], today)
        _move_later(streams, queue, draw, leaves, shares, moved)
        _move_first(streams, queue, draw, leaves, shares, moved)


@compiled
def _move_later(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Move later payments that failed."""
    for back in range(len(queue.later_back)):
        for kind in range(queue.later_back.shape[2]):
            not_due = queue.not_due_back[back, leaves, kind, draw]
            was_due = queue.later_back[back, leaves, kind, draw] - not_due
            queue.later_back[back, leaves, kind, draw] = 0
            queue.not_due_back[back, leaves, kind, draw] = 0
            queue.held[leaves, kind, draw] -= was_due
            if was_due > 0:
                split(streams[draw], was_due, shares[:, draw], moved)
                for other in range(len(moved)):
                    hold_later(queue, back, other, kind, draw, moved[other], none_of(not_due))
            if not_due > 0:
                split(streams[draw], not_due, shares[:, draw], moved)
                for other in range(len(moved)):
                    hold_later(queue, back, other, kind, draw, none_of(not_due), moved[other])


@allocating
def _move_first(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Move first incentives that failed, and put all in order again: by day of coming back, partner, due day."""
    first, last = queue.first_back[0, draw], queue.first_back[1, draw]
    most, partners = (last - first) * len(moved), len(moved)
    when, counts, found = np.zeros((most, 3), np.int32), np.zeros(most, moved.dtype), 0
    for number in range(first, last):
        entry = number & (len(queue.first_people) - 1)
        partner, people = queue.first_when[1, entry, draw], queue.first_people[entry, draw]
        queue.held[partner, 0, draw] -= people
        moved[:] = 0
        moved[partner] = people
        if partner == leaves:
            split(streams[draw], people, shares[:, draw], moved)
        for other in range(partners):
            if moved[other] > 0:
                when[found, 0], when[found, 2] = queue.first_when[0, entry, draw], queue.first_when[2, entry, draw]
                when[found, 1], counts[found] = other, moved[other]
                found += 1
    rows = len(queue.waiting)
    order = np.argsort((when[:found, 0] * partners + when[:found, 1]) * np.int64(rows) + when[:found, 2])
    queue.first_back[1, draw] = first
    for at in order:
        hold_first(queue, draw, when[at, 1], when[at, 2], counts[at], when[at, 0])
