"""What is due at the payment partners: first due first served, ties by kind of payment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.dice.chance import none_of, split
from prakerja.programme.dice.compiled import allocating, compiled, inlined
from prakerja.scenario.arrays import Floats

_ENTRIES = 256  # of the ring at first
_DUE_BITS = 20  # of a place: more days than any programme has


class Queue(NamedTuple):
    """Payments that wait, by partner.

    Kinds are numbered: the incentives in order, then the surveys together. Payments that failed stand apart until they
    are tried again: first incentives in the order of their places (the entries `first_back[0]` up to `first_back[1]` of
    a ring), later payments by the day on which they come back (a ring of days).

    Attributes
    ----------
    waiting
        By due day, which may lie ahead, shape (due day, partner, kind, draw).
    head
        A due day before which nothing waits, shape (partner, draw).
    due
        What waits and whose due day has come, shape (partner, kind, draw).
    held
        What failed and waits to be tried again, shape (partner, kind, draw).
    first_back
        Where the first incentives that failed begin and end in their ring, counted on for ever, shape (2, draw).
    first_place, first_people
        The place, which is the day of coming back, the partner and the due day in one number, and how many, shape
        (entry, draw).
    later_back
        Later payments that failed, by day of coming back modulo the length, shape (day, partner, kind, draw).
    """

    waiting: Counts
    head: NDArray[np.int64]
    due: Counts
    held: Counts
    first_back: NDArray[np.int64]
    first_place: NDArray[np.int64]
    first_people: Counts
    later_back: Counts


def empty_queue(chance: Chance, draws: int, partners: int, rows: int, kinds: int, retry_days: int) -> Queue:
    """Return a queue in which nothing waits. Its ring, whose length is a power of two, grows by `roomy`."""
    shape = (partners, kinds, draws)
    return Queue(
        waiting=np.zeros((rows, partners, kinds, draws), dtype=chance.dtype),
        head=np.full((partners, draws), rows, dtype=np.int64),
        due=np.zeros(shape, dtype=chance.dtype),
        held=np.zeros(shape, dtype=chance.dtype),
        first_back=np.zeros((2, draws), dtype=np.int64),
        first_place=np.zeros((_ENTRIES, draws), dtype=np.int64),
        first_people=np.zeros((_ENTRIES, draws), dtype=chance.dtype),
        later_back=np.zeros((retry_days + 1, partners, kinds, draws), dtype=chance.dtype),
    )


def roomy(queue: Queue, more: int) -> Queue:
    """Return a queue whose ring has room for so many more entries in every draw: the same, if it has."""
    old, first, last = len(queue.first_people), *queue.first_back
    need = int((last - first).max()) + more
    if need <= old:
        return queue
    entries = 1 << (need - 1).bit_length()
    place, people = (np.zeros((entries, len(first)), of.dtype) for of in (queue.first_place, queue.first_people))
    for behind in range(int((last - first).max())):  # what is behind the end of a draw is never looked at
        here, draw = first + behind, np.arange(len(first))
        place[here % entries, draw] = queue.first_place[here % old, draw]
        people[here % entries, draw] = queue.first_people[here % old, draw]
    return queue._replace(first_place=place, first_people=people)


@compiled
def entries_of_a_day(queue: Queue, due_until: int) -> int:
    """Return how many entries a day's payments add to the ring at most.

    The service of a due day adds one. That of an entry that comes back puts another in its place, but for one that a
    partner leaves people of behind.
    """
    most = 0
    for draw in range(queue.head.shape[1]):
        rows = 0
        for partner in range(len(queue.head)):
            rows += max(due_until + 1 - queue.head[partner, draw], 0) + 1
        most = max(most, rows)
    return most


@compiled
def add(queue: Queue, draw: int, partner: int, day: int, kind: int, people: float, today: int) -> None:
    """Let payments of a kind wait at a partner from a due day on."""
    if people > 0 and day < len(queue.waiting):
        queue.waiting[day, partner, kind, draw] += people
        queue.head[partner, draw] = min(queue.head[partner, draw], day)
        if day <= today:
            queue.due[partner, kind, draw] += people


@inlined
def place_of(day: int, partner: int, due: int, partners: int) -> int:
    """Return a place among payments that come back: by day, then partner, then due day."""
    return (day * partners + partner) << _DUE_BITS | due


@compiled
def place_in_words(place: int, partners: int) -> tuple[int, int, int]:
    """Return the day of coming back, the partner and the due day of a place."""
    by_day = place >> _DUE_BITS
    return by_day // partners, by_day % partners, place & ((1 << _DUE_BITS) - 1)


@inlined
def hold_first(queue: Queue, draw: int, partner: int, due: int, people: float, day: int) -> None:
    """Keep first incentives that failed, with their due day, until they are tried again on a day.

    They are kept with who came before them, if those have the same place.
    """
    first, end, ring = queue.first_back[0, draw], queue.first_back[1, draw], len(queue.first_people)
    place, last = place_of(day, partner, due, len(queue.head)), (end - 1) & (ring - 1)
    queue.held[partner, 0, draw] += people
    if end > first and queue.first_place[last, draw] == place:
        queue.first_people[last, draw] += people
        return
    if end - first >= ring:
        raise IndexError("more failed payments than the ring holds")
    queue.first_place[end & (ring - 1), draw] = place
    queue.first_people[end & (ring - 1), draw] = people
    queue.first_back[1, draw] = end + 1


@compiled
def begin(queue: Queue, today: int) -> None:
    """Let a day begin: later payments that are tried again fall due again, and what is due on it is due now."""
    back, partners, kinds, draws = today % len(queue.later_back), *queue.due.shape
    for partner in range(partners):
        for kind in range(kinds):
            for draw in range(draws):
                people = queue.later_back[back, partner, kind, draw]
                queue.later_back[back, partner, kind, draw] = 0
                queue.held[partner, kind, draw] -= people
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
def returning(queue: Queue, draw: int, partner: int, today: int) -> int:
    """Return the next entry of first incentives to be tried again by a partner today, or -1."""
    if queue.first_back[0, draw] == queue.first_back[1, draw]:
        return -1
    entry = queue.first_back[0, draw] & (len(queue.first_people) - 1)
    first = place_of(today, partner, 0, len(queue.head))
    is_here = queue.first_place[entry, draw] >> _DUE_BITS == first >> _DUE_BITS
    return entry if is_here else -1


@inlined
def due_of(queue: Queue, draw: int, entry: int) -> int:
    """Return the due day of an entry."""
    return queue.first_place[entry, draw] & ((1 << _DUE_BITS) - 1)


@inlined
def take_back(queue: Queue, draw: int, partner: int, entry: int, people: float) -> None:
    """Take so many first incentives out of the next entry that comes back; it is done with when nobody is left."""
    queue.held[partner, 0, draw] -= people
    queue.first_people[entry, draw] -= people
    if not queue.first_people[entry, draw] > 0:
        queue.first_back[0, draw] += 1


@inlined
def waiting_on(queue: Queue, draw: int, partner: int, due: int) -> float:
    """Return how many payments of a due day wait."""
    people = none_of(queue.waiting[due, partner, 0, draw])
    for kind in range(queue.waiting.shape[2]):
        people += queue.waiting[due, partner, kind, draw]
    return people


@inlined
def serve(queue: Queue, draw: int, partner: int, due: int, kind: int, room: float, everyone: bool, today: int) -> float:
    """Take payments of a kind out of the queue, everyone or as many as there is room for; return how many."""
    here = queue.waiting[due, partner, kind, draw]
    people = here if everyone else min(here, room)
    queue.waiting[due, partner, kind, draw] = here - people
    if due <= today:
        queue.due[partner, kind, draw] -= people
    return people


@compiled
def put_back(queue: Queue, draw: int, partner: int, today: int) -> None:
    """Let first incentives that come back today and could not be tried wait where their due days place them."""
    entry = returning(queue, draw, partner, today)
    while entry >= 0:
        add(queue, draw, partner, due_of(queue, draw, entry), 0, queue.first_people[entry, draw], today)
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
            people = queue.later_back[back, leaves, kind, draw]
            if people <= 0:
                continue
            queue.later_back[back, leaves, kind, draw] = 0
            queue.held[leaves, kind, draw] -= people
            split(streams[draw], people, shares[:, draw], moved)
            for other in range(len(moved)):
                queue.later_back[back, other, kind, draw] += moved[other]
                queue.held[other, kind, draw] += moved[other]


@allocating
def _move_first(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Move first incentives that failed, and put all in order again."""
    first, last = queue.first_back[0, draw], queue.first_back[1, draw]
    most, partners = (last - first) * len(moved), len(moved)
    places, counts, found = np.zeros(most, np.int64), np.zeros(most, moved.dtype), 0
    for number in range(first, last):
        entry = number & (len(queue.first_people) - 1)
        place, people = queue.first_place[entry, draw], queue.first_people[entry, draw]
        day, partner, due = place_in_words(place, partners)
        queue.held[partner, 0, draw] -= people
        moved[:] = 0
        moved[partner] = people
        if partner == leaves:
            split(streams[draw], people, shares[:, draw], moved)
        for other in range(partners):
            if moved[other] > 0:
                places[found], counts[found] = place_of(day, other, due, partners), moved[other]
                found += 1
    queue.first_back[1, draw] = first
    for at in np.argsort(places[:found]):
        day, partner, due = place_in_words(places[at], partners)
        hold_first(queue, draw, partner, due, counts[at], day)
