"""Known answers of the parts of a calibration: readings, what is touched, emulator, sampler, weights."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.interpolate import RBFInterpolator

from prakerja.study.calibration.diagnostics import smoothed_weights
from prakerja.study.calibration.emulator import Emulator
from prakerja.study.calibration.identifiability import blocks, effects
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.quality import resampled
from prakerja.study.calibration.readings import error_of, half_width, readings_of, why_not
from prakerja.study.calibration.sampler import sample
from tests.learning.toy import AS_OF, BOUGHT, SELECTED, chain, decided, figure, published
from tests.worlds.tiny import wave

# Readings


@pytest.mark.parametrize(
    ("value", "half"),
    [
        (849_921, 0.5),
        (477_970, 5),
        (530_000, 5_000),
        (15_900_000, 50_000),
        (2_000_000, 50_000),  # not 500,000: who says 2 million would have said 1.9
        (10, 0.25),
        (0, 0),
    ],
)
def test_half_width_of_the_last_digit(value, half):
    assert half_width(value) == half


@pytest.mark.parametrize(
    ("about", "sd"),
    [
        ({"value": 60_000, "confidence": "high"}, np.hypot(300, 1500 / np.sqrt(3))),  # a fortieth is 1,500
        ({"value": 60_001, "confidence": "med"}, np.hypot(1800.03, 0.5 / np.sqrt(3))),
        ({"value": 60_001, "confidence": "low"}, np.hypot(6000.1, 0.5 / np.sqrt(3))),
        ({"value": 60_001, "confidence": "high", "flag": "conflict"}, np.hypot(3000.05, 0.5 / np.sqrt(3))),
        ({"value": 60_001, "confidence": "low", "flag": "conflict"}, np.hypot(6000.1, 0.5 / np.sqrt(3))),
        ({"value": 7, "confidence": "high"}, 1.0),  # no count is surer than one person
    ],
)
def test_error_of_a_figure(about, sd):
    assert error_of(figure(BOUGHT, 5, **about)) == pytest.approx(sd, rel=1e-12)


def test_figures_are_read_in_the_order_of_their_days():
    rows = [figure(BOUGHT, 9, 3), figure(BOUGHT, 5, 1), figure(BOUGHT, 9, 2, said=12), figure(SELECTED, 2, 9)]
    found = {reading.quantity: reading for reading in readings_of(published(*rows), chain())}
    assert found[BOUGHT].days.tolist() == [5, 9, 9]
    assert found[BOUGHT].values.tolist() == [1, 3, 2]
    assert found[SELECTED].values.tolist() == [9]


def test_path_and_slope_of_a_reading():
    """On the last day there is no day after, on the first none before."""
    rows = [figure(BOUGHT, on, 1) for on in (0, 2, 4)]
    (reading,) = readings_of(published(*rows), chain())
    height, slope = reading.read(np.array([[0.0], [1.0], [4.0], [9.0], [16.0]]), {})
    assert height[:, 0].tolist() == [0, 4, 16]
    assert slope[:, 0].tolist() == [1, 4, 7]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (figure(BOUGHT, 5, 1, flag="error"), "flagged as an error"),
        (figure(BOUGHT, 999, 1), "outside the clock"),
        (figure("wave_selected", 5, 1, wave="1"), "history"),
        (figure("people_who_like_it", 5, 1), "no series"),
        (figure("wave_registrants", 5, 1, wave="7"), "other waves"),
        (figure(BOUGHT, 5, 1), None),
        (figure("wave_registrants", 5, 1, wave="2"), None),
    ],
)
def test_why_a_figure_is_not_used(row, why):
    found = why_not(row, chain())
    assert found is why if why is None else why in str(found)


def test_who_is_revoked_of_a_wave_is_counted_on_the_day_its_own_window_ends():
    """Wave 1 has the usual 10 days from day 1, wave 2 has 4 from day 6: 5 are revoked on day 11, and 7 on day 10."""
    scenario = chain(**{"policy.waves": {"1": wave(0, 0, 1, 100), "2": wave(5, 5, 6, 100, window_days=4)}})
    revoked = np.array([[0.0]] * 10 + [[7.0]] + [[12.0]] * 14)
    for name, of_wave in (("1", 5), ("2", 7)):
        (reading,) = readings_of(published(figure("revoked_wave", 12, 1, wave=name)), scenario)
        assert reading.read(reading.path(lambda name: revoked, scenario), {})[0].tolist() == [[of_wave]]


def test_who_is_revoked_of_waves_whose_windows_end_together_cannot_be_told_apart():
    scenario = chain(
        **{"policy.waves": {"1": wave(0, 0, 1, 100, window_days=9), "2": wave(5, 5, 6, 100, window_days=4)}}
    )
    assert "other waves" in str(why_not(figure("revoked_wave", 12, 1, wave="1"), scenario))


# What is touched


def test_unknowns_that_share_a_series_are_learnt_together():
    """0 and 2 share series 0, 2 and 3 share series 2: the three belong together. 1 is by itself; 4 moves nothing."""
    moved = np.array([[3.0, 0, 0.1, 0, 0.09], [0, np.inf, 0, 0, 0], [0, 0, 0.5, 2.0, 0], [0, 0, 0, 0, 0.05]])
    found = {block.unknowns: block.series for block in blocks(moved)}
    assert found == {(0, 2, 3): (0, 2), (1,): (1,)}


def test_nothing_is_touched_by_no_figures():
    assert blocks(np.zeros((0, 4))) == ()


def test_effect_of_one_unit():
    """One sd of the share eligible is 0.02 x 100,000 people; the printed 50,321 has an error of 0.5 %."""
    likelihood = Likelihood.of(decided(), published(figure(SELECTED, 3, 50_321)))
    assert likelihood.unknowns.names == ["world.joining.eligible", "discrepancy.registration", "discrepancy.pipeline"]
    moved = effects(likelihood, np.zeros((1, 3)))
    error = np.hypot(0.005 * 50_321, 0.5 / np.sqrt(3))
    np.testing.assert_allclose(moved, [[2000 / error, 0, 0]], rtol=1e-6)


def test_a_discrepancy_is_touched_by_every_figure_of_its_half():
    likelihood = Likelihood.of(chain(), published(figure(BOUGHT, AS_OF, 60_000)))
    moved = effects(likelihood, np.zeros((1, len(likelihood.unknowns.names))))
    assert moved[0, likelihood.unknowns.names.index("discrepancy.pipeline")] == np.inf
    assert moved[0, likelihood.unknowns.names.index("discrepancy.registration")] == 0


# Emulator


@pytest.mark.parametrize("unknowns", [1, 4])
def test_emulator_is_scipys(unknowns):
    rng = np.random.default_rng(1)
    places, new = rng.standard_normal((80, unknowns)), rng.standard_normal((50, unknowns))
    outputs = np.column_stack([np.sin(places).sum(axis=1), places[:, 0] ** 2])
    theirs = RBFInterpolator(places, outputs, kernel="cubic", degree=1, smoothing=1e-8)(new)
    np.testing.assert_allclose(Emulator.fitted(places, outputs)(new), theirs, rtol=1e-6, atol=1e-6)


def test_emulator_is_exact_where_the_engine_was_run_and_on_straight_lines():
    rng = np.random.default_rng(2)
    places, far = rng.standard_normal((60, 3)), 10 * rng.standard_normal((5, 3))
    crooked = np.sin(places[:, :1])
    np.testing.assert_allclose(Emulator.fitted(places, crooked)(places), crooked, atol=1e-6)
    line = np.array([[2.0], [-1.0], [0.5]])
    np.testing.assert_allclose(Emulator.fitted(places, 7 + places @ line)(far), 7 + far @ line, rtol=1e-6)


# Sampler and weights


def test_sampler_on_a_posterior_that_is_a_formula():
    """A linear model y = A x + e with a standard normal prior, e of sd 0.5: mean and covariance in closed form.

    Standard errors by the effective sample size; size: 6 in 100,000 for each of 12 numbers, the seed is fixed. Power:
    some 700 effective draws, so a standard deviation that is off by one in six shows nearly always.
    """
    design, y, sd = np.array([[1.0, 1, 0], [1, 0.8, 0.5], [0, 0.3, 1]]), np.array([1.0, -0.5, 2.0]), 0.5
    precision = np.eye(3) + design.T @ design / sd**2
    mean, spread = np.linalg.solve(precision, design.T @ y / sd**2), np.linalg.inv(precision)

    def log_posterior(x):
        return -0.5 * (x**2).sum(axis=1) - 0.5 * (((y - x @ design.T) / sd) ** 2).sum(axis=1)

    start = np.random.default_rng(1).standard_normal((64, 3))
    found = sample(log_posterior, start, seed=1, steps=1600)
    assert found.converged
    assert found.samples.shape == (64, found.steps // 8, 3)
    flat, worth = found.samples.reshape(-1, 3), found.ess.min()
    scale = np.sqrt(np.diag(spread))
    np.testing.assert_array_less(np.abs(flat.mean(axis=0) - mean), 4 * scale / np.sqrt(worth))
    error = 4 * np.sqrt((np.outer(scale, scale) ** 2 + spread**2) / worth)
    np.testing.assert_array_less(np.abs(np.cov(flat.T) - spread), error)


def test_same_seed_same_walk():
    start = np.random.default_rng(1).standard_normal((64, 2))
    walks = [sample(lambda x: -0.5 * (x**2).sum(axis=1), start, seed, steps=40).samples for seed in (1, 1, 2)]
    assert np.array_equal(walks[0], walks[1])
    assert not np.array_equal(walks[0], walks[2])


def test_heavy_weights_are_the_large_ones():
    """Weights (1 - u)^-0.9 have a Pareto tail of 0.9 on the side of large weights; their inverses have none there."""
    log_weights = -0.9 * np.log1p(-(np.arange(2000) + 0.5) / 2000)
    weights, k = smoothed_weights(log_weights)
    assert k == pytest.approx(0.9, abs=0.15)
    assert weights.argmax() == 1999
    assert smoothed_weights(-log_weights)[1] < 0.3


def test_weights_are_those_of_importance_sampling():
    """From N(0, 1.2²) to N(0.5, 1): the weighted mean is 0.5. Four errors of 4,000 draws worth three quarters: 0.07."""
    x = 1.2 * np.random.default_rng(1).standard_normal(4000)
    weights, k = smoothed_weights(-0.5 * (x - 0.5) ** 2 + 0.5 * (x / 1.2) ** 2)
    assert weights.sum() == pytest.approx(1)
    assert k < 0.5
    assert weights @ x == pytest.approx(0.5, abs=0.07)


def test_weights_that_hardly_differ_have_no_tail():
    """An emulator that is nearly exact leaves noise: the shape of its tail says nothing, and its weights are even."""
    noise = 1e-3 * np.random.default_rng(1).standard_cauchy(500)
    weights, k = smoothed_weights(np.clip(noise, -0.2, 0.2))
    assert k <= 0.7
    assert 1 / (weights**2).sum() > 495


@pytest.mark.parametrize("log_weights", [np.log([1.0, 2, 3, 4]), np.log(1.0 + np.arange(100) % 2)])
def test_where_no_tail_can_be_fitted_nothing_is_relied_on(log_weights):
    """Four draws have no tail; half of a hundred with the same largest weight have none to fit."""
    weights, k = smoothed_weights(log_weights)
    assert k == np.inf
    np.testing.assert_allclose(weights, np.exp(log_weights) / np.exp(log_weights).sum())


def test_draws_come_again_as_often_as_their_weight_says():
    """Systematic: within one of weight x size, for every draw."""
    weights = np.array([0.05, 0.5, 0.0, 0.449, 0.001])
    counts = np.bincount(resampled(weights, 1000, np.random.default_rng(1)), minlength=5)
    assert counts.sum() == 1000
    assert np.all(np.abs(counts - 1000 * weights) < 1 + 1e-9)
