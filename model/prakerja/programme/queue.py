"""What is due at the payment partners: first due first served, ties by kind of payment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.dice.chance import split
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
        By due day, which may lie ahead, shape (draw, partner, due day, kind).
    head
        A due day before which nothing waits, shape (draw, partner).
    due
        What waits and whose due day has come, shape (draw, partner, kind).
    held
        What failed and waits to be tried again, shape (draw, partner, kind).
    first_back
        Where the first incentives that failed begin and end in their ring, counted on for ever, shape (draw, 2); they
        stand in the order of coming back, partner and due day.
    first_when, first_people
        Day of coming back, partner and due day, shape (draw, entry, 3), and how many, shape (draw, entry).
    later_back
        Later payments that failed, by day of coming back modulo the length, shape (draw, day, partner, kind).
    """

    waiting: Counts
    head: NDArray[np.int64]
    due: Counts
    held: Counts
    first_back: NDArray[np.int64]
    first_when: NDArray[np.int32]
    first_people: Counts
    later_back: Counts


def empty_queue(chance: Chance, draws: int, partners: int, days: int, rows: int, kinds: int, retry_days: int) -> Queue:
    """Return a queue in which nothing waits.

    The ring has room for two entries a partner and day: an entry is made by a day's service of a due day, at most one
    service a day and partner leaves people of a due day behind, and any other uses up what the due day had before. Its
    length is a power of two.
    """
    entries, shape = 1 << (2 * partners * days).bit_length(), (draws, partners, kinds)
    return Queue(
        waiting=np.zeros((draws, partners, rows, kinds), dtype=chance.dtype),
        head=np.full((draws, partners), rows, dtype=np.int64),
        due=np.zeros(shape, dtype=chance.dtype),
        held=np.zeros(shape, dtype=chance.dtype),
        first_back=np.zeros((draws, 2), dtype=np.int64),
        first_when=np.zeros((draws, entries, 3), dtype=np.int32),
        first_people=np.zeros((draws, entries), dtype=chance.dtype),
        later_back=np.zeros((draws, retry_days + 1, partners, kinds), dtype=chance.dtype),
    )


@compiled
def add(queue: Queue, draw: int, partner: int, day: int, kind: int, people: float, today: int) -> None:
    """Let payments of a kind wait at a partner from a due day on."""
    if people > 0 and day < queue.waiting.shape[2]:
        queue.waiting[draw, partner, day, kind] += people
        queue.head[draw, partner] = min(queue.head[draw, partner], day)
        if day <= today:
            queue.due[draw, partner, kind] += people


@compiled
def hold_first(queue: Queue, draw: int, partner: int, due: int, people: float, day: int) -> None:
    """Keep first incentives that failed, with their due day, until they are tried again on a day."""
    if queue.first_back[draw, 1] - queue.first_back[draw, 0] >= queue.first_people.shape[1]:
        raise IndexError("more failed payments than the ring holds")
    end = queue.first_back[draw, 1] & (queue.first_people.shape[1] - 1)
    queue.first_when[draw, end, 0] = day
    queue.first_when[draw, end, 1] = partner
    queue.first_when[draw, end, 2] = due
    queue.first_people[draw, end] = people
    queue.first_back[draw, 1] += 1
    queue.held[draw, partner, 0] += people


@compiled
def hold_later(queue: Queue, draw: int, partner: int, kind: int, people: float, day: int) -> None:
    """Keep later payments that failed until they fall due again on a day."""
    queue.later_back[draw, day % queue.later_back.shape[1], partner, kind] += people
    queue.held[draw, partner, kind] += people


@compiled
def begin(queue: Queue, draw: int, partner: int, today: int) -> None:
    """Let a day begin: what is due on it is due now, and later payments that are tried again fall due again."""
    back = today % queue.later_back.shape[1]
    for kind in range(queue.due.shape[2]):
        people = queue.later_back[draw, back, partner, kind]
        if people > 0:
            queue.later_back[draw, back, partner, kind] = 0
            queue.held[draw, partner, kind] -= people
            add(queue, draw, partner, today, kind, people, today - 1)
        queue.due[draw, partner, kind] += queue.waiting[draw, partner, today, kind]


