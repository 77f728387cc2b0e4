"""Waits: how many days the first incentive took from its due day to its payment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from prakerja.programme.chance import Counts
from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.scenario.arrays import Floats

_ROUNDING = 1e-6  # persons; only the fluid limit has fractions


class WaitTable(NamedTuple):
    """First incentives by the whole days they waited.

    Attributes
    ----------
    today
        Those of the draw at hand paid today, shape (wait,).
    of_today
        How many those are, the sum of their waits, and the longest of these, shape (3,).
    to_year_end
        All paid by the year end, shape (wait, draw).
    mean, p50, p90, longest
        Of those paid today, shape (draw,).
    """

    today: Counts
    of_today: Floats
    to_year_end: Counts
    mean: Floats
    p50: Floats
    p90: Floats
    longest: Floats


def no_waits(days: int, draws: int) -> WaitTable:
    """Return a table in which nobody was paid."""
    of_day = (np.zeros(draws) for _ in range(4))
    return WaitTable(np.zeros(days), np.zeros(3), np.zeros((days, draws)), *of_day)


@inlined
def note(waits: WaitTable, days: int, people: float) -> None:
    """Note that people were paid who waited so many days; one paid early did not wait."""
    days = max(days, 0)
    waits.today[days] += people
    waits.of_today[0] += people
    waits.of_today[1] += days * people
    waits.of_today[2] = max(waits.of_today[2], days)


@compiled
def close(waits: WaitTable, draw: int, by_year_end: bool) -> None:
    """Sum up the waits of a draw's payments of a day, and forget them."""
    total, sum_of_days, longest = waits.of_today[0], waits.of_today[1], int(waits.of_today[2])
    half, nearly, everyone = 0.5 * total - _ROUNDING, 0.9 * total - _ROUNDING, total - _ROUNDING
    p50, p90, most, up_to = 0, 0, 0, 0.0
    if total > 0:
        for days in range(longest + 1):  # as long as fewer than the share were paid within fewer days
            here = waits.today[days]
            if here > 0:
                p50 = days if up_to < half else p50
                p90 = days if up_to < nearly else p90
                most = days if up_to < everyone else most
                up_to += here
                waits.today[days] = 0
                if by_year_end:
                    waits.to_year_end[days, draw] += here
    waits.of_today[:] = 0
    waits.mean[draw] = sum_of_days / total if total > 0 else 0.0
    waits.p50[draw], waits.p90[draw], waits.longest[draw] = p50, p90, most
