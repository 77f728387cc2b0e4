"""One wave's whole way through the programme as arithmetic on vectors of days: no queue binds, so all is linear.

Written from the rules alone: shares, convolutions, and days moved to the next open day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Stage:
    """The share of people who go on, and the share of them who take so many days."""

    share: float
    lag: tuple[float, ...]

    def out(self, entering: Floats) -> Floats:
        """Give who comes out by day, of those who enter by day."""
        return self.share * np.convolve(entering, np.array(self.lag) / sum(self.lag))[: len(entering)]


@dataclass(frozen=True)
class Paid:
    """What falls due, is attempted, fails and is paid by day; and first payments by days waited."""

    due: Floats
    attempted: Floats
    failed: Floats
    paid: Floats
    waited: Floats


@dataclass(frozen=True)
class Partner:
    """The share of accounts, the days on which it pays, the share of attempts that fail, and the days until a retry."""

    share: float
    works: NDArray[np.bool_]
    failure: float
    retry: int

    def next_open(self, day: int) -> int:
        """Give the first day from `day` on when it pays; the day after the clock's end if none is left."""
        later = np.flatnonzero(self.works[day:])
        return day + int(later[0]) if len(later) else len(self.works)

    def pay(self, due: Floats) -> Paid:
        """Attempt each payment on the first open day from its due day, and again from `retry` days after a failure."""
        days = len(due)
        attempted, waited = np.zeros(days), np.zeros(days)
        for fell_due, people in enumerate(due):
            day = self.next_open(fell_due)
            while day < days and people > 0:
                attempted[day] += people
                waited[day - fell_due] += people * (1 - self.failure)
                people, day = people * self.failure, self.next_open(min(day + self.retry, days))
        return Paid(due, attempted, attempted * self.failure, attempted * (1 - self.failure), waited)


def later(by_day: Floats, days: int) -> Floats:
    """Move everything so many days on; what leaves the clock is gone."""
    return np.concatenate([np.zeros(days), by_day])[: len(by_day)]


def until(by_day: Floats, last: int) -> Floats:
    """Keep what happens up to and including a day."""
    return np.where(np.arange(len(by_day)) <= last, by_day, 0.0)


def instalments(partner: Partner, validated: Floats, incentives: int, between: int) -> list[Paid]:
    """Pay the incentives of a partner's people, each due so many days after the one before was paid."""
    paid = [partner.pay(partner.share * validated)]
    for _ in range(incentives - 1):
        paid.append(partner.pay(later(paid[-1].paid, between)))
    return paid
