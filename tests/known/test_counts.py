"""Buying, finishing and being validated: binomial counts, on days that are convolutions of the lags.

People move independently of each other, so the number of those to whom an event happens on a day is binomial, and
the numbers over days and stages have the covariance of sums of independent indicator vectors: N (E[I J] - E[I] E[J])
(Feller, *An Introduction to Probability Theory and Its Applications* I, 3rd ed., VI.9 and IX.5: the multinomial).
The expectations are sums over everything that can happen to one person, listed one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tests.known.intervals import agrees, agrees_in_moments, fits
from tests.known.samples import Arrays, by_day, crowd, futures, lives, over
from tests.worlds.tiny import day, wave

BUY, ORDER_LAG, WINDOW = 0.8, (0.1, 0.3, 0.2, 0.2, 0.1, 0.1), 3
FINISH, COURSE_LAG = 0.7, (0.0, 0.4, 0.3, 0.2, 0.1)
PASS, CHECK_LAG = 0.9, (0.5, 0.3, 0.2)
DAYS = 20

STAGES = {
    "world.purchase.probability": BUY,
    "world.purchase.lag": over(*ORDER_LAG),
    "policy.purchase.window_days": WINDOW,
    "world.completion": {"source": "tiny", "probability": FINISH, "lag": over(*COURSE_LAG)},
    "world.validation": {"source": "tiny", "probability": PASS, "lag": over(*CHECK_LAG)},
}

Stage = Callable[[int], tuple[float, tuple[float, ...]]]
"""Gives probability and lag of a stage that begins on a day."""
Life = tuple[float, int | None, int | None, int | None]
"""How probable it is, and the days of buying, finishing and being validated, or None."""


def lives_of_one(announced: int, buy: Stage, finish: Stage, check: Stage) -> Iterator[Life]:
    """List all lives a person selected on a day may have."""
    for p, bought in _steps(announced, *buy(announced), longest=WINDOW):
        for q, finished in _steps(bought, *(finish(bought) if bought is not None else (0.0, ()))):
            for r, checked in _steps(finished, *(check(finished) if finished is not None else (0.0, ()))):
                yield p * q * r, bought, finished, checked


def _steps(
    start: int | None, probability: float, lag: tuple[float, ...], longest: int = 99
) -> list[tuple[float, int | None]]:
    if start is None:
        return [(1.0, None)]
    steps: list[tuple[float, int | None]] = [
        (probability * share, start + k) for k, share in enumerate(lag) if k <= longest
    ]
    return [*steps, (1 - sum(p for p, _ in steps), None)]


def moments(people: int, all_lives: list[Life]) -> tuple[NDArray[np.float64], NDArray[np.float64], list[int]]:
    """Give mean and covariance of the counts by stage and day, and the places of those that are not rare."""
    p = np.array([life[0] for life in all_lives])
    happens = np.zeros((len(p), 3, DAYS))
    for number, (_, *days) in enumerate(all_lives):
        for stage, when in enumerate(days):
            if when is not None:
                happens[number, stage, when] = 1
    indicators = happens.reshape(len(p), -1)
    share = p @ indicators
    covariance = people * (indicators.T @ (p[:, None] * indicators) - np.outer(share, share))
    return people * share, covariance, np.flatnonzero(people * share > 10).tolist()


def stages_by_day(journal: Arrays) -> NDArray[np.float64]:
    """Put bought, completed and validated of every day below each other, shape (3 * day, draw)."""
    return np.concatenate([by_day(journal[name]) for name in ("bought", "completed", "validated")])


IN_TIME = BUY * sum(ORDER_LAG[: WINDOW + 1])
TOO_LONG = BUY * sum(ORDER_LAG[: WINDOW + 2])
TOTALS = {
    "bought": (IN_TIME, TOO_LONG),
    "completed": (IN_TIME * FINISH, TOO_LONG * FINISH),
    "validated": (IN_TIME * FINISH * PASS, TOO_LONG * FINISH * PASS),
}


@pytest.fixture(scope="module")
def of_two_hundred() -> Arrays:
    return futures(crowd(200, DAYS, STAGES), 4000)


@pytest.fixture(scope="module")
def of_the_twin() -> Arrays:
    return lives(crowd(50, DAYS, STAGES), 400)


@pytest.mark.parametrize("stage", TOTALS)
def test_totals_are_binomial(of_two_hundred: Arrays, stage: str) -> None:
    """Of N = 200, each passes independently: Bin(N, p F(window)), times the later probabilities (Feller VI.2).

    Full law in 4,000 futures; tells a window one day too long (p F(window + 1)) with certainty.
    """
    share, one_day_more = TOTALS[stage]
    values = np.arange(201)
    fits(of_two_hundred[stage][-1], stats.binom.pmf(values, 200, share), stats.binom.pmf(values, 200, one_day_more))


@pytest.mark.parametrize("stage", TOTALS)
def test_totals_of_the_twin_are_binomial(of_the_twin: Arrays, stage: str) -> None:
    """The same with N = 50 persons in 400 runs: a window one day too long is told with 99 %."""
    share, one_day_more = TOTALS[stage]
    values = np.arange(51)
    fits(of_the_twin[stage][-1], stats.binom.pmf(values, 50, share), stats.binom.pmf(values, 50, one_day_more))


def test_who_has_not_ordered_in_the_window_is_revoked(of_two_hundred: Arrays) -> None:
    """Bin(N, 1 - p F(window)), all at the end of day 1 + window; full law, against a window one day too long."""
    revoked = by_day(of_two_hundred["revoked"])
    assert np.flatnonzero(revoked.any(axis=1)).tolist() == [1 + WINDOW]
    values = np.arange(201)
    fits(revoked[1 + WINDOW], stats.binom.pmf(values, 200, 1 - IN_TIME), stats.binom.pmf(values, 200, 1 - TOO_LONG))


def test_daily_counts_are_multinomial_over_convolved_lags() -> None:
    """N = 20,000 in 4,000 futures: mean, variance and covariance of all stages and days (some 20 counts, 230 moments).

    Detects a mean off by 0.13 sd (0.2 % of the people on a day with a tenth of them), a variance off by 17 %, or a
    correlation off by 0.17, with 99 %.
    """
    people = 20_000
    one = list(lives_of_one(1, lambda _: (BUY, ORDER_LAG), lambda _: (FINISH, COURSE_LAG), lambda _: (PASS, CHECK_LAG)))
    mean, covariance, places = moments(people, one)
    assert len(places) > 15
    seen = stages_by_day(futures(crowd(people, DAYS, STAGES), 4000))
    agrees_in_moments(seen[places], mean[places], covariance[np.ix_(places, places)], detects=(0.13, 0.2))


def test_eras_hold_for_the_day_a_stage_begins() -> None:
    """Two waves of 5,000, announced on 1 and 4; an era to day 3 with other probabilities and lags for every stage.

    A purchase follows the era of the announcement, a course that of its start, a validation that of the completion,
    so the lives of the first wave pass from the era into the time after it, on different days for each stage.
    Detects a mean off by 0.13 sd, a variance off by 17 %, a correlation off by 0.2.
    """
    old = {"purchase": (0.6, (0.2, 0.5, 0.3)), "completion": (0.9, (0.5, 0.5)), "validation": (0.5, (0.1, 0.9))}
    era = {name: {"source": "tiny", "probability": p, "lag": over(*lag)} for name, (p, lag) in old.items()}
    waves = {"1": wave(0, 0, 1, 5000), "2": wave(2, 2, 4, 5000)}
    scenario = crowd(
        10_000, DAYS, {**STAGES, "policy.waves": waves, "world.eras.old": {"until": wave(3, 3, 4, 0)["opens"], **era}}
    )

    def begun(name: str, later: tuple[float, tuple[float, ...]]) -> Stage:
        return lambda start: old[name] if start <= 3 else later

    stages = (
        begun("purchase", (BUY, ORDER_LAG)),
        begun("completion", (FINISH, COURSE_LAG)),
        begun("validation", (PASS, CHECK_LAG)),
    )
    of_waves = [moments(5000, list(lives_of_one(announced, *stages))) for announced in (1, 4)]
    mean, covariance = sum(m for m, _, _ in of_waves), sum(c for _, c, _ in of_waves)
    places = np.flatnonzero(mean > 10)
    seen = stages_by_day(futures(scenario, 4000))
    agrees_in_moments(seen[places], mean[places], covariance[np.ix_(places, places)], detects=(0.13, 0.2))


def ways_of_spending(later: float, mean_days: float, deadline: int) -> Iterator[tuple[float, NDArray[np.float64]]]:
    """List all ways to spend a voucher: how probable each is, and its rupiah by day."""
    hazard = 1 / (1 + mean_days)
    stages = (lambda _: (BUY, ORDER_LAG), lambda _: (FINISH, COURSE_LAG), lambda _: (0.0, ()))
    for p, bought, finished, _ in lives_of_one(1, *stages):
        money, never = np.zeros(DAYS), 1.0
        if bought is not None:
            money[bought] = 400_000
        if finished is not None:
            for lag in range(deadline - finished + 1):
                q, more = later * hazard * (1 - hazard) ** lag, money.copy()
                more[finished + lag] += 300_000
                never -= q
                yield p * q, more
        yield p * never, money


def buying_later(mean_days: float) -> tuple[dict[str, Any], NDArray[np.float64], NDArray[np.float64]]:
    """Give the changes of the world, and the mean and the covariance of what one person spends by day."""
    later, deadline = 0.45, 9
    changes = {
        "world.purchase.later_probability": later,
        "world.purchase.later_days": mean_days,
        "policy.training.deadline": day(deadline),
    }
    probabilities, money = map(np.array, zip(*ways_of_spending(later, mean_days, deadline), strict=True))
    mean = probabilities @ money
    return {**STAGES, **changes}, mean, money.T @ (probabilities[:, None] * money) - np.outer(mean, mean)


@pytest.mark.parametrize(("mean_days", "last"), [(0.0, 8), (2.5, 9)])
def test_later_courses_come_after_a_geometric_lag_and_cost_what_is_left(mean_days: float, last: int) -> None:
    """Of those who finish a share buys later courses, k days later with h (1 - h)^k, h = 1 / (1 + mean), up to day 9.

    A first course costs 400,000 and later ones 300,000, so the rupiah of the days are sums of N = 2,000 independent
    vectors (Feller I, IX.5). 4,000 futures: detects 0.12 sd of a day's mean, 18 % of a variance, a correlation of 0.18.
    """
    people = 2000
    changes, mean, covariance = buying_later(mean_days)
    places = np.flatnonzero(mean)
    assert places.tolist() == list(range(1, last + 1))
    seen = by_day(futures(crowd(people, DAYS, changes), 4000)["paid_training"])
    assert not np.delete(seen, places, axis=0).any()
    covariance = people * covariance[np.ix_(places, places)]
    agrees_in_moments(seen[places], people * mean[places], covariance, detects=(0.12, 0.18))


def test_later_courses_of_the_twin_come_after_a_geometric_lag() -> None:
    """N = 50 persons in 400 runs, from day 5 on, when all first courses are bought: detects half a later one a day."""
    changes, mean, _ = buying_later(2.5)
    seen = by_day(lives(crowd(50, DAYS, changes), 400)["paid_training"])
    agrees(seen[5:], 50 * mean[5:], detects=150_000)


def test_counts_of_two_futures_are_independent(of_two_hundred: Arrays) -> None:
    """Futures share no dice: neighbouring futures have correlation 0; 2,000 pairs, detects a correlation of 0.16."""
    bought = of_two_hundred["bought"][-1]
    scaled = (bought - 200 * IN_TIME) / np.sqrt(200 * IN_TIME * (1 - IN_TIME))
    agrees(scaled[::2] * scaled[1::2], 0.0, detects=0.16)
