"""Known answers on arrays made by hand: differences, intervals, best, regret, Pareto sets, spread over provinces."""

from __future__ import annotations

from itertools import permutations
from typing import cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from prakerja.scenario import Draws
from prakerja.study.comparison.coverage import gini, worst
from prakerja.study.comparison.criteria import CRITERIA, FutureBlock, Yardstick
from prakerja.study.comparison.paired import best_shares, critical, difference, regrets
from prakerja.study.comparison.pareto import beats

OWED, EFFECTIVE, TARGET = CRITERIA["owed"], CRITERIA["effective"], CRITERIA["target_selected"]


def test_a_difference_is_policy_minus_baseline_whichever_way_is_better():
    base, policy = np.array([10.0, 20.0, 30.0, 40.0]), np.array([13.0, 21.0, 35.0, 43.0])
    more, less = (difference(one, ("p", policy), ("b", base)) for one in (EFFECTIVE, OWED))
    assert (more.expected, more.policy, more.baseline) == (3.0, "p", "b")  # (3 + 1 + 5 + 3) / 4
    assert more.expected == less.expected
    assert (more.verdict, less.verdict) == ("better", "worse")
    assert (more.better.probability, less.better.probability) == (1.0, 0.0)


def test_the_interval_is_students_and_so_wide_that_all_hold_at_once():
    """Gaps 3, 1, 5, 3: mean 3, sd sqrt(8/3), error sqrt(8/3)/2 = sqrt(2/3); t with 3 degrees of freedom."""
    base, policy = np.zeros(4), np.array([3.0, 1.0, 5.0, 3.0])
    alone, of_ten = (difference(EFFECTIVE, ("p", policy), ("b", base), n) for n in (1, 10))
    assert alone.error == pytest.approx(np.sqrt(2 / 3))
    assert alone.high - 3 == pytest.approx(3.18245 * np.sqrt(2 / 3), rel=1e-5)  # t(0.975; 3) of any table
    assert of_ten.high - 3 == pytest.approx(stats.t.ppf(1 - 0.05 / 20, 3) * np.sqrt(2 / 3))


def test_all_intervals_of_a_family_hold_together_as_often_as_stated():
    """2,000 families of 12 independent differences that are zero: at least 95 % have no interval that misses it.

    Independence makes it 0.95833 to the power 12 of single levels, 95.1 %; the bound is four standard errors below.
    """
    gaps = np.random.default_rng(5).normal(size=(2000, 12, 40))
    half = critical(40, 12) * gaps.std(axis=2, ddof=1) / np.sqrt(40)
    hold = (np.abs(gaps.mean(axis=2)) <= half).all(axis=1).mean()
    assert 0.951 - 4 * np.sqrt(0.951 * 0.049 / 2000) < hold < 0.951 + 4 * np.sqrt(0.951 * 0.049 / 2000)


def test_a_difference_of_chances_is_not_certain_because_no_future_showed_one():
    """Agresti and Min: half a future in each of four cells, n + 2 in all. With b = c = 0: sqrt(1 / 42) / sqrt(42)."""
    same = difference(TARGET, ("p", np.ones(40)), ("b", np.ones(40)))
    assert same.verdict == "same"
    assert same.error == pytest.approx(1 / 42)
    assert same.low < 0 < same.high
    some = difference(TARGET, ("p", np.ones(40)), ("b", np.repeat([0.0, 1.0], [10, 30])))
    centre = (10.5 - 0.5) / 42
    assert (some.low + some.high) / 2 == pytest.approx(centre)
    assert some.error == pytest.approx(np.sqrt((11 / 42 - centre**2) / 42))
    assert some.expected == 0.25


def test_how_many_more_draws_decide():
    """100 draws of mean 1 and sd 10: the interval is t x 1 wide either side, so it takes t squared times as many."""
    gap = 1 + 10 * stats.zscore(np.random.default_rng(0).normal(size=100), ddof=1)
    found = difference(EFFECTIVE, ("p", gap), ("b", np.zeros(100)), comparisons=5)
    assert found.verdict == "undecided"
    assert found.more_draws == int(np.ceil(100 * critical(100, 5) ** 2)) - 100
    again = difference(EFFECTIVE, ("p", gap + 5), ("b", np.zeros(100)), comparisons=5)
    assert (again.verdict, again.more_draws) == ("better", None)