@compiled
def returning(queue: Queue, draw: int, partner: int, today: int) -> int:
    """Return the next entry of first incentives to be tried again by a partner today, or -1."""
    if queue.first_back[draw, 0] == queue.first_back[draw, 1]:
        return -1
    entry = queue.first_back[draw, 0] & (queue.first_people.shape[1] - 1)
    is_here = queue.first_when[draw, entry, 0] == today and queue.first_when[draw, entry, 1] == partner
    return entry if is_here else -1


@compiled
def put_back(queue: Queue, draw: int, partner: int, today: int) -> None:
    """Let first incentives that come back today and could not be tried wait where their due days place them."""
    entry = returning(queue, draw, partner, today)
    while entry >= 0:
        add(queue, draw, partner, queue.first_when[draw, entry, 2], 0, queue.first_people[draw, entry], today)
        queue.held[draw, partner, 0] -= queue.first_people[draw, entry]
        queue.first_back[draw, 0] += 1
        entry = returning(queue, draw, partner, today)


@allocating
def move(streams: Streams, queue: Queue, leaves: int, shares: Floats, today: int) -> None:
    """Let a partner leave: its payments, due and to be tried again, go to the others, each by weight."""
    partners, rows, kinds = queue.waiting.shape[1], queue.waiting.shape[2], queue.waiting.shape[3]
    moved = np.zeros(partners, queue.due.dtype)
    for draw in range(len(streams)):
        for day in range(rows):
            for kind in range(kinds):
                people = queue.waiting[draw, leaves, day, kind]
                if people <= 0:
                    continue
                queue.waiting[draw, leaves, day, kind] = 0
                if day <= today:
                    queue.due[draw, leaves, kind] -= people
                split(streams[draw], people, shares[draw], moved)
                for other in range(partners):
                    add(queue, draw, other, day, kind, moved[other], today)
        for back in range(queue.later_back.shape[1]):
            for kind in range(kinds):
                people = queue.later_back[draw, back, leaves, kind]
                if people <= 0:
                    continue
                queue.later_back[draw, back, leaves, kind] = 0
                queue.held[draw, leaves, kind] -= people
                split(streams[draw], people, shares[draw], moved)
                for other in range(partners):
                    queue.later_back[draw, back, other, kind] += moved[other]
                    queue.held[draw, other, kind] += moved[other]
        _move_first(streams, queue, draw, leaves, shares, moved)


@allocating
def _move_first(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Move first incentives that failed, and put all in order again: by day of coming back, partner, due day."""
    first, last = queue.first_back[draw, 0], queue.first_back[draw, 1]
    most, partners = (last - first) * len(moved), len(moved)
    when, counts, found = np.zeros((most, 3), np.int32), np.zeros(most, moved.dtype), 0
    for number in range(first, last):
        entry = number & (queue.first_people.shape[1] - 1)
        partner, people = queue.first_when[draw, entry, 1], queue.first_people[draw, entry]
        queue.held[draw, partner, 0] -= people
        moved[:] = 0
        moved[partner] = people
        if partner == leaves:
            split(streams[draw], people, shares[draw], moved)
        for other in range(partners):
            if moved[other] > 0:
                when[found] = queue.first_when[draw, entry]
                when[found, 1], counts[found] = other, moved[other]
                found += 1
    rows = queue.waiting.shape[2]
    order = np.argsort((when[:found, 0] * partners + when[:found, 1]) * np.int64(rows) + when[:found, 2])
    queue.first_back[draw, 1] = first
    for at in order:
        hold_first(queue, draw, when[at, 1], when[at, 2], counts[at], when[at, 0])
