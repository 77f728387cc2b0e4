"""A day of the payment partners: what is due is attempted, first due first, and what follows falls due."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts, Stream, Streams
from prakerja.programme.dice.chance import thin
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.queue import Queue, add, begin, hold_first, hold_later
from prakerja.programme.waits import WaitTable, close, note
from prakerja.scenario.arrays import Floats


class Rules(NamedTuple):
    """What the office decided on payments, in numbers: how many of each, and the days between them."""

    incentives: int
    surveys: int
    between: int
    survey_after: int
    retry: int


class Paid(NamedTuple):
    """What was paid today and to date, by kind; attempts and failures today; surveys answered; paid once, by wave.

    The shapes are (kind, draw) twice, (partner, draw) twice, (draw,), and (draw, wave), as expected.
    """

    today: Counts
    total: Counts
    attempted: Counts
    failed: Counts
    answered: Counts
    once_by_wave: Floats


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
    origin: NDArray[np.float32],
    paid: Paid,
    waits: WaitTable,
    by_year_end: bool,
) -> None:
    """Let every partner pay, and what follows from the payments fall due (RULES.md, Payment)."""
    partners, kinds = queue.due.shape[1], queue.due.shape[2]
    tried, made = np.zeros(kinds, queue.due.dtype), np.zeros(kinds, queue.due.dtype)
    for draw in range(len(streams)):
        begin(queue, draw, day)
        paid.today[:, draw] = 0
        for partner in range(partners):
            tried[:] = 0
            made[:] = 0
            stream, fails, room = streams[draw], failure[draw, partner], capacity[draw, partner]
            _serve(stream, queue, draw, partner, day, due_until, room, fails, rules.retry, tried, made, origin, paid, waits)
            for kind in range(1, kinds):
                failed = thin(stream, tried[kind], fails)
                made[kind] = tried[kind] - failed
                if failed > 0:
                    hold_later(queue, draw, partner, kind, failed, day + rules.retry)
            paid.attempted[partner, draw] = tried.sum()
            paid.failed[partner, draw] = tried.sum() - made.sum()
            _let_fall_due(stream, queue, draw, partner, day, rules, response[draw], made, paid)
            for kind in range(kinds):
                paid.today[kind, draw] += made[kind]
                paid.total[kind, draw] += made[kind]
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
    origin: NDArray[np.float32],
    paid: Paid,
    waits: WaitTable,
) -> None:
    """Attempt payments from the head of the queue on, while there is room; a first incentive that fails keeps its day."""
    due, last, behind = queue.head[draw, partner], min(due_until, queue.waiting.shape[2] - 1), False
    while room > 0 and due <= last and not behind:
        for kind in range(len(tried)):
            here = queue.waiting[draw, partner, due, kind]
            goes = min(here, room)
            if goes > 0:
                room -= goes
                tried[kind] += goes
                queue.waiting[draw, partner, due, kind] = here - goes
                if due <= day:
                    queue.due[draw, partner, kind] -= goes
                if kind == 0:
                    failed = thin(stream, goes, fails)
                    made[0] += goes - failed
                    note(waits, day - due, goes - failed)
                    for wave in range(origin.shape[2]):
                        paid.once_by_wave[draw, wave] += (goes - failed) * origin[draw, due, wave]
                    if failed > 0:
                        hold_first(queue, draw, partner, due, failed, day + retry)
            if goes < here:
                behind = True
                break
        if not behind:
            due += 1
    queue.head[draw, partner] = due


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
        answers = thin(stream, made[: rules.surveys].sum(), response)
        add(queue, draw, partner, day + rules.survey_after, rules.incentives, answers, day)
        paid.answered[draw] += answers
