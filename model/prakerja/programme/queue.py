"""What is due at the payment partners: first due first served, ties by kind of payment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts
from prakerja.programme.dice.chance import none_of
from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.ring import Ring, due_of, empty_ring, keep, place_of, returning, take


class Queue(NamedTuple):
    """Payments that wait, by partner.

    Kinds are numbered: the incentives in order, then the surveys together. Payments that failed stand apart until they
    are tried again.

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
    ring
        First incentives that failed.
    later_back
        Later payments that failed, by day of coming back modulo the length, shape (day, partner, kind, draw).
    not_due_back
        Those of them that were not due yet, and are not held: they fall due on that day.
    """

    waiting: Counts
    head: NDArray[np.int64]
    due: Counts
    held: Counts
    ring: Ring
    later_back: Counts
    not_due_back: Counts


def empty_queue(chance: Chance, draws: int, partners: int, rows: int, kinds: int, retry_days: int) -> Queue:
    """Return a queue in which nothing waits."""
    shape = (partners, kinds, draws)
    return Queue(
        waiting=np.zeros((rows, *shape), dtype=chance.stored),
        head=np.full((partners, draws), rows, dtype=np.int64),
        due=np.zeros(shape, dtype=chance.dtype),
        held=np.zeros(shape, dtype=chance.dtype),
        ring=empty_ring(chance, draws),
        later_back=np.zeros((retry_days + 1, *shape), dtype=chance.dtype),
        not_due_back=np.zeros((retry_days + 1, *shape), dtype=chance.dtype),
    )


@compiled
def entries_after(queue: Queue, due_until: int) -> int:
    """Return how many entries the ring has at most in a draw when a day's payments are made.

    The service of a due day adds one. That of an entry that comes back puts another in its place, but for one that a
    partner leaves people of behind.
    """
    most, ends = 0, queue.ring.ends
    for draw in range(queue.head.shape[1]):
        entries = ends[1, draw] - ends[0, draw]
        for partner in range(len(queue.head)):
            entries += max(due_until + 1 - queue.head[partner, draw], 0) + 1
        most = max(most, entries)
    return most


@compiled
def add(queue: Queue, draw: int, partner: int, day: int, kind: int, people: float, today: int) -> None:
    """Let payments of a kind wait at a partner from a due day on."""
    if people > 0 and day < len(queue.waiting):
        queue.waiting[day, partner, kind, draw] += people
        queue.head[partner, draw] = min(queue.head[partner, draw], day)
        if day <= today:
            queue.due[partner, kind, draw] += people


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


@inlined
def waiting_on(queue: Queue, draw: int, partner: int, due: int) -> float:
    """Return how many payments of a due day wait."""
    people = none_of(queue.waiting[due, partner, 0, draw])
    for kind in range(queue.waiting.shape[2]):
        people += queue.waiting[due, partner, kind, draw]
    return people


@inlined
def serve(
    queue: Queue,
    draw: int,
    partner: int,
    due: int,
    room: float,
    everyone: bool,
    ahead: bool,
    tried: Counts,
    early: Counts,
) -> float:
    """Take payments of a due day out of the queue, everyone or as many as there is room for, in the order of kinds.

    Return how many are first incentives; the later ones are added to those tried, and to the early ones if their due
    day lies ahead. That they are not due any more is left to be counted.
    """
    first = none_of(room)
    for kind in range(queue.waiting.shape[2]):
        here = queue.waiting[due, partner, kind, draw]
        goes = here if everyone else min(here, room)
        queue.waiting[due, partner, kind, draw] = here - goes
        room -= goes
        if kind == 0:
            first = goes
        else:
            tried[partner, kind, draw] += goes
            if ahead:
                early[partner, kind, draw] += goes
    return first


@inlined
def hold_first(queue: Queue, draw: int, partner: int, due: int, people: float, day: int) -> None:
    """Keep first incentives that failed, with their due day, until they are tried again on a day."""
    queue.held[partner, 0, draw] += people
    keep(queue.ring, draw, place_of(day, partner, due, len(queue.head)), people)


@compiled
def hold_later(queue: Queue, back: int, partner: int, kind: int, draw: int, was_due: float, not_due: float) -> None:
    """Keep later payments that failed until a day of the table; those that were not due yet are not due until then."""
    queue.later_back[back, partner, kind, draw] += was_due + not_due
    queue.not_due_back[back, partner, kind, draw] += not_due
    queue.held[partner, kind, draw] += was_due


@compiled
def put_back(queue: Queue, draw: int, partner: int, today: int) -> None:
    """Let first incentives that come back today and could not be tried wait where their due days place them."""
    entry = returning(queue.ring, draw, partner, today, len(queue.head))
    while entry >= 0:
        people = queue.ring.people[draw, entry]
        add(queue, draw, partner, due_of(queue.ring, draw, entry), 0, people, today)
        queue.held[partner, 0, draw] -= people
        take(queue.ring, draw, entry, people)
        entry = returning(queue.ring, draw, partner, today, len(queue.head))
