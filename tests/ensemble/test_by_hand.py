"""A forecast of four futures whose numbers are written by hand: what it says can be worked out on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from scipy import stats

from prakerja.study import Forecast, run_ensemble
from prakerja.study.runs.answers import Probability, Reached
from tests.worlds.tiny import LAUNCH, PACKAGE, tiny

FUTURES = 4


@pytest.fixture(scope="module")
def blank() -> Forecast:
    """The tiny world in four futures, in which nothing happened: 120 days, the year ending with day 99."""
    found = run_ensemble(tiny({"policy.target.recipients": 100}), FUTURES, 1, workers=1, cache=None)
    return Forecast(replace(found, data=found.data * 0))


def written(blank: Forecast, series: Mapping[str, Mapping[Any, Any]]) -> Forecast:
    """Write numbers into series: by index before the draw (or the day a total begins to stand), four numbers."""
    data = blank.ensemble.data.copy(deep=True)
    for name, entries in series.items():
        for at, numbers in entries.items():
            data[name].values[at] = numbers
    return Forecast(replace(blank.ensemble, data=data))


def day(number: int) -> date:
    return LAUNCH + timedelta(days=number)


def test_three_counts_three_chances(blank: Forecast) -> None:
    """100 wanted. On the last day 100, 120, 99, 100 are selected, 0, 30, 0, 1 revoked and 100, 90, 99, 98 paid."""
    found = written(
        blank,
        {
            "selected": {99: [100, 120, 99, 100]},
            "revoked": {99: [0, 30, 0, 1]},
            "paid_once": {99: [100, 90, 99, 98]},
            "wave_cut": {0: [1, 0, 0, 0]},
        },
    )
    assert [found.chance(count).probability for count in ("selected", "effective", "paid_once")] == [0.75, 0.25, 0.25]
    assert found.chance("effective", at_least=99).probability == 0.75
    assert found.chance("selected", by=day(98)).probability == 0
    assert found.chance_within_ceiling().probability == 0.75
    assert found.chance_of_both("selected").probability == 0.5
    assert found.chance_of_both().probability == 0  # the one future that pays 100 is the one that is cut


def test_range_of_four(blank: Forecast) -> None:
    """0, 10, 20, 70: mean 25, median 15; the q-quantile is linear between them, at 3 q steps from the first."""
    found = written(blank, {"owed": {99: [70, 0, 20, 10]}}).range("owed")
    assert (found.expected, found.median, found.unit) == (25, 15, "rupiah")
    assert found.ranges[50] == pytest.approx((7.5, 32.5))
    assert found.ranges[80] == pytest.approx((3, 55))
    assert found.ranges[90] == pytest.approx((1.5, 62.5))


def test_everyone_selected_and_every_rupiah_committed_stands_in_one_place(blank: Forecast) -> None:
    """Of 100, 10 revoked, 70 finished, 60 validated, 50 paid once; 20 were paid the last incentive, on two days."""
    last = len(blank.ensemble["paid"].sel(kind=slice(None, "incentive 4"))["kind"]) - 1
    same = {
        name: {99: [number] * 4}
        for name, number in (
            ("selected", 100), ("revoked", 10), ("completed", 70), ("validated", 60), ("paid_once", 50),
            ("committed", 21), ("returned", 6), ("unearned", 5), ("owed", 4), ("paid_training", 3),
            ("paid_incentive", 2), ("paid_survey", 1),
        )
    }  # fmt: skip
    paid = {(60, last): [15] * 4, (99, last): [5] * 4, (100, last): [30] * 4}  # day 100 is after the year end
    found = written(blank, same | {"paid": paid}).standing()
    assert {name: one.expected for name, one in found.people.items()} == {
        "selected": 100, "revoked": 10, "unfinished": 20, "unvalidated": 10, "unpaid": 10, "paid_in_part": 30,
        "paid_in_full": 20,
    }  # fmt: skip
    assert [one.expected for one in found.rupiah.values()] == [21, 6, 5, 4, 3, 2, 1]


def test_absorption_is_what_is_paid_of_the_ceiling(blank: Forecast) -> None:
    """Of the ceiling, 100 packages and 100,000, half, a quarter, nothing and all is paid out in four lines."""
    whole = 100 * PACKAGE + 100_000
    quarter = whole // 4
    found = written(
        blank,
        {
            "paid_training": {99: [quarter, 0, 0, quarter]},
            "paid_incentive": {99: [0, quarter, 0, quarter]},
            "paid_survey": {99: [quarter, 0, 0, quarter]},
            "paid_management": {99: [0, 0, 0, quarter]},
        },
    )
    assert found.absorption().expected == pytest.approx((0.5 + 0.25 + 0 + 1) / 4)
    assert found.absorption().ranges[50] == pytest.approx((0.1875, 0.625))


def test_reached_on_the_first_day_at_the_target(blank: Forecast) -> None:
    """Reached on days 10, 30, 20 and never: of the three, the median is day 20, nine in ten from day 10 to day 30."""
    rows = {at: [100, 150 * (at >= 30), 99 + 2 * (at >= 20), 99] for at in range(10, 120)}
    reached = written(blank, {"selected": rows}).reached()
    assert (reached.median, reached.earliest, reached.latest) == (day(20), day(10), day(30))
    assert reached.never.probability == 0.25


def test_nine_in_ten_lie_between_the_5th_and_the_95th() -> None:
    """A hundred futures reach it on days 1 to 100, ten never."""
    reached = Reached.on(np.array([*range(100, 0, -1), *[np.inf] * 10], dtype=float), LAUNCH)
    assert (reached.earliest, reached.median, reached.latest) == (day(5), day(50), day(95))
    assert reached.never.probability == pytest.approx(10 / 110)


def test_the_jam_where_most_person_days_are_waited(blank: Forecast) -> None:
    """Partners: 8 person-days in each future, institutions 2 in one of them, platforms none: 32 of 34.

    The queue at the partner is 2, 4, 2 on days 40 to 42 in three futures, and 8 on day 50 in the other: the middle
    queue is above half of its highest, 4, from day 40 to day 42; the peaks are 4, 4, 4, 8; their days 41, 41, 41, 50.
    """
    three = {40: [2, 2, 2, 0], 41: [4, 4, 4, 0], 42: [2, 2, 2, 0], 50: [0, 0, 0, 8]}
    jam = written(
        blank,
        {
            "backlog": {(at, 0): numbers for at, numbers in three.items()},
            "institution_waiting": {(45, 0): [0, 2, 0, 0]},
        },
    ).jam
    assert jam is not None
    assert (jam.where, jam.first, jam.last, jam.peak_day) == ("partner", day(40), day(42), day(41))
    assert (jam.peak.expected, jam.peak.median, jam.peak.unit) == (5, 4, "payments")
    assert jam.share == pytest.approx(32 / 34)


def test_the_jam_of_futures_most_of_which_never_wait(blank: Forecast) -> None:
    """Only one of four futures waits, 2, 4, 3, 1 on days 40 to 43: its queue is at least 2 from 40 to 42."""
    jam = written(blank, {"backlog": {(40 + n, 0): [0, 0, many, 0] for n, many in enumerate((2, 4, 3, 1))}}).jam
    assert jam is not None
    assert (jam.first, jam.last, jam.peak_day) == (day(40), day(42), day(41))
    assert (jam.peak.expected, jam.peak.median) == (1, 0)


def test_the_jam_of_futures_that_wait_at_different_times(blank: Forecast) -> None:
    """Three wait on days of their own, 40, 50 and 60: the median is nothing on every day, the mean 1, 2 and 2."""
    jam = written(blank, {"backlog": {(40, 0): [4, 0, 0, 0], (50, 0): [0, 8, 0, 0], (60, 0): [0, 0, 8, 0]}}).jam
    assert jam is not None
    assert (jam.first, jam.last, jam.peak_day) == (day(40), day(60), day(50))
    less = written(blank, {"backlog": {(40, 0): [3, 0, 0, 0], (50, 0): [0, 8, 0, 0], (60, 0): [0, 0, 8, 0]}}).jam
    assert less is not None
    assert (less.first, less.last) == (day(50), day(60))


def test_nobody_waits_no_jam(blank: Forecast) -> None:
    assert blank.jam is None
    assert written(blank, {"backlog": {(100, 0): [1, 1, 1, 1]}}).jam is None  # after the year end


def test_median_first_wait(blank: Forecast) -> None:
    """People by days waited: 5 + 5 at 0 and 3 (half within 0), 1 + 9 at 0 and 3, 10 at 7, and 4, 3, 3 at 1, 2, 9."""
    paid = {0: [5, 1, 0, 0], 1: [0, 0, 0, 4], 2: [0, 0, 0, 3], 3: [5, 9, 0, 0], 7: [0, 0, 10, 0], 9: [0, 0, 0, 3]}
    found = written(blank, {"first_wait": paid})
    assert found.first_wait().expected == (0 + 3 + 7 + 2) / 4
    assert found.first_wait(0.9).expected == (3 + 3 + 7 + 9) / 4


@pytest.mark.parametrize(("k", "n"), [(0, 10), (1, 10), (5, 10), (10, 10), (0, 2000), (1999, 2000)])
def test_error_is_that_of_the_jeffreys_posterior(k: int, n: int) -> None:
    chance = Probability.counted(np.arange(n) < k)
    assert chance.error == pytest.approx(stats.beta(k + 0.5, n - k + 0.5).std(), rel=1e-12)
