"""The rival: one future of the core of the programme with numpy arrays over people, as written in a notebook.

No clock, no actors, no money, one future at a time: selection, lags, deadlines, then first come first served with daily
capacities, four incentives and three surveys. Fair to its author: no loop over people anywhere, and queues of views.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.core import Numbers

Counts = NDArray[np.int64]


def rival(w: Numbers, rng: np.random.Generator) -> dict[str, Counts]:
    """Simulate one future; people by day and payments by (day, kind), backlogs by (day, partner)."""
    wave_of = np.full(w.people, -1)
    wave_of[rng.permutation(w.people)[: w.places * len(w.waves)]] = np.repeat(np.arange(len(w.waves)), w.places)
    announced = np.array(w.waves)[wave_of[wave_of >= 0]]

    def step(start: Counts, stage: int) -> tuple[NDArray[np.bool_], Counts]:
        lag = rng.choice(len(w.lags[stage]), len(start), p=w.lags[stage])
        return rng.random(len(start)) < w.probabilities[stage], start + lag

    goes, ordered = step(announced, 0)
    bought = ordered[goes & (ordered - announced <= w.window) & (ordered <= w.deadline)]
    goes, ended = step(bought, 1)
    completed = ended[goes & (ended <= w.deadline)]
    goes, due = step(completed, 2)
    due = due[goes & (due < w.days)]
    account = rng.choice(len(w.shares), len(due), p=w.shares)
    paid, backlog = np.zeros((w.days, 5), np.int64), np.zeros((w.days, len(w.shares)), np.int64)
    for partner in range(len(w.shares)):
        _pay(w, rng, due[account == partner], partner, paid, backlog)
    totals = {"bought": bought, "completed": completed, "validated": due}
    by_day = {name: np.bincount(days, minlength=w.days).cumsum() for name, days in totals.items()}
    return {**by_day, "paid": paid, "backlog": backlog}


def _pay(w: Numbers, rng: np.random.Generator, due: Counts, partner: int, paid: Counts, backlog: Counts) -> None:
    people = np.argsort(due, kind="stable")
    starts = np.searchsorted(due[people], np.arange(w.days + 1))
    waiting = [[[people[a:b]], [], [], [], []] for a, b in pairwise(starts)]
    oldest, length = 0, 0
    for day in range(w.days):
        length += sum(len(some) for kind in waiting[day] for some in kind)
        left = w.capacities[partner]
        for late in range(oldest, day + 1):
            for kind in range(5):
                queue, waiting[late][kind] = waiting[late][kind], []
                for some in queue:
                    now, later = some[:left], some[left:]
                    left, length, paid[day, kind] = left - len(now), length - len(now), paid[day, kind] + len(now)
                    if len(later):
                        waiting[late][kind].append(later)
                    if kind < 3 and day + w.after < w.days:
                        waiting[day + w.after][4].append(now[rng.random(len(now)) < w.response])
                    if kind < 3 and day + w.between < w.days:
                        waiting[day + w.between][kind + 1].append(now)
            if left == 0:
                break
        oldest = late
        backlog[day, partner] = length
