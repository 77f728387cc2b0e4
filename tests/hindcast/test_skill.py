"""Relative skill and the scoreboard: worked out by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prakerja.scenario import load_observations
from prakerja.study.evaluation.scoreboard import scoreboard, summary
from prakerja.study.evaluation.skill import relative_skill

PUBLISHED = load_observations("scenarios/data/observations.csv")
AS_OF = date(2020, 9, 4)


# Skill


def test_two_days_give_the_ratios_that_can_be_drawn():
    # One day in four both draws are the first, one in four both the second: the ends are their ratios.
    skill = relative_skill([1, 0, 3], [[2, 2, 4]], ["a", "a", "b"])
    assert (skill.ratio, skill.low, skill.high) == (4 / 8, 1 / 4, 3 / 4)
    assert (skill.figures, skill.days) == (3, 2)


def test_the_best_rival_is_chosen_anew_in_every_resampling():
    # Each rival is perfect on one day: whoever is best on a doubled day has no error at all, and nor have we.
    skill = relative_skill([1, 1], [[0, 2], [2, 0]], ["a", "b"])
    assert skill.ratio == 1
    assert skill.high == math.inf
    assert relative_skill([0, 1], [[0, 2], [2, 0]], ["a", "b"]).low == 0.5  # 0 of 0 is no worse: 1


def test_figures_without_a_rival_do_not_count():
    skill = relative_skill([1, 9, math.nan], [[2, math.nan, 1]], ["a", "b", "c"])
    assert (skill.ratio, skill.figures, skill.days) == (0.5, 1, 1)
    assert math.isnan(skill.low)
    assert math.isnan(relative_skill([1], [[math.nan]], ["a"]).ratio)


@given(st.lists(st.tuples(st.floats(0.1, 10), st.floats(0.1, 10), st.integers(1, 5)), min_size=2, max_size=20))
def test_ratios_know_no_unit_and_lie_within_their_range(rows):
    ours, theirs, days = zip(*rows, strict=True)
    skill = relative_skill(ours, [theirs], days)
    again = relative_skill(np.multiply(ours, 1e12), [np.multiply(theirs, 1e12)], days)
    assert again.ratio == pytest.approx(skill.ratio)
    if skill.days > 1:
        assert again.low == pytest.approx(skill.low)
        assert skill.low <= skill.ratio * (1 + 1e-9)
        assert skill.high >= skill.ratio * (1 - 1e-9)
    same = relative_skill(ours, [ours], days)
    assert same.ratio == 1
    assert same.days == 1 or (same.low, same.high) == (1, 1)


def test_the_range_holds_the_truth_about_as_often_as_it_says():
    # Errors of 25 days, independent, 0.8 of the rival's on average, 100 times. A bootstrap of ratios is a little too
    # narrow: it holds 0.8 some 87 times, give or take 3.4; this fails by chance less than once in 10,000.
    rng = np.random.default_rng(1)
    ours, theirs = 0.8 * rng.gamma(2, 0.5, size=(100, 25)), rng.gamma(2, 0.5, size=(100, 25))
    skills = [relative_skill(o, [t], range(25), seed=n) for n, (o, t) in enumerate(zip(ours, theirs, strict=True))]
    assert 74 <= sum(skill.low <= 0.8 <= skill.high for skill in skills) <= 98


# Scoreboard


@pytest.fixture
def scores() -> pd.DataFrame:
    """Four figures: two of a count on one day, two of money on two days; of the last nobody naive had a forecast."""
    row = next(row for row in PUBLISHED if row.quantity == "completed_first_training_cumulative")
    day, later = date(2020, 9, 11), date(2020, 9, 25)
    figures = [
        replace(row, value=120.0, observed_on=day),
        replace(row, value=80.0, observed_on=day, flag="conflict"),
        replace(row, value=1e12, observed_on=later, quantity="incentive_rupiah_cumulative", unit="IDR"),
        replace(row, value=1e12, observed_on=day, quantity="incentive_rupiah_cumulative", unit="IDR"),
    ]
    certain = np.ones((4, 4))
    samples = {
        "forecast": certain * np.array([[100], [100], [2e12], [1e12]]),
        "prior": certain * np.array([[140], [140], [4e12], [1e12]]),
        "increment": certain * np.array([[200], [200], [8e12], [np.nan]]),
        "trend": certain * np.array([[90], [90], [16e12], [np.nan]]),
    }
    return scoreboard(AS_OF, figures, samples, np.random.default_rng(0))


def of(scores, forecaster):
    return scores[scores["forecaster"] == forecaster].reset_index(drop=True)


def test_certain_forecasts_are_scored_by_their_distance(scores):
    ours = of(scores, "forecast")
    assert ours["wis"].tolist() == pytest.approx([20, 20, 1e12, 0], abs=0.01)
    assert ours["crps"].tolist() == pytest.approx([20, 20, 1e12, 0], abs=0.01)
    assert ours["log_wis"].tolist() == pytest.approx([math.log(121 / 101), math.log(101 / 81), math.log(2), 0])
    assert ours["bias"].tolist() == [-1, 1, 1, 0]
    assert ours["within_90"].tolist() == [0, 0, 0, 1]
    assert ours["horizon"].tolist() == [7, 7, 21, 7]
    assert ours["pit"].tolist()[0] > 0.8 > 0.2 > ours["pit"].tolist()[1]


def test_the_event_is_to_lie_above_the_line_of_the_trend(scores):
    ours = of(scores, "forecast")
    # The line said 90, 90 and 16 trillion: only 120 lies above; the forecast said 1, 1 and 0.
    assert ours["event"].tolist()[:3] == [1, 0, 0]
    assert ours["brier"].tolist()[:3] == [0, 1, 0]
    assert math.isnan(ours["brier"][3])


def test_who_could_say_nothing_has_no_score(scores):
    for name in ("increment", "trend"):
        last = of(scores, name).iloc[3]
        assert last[["wis", "log_wis", "crps", "bias", "pit", "within_90", "median"]].isna().all()


def test_the_summary_by_hand(scores):
    row = summary(scores, "").iloc[0]
    ours = math.log(121 / 101) + math.log(101 / 81) + math.log(2)
    trend = math.log(121 / 91) + math.log(91 / 81) + math.log(16)
    prior = math.log(141 / 121) + math.log(141 / 81) + math.log(4)
    increment = math.log(201 / 121) + math.log(201 / 81) + math.log(8)
    assert (row["figures"], row["days"], row["compared"]) == (4, 2, 3)
    assert row["naive"] == pytest.approx(ours / min(trend, increment))
    assert row["prior"] == pytest.approx(ours / prior)
    assert row["within_90"] == 0.25
    assert row["bias"] == 0.25
    assert row["quickened"] == pytest.approx(1 / 3)
    assert row["brier"] == pytest.approx(1 / 3)
    assert math.isnan(row["wis_forecast"])  # persons and rupiah have no mean


def test_the_summary_by_group(scores):
    by = summary(scores, "quantity")
    assert by.loc["completed_first_training_cumulative", ["wis_forecast", "wis_trend"]].tolist() == pytest.approx(
        [20, 20]
    )
    assert by.loc["incentive_rupiah_cumulative", "compared"] == 1
    assert summary(scores, "horizon")["figures"].to_dict() == {7: 3, 30: 1}
    assert summary(scores, "as_of").index.tolist() == [AS_OF]
