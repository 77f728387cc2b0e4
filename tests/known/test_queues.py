"""Every queue of the programme against the exact law of the discrete-time bulk-service queue.

**Poisson arrivals from a wave.** Of N selected a small share p = rate x T / N passes the stage before the queue, on
days uniform over T: multinomial. Given its total, a multinomial is the same as independent Poisson counts given theirs,
so the two differ in total variation by no more than Bin(N, p) and Poisson(N p) do: by at most p (Barbour, Holst and
Janson, *Poisson Approximation*, 1992, Thm 2.M), here 4e-5, far below what 4,000 futures show.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from prakerja.scenario import Scenario
from tests.known.bulk_queue import arrivals, days_waited, stationary_mean, waiting
from tests.known.intervals import agrees, fits, fits_counts
from tests.known.samples import Arrays, crowd, futures, lives, over
from tests.worlds.tiny import institution, partner, platform

PEOPLE, RATE, CAPACITY, DAYS, FIRST = 5_000_000, 4.0, 5, 50, 1
"""The first arrivals come on day 1, that of the announcement; they come for 50 days."""

SPREAD = {"source": "tiny", "probability": RATE * DAYS / PEOPLE, "lag": over(*[1.0] * DAYS)}
BUYING = {"world.purchase.lag": SPREAD["lag"], "world.purchase.probability": SPREAD["probability"]}
QUEUES: dict[str, Callable[[int], dict[str, Any]]] = {
    "platform_waiting": lambda capacity: {**BUYING, "world.platforms.p": platform(daily_capacity=capacity)},
    "institution_waiting": lambda capacity: {**BUYING, "world.institutions.i": institution(daily_intake=capacity)},
    "backlog": lambda capacity: {"world.completion": SPREAD, "world.partners.bank": partner(capacity)},
}
"""By what the journal calls its stock: what makes a queue of a capacity, and sends the arrivals to it."""
ONLY_FIRST_INCENTIVES = {"policy.payment.days_between_incentives": 120, "world.survey.response": 0.0}


def flow(queue: str, capacity: int = CAPACITY, days: int = FIRST + DAYS + 1) -> Scenario:
    """Make the world in which Poisson arrivals come to one queue."""
    return crowd(PEOPLE, days, {**ONLY_FIRST_INCENTIVES, **QUEUES[queue](capacity)})


@pytest.fixture(scope="module", params=list(QUEUES))
def stock(request: pytest.FixtureRequest) -> Any:
    """The number waiting at the end of each day, shape (day, draw)."""
    return futures(flow(request.param), 4000)[request.param][:, 0]


@pytest.mark.parametrize("day", [3, 10, 50])
def test_the_number_waiting_has_the_exact_law(stock: Any, day: int) -> None:
    """Law on day t by t convolutions, 4,000 futures; tells arrivals that are 5 % more (0.2 a day) from day 10 on.

    On day 3 the queue is young, and a tenth more can be told.
    """
    more = 1.1 if day == 3 else 1.05
    law = waiting(arrivals(RATE), CAPACITY, day)[day]
    fits(stock[day], law, waiting(arrivals(RATE * more), CAPACITY, day)[day])


def test_the_queue_settles_at_the_mean_of_the_generating_function(stock: Any) -> None:
    """Bailey's formula by zeros in the unit circle; after 50 days from empty the exact mean is within 0.02 of it.

    Two derivations of one number, and the mean over 4,000 futures: detects 0.25 persons of 1.2.
    """
    mean = stationary_mean(RATE, CAPACITY)
    exact = waiting(arrivals(RATE), CAPACITY, 400) @ np.arange(400)
    assert exact[400] == pytest.approx(mean, rel=1e-6)
    assert exact[50] == pytest.approx(mean, abs=0.02)
    agrees(stock[50], exact[50], detects=0.25)


def test_waits_of_first_incentives_have_the_exact_law() -> None:
    """All arrivals of 50 days at a partner, until all are paid: expected number by days waited, in 4,000 futures.

    The arrivals of one future are dependent, so each wait's count is compared by its own interval: detects 3
    of the 200 who wait a day less or more.
    """
    waited = futures(flow("backlog", days=FIRST + DAYS + 30), 4000)["first_wait"]
    assert (waited.sum(axis=0) > 100).all()
    before = waiting(arrivals(RATE), CAPACITY, DAYS - 1)
    by_wait = np.sum([days_waited(law, arrivals(RATE), CAPACITY)[:4] for law in before], axis=0)
    agrees(waited[:4], by_wait, detects=3.0)


def limited(people: int, capacity: int, days: int) -> Scenario:
    """Make a world where a platform is too slow for the orders of a wave, uniform over some days."""
    platforms = {"world.platforms.p": platform(daily_capacity=capacity)}
    return crowd(people, days + 2, {"world.purchase.lag": over(*[1.0] * days), **platforms})


def finite_queue(people: int, capacity: int, days: int) -> np.ndarray:
    """Give the law of (number waiting, people still to come) after the last but one day: a Markov chain.

    Of n still to come, each comes on day t of d with probability 1 / (d - t), given that it has not come before.
    """
    law = np.zeros((people + 1, people + 1))
    law[0, people] = 1.0
    for day in range(days - 1):
        after = np.zeros_like(law)
        for w, n in zip(*np.nonzero(law), strict=True):
            come = np.arange(n + 1)
            chance = law[w, n] * stats.binom.pmf(come, n, 1 / (days - day))
            np.add.at(after, (np.maximum(w + come - capacity, 0), n - come), chance)
        law = after
    return law.sum(axis=1)


@pytest.mark.parametrize(("simulate", "count", "more"), [(futures, 4000, 32), (lives, 400, 36)])
def test_a_finite_wave_queues_as_its_markov_chain_says(simulate: Any, count: int, more: int) -> None:
    """N = 30 people order on one of six days, five are sold a day: law of the queue on the last day but one.

    Here arrivals are not Poisson and not independent, and the chain on (waiting, to come) is exact; 4,000 futures tell
    32 people from 30, and 400 runs of the twin tell 36.
    """
    seen: Arrays = simulate(limited(30, 5, 6), count)
    fits(seen["platform_waiting"][FIRST + 4, 0], finite_queue(30, 5, 6), finite_queue(more, 5, 6))


def test_members_of_one_sort_are_queues_of_their_own() -> None:
    """Two platforms, weights 1 : 3, capacities 2 and 4: arrivals split into independent Poisson flows of 1 and 3 a day.

    (Colouring theorem: Kingman, *Poisson Processes*, 5.1.) The joint law on day 20 is the product of the two;
    4,000 futures, against rates of 1.1 and 2.9.
    """
    platforms = {"p": platform(1.0, daily_capacity=2), "q": platform(3.0, daily_capacity=4)}
    changes = {"world.platforms": platforms, "policy.platforms": {"p": {}, "q": {}}}
    stock = futures(crowd(PEOPLE, 22, {**changes, **BUYING}), 4000)["platform_waiting"][20]

    def joint(first: float, second: float) -> np.ndarray:
        laws = waiting(arrivals(first), 2, 20)[20][:3], waiting(arrivals(second), 4, 20)[20][:4]
        tailed = [np.append(law, 1 - law.sum()) for law in laws]
        return np.outer(*tailed).ravel()

    cells = np.minimum(stock[0], 3) * 5 + np.minimum(stock[1], 4)
    fits_counts(np.bincount(cells, minlength=20), joint(1.0, 3.0), joint(1.1, 2.9))
