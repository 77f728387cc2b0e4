"""Known answers of the error model: by hand, and by scipy's multivariate normal."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from prakerja.study.calibration.discrepancy import covariance, log_likelihood
from prakerja.study.calibration.readings import Reading
from prakerja.study.calibration.statements import HOURS
from tests.learning.toy import BOUGHT, SELECTED

HEIGHT, SLOPE = np.array([[100.0], [160.0], [150.0]]), np.array([[2.0], [0.0], [4.0]])
DISCREPANCY = np.array([0.1])
"""In the order of height 100, 150 (the third figure), 160: steps 100, 50 and 10, of which a tenth each, so variances of
the walk 100, 126 and 125. Hours of half a day: 1², 0, 2²."""

BY_HAND = np.array([[100 + 9 + 1, 100, 100], [100, 126 + 16, 125], [100, 125, 125 + 25 + 4.0]])
"""With errors of 3, 4 and 5."""


def reading(values=(110.0, 150.0, 155.0), quantity=BOUGHT):
    hours = np.full(3, 0.0 if quantity == SELECTED else HOURS)
    return Reading(quantity, "", (), np.array([1, 5, 9]), np.array(values), np.array([3.0, 4.0, 5.0]), hours, ("",) * 3)


def test_covariance_by_hand():
    np.testing.assert_allclose(covariance(reading(), (HEIGHT, SLOPE), DISCREPANCY), [BY_HAND], rtol=1e-14)


def test_what_was_decided_has_neither_an_hour_nor_a_walk():
    found = covariance(reading(quantity=SELECTED), (HEIGHT, SLOPE), np.zeros(1))
    np.testing.assert_allclose(found[0], np.diag([9.0, 16.0, 25.0]), rtol=1e-14)


@pytest.fixture(scope="module")
def many():
    """Five draws, each with a path, a slope and a discrepancy of its own."""
    rng = np.random.default_rng(3)
    height = np.cumsum(rng.uniform(10, 80, (3, 5)), axis=0)
    return (height, rng.uniform(0, 9, (3, 5))), rng.uniform(0.02, 0.4, 5)


def test_density_is_scipys(many):
    model, discrepancy = many
    spreads = covariance(reading(), model, discrepancy)
    expected = [multivariate_normal(model[0][:, i], spreads[i]).logpdf(reading().values) for i in range(5)]
    np.testing.assert_allclose(log_likelihood(reading(), model, discrepancy), expected, rtol=1e-12)
    by_hand = multivariate_normal(HEIGHT[:, 0], BY_HAND).logpdf([110.0, 150.0, 155.0])
    np.testing.assert_allclose(log_likelihood(reading(), (HEIGHT, SLOPE), DISCREPANCY), [by_hand], rtol=1e-12)


def test_a_discrepancy_of_millions_has_a_density():
    """Beside it the publication errors, all that tells the last two figures apart, are lost in floating point."""
    flat = np.array([[100.0], [160.0], [160.0]])
    far, farther = (
        log_likelihood(reading(), (flat, SLOPE), np.full(1, discrepancy)) for discrepancy in (1.2e9, 1.2e10)
    )
    assert np.isfinite(far)
    assert farther < far
