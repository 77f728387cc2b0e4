"""Where more come than are served: the queue grows by the difference, and waits grow in proportion to time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Scenario, middle_world
from tests.known.intervals import agrees_in_moments
from tests.known.samples import Arrays, crowd, futures, lives
from tests.known.test_queues import ONLY_FIRST_INCENTIVES, QUEUES, flow
from tests.worlds.tiny import after, partner, wave


@pytest.mark.parametrize("queue", QUEUES)
def test_an_overloaded_queue_grows_by_arrivals_less_capacity(queue: str) -> None:
    """Poisson arrivals of 4 a day, one served: (W(50) - W(10)) / 40 has mean 4 - 1 and variance 4 / 40.

    Never empty after day 10, W is a random walk with independent steps A - c (Feller I, III and XIV); it is empty then
    with probability below 1e-7. 4,000 futures detect 0.12 sd: 0.04 persons a day.
    """
    stock = futures(flow(queue, capacity=1), 4000)[queue][:, 0]
    slope = (stock[50] - stock[10]) / 40
    agrees_in_moments(slope[None], np.array([3.0]), np.array([[4 / 40]]), detects=(0.12, 0.17))


def fluid(scenario: Scenario, _count: int) -> Arrays:
    """Run the fluid limit."""
    journal = simulate(scenario, middle_world(scenario), chance=Expectation)
    return {**journal.daily, **journal.once}


ENGINES = [(futures, 3), (lives, 1), (fluid, 1)]


@pytest.mark.parametrize(("engine", "count"), ENGINES)
def test_a_crowd_due_on_one_day_waits_half_the_time_it_takes(engine: Any, count: int) -> None:
    """60 due on day 1, four paid a day: 15 days, the k-th waits floor(k / 4); the mean is (60 / 4 - 1) / 2 = 7."""
    journal = engine(crowd(60, 30, {**ONLY_FIRST_INCENTIVES, "world.partners.bank": partner(4)}), count)
    waited = journal["first_wait"]
    assert np.allclose(waited, np.repeat([4, 0], 15)[:, None])
    assert np.allclose(np.arange(30) @ waited / waited.sum(axis=0), 7)


@pytest.mark.parametrize(("engine", "count"), ENGINES)
def test_a_steady_overload_makes_waits_grow_in_proportion_to_time(engine: Any, count: int) -> None:
    """Six are due on each of the days 1 .. 12, four are paid a day: the k-th is due on 1 + floor(k / 6) and paid on
    1 + floor(k / 4). Over K = 72 the means of floor(k / m) are (K / m - 1) / 2, so the mean wait is
    T (a / c - 1) / 2 = 12 x (6 / 4 - 1) / 2 = 3 days, and the backlog grows by two a day up to 24.
    """
    waves = {str(n + 10): wave(n, n, n + 1, 6) for n in range(12)}
    world = {**ONLY_FIRST_INCENTIVES, "policy.waves": waves, "world.partners.bank": partner(4)}
    journal = engine(crowd(72, 40, world), count)
    due, paid = np.repeat(np.arange(1, 13), 6), np.repeat(np.arange(1, 19), 4)
    by_hand = np.bincount(paid - due, minlength=40)
    waited = journal["first_wait"].reshape(40, -1)
    assert np.allclose(waited, by_hand[:, None])
    assert np.allclose(np.arange(40) @ waited / 72, 3)
    backlog = np.concatenate([[0], np.arange(2, 25, 2), np.arange(20, -1, -4)])
    assert np.allclose(journal["backlog"][:19, 0].reshape(19, -1), backlog[:, None])


@pytest.mark.parametrize(("engine", "count"), ENGINES)
def test_the_later_incentives_queue_behind_what_is_due_before(engine: Any, count: int) -> None:
    """Twelve due on day 1, three paid a day, two incentives three days apart; a load of 24 for eight days.

    First incentives: three on each of 1, 2, 3, 4; the second fall due on 4, 5, 6, 7. On 4 the last first ones, due on
    1, come before the three due on 4, which are paid on 5, and so on: second incentives on 5, 6, 7, 8, a day late.
    """
    world = {
        "world.partners.bank": partner(3),
        "world.survey.response": 0.0,
        "policy.benefits.incentives": 2,
        "policy.benefits.surveys": 0,
        "policy.payment.days_between_incentives": 3,
        "world.purchase.lag": after(0),
    }
    paid = engine(crowd(12, 20, world), count)["paid"].reshape(20, 3, -1)[..., 0]
    assert np.allclose(paid[:10, 0], [0, 3, 3, 3, 3, 0, 0, 0, 0, 0])
    assert np.allclose(paid[:10, 1], [0, 0, 0, 0, 0, 3, 3, 3, 3, 0])


@pytest.mark.parametrize(("engine", "count"), ENGINES)
def test_of_what_is_due_on_one_day_the_first_incentives_come_first(engine: Any, count: int) -> None:
    """Six due on day 1 and six on day 4, six paid a day, the second incentives three days later.

    On 4 the first incentives of the second six and the second ones of the first six are due: the former are paid on 4,
    the latter on 5; the last, due on 7, on 7.
    """
    world = {
        "policy.waves": {"1": wave(0, 0, 1, 6), "2": wave(3, 3, 4, 6)},
        "world.partners.bank": partner(6),
        "world.survey.response": 0.0,
        "policy.benefits.incentives": 2,
        "policy.benefits.surveys": 0,
        "policy.payment.days_between_incentives": 3,
    }
    paid = engine(crowd(12, 20, world), count)["paid"].reshape(20, 3, -1)[:9, :, 0]
    assert np.allclose(paid[:, 0], [0, 6, 0, 0, 6, 0, 0, 0, 0])
    assert np.allclose(paid[:, 1], [0, 0, 0, 0, 0, 6, 0, 6, 0])
