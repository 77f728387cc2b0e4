"""Failed payments: geometric numbers of attempts, waits in steps of the retry days, capacity used up by failures."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
import pytest
from scipy import stats

from tests.known.intervals import agrees_in_moments, fits, fits_counts
from tests.known.samples import PLENTY, by_day, crowd, futures, lives
from tests.worlds.tiny import partner

FAILURE, RETRY, DAYS = 0.3, 2, 60
WORLD = {
    "world.partners.bank": partner(PLENTY, failure=FAILURE),
    "policy.payment.retry_days": RETRY,
    "policy.payment.days_between_incentives": 100,
    "world.survey.response": 0.0,
}
ENGINES = [(futures, 60, 4000, 0.315), (lives, 60, 300, 0.36)]
"""Who simulates, people, futures, and a failure rate that is told from 0.3."""


@pytest.mark.parametrize(("engine", "people", "count", "other"), ENGINES)
def test_attempts_are_geometric(engine: Any, people: int, count: int, other: float) -> None:
    """N payments, each attempted until it succeeds: failures are negative binomial (Feller I, VI.8), N / (1 - f) the
    mean of the attempts. In 60 days a payment has 30 attempts: one is left with probability 60 x 0.3^30 = 1e-14.
    """
    journal = engine(crowd(people, DAYS, WORLD), count)
    assert (journal["paid_once"][-1] == people).all()
    assert (journal["attempted"].sum(axis=0) - journal["failed"].sum(axis=0) == people).all()
    failed, k = journal["failed"][:, 0].sum(axis=0), np.arange(200)
    fits(failed, stats.nbinom.pmf(k, people, 1 - FAILURE), stats.nbinom.pmf(k, people, 1 - other))


@pytest.mark.parametrize(("engine", "people", "count", "other"), ENGINES)
def test_waits_come_in_steps_of_the_retry_days(engine: Any, people: int, count: int, other: float) -> None:
    """Due on day 1 and attempted every second day: the wait is 2 G, G geometric; all people are one sample."""
    waited = engine(crowd(people, DAYS, WORLD), count)["first_wait"].sum(axis=1).astype(int)
    assert not waited[1::RETRY].any()
    tries = np.arange(DAYS // RETRY)
    law, against = stats.geom.pmf(tries + 1, 1 - FAILURE), stats.geom.pmf(tries + 1, 1 - other)
    fits_counts(waited[::RETRY], law / law.sum(), against / against.sum())


def test_a_retry_waits_for_a_working_day_as_well() -> None:
    """Due on Tuesday, day 1; a failure is ready three days on, and attempted on the first weekday from then.

    A Markov chain on days: what is attempted on d is paid with 1 - f, and else attempted on the next working day
    from d + 3. 240,000 people are one sample; tells a failure rate of 0.307.
    """
    world = {**WORLD, "policy.payment.retry_days": 3, "policy.partners.bank.working_days_only": True}
    paid = by_day(futures(crowd(60, 40, world), 4000)["paid_once"]).sum(axis=1)

    def paydays(failure: float) -> np.ndarray:
        attempted = np.zeros(50)
        attempted[1] = 1.0
        for d in range(40):
            again = next(t for t in range(d + 3, d + 6) if t % 7 < 5)
            attempted[again] += failure * attempted[d]
        law = attempted[:40] * (1 - failure)
        return np.append(law, 1 - law.sum())

    fits_counts(np.append(paid, 240_000 - paid.sum()), paydays(FAILURE), paydays(0.307))


def test_a_busy_partner_pays_the_successful_part_of_its_capacity() -> None:
    """1,000 due and 40 attempts a day: while the queue lasts, every day 40 are attempted and Bin(40, 1 - f) paid,
    independently of all other days; a payment uses 1 / (1 - f) of the capacity. Days 1 .. 20, 4,000 futures.

    Detects a mean off by 0.13 sd (0.4 of 28) on any day, a variance off by 20 %, a correlation between days of 0.2.
    """
    journal = futures(crowd(1000, DAYS, {**WORLD, "world.partners.bank": partner(40, failure=FAILURE)}), 4000)
    assert (journal["attempted"][1:21] == 40).all()
    paid = journal["paid"][1:21, 0]
    agrees_in_moments(paid, np.full(20, 28.0), 40 * 0.3 * 0.7 * np.eye(20), detects=(0.13, 0.2))


@pytest.mark.parametrize("kind", range(4))
def test_each_incentive_carries_the_delays_of_those_before(kind: int) -> None:
    """Incentive n is due ten days after n - 1 was paid: its payday is 1 + 10 (n - 1) + 2 J, where J, the failures of
    all n, is negative binomial: C(n - 1 + j, j) (1 - f)^n f^j (Feller I, VI.8). 120,000 people; tells f = 0.31.
    """
    days, people, count = 120, 60, 2000
    scenario = crowd(people, days, {**WORLD, "policy.payment.days_between_incentives": 10})
    paid = futures(scenario, count)["paid"][:, kind].sum(axis=1)
    first = 1 + 10 * kind
    assert not paid[:first].any()
    assert not paid[first + 1 :: RETRY].any()

    def failures(f: float) -> np.ndarray:
        law = np.array([comb(kind + j, j) * (1 - f) ** (kind + 1) * f**j for j in range(len(paid[first::RETRY]))])
        return law / law.sum()

    fits_counts(paid[first::RETRY], failures(FAILURE), failures(0.31))


def test_surveys_thin_the_incentives() -> None:
    """Each of three surveys is answered with r = 0.6 by each of N = 2,000, independently: on each of the days 8, 38
    and 68 Bin(N, r) are paid, uncorrelated (Feller I, VI.2). Detects 0.12 sd (2.6 of 1,200), a correlation of 0.16.
    """
    world = {"world.survey.response": 0.6, "policy.payment.survey_after_days": 7}
    paid = futures(crowd(2000, 80, world), 4000)["paid"][:, 4]
    assert np.flatnonzero(paid.any(axis=1)).tolist() == [8, 38, 68]
    agrees_in_moments(paid[[8, 38, 68]], np.full(3, 1200.0), 2000 * 0.24 * np.eye(3), detects=(0.12, 0.17))
