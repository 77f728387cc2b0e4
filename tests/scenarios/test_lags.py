"""Lags: shares of whole days that sum to one, in shapes that can be worked out by hand."""

import numpy as np
import pytest
from pydantic import TypeAdapter

from prakerja.scenario.lag import Lag

READ = TypeAdapter(Lag)


def shares(dist, draws=None, **stated):
    lag = READ.validate_python({"dist": dist, **stated})
    numbers = {**stated, **(draws or {})}
    return lag.shares(lambda name: np.atleast_1d(np.asarray(numbers[name], dtype=float)))


HALVES = np.array([8, 4, 2, 1]) / 15
MEMORYLESS = [
    ("negative_binomial", {"mean": 1, "size": 1}),  # geometric with p = 1 / (1 + mean) = 1/2
    ("gamma", {"mean": 1 / np.log(2), "cv": 1}),  # exponential with median 1: half of what is left goes each day
    ("weibull", {"median": 1, "p90_over_median": np.log(10) / np.log(2)}),  # the same, as shape 1 has p90 = ln 10
]


@pytest.mark.parametrize(("dist", "stated"), MEMORYLESS)
def test_memoryless_lags_halve_each_day(dist, stated):
    assert shares(dist, **stated, longest=3)[:, 0] == pytest.approx(HALVES)


def test_half_of_a_lognormal_lag_is_over_by_its_median_and_nine_tenths_by_its_p90():
    by_day = shares("lognormal", median=5, p90_over_median=2, longest=200)[:, 0]
    assert by_day[:5].sum() == pytest.approx(0.5, abs=1e-6)
    assert by_day[:10].sum() == pytest.approx(0.9, abs=1e-6)


def test_the_same_holds_for_a_weibull_lag():
    by_day = shares("weibull", median=5, p90_over_median=2, longest=200)[:, 0]
    assert (by_day[:5].sum(), by_day[:10].sum()) == pytest.approx((0.5, 0.9))


def test_a_gamma_lag_has_its_mean_and_spread():
    by_day = shares("gamma", mean=20, cv=0.5, longest=200)[:, 0]
    days = np.arange(201) + 0.5  # a day's share lies between k and k + 1
    mean = (by_day * days).sum()
    assert mean == pytest.approx(20, rel=1e-3)
    assert np.sqrt((by_day * (days - mean) ** 2).sum()) == pytest.approx(10, rel=5e-3)


def test_a_negative_binomial_lag_has_its_mean_and_variance():
    by_day, days = shares("negative_binomial", mean=4, size=2, longest=200)[:, 0], np.arange(201)
    mean = (by_day * days).sum()
    assert mean == pytest.approx(4, rel=1e-6)
    assert (by_day * (days - mean) ** 2).sum() == pytest.approx(4 + 4**2 / 2, rel=1e-6)  # mean + mean^2 / size


def test_what_lies_beyond_the_longest_is_cut_and_the_rest_rescaled():
    assert shares("negative_binomial", mean=1, size=1, longest=1)[:, 0] == pytest.approx([2 / 3, 1 / 3])


def test_at_least_moves_the_whole_lag():
    by_day = shares("negative_binomial", mean=1, size=1, at_least=3, longest=6)[:, 0]
    assert by_day == pytest.approx([0, 0, 0, *HALVES])


def test_a_counted_lag_has_the_shares_counted():
    assert shares("empirical", by_day=[1, 3])[:, 0] == pytest.approx([0.25, 0.75])
    assert shares("empirical", by_day=[1, 3], at_least=2)[:, 0] == pytest.approx([0, 0, 0.25, 0.75])


@pytest.mark.parametrize(
    ("dist", "first", "second"),
    [
        ("lognormal", "median", "p90_over_median"),
        ("weibull", "median", "p90_over_median"),
        ("gamma", "mean", "cv"),
        ("negative_binomial", "mean", "size"),
    ],
)
def test_shares_sum_to_one_in_every_draw_however_odd(dist, first, second):
    odd = {first: np.array([0.05, 1, 30, 200]), second: np.array([1.05, 2, 30, 1.05])}
    by_day = shares(dist, odd, **{first: 5, second: 2}, at_least=2, longest=15)
    assert by_day.shape == (16, 4)
    assert by_day.sum(axis=0) == pytest.approx([1, 1, 1, 1])
    assert by_day.min() >= 0
    assert (by_day[:2] == 0).all()


def test_a_draw_that_lies_wholly_beyond_the_longest_falls_on_it():
    by_day = shares("lognormal", {"median": 200, "p90_over_median": 1.05}, median=2, p90_over_median=2, longest=3)
    assert by_day[:, 0] == pytest.approx([0, 0, 0, 1])