def test_best_and_regret_by_hand():
    values = np.array([[5.0, 1.0, 2.0], [4.0, 1.0, 7.0], [3.0, 0.0, 7.0]])  # three policies, three futures
    assert best_shares(values, 1).tolist() == [[1, 0.5, 0], [0, 0.5, 0.5], [0, 0, 0.5]]
    assert regrets(values, 1).tolist() == [[0, 0, 5], [1, 0, 0], [2, 1, 0]]
    assert best_shares(values, -1).tolist() == [[0, 0, 1], [0, 0, 0], [1, 1, 0]]
    assert regrets(values, -1).tolist() == [[2, 1, 0], [1, 1, 5], [0, 0, 5]]


@given(arrays(np.float64, (4, 9), elements=st.integers(-3, 3).map(float)))
def test_shares_of_being_best_add_up_and_the_best_has_no_regret(values):
    shares, short = best_shares(values, 1), regrets(values, 1)
    assert np.allclose(shares.sum(axis=0), 1)
    assert ((shares > 0) == (short == 0)).all()


def test_pareto_by_hand():
    """(1, 1) loses to (2, 2) and (2, 3); (2, 2) to (2, 3); twins beat each other in nothing."""
    points = np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 3.0], [3.0, 0.0], [3.0, 0.0]])
    beaten = beats(points)
    assert beaten.astype(int).tolist() == [[0] * 5, [1, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0] * 5, [0] * 5]
    assert beats(np.stack([points, -points], axis=2))[..., 1].astype(int).tolist() == beaten.T.astype(int).tolist()


def test_gini_by_hand():
    """Lorenz curve of coverage 1/2, 1, 2 over residents 2, 1, 1: 1, 1 and 2 of 4 selected.

    Below the curve lie 2/4 x (0 + 1/4) / 2 + 1/4 x (1/4 + 2/4) / 2 + 1/4 x (2/4 + 1) / 2 = 11/32: one minus twice it.
    """
    selected, residents = np.array([[1], [2], [1]]), np.array([[2.0], [1.0], [1.0]])
    assert gini(selected, residents) == pytest.approx(1 - 2 * 11 / 32)
    assert worst(selected, residents) == pytest.approx(0.5)
    for order in permutations(range(3)):
        assert gini(selected[list(order)], residents[list(order)]) == pytest.approx(10 / 32)


def test_gini_ends():
    even = np.array([[10, 0], [30, 0]]), np.array([[1.0], [3.0]])
    assert gini(*even).tolist() == [0, 0]  # the same everywhere, and nobody anywhere
    assert worst(*even).tolist() == [1, 1]
    one = gini(np.array([[7]] + [[0]] * 99), np.ones((100, 1)))
    assert one == pytest.approx(0.99)  # 1 - 1/n: one place of a hundred has all


def test_whom_it_reaches_by_hand():
    """Of 400 candidates on a list of 1,000, 300 are selected, 240 effective and 180 paid; of 100 others 25 selected.

    In a second future nobody was a candidate.
    """
    by_group = {"candidates": [[400, 0], [100, 0]], "selected": [[300, 0], [25, 0]]}
    by_group |= {"effective": [[240, 0], [20, 0]], "paid_once": [[180, 0], [10, 0]]}
    arrays = {f"{name}_by_group": np.array(counts) for name, counts in by_group.items()}
    world = {"world.joining.list_size": np.array([1000.0, 1000.0])}
    future = FutureBlock(Yardstick(0, 1, 1, 1, 1), cast("Draws", world), arrays)
    found = {name: CRITERIA[name].read(future).tolist() for name in CRITERIA if "list" in name or "others" in name}
    assert found == {
        "list_effective": [240, 0],
        "list_paid_once": [180, 0],
        "list_covered": [0.24, 0],
        "chance_list": [0.75, 0],
        "chance_others": [0.25, 0],
    }
