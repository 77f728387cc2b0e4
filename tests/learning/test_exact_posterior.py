"""Calibration where the posterior is known: by a formula, and by integration over a grid."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from prakerja.study.calibration.effort import Effort
from prakerja.study.calibration.inference import learn
from prakerja.study.calibration.likelihood import Likelihood
from tests.learning.toy import BOUGHT, REGISTERED, SELECTED, chain, decided, figure, published

EFFORT = Effort(ensemble=512, particles=1024, sweeps=300, draws=2000)


def worth_of(found):
    """How many independent draws there are: 2,000 are picked of all samples, and both cost."""
    return 1 / (1 / found.quality.ess + 1 / len(found.z))


def published_selected():
    return published(
        figure(SELECTED, 3, 50_321), figure(SELECTED, 6, 52_003), figure(SELECTED, 9, 51_777, confidence="med")
    )


def test_a_conjugate_case_through_the_whole_of_learning():
    """The selected are 100,000 p, p ~ N(0.5, 0.02²), and each figure has a normal error: precisions add.

    Draws worth 350 or more: four standard errors, twice 6 in 100,000; an sd off by a sixth shows.
    """
    likelihood = Likelihood.of(decided(), published_selected())
    found = learn(likelihood, 1, EFFORT)
    (reading,) = likelihood.readings
    precision = 1 / 0.02**2 + (100_000**2 / reading.error**2).sum()
    mean = (0.5 / 0.02**2 + (100_000 * reading.values / reading.error**2).sum()) / precision
    assert found.touched.tolist() == [0]
    values, worth = likelihood.unknowns.world(found.z)["world.joining.eligible"], worth_of(found)
    assert worth > 350
    assert abs(values.mean() - mean) < 4 / np.sqrt(precision * worth)
    assert values.std() * np.sqrt(precision) == pytest.approx(1, abs=4 / np.sqrt(2 * worth))


def test_likelihood_of_a_draw_is_that_of_its_own_figures():
    """What is kept of every draw is the normal density of all three figures."""
    likelihood = Likelihood.of(decided(), published_selected())
    found = learn(likelihood, 1, Effort(ensemble=32, particles=64, sweeps=10, draws=50))
    (reading,), ((height, slope),) = likelihood.readings, found.models
    values = likelihood.unknowns.world(found.z)["world.joining.eligible"]
    np.testing.assert_allclose(height, np.tile(100_000 * values, (3, 1)), rtol=1e-9)
    assert not slope.any()
    by_hand = norm(height, reading.error[:, None]).logpdf(reading.values[:, None]).sum(axis=0)
    np.testing.assert_allclose(found.by_series, [by_hand], rtol=1e-9)


@pytest.fixture(scope="module")
def on_a_grid():
    """The posterior of what is bought, 80,000 p, and of the discrepancy, in normal numbers, by summing over a grid.

    On days 5, 8 and 13 have bought 100, 175 and 200 % of 40,000 p. Written with scipy's densities.
    """
    figures = {5: 30_511.0, 8: 46_003.0, 13: 62_407.0}
    days, values = list(figures), np.array(list(figures.values()))
    share, slope = np.array([1.0, 1.75, 2.0]), np.array([0.0, 0.3, 0.0])
    z = np.linspace(-4.5, 4.5, 61)
    log = np.zeros((len(z), len(z)))
    for i, p in enumerate(norm(0.7, 0.08).ppf(norm.cdf(z))):
        height, off = 40_000 * p * share, 0.5 * 40_000 * p * slope
        error = np.hypot(0.005 * values, 0.5 / np.sqrt(3))
        for j, discrepancy in enumerate(0.2 * np.exp(0.5 * z)):
            walked = np.cumsum((discrepancy * np.diff(height, prepend=0)) ** 2)
            spread = np.minimum.outer(walked, walked) + np.diag(error**2 + off**2)
            log[i, j] = multivariate_normal(height, spread).logpdf(values) - (z[i] ** 2 + z[j] ** 2) / 2
    density = np.exp(log - log.max())
    rows = [figure(BOUGHT, on, value) for on, value in zip(days, values, strict=True)]
    return rows, z, density / density.sum()


def test_a_crooked_case_through_the_whole_of_learning(on_a_grid):
    """Means, sds, correlation and five quantiles of both unknowns against the grid, by draws worth 350 or more.

    Four standard errors each, 17 numbers: size 1 in 1,000. Power: a mean off by a third of a sd, or an sd by a quarter,
    is missed less than 1 in 30.
    """
    rows, z, density = on_a_grid
    scenario = chain(
        world__purchase__probability={"dist": "normal", "mean": 0.7, "sd": 0.08},
        world__completion__probability=0.7,
        world__validation__probability=0.7,
    )
    likelihood = Likelihood.of(scenario, published(*rows))
    found = learn(likelihood, 1, EFFORT)
    names = likelihood.unknowns.names
    assert [names[number] for number in found.touched] == ["world.purchase.probability", "discrepancy.pipeline"]
    drawn, worth = found.z[:, found.touched], worth_of(found)
    assert worth > 350
    margins = [density.sum(axis=1), density.sum(axis=0)]
    for column, margin in zip(drawn.T, margins, strict=True):
        mean = margin @ z
        sd = np.sqrt(margin @ (z - mean) ** 2)
        assert abs(column.mean() - mean) < 4 * sd / np.sqrt(worth)
        assert column.std() / sd == pytest.approx(1, abs=4 * 1.2 / np.sqrt(2 * worth))  # the tails are a little heavy
        for level in (0.05, 0.25, 0.5, 0.75, 0.95):
            below = np.interp(level, np.cumsum(margin) - margin / 2, z)
            assert np.mean(column < below) == pytest.approx(level, abs=4 * np.sqrt(level * (1 - level) / worth))
    product = z[:, None] * z * density
    means, sds = [m @ z for m in margins], [np.sqrt(m @ z**2 - (m @ z) ** 2) for m in margins]
    expected = (product.sum() - means[0] * means[1]) / (sds[0] * sds[1])
    assert np.corrcoef(drawn.T)[0, 1] == pytest.approx(expected, abs=4 * (1 - expected**2) / np.sqrt(worth))


def test_what_is_kept_of_a_draw_is_what_the_engine_gives_there():
    """Of both parts of the model, and of what was decided: figures of buying, of registering, of a wave."""
    scenario = chain(world__registration__interested={"dist": "uniform", "low": 95_000, "high": 130_000})
    rows = [figure(BOUGHT, 5, 31_517), figure(BOUGHT, 9, 60_013), figure(REGISTERED, 9, 111_111)]
    likelihood = Likelihood.of(scenario, published(*rows, figure(SELECTED, 3, 40_000)))
    found = learn(likelihood, 1, Effort(ensemble=48, particles=64, sweeps=10, draws=80))
    touched = [likelihood.unknowns.names[number] for number in found.touched]
    assert touched == [
        "world.purchase.probability", "world.registration.interested", "discrepancy.registration",
        "discrepancy.pipeline",
    ]  # fmt: skip
    models = likelihood.models(found.z)
    for kept, given in zip(found.models, models, strict=True):
        np.testing.assert_allclose(kept, given, rtol=1e-9, atol=1e-6)
    np.testing.assert_allclose(found.by_series, likelihood.by_series(found.z, models), rtol=1e-9)


def test_without_figures_nothing_is_learnt():
    likelihood = Likelihood.of(chain(), published(figure(BOUGHT, 20, 1)))
    found = learn(likelihood, 1, Effort(ensemble=32, particles=32, sweeps=10, draws=30))
    assert found.touched.tolist() == []
    assert found.quality.unknowns == 0
    assert found.quality.converged
    assert found.by_series.shape == (0, 30)
