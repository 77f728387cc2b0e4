"""Known answers of the error model: by hand, and by scipy's normal."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from prakerja.study.calibration.discrepancy import log_likelihood, spread_of
from prakerja.study.calibration.readings import Reading
from prakerja.study.calibration.statements import HOURS
from tests.learning.toy import BOUGHT, SELECTED

HEIGHT, SLOPE = np.array([[100.0], [160.0], [150.0]]), np.array([[2.0], [0.0], [4.0]])
RESIDUAL = np.array([0.1])
BY_HAND = np.sqrt([[9 + 1 + 100], [16 + 0 + 256], [25 + 4 + 225]])
"""Errors of 3, 4 and 5; half a day of 2, 0 and 4 a day; a tenth of 100, 160 and 150: squares added."""


def reading(values=(110.0, 150.0, 155.0), quantity=BOUGHT):
    hours = np.full(3, 0.0 if quantity == SELECTED else HOURS)
    return Reading(quantity, "", (), np.array([1, 5, 9]), np.array(values), np.array([3.0, 4.0, 5.0]), hours, ("",) * 3)


def test_spread_by_hand():
    np.testing.assert_allclose(spread_of(reading(), (HEIGHT, SLOPE), RESIDUAL), BY_HAND, rtol=1e-14)


def test_what_was_decided_has_neither_an_hour_nor_a_residual():
    found = spread_of(reading(quantity=SELECTED), (HEIGHT, SLOPE), np.zeros(1))
    np.testing.assert_allclose(found[:, 0], [3, 4, 5], rtol=1e-14)


def test_density_is_scipys():
    """Five draws, each with a path, a slope and a residual of its own; the figures are independent."""
    rng = np.random.default_rng(3)
    model = np.cumsum(rng.uniform(10, 80, (3, 5)), axis=0), rng.uniform(0, 9, (3, 5))
    residual = rng.uniform(0.02, 0.4, 5)
    spread = spread_of(reading(), model, residual)
    expected = norm(model[0], spread).logpdf(reading().values[:, None]).sum(axis=0)
    np.testing.assert_allclose(log_likelihood(reading(), model, residual), expected, rtol=1e-12)
    by_hand = norm(HEIGHT, BY_HAND).logpdf([[110.0], [150.0], [155.0]]).sum()
    assert log_likelihood(reading(), (HEIGHT, SLOPE), RESIDUAL)[0] == pytest.approx(by_hand, rel=1e-12)
