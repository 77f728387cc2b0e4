"""Distributions are what their authors stated: quantiles, moments, and truncation to the plausible range."""

import numpy as np
import pytest

from prakerja.scenario.families import Beta, Gamma, Lognormal, LogUniform, Normal, Triangular, Uniform

MIDPOINTS = (np.arange(400_000) + 0.5) / 400_000


def moments(distribution):
    values = distribution.ppf(MIDPOINTS)
    return values.mean(), values.std()


@pytest.mark.parametrize(
    ("distribution", "quantiles"),
    [
        (Uniform(dist="uniform", low=2, high=4), {0.0: 2, 0.25: 2.5, 1.0: 4}),
        (LogUniform(dist="loguniform", low=1, high=100), {0.0: 1, 0.5: 10, 1.0: 100}),
        (Triangular(dist="triangular", low=0, mode=1, high=4), {0.0: 0, 0.25: 1, 1.0: 4}),  # a quarter below the mode
        (Normal(dist="normal", p05=-1, p95=3), {0.05: -1, 0.5: 1, 0.95: 3}),
        (Lognormal(dist="lognormal", median=14, p90=30), {0.5: 14, 0.9: 30, 0.1: 14 * 14 / 30}),
        (Lognormal(dist="lognormal", p05=2, p95=8), {0.05: 2, 0.5: 4, 0.95: 8}),
        (Beta(dist="beta", p05=0.8, p95=0.985), {0.05: 0.8, 0.95: 0.985}),
        (Beta(dist="beta", p05=0.6, p95=0.9), {0.05: 0.6, 0.95: 0.9}),
        (Beta(dist="beta", p05=0.02, p95=0.3), {0.05: 0.02, 0.95: 0.3}),
    ],
)
def test_stated_quantiles_are_met(distribution, quantiles):
    assert distribution.ppf(list(quantiles)) == pytest.approx(list(quantiles.values()), rel=1e-5)


@pytest.mark.parametrize(
    ("distribution", "mean", "sd"),
    [
        (Normal(dist="normal", mean=5, sd=2), 5, 2),
        (Lognormal(dist="lognormal", mean=10, sd=5), 10, 5),
        (Gamma(dist="gamma", mean=800, sd=400), 800, 400),
        (Beta(dist="beta", mean=0.75, sd=0.04), 0.75, 0.04),
        (Uniform(dist="uniform", low=2, high=4), 3, 2 / 12**0.5),
        (
            Triangular(dist="triangular", low=0, mode=1, high=5),
            2,
            (21 / 18) ** 0.5,
        ),  # (a2 + b2 + c2 - ab - ac - bc) / 18
    ],
)
def test_stated_moments_are_met(distribution, mean, sd):
    assert moments(distribution) == pytest.approx((mean, sd), rel=1e-3)


def test_truncation_keeps_the_shape_inside_the_range():
    assert Uniform(dist="uniform", low=0, high=2).ppf([0, 0.25, 0.5, 1], 0, 1) == pytest.approx([0, 0.25, 0.5, 1])
    # An exponential (gamma with sd = mean) of mean 1 cut at ln 2 keeps half of its mass: u goes to -ln(1 - u / 2).
    cut = Gamma(dist="gamma", mean=1, sd=1).ppf([0.2, 0.5, 0.9], 0, np.log(2))
    assert cut == pytest.approx(-np.log([0.9, 0.75, 0.55]))
    assert Normal(dist="normal", mean=0, sd=1).ppf([0, 0.5, 1], -1, 1) == pytest.approx([-1, 0, 1])


def test_the_mass_that_is_cut_is_known():
    assert Uniform(dist="uniform", low=0, high=4).mass_outside(1, 3) == pytest.approx(0.5)
    assert Normal(dist="normal", mean=0, sd=1).mass_outside(-1.959964, 1.959964) == pytest.approx(0.05, abs=1e-6)


def test_the_middle_is_the_median():
    assert LogUniform(dist="loguniform", low=1, high=100).middle() == pytest.approx(10)


@pytest.mark.parametrize(
    ("median", "p90"), [(1e-320, 1e-310), (5e-324, 1e-300), (1e-300, 1e300), (1e300, 1e308)], ids=str
)
def test_numbers_of_absurd_size_warn_nobody(median, p90):
    """Warnings are errors here; scipy's own, of overflow inside it, were one."""
    try:
        found = Lognormal(dist="lognormal", median=median, p90=p90)
    except ValueError:
        return  # refused, without a warning
    for low, high in ((0.05, 400), (0, 1), (-np.inf, np.inf)):
        assert np.isfinite(found.ppf([0, 0.5, 0.999], low, high)).all()
        assert 0 <= found.mass_outside(low, high) <= 1
