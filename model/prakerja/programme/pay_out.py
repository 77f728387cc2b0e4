"""A day of the payment partners: what is due is attempted, first due first, and what follows falls due."""

from __future__ import annotations

from typing import NamedTuple


from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import none_of, thin
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.dice.stream import Stream
from prakerja.programme.queue import Queue, add, begin, hold_first, hold_later, put_back, returning
from prakerja.programme.waits import WaitTable, close, note
from prakerja.scenario.arrays import Floats

_NOBODY = 1e-4  # persons: what is expected to fail of a payment in the fluid limit gets less for ever, and ends here


class Rules(NamedTuple):
    """What the office decided on payments, in numbers: how many of each, and the days between them."""

    incentives: int
    surveys: int
    between: int
    survey_after: int
    retry: int


class Paid(NamedTuple):
    """What was paid today and to date, by kind; attempts and failures today; surveys answered; paid once, by due day.

    The shapes are (kind, draw) twice, (partner, draw) twice, (draw,), and (due day, draw).
    """

    today: Counts
    total: Counts
    attempted: Counts
    failed: Counts
    answered: Counts
    once: Counts


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
    tried: Counts,
    made: Counts,
    by_year_end: bool,
) -> None:
    """Let every partner pay, and what follows from the payments fall due (RULES.md, Payment)."""
    partners, kinds = queue.due.shape[:2]
    for draw in range(len(streams)):
        for kind in range(kinds):
            paid.today[kind, draw] = 0
        for partner in range(partners):
            begin(queue, draw, partner, day)
            for kind in range(kinds):
                tried[kind] = made[kind] = 0
            stream, fails, room = streams[draw], failure[partner, draw], capacity[partner, draw]
            _serve(stream, queue, draw, partner, day, due_until, room, fails, rules.retry, tried, made, paid, waits)
            paid.attempted[partner, draw] = tried[0]
            paid.failed[partner, draw] = tried[0] - made[0]
            for kind in range(1, kinds):
                if tried[kind] > 0:
                    failed = thin(stream, tried[kind], fails)
                    made[kind] = tried[kind] - failed
                    hold_later(queue, draw, partner, kind, failed, day + rules.retry)
                    paid.attempted[partner, draw] += tried[kind]
                    paid.failed[partner, draw] += failed
            for kind in range(kinds):
                paid.today[kind, draw] += made[kind]
                paid.total[kind, draw] += made[kind]
            _let_fall_due(stream, queue, draw, partner, day, rules, response[draw], made, paid)
        close(waits, draw, by_year_end)


@compiled
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
    tried: Counts,
    made: Counts,
    paid: Paid,
    waits: WaitTable,
) -> None:
    """Attempt payments from the head of the queue on, while there is room; a first incentive that fails keeps its day."""
    due, last = queue.head[partner, draw], min(due_until, len(queue.waiting) - 1)
    while room > 0:
        entry = returning(queue, draw, partner, day)
        if entry >= 0 and queue.first_when[2, entry, draw] <= min(due, last):
            goes = min(queue.first_people[entry, draw], room)
            queue.first_people[entry, draw] -= goes
            queue.held[partner, 0, draw] -= goes
            failed = _try_first(stream, queue, draw, partner, day, queue.first_when[2, entry, draw], goes, fails, retry, paid, waits)
            tried[0] += goes
            made[0] += goes - failed
            room -= goes
            if not queue.first_people[entry, draw] > 0:
                queue.first_back[0, draw] += 1
            continue
        if due > last:
            break
        is_empty = True
        for kind in range(len(tried)):
            here = queue.waiting[due, partner, kind, draw]
            goes = min(here, room)
            if goes > 0:
                queue.waiting[due, partner, kind, draw] = here - goes
                if due <= day:
                    queue.due[partner, kind, draw] -= goes
                if kind == 0:
                    failed = _try_first(stream, queue, draw, partner, day, due, goes, fails, retry, paid, waits)
                    made[0] += goes - failed
                tried[kind] += goes
                room -= goes
            if goes < here:
                is_empty = False
        if is_empty:
            due += 1
    queue.head[partner, draw] = due
    put_back(queue, draw, partner, day)


@compiled
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
    """Return how many of some first incentives fail when they are tried: they keep their due day."""
    failed = thin(stream, people, fails)
    if failed < _NOBODY:
        failed -= failed
    else:
        hold_first(queue, draw, partner, due, failed, day + retry)
    note(waits, day - due, people - failed)
    paid.once[due, draw] += people - failed
    return failed


@compiled
def _let_fall_due(
    stream: Stream,
    queue: Queue,
    draw: int,
    partner: int,
    day: int,
    rules: Rules,
    response: float,
    made: Counts,
    paid: Paid,
) -> None:
    """Let the next incentive of whoever was paid fall due, and the payment for the survey, if it is answered."""
    for kind in range(rules.incentives - 1):
        add(queue, draw, partner, day + rules.between, kind + 1, made[kind], day)
    if rules.surveys > 0:
        asked = none_of(made[0])
        for kind in range(rules.surveys):
            asked += made[kind]
        if asked > 0:
            answers = thin(stream, asked, response)
            add(queue, draw, partner, day + rules.survey_after, rules.incentives, answers, day)
            paid.answered[draw] += answers
