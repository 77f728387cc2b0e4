"""A day of the payment partners: what is due is attempted, first due first, and what follows falls due."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from prakerja.programme.chance import Chance, Counts, Streams
from prakerja.programme.dice.chance import none_of, thin
from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.dice.stream import Stream
from prakerja.programme.queue import Queue, begin, fall_due, hold_later, put_back, serve, waiting_on
from prakerja.programme.ring import due_of, keep, place_of, returning, take
from prakerja.programme.waits import WaitTable, close, note
from prakerja.scenario.arrays import Floats

_NOBODY = 1e-12  # of all paid so far: what fails again and again in the fluid limit gets less for ever, and ends here


class Rules(NamedTuple):
    """What the office decided on payments, in numbers: how many of each, and the days between them."""

    incentives: int
    surveys: int
    between: int
    survey_after: int
    retry: int


class Paid(NamedTuple):
    """What was paid.

    Attributes
    ----------
    tried, early, made
        Today, shape (partner, kind, draw); tried early are the later payments whose due day lay ahead.
    attempted, failed
        Today, shape (partner, draw).
    today, total
        Today and to date, shape (kind, draw).
    answered
        Surveys answered to date, shape (draw,).
    once
        First incentives to date by due day, shape (due day, draw).
    """

    tried: Counts
    early: Counts
    made: Counts
    attempted: Counts
    failed: Counts
    today: Counts
    total: Counts
    answered: Counts
    once: Counts


def nothing_paid(chance: Chance, partners: int, kinds: int, days: int, draws: int) -> Paid:
    """Return what was paid before the first day."""
    by_kind = (kinds, draws)
    shapes = [(partners, *by_kind)] * 3 + [(partners, draws)] * 2 + [by_kind] * 2 + [(draws,), (days, draws)]
    return Paid(*(np.zeros(shape, dtype=chance.dtype) for shape in shapes))


@compiled
def pay_out(
    streams: Streams,
    day: int,
    due_until: int,
    capacity: Counts,
    rules: Rules,
    failure: Floats,
    response: Floats,
    queue: Queue,
    paid: Paid,
    waits: WaitTable,
    by_year_end: bool,
) -> None:
    """Let every partner pay, and what follows from the payments fall due (RULES.md, Payment)."""
    begin(queue, day)
    for table in (paid.tried, paid.early, paid.made):
        table[:] = 0
    for draw in range(len(streams)):
        for partner in range(len(capacity)):
            stream, room, fails = streams[draw], capacity[partner, draw], failure[partner, draw]
            if room > 0:
                _serve(stream, queue, draw, partner, day, due_until, room, fails, rules.retry, paid, waits)
            else:
                put_back(queue, draw, partner, day)
        close(waits, draw, by_year_end)
    _fail(streams, queue, failure, day + rules.retry, paid)
    _count(paid)
    _let_fall_due(streams, queue, day, rules, response, paid)


@inlined
def _serve(
    stream: Stream,
    queue: Queue,
    draw: int,
    partner: int,
    day: int,
    due_until: int,
    room: float,
    fails: float,
    retry: int,
    paid: Paid,
    waits: WaitTable,
) -> None:
    """Attempt payments while there is room: from the head of the queue on, and who comes back in the old place."""
    due, last, ring = queue.head[partner, draw], min(due_until, len(queue.waiting) - 1), queue.ring
    entry = returning(ring, draw, partner, day, len(queue.head))
    tried, failed, came_back, were_due = none_of(room), none_of(room), none_of(room), none_of(room)
    while room > 0:
        if entry >= 0 and due_of(ring, draw, entry) <= min(due, last):
            old, goes = due_of(ring, draw, entry), min(ring.people[draw, entry], room)
            room -= goes
            came_back += goes
            take(ring, draw, entry, goes)
            failed += _try_first(stream, queue, draw, partner, day, old, goes, fails, retry, paid, waits)
            entry = returning(ring, draw, partner, day, len(queue.head))
            continue
        if due > last:
            break
        here = waiting_on(queue, draw, partner, due)
        goes, all_served = min(here, room), here <= room
        room -= goes
        first = serve(queue, draw, partner, due, goes, all_served, due > day, paid.tried, paid.early)
        if first > 0:
            tried += first
            were_due += first if due <= day else none_of(first)
            failed += _try_first(stream, queue, draw, partner, day, due, first, fails, retry, paid, waits)
        due += all_served
    queue.head[partner, draw] = due
    queue.due[partner, 0, draw] -= were_due
    queue.held[partner, 0, draw] += failed - came_back
    paid.tried[partner, 0, draw] = tried + came_back
    paid.made[partner, 0, draw] = tried + came_back - failed
    if entry >= 0:
        put_back(queue, draw, partner, day)


@inlined
def _try_first(
    stream: Stream,
    queue: Queue,
    draw: int,
    partner: int,
    day: int,
    due: int,
    people: float,
    fails: float,
    retry: int,
    paid: Paid,
    waits: WaitTable,
) -> float:
    """Try first incentives, and return how many fail: those keep their due day, and with it their place."""
    failed = thin(stream, people, fails)
    if failed <= _NOBODY * paid.total[0, draw]:
        failed = none_of(failed)
    else:
        keep(queue.ring, draw, place_of(day + retry, partner, due, len(queue.head)), failed)
    note(waits, day - due, people - failed)
    paid.once[due, draw] += people - failed
    return failed


@compiled
def _fail(streams: Streams, queue: Queue, failure: Floats, again: int, paid: Paid) -> None:
    """Let later payments fail that were tried: they are held, and fall due again on a day."""
    back, partners, kinds, draws = again % len(queue.later_back), *paid.tried.shape
    for partner in range(partners):
        for kind in range(1, kinds):
            for draw in range(draws):
                tried, early = paid.tried[partner, kind, draw], paid.early[partner, kind, draw]
                if tried > 0:
                    was_due = thin(streams[draw], tried - early, failure[partner, draw])
                    not_due = thin(streams[draw], early, failure[partner, draw])
                    paid.made[partner, kind, draw] = tried - was_due - not_due
                    queue.due[partner, kind, draw] -= tried - early
                    hold_later(queue, back, partner, kind, draw, was_due, not_due)


@compiled
def _count(paid: Paid) -> None:
    """Add up what was tried, and made, by kind and by partner."""
    partners, kinds, draws = paid.made.shape
    paid.today[:] = 0
    paid.attempted[:] = 0
    paid.failed[:] = 0
    for partner in range(partners):
        for kind in range(kinds):
            for draw in range(draws):
                tried, made = paid.tried[partner, kind, draw], paid.made[partner, kind, draw]
                paid.attempted[partner, draw] += tried
                paid.failed[partner, draw] += tried - made
                paid.today[kind, draw] += made
                paid.total[kind, draw] += made


@compiled
def _let_fall_due(streams: Streams, queue: Queue, day: int, rules: Rules, response: Floats, paid: Paid) -> None:
    """Let the next incentive of whoever was paid fall due, and the payment for the survey, if it is answered."""
    for partner in range(len(paid.made)):
        for kind in range(rules.incentives - 1):
            fall_due(queue, partner, day + rules.between, kind + 1, paid.made[partner, kind], day)
        answers = paid.tried[partner, 0]  # its numbers are not needed any more
        for draw in range(len(streams)):
            asked = none_of(answers[draw])
            for kind in range(rules.surveys):
                asked += paid.made[partner, kind, draw]
            answers[draw] = thin(streams[draw], asked, response[draw])
            paid.answered[draw] += answers[draw]
        fall_due(queue, partner, day + rules.survey_after, rules.incentives, answers, day)
