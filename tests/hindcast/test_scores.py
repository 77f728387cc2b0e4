"""Scores: against hand values, against an oracle, against theory; and proper, which is what they are for."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from prakerja.study.evaluation.scores import bias, brier, covered, crps, pit, quantiles_of, wis
from prakerja.study.runs.answers import QUANTILES

REAL = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
QUANTILE_SETS = arrays(np.float64, 23, elements=REAL).map(np.sort)
SAMPLES = arrays(np.float64, st.integers(2, 40), elements=REAL)


def interval_scores(quantiles, observed):
    """Add the weighted interval score up as its definition says, interval by interval."""
    total = abs(observed - quantiles[11]) / 2
    for k in range(11):
        low, high, alpha = quantiles[k], quantiles[22 - k], 2 * QUANTILES[k]
        missed = max(low - observed, 0) + max(observed - high, 0)
        total += alpha / 2 * (high - low) + missed
    return total / 11.5


# Known answers


@pytest.mark.parametrize(
    ("observed", "score"),
    # Quantiles 10, 20, 40 at 10, 50 and 90 %: alpha = 0.2, so the interval's 30 weigh 0.1, what it is missed by 1.
    [(20, 3 / 1.5), (25, (2.5 + 3) / 1.5), (10, (5 + 3) / 1.5), (4, (8 + 3 + 6) / 1.5), (50, (15 + 3 + 10) / 1.5)],
)
def test_wis_by_hand(observed, score):
    assert wis([10, 20, 40], observed, levels=[0.1, 0.5, 0.9]) == pytest.approx(score)


@pytest.mark.parametrize(
    ("observed", "fair", "plain"),
    # Draws 0, 3, 6: pairs lie 3, 3 and 6 apart, 4 on average; half of that is 2, or 2 x 2/3 with the equal pairs.
    [(3, 2 - 2, 2 - 4 / 3), (0, 3 - 2, 3 - 4 / 3), (10, 7 - 2, 7 - 4 / 3), (-1, 4 - 2, 4 - 4 / 3)],
)
def test_crps_by_hand(observed, fair, plain):
    assert crps([6, 0, 3], observed) == pytest.approx(fair)
    assert crps([6, 0, 3], observed, fair=False) == pytest.approx(plain)


@given(SAMPLES, REAL)
def test_crps_and_brier_agree_with_scoringrules(sample, observed):
    near = {"rel": 1e-9, "abs": 1e-7 * (1 + np.abs(sample).max())}
    assert crps(sample, observed) == pytest.approx(
        scoringrules.crps_ensemble(observed, sample, estimator="fair"), **near
    )
    assert crps(sample, observed, fair=False) == pytest.approx(
        scoringrules.crps_ensemble(observed, sample, estimator="nrg"), **near
    )
    chance = float(np.mean(sample > 0))
    assert brier(chance, observed > 0) == pytest.approx(scoringrules.brier_score(int(observed > 0), chance))


@given(QUANTILE_SETS, REAL)
def test_wis_is_the_weighted_sum_of_its_intervals(quantiles, observed):
    assert wis(quantiles, observed) == pytest.approx(interval_scores(quantiles, observed), rel=1e-9, abs=1e-6)


def test_fair_crps_of_two_draws_is_on_average_that_of_their_distribution():
    # Both from N(0, 1): E|X - y| - E|X - X'| / 2 = 2 / sqrt(pi) - 1 / sqrt(pi). The plain score of 2 draws is 1/2 more.
    rng = np.random.default_rng(1)
    drawn, came = rng.normal(size=(40_000, 2)), rng.normal(size=40_000)
    for fair, theory in ((True, 1 / math.sqrt(math.pi)), (False, 1.5 / math.sqrt(math.pi))):
        scores = crps(drawn, came, fair=fair)
        assert abs(scores.mean() - theory) < 4 * scores.std() / 200  # wrong by chance 6 times in 100,000


def test_with_many_quantiles_wis_becomes_crps():
    rng = np.random.default_rng(2)
    sample, levels = rng.normal(size=20_000), (np.arange(1, 2000) / 2000).round(4).tolist()
    for observed in (-2.5, 0.1, 1.7):
        exact = crps(sample, observed, fair=False)
        assert wis(quantiles_of(sample, levels), observed, levels) == pytest.approx(exact, rel=2e-3)


# Propriety: who says the truth scores least on average


@pytest.mark.parametrize("score", ["wis", "crps"])
@pytest.mark.parametrize(("mean", "sd"), [(0.3, 1), (-0.3, 1), (0, 0.7), (0, 1.4)])
def test_the_true_distribution_beats_any_other(score, mean, sd):
    # The truth is lognormal, as of counts. 4,000 figures: the difference is at least 7 of its standard errors.
    came = np.random.default_rng(3).lognormal(0, 1, size=4000)
    evenly = (np.arange(400) + 0.5) / 400
    true, other = stats.lognorm(s=1), stats.lognorm(s=sd, scale=math.exp(mean))

    def scored(forecast):
        if score == "wis":
            return wis(forecast.ppf(QUANTILES), came)
        return crps(np.broadcast_to(forecast.ppf(evenly), (4000, 400)), came, fair=False)

    worse = scored(other) - scored(true)
    assert worse.mean() > 4 * worse.std() / math.sqrt(4000)


@pytest.mark.parametrize("said", [0.5, 0.6, 0.8, 0.9])
def test_the_true_chance_beats_any_other_in_expectation(said):
    def expected(chance):
        return 0.7 * brier(chance, True) + 0.3 * brier(chance, False)

    assert expected(said) == pytest.approx(expected(0.7) + (said - 0.7) ** 2)


# Laws


@given(QUANTILE_SETS, REAL)
def test_scores_are_never_negative_nor_beyond_the_farthest_quantile(quantiles, observed):
    assert 0 <= wis(quantiles, observed) <= np.abs(quantiles - observed).max() + 1e-6
    assert -1 <= bias(quantiles, observed) <= 1


@given(REAL, REAL)
def test_whoever_is_certain_is_scored_by_distance(said, observed):
    assert wis(np.full(23, said), observed) == pytest.approx(abs(said - observed), abs=1e-6)
    assert crps(np.full(5, said), observed) == pytest.approx(abs(said - observed), abs=1e-6)


@given(QUANTILE_SETS, REAL, REAL, st.floats(0.001, 1000))
def test_scores_move_with_nothing_and_scale_with_the_unit(quantiles, observed, shift, unit):
    near = {"rel": 1e-6, "abs": 1e-3 * unit}
    for score in (wis, crps):
        before = unit * score(quantiles, observed)
        assert score(unit * (quantiles + shift), unit * (observed + shift)) == pytest.approx(before, **near)
        assert score(-unit * quantiles[::-1], -unit * observed) == pytest.approx(before, **near)


@given(QUANTILE_SETS, REAL)
def test_bias_changes_its_sign_in_the_mirror(quantiles, observed):
    assert bias(-quantiles[::-1], -observed) == pytest.approx(-bias(quantiles, observed))


@given(QUANTILE_SETS, REAL)
def test_a_wider_interval_holds_what_a_narrower_one_does(quantiles, observed):
    held = [covered(quantiles, observed, percent) for percent in (50, 80, 90)]
    assert held == sorted(held)


def test_many_at_once_are_scored_as_each_alone():
    rng = np.random.default_rng(4)
    samples, came = rng.normal(size=(3, 4, 50)), rng.normal(size=(3, 4))
    quantiles = quantiles_of(samples)
    for whole, one, forecast in (
        (wis(quantiles, came), wis, quantiles),
        (crps(samples, came), crps, samples),
        (bias(quantiles, came), bias, quantiles),
        (covered(quantiles, came, 80), lambda q, y: covered(q, y, 80), quantiles),
    ):
        assert whole.shape == (3, 4)
        assert whole[2, 1] == pytest.approx(one(forecast[2, 1], came[2, 1]))


def test_intervals_of_the_truth_hold_their_share():
    came = np.random.default_rng(5).normal(size=10_000)
    quantiles = np.broadcast_to(stats.norm.ppf(QUANTILES), (10_000, 23))
    for percent in (50, 80, 90):
        p = percent / 100
        share = covered(quantiles, came, percent).mean()
        assert abs(share - p) < 4 * math.sqrt(p * (1 - p) / 10_000)


def test_pit_of_one_draw_more_is_uniform_for_few_draws_and_many_ties():
    rng = np.random.default_rng(6)
    drawn = rng.poisson(1.5, size=(20_000, 8))  # the eighth is what came
    found = pit(drawn[:, :7], drawn[:, 7], rng)
    assert stats.kstest(found, "uniform").pvalue > 1e-4
    # Without the ties' share of the room it would not be, and this test would know.
    below = (drawn[:, :7] < drawn[:, 7:]).sum(axis=1)
    assert stats.kstest((below + rng.random(20_000)) / 8, "uniform").pvalue < 1e-6


@pytest.mark.parametrize("levels", [[0.1, 0.5, 0.8], [0.25, 0.75]])
def test_levels_that_make_no_intervals_are_refused(levels):
    with pytest.raises(ValueError, match="symmetric"):
        wis(levels, 0, levels)
    with pytest.raises(ValueError, match="enclose 95"):
        covered(levels, 0, 95, levels)
