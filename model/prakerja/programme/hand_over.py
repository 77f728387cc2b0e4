"""A partner leaves: its payments, due and to be tried again, go to the others, each by weight."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import none_of, split
from prakerja.programme.dice.compiled import allocating, compiled
from prakerja.programme.queue import Queue, add, hold_first, hold_later
from prakerja.programme.ring import place_in_words, place_of
from prakerja.scenario.arrays import Floats


@allocating
def hand_over(streams: Streams, queue: Queue, leaves: int, shares: Floats, today: int) -> None:
    """Let a partner leave."""
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
        _later(streams, queue, draw, leaves, shares, moved)
        _first(streams, queue, draw, leaves, shares, moved)


@compiled
def _later(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Hand over later payments that failed."""
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
def _first(streams: Streams, queue: Queue, draw: int, leaves: int, shares: Floats, moved: Counts) -> None:
    """Hand over first incentives that failed, and put all in order again."""
    ring, partners = queue.ring, len(moved)
    first, last = ring.ends[0, draw], ring.ends[1, draw]
    most, found = (last - first) * partners, 0
    places, counts = np.zeros(most, np.int64), np.zeros(most, moved.dtype)
    for number in range(first, last):
        entry = number & (ring.people.shape[1] - 1)
        people = ring.people[draw, entry]
        day, partner, due = place_in_words(ring.place[draw, entry], partners)
        queue.held[partner, 0, draw] -= people
        moved[:] = 0
        moved[partner] = people
        if partner == leaves:
            split(streams[draw], people, shares[:, draw], moved)
        for other in range(partners):
            if moved[other] > 0:
                places[found], counts[found] = place_of(day, other, due, partners), moved[other]
                found += 1
    ring.ends[1, draw] = first
    for at in np.argsort(places[:found]):
        day, partner, due = place_in_words(places[at], partners)
        hold_first(queue, draw, partner, due, counts[at], day)
