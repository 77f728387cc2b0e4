"""Little's law, L = lambda W, for every queue (J. D. C. Little, *A proof for the queuing formula*, Oper. Res. 9, 1961).

On a path that begins and ends empty the law is an identity: both the daily stocks and the waits add up the days each
person spent waiting (S. Stidham, *A last word on L = lambda W*, Oper. Res. 22 (1974)).
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.programme.chance import Dice
from prakerja.programme.counters import Counters
from prakerja.scenario import middle_world
from tests.known.bulk_queue import arrivals, days_waited, waiting
from tests.known.intervals import agrees
from tests.known.samples import by_day, crowd, futures, lives, over, tiled
from tests.worlds.tiny import institution, partner, platform

PEOPLE, DAYS = 60, 40
TEN_DAYS = over(*[1.0] * 10)
SLOW = {
    "world.purchase.lag": TEN_DAYS,
    "world.platforms.p": platform(daily_capacity=5),
    "world.institutions.i": institution(daily_intake=4),
    "world.partners.bank": partner(3),
    "policy.payment.days_between_incentives": 120,
    "world.survey.response": 0.0,
}


@pytest.mark.parametrize(
    ("queue", "capacity", "came"),
    [("platforms", "daily_capacity", "ordered"), ("institutions", "daily_intake", "bought")],
)
def test_days_waited_before_a_course_are_the_stocks_added_up(queue: str, capacity: str, came: str) -> None:
    """A counter that is told on which day people came says so of those it serves; 300 futures, each exactly.

    It stands for a run's own: the same people come on the same days, and as many wait on each of them.
    """
    scenario = crowd(PEOPLE, DAYS, SLOW)
    journal = futures(scenario, 300)
    stock, coming = journal[f"{queue[:-1]}_waiting"][:, 0], by_day(journal[came]).astype(np.int64)
    streams, world = Dice.streams(1, np.arange(300), "known"), tiled(middle_world(scenario), 300)
    counter = Counters(Dice, streams, world, queue, capacity, DAYS, waves=DAYS)
    waited = np.zeros(300)
    for today in range(DAYS):
        by_day_of_coming = np.zeros((DAYS, 1, 300), dtype=np.float32)
        by_day_of_coming[today] = coming[today]
        counter.serve(today, coming[today, None], by_day_of_coming)
        assert np.array_equal(counter.waiting[0], stock[today])
        waited += (today - np.arange(DAYS)) @ counter.by_wave[:, 0]
    assert stock.sum(axis=0).min() > 20
    np.testing.assert_allclose(waited, stock.sum(axis=0), rtol=1e-4)


@pytest.mark.parametrize(("simulate", "count"), [(futures, 500), (lives, 20)])
def test_days_waited_for_the_first_incentive_are_the_stocks_added_up(simulate: Any, count: int) -> None:
    """The histogram of waits, and the mean wait of each day's payments, against the backlog: each future, exactly."""
    journal = simulate(crowd(PEOPLE, DAYS, SLOW), count)
    stock = journal["backlog"][:, 0].sum(axis=0)
    assert stock.min() > 20
    assert (np.arange(DAYS) @ journal["first_wait"] == stock).all()
    by_payday = (journal["wait_mean"] * journal["paid"][:, 0]).sum(axis=0)
    np.testing.assert_allclose(by_payday, stock, rtol=1e-6)


def test_the_law_holds_over_a_window_of_a_busy_queue() -> None:
    """Poisson arrivals of 4 a day, 5 served: days 31 to 50 of a queue near its long run, never emptied on purpose.

    E L = lambda E W: the stock per day against the days waited by those paid, per day, in 4,000 futures; people who
    straddle either end cancel in expectation. Detects a difference of 0.08 persons of 1.16, 7 % of L.
    And W itself: lambda W of the exact law, from `days_waited`, is the exact L.
    """
    rate, days = 4.0, 50
    course = {"source": "tiny", "probability": rate * days / 5_000_000, "lag": over(*[1.0] * days)}
    world = {**SLOW, "world.partners.bank": partner(5), "world.completion": course}
    free = {"world.purchase.lag": over(1), "world.platforms.p": platform(), "world.institutions.i": institution()}
    journal = futures(crowd(5_000_000, days + 2, {**world, **free}), 4000)
    window = slice(31, 51)
    stock = journal["backlog"][window, 0].mean(axis=0)
    waited = (journal["wait_mean"] * journal["paid"][:, 0])[window].mean(axis=0)
    agrees(stock - waited, 0.0, detects=0.08)
    law = waiting(arrivals(rate), 5, 400)[400]
    by_wait = days_waited(law, arrivals(rate), 5)
    assert by_wait.sum() == pytest.approx(rate)
    assert by_wait @ np.arange(len(by_wait)) == pytest.approx(law @ np.arange(len(law)))
    agrees(stock, law @ np.arange(len(law)), detects=0.25)
