"""Known answers of the parts of a calibration: readings, what is touched, proposals, sampler."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import f, kstest, multivariate_t

from prakerja.study.calibration.identifiability import effects
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.proposal import DEGREES, SHRUNK, StudentT
from prakerja.study.calibration.readings import error_of, half_width, readings_of, why_not
from prakerja.study.calibration.sampler import Sampler
from prakerja.study.calibration.unknowns import DISCREPANCY
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


def test_effect_of_one_unit():
    """One sd of the share eligible is 0.02 x 100,000 people; the printed 50,321 has an error of 0.5 %."""
    likelihood = Likelihood.of(decided(), published(figure(SELECTED, 3, 50_321)))
    assert likelihood.unknowns.names == ["world.joining.eligible", *(f"discrepancy.{group}" for group in DISCREPANCY)]
    moved = effects(likelihood, np.zeros((1, 3)))
    error = np.hypot(0.005 * 50_321, 0.5 / np.sqrt(3))
    np.testing.assert_allclose(moved, [[2000 / error, 0, 0]], rtol=1e-6)


def test_a_discrepancy_is_touched_by_every_figure_of_its_half():
    likelihood = Likelihood.of(chain(), published(figure(BOUGHT, AS_OF, 60_000)))
    moved = effects(likelihood, np.zeros((1, len(likelihood.unknowns.names))))
    assert moved[0, likelihood.unknowns.names.index("discrepancy.pipeline")] == np.inf
    assert moved[0, likelihood.unknowns.names.index("discrepancy.registration")] == 0


# Proposals and the sampler


def fitted(size=4000, unknowns=3, seed=1):
    rng = np.random.default_rng(seed)
    x = rng.standard_normal((size, unknowns)) @ np.triu(np.ones((unknowns, unknowns))) + 2
    return StudentT.fitted(x, np.full(size, 1 / size))


def test_density_of_a_t_is_scipys():
    t, x = fitted(), np.random.default_rng(2).standard_normal((20, 3)) * 5
    theirs = multivariate_t(t.middle, t.root @ t.root.T, df=DEGREES).logpdf(x)
    np.testing.assert_allclose(t.log_density(x), theirs, rtol=1e-12)


def test_a_fitted_t_has_the_weighted_mean_and_nearly_the_covariance():
    """Of particles at (0, 0) and (4, 2), the second three times as heavy: mean (3, 1.5), covariance (3, 1.5, 0.75)."""
    t = StudentT.fitted(np.array([[0.0, 0.0], [4.0, 2.0]]), np.array([0.25, 0.75]), wider=2.0)
    np.testing.assert_allclose(t.middle, [3, 1.5])
    expected = 2 * ((1 - SHRUNK) * np.array([[3, 1.5], [1.5, 0.75]]) + SHRUNK * np.eye(2)) * (DEGREES - 2) / DEGREES
    np.testing.assert_allclose(t.root @ t.root.T, expected)


def test_a_move_leaves_its_t_unchanged():
    """20,000 draws of the t, moved once by half: their distances have the same law, and so has what the moves undo.

    Kolmogorov-Smirnov at 1 in 1,000: a scale that is off by 3 % is seen nearly always.
    """
    t, rng = fitted(), np.random.default_rng(5)
    x = t.sample(20_000, rng)
    moved, correction = t.propose(x, np.full(len(x), 0.5), rng)
    before, after = ((t.units(one) ** 2).sum(axis=1) / 3 for one in (x, moved))
    assert kstest(before, f(3, DEGREES).cdf).pvalue > 0.001
    assert kstest(after, f(3, DEGREES).cdf).pvalue > 0.001
    np.testing.assert_allclose(correction, t.log_density(x) - t.log_density(moved), rtol=1e-9, atol=1e-9)


def linear(x, design, y, sd):
    """The log posterior of y = A x + e with a standard normal prior."""
    return -0.5 * (x**2).sum(axis=1) - 0.5 * (((y - x @ design.T) / sd) ** 2).sum(axis=1)


def test_sampler_on_a_posterior_that_is_a_formula():
    """A linear model y = A x + e with a standard normal prior, e of sd 0.5: mean and covariance in closed form.

    The first guess is the prior. Standard errors by the effective sample size; size: 6 in 100,000 for each of 12
    numbers, the seed is fixed. Power: some 600 effective draws, so a standard deviation off by one in six shows.
    """
    design, y, sd = np.array([[1.0, 1, 0], [1, 0.8, 0.5], [0, 0.3, 1]]), np.array([1.0, -0.5, 2.0]), 0.5
    precision = np.eye(3) + design.T @ design / sd**2
    mean, spread = np.linalg.solve(precision, design.T @ y / sd**2), np.linalg.inv(precision)
    rng = np.random.default_rng(1)
    sampler = Sampler(lambda x: linear(x, design, y, sd), rng.standard_normal((512, 3)), 512, rng)
    found = sampler.run(most=300)
    assert found.converged
    assert found.stages >= 2
    flat, worth = found.samples.reshape(-1, 3), found.ess.min()
    assert worth >= 400
    scale = np.sqrt(np.diag(spread))
    np.testing.assert_array_less(np.abs(flat.mean(axis=0) - mean), 4 * scale / np.sqrt(worth))
    error = 4 * np.sqrt((np.outer(scale, scale) ** 2 + spread**2) / worth)
    np.testing.assert_array_less(np.abs(np.cov(flat.T) - spread), error)


def test_two_hills_both_keep_their_particles():
    """Half of the probability lies about -3, half about +3; from a first guess between them both are found alike.

    Groups of 32 resample by themselves: four errors of the share of 512 particles are 0.09.
    """
    rng = np.random.default_rng(1)

    def hills(x):
        return np.logaddexp(-0.5 * (x[:, 0] - 3) ** 2, -0.5 * (x[:, 0] + 3) ** 2) - 0.5 * x[:, 1] ** 2

    found = Sampler(hills, 3 * rng.standard_normal((512, 2)), 512, rng).run(most=200)
    assert abs(np.mean(found.samples[..., 0] > 0) - 0.5) < 0.09


def test_groups_that_have_not_met_say_so():
    """Six sweeps are not enough to forget a first guess that is far away."""
    rng = np.random.default_rng(1)
    far = Sampler(lambda x: linear(x, 9 * np.eye(40), np.full(40, 30.0), 0.1), rng.standard_normal((64, 40)), 64, rng)
    assert not far.run(most=6).converged


def test_same_seed_same_samples():
    def samples(seed):
        rng = np.random.default_rng(seed)
        about = np.random.default_rng(1).standard_normal((64, 2))
        return Sampler(lambda x: -0.5 * (x**2).sum(axis=1), about, 64, rng).run(most=20).samples

    assert np.array_equal(samples(1), samples(1))
    assert not np.array_equal(samples(1), samples(2))
