"""Known answers of the error model: by hand, and by scipy's multivariate normal."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import multivariate_normal

from prakerja.study.calibration.discrepancy import continued, covariance, log_likelihood
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


def test_continued_by_hand():
    """After 110 where the model has 100: mean 160 + 100 / 110 x 10, variance 136 + 16 - 100² / 110."""
    known = np.array([True, False])
    two = Reading(
        BOUGHT, "", (), np.array([1, 5]), np.array([110.0, np.nan]), np.array([3.0, 4.0]), np.full(2, HOURS), ("", "")
    )
    numbers = np.array([[0.0, 1.0]])
    both = (np.repeat(HEIGHT[:2], 2, axis=1), np.repeat(SLOPE[:2], 2, axis=1))
    found = continued(two, known, both, np.repeat(DISCREPANCY, 2), numbers)
    mean = 160 + 100 / 110 * 10
    np.testing.assert_allclose(found, [[mean, mean + np.sqrt(152 - 100**2 / 110)]], rtol=1e-12)


def test_continued_between_known_figures():
    """The figure in the middle is conditioned on the one after it, too."""
    middle = reading(values=(110.0, np.nan, 155.0))
    found = continued(middle, np.array([True, False, True]), (HEIGHT, SLOPE), DISCREPANCY, np.zeros((1, 1)))
    gain = BY_HAND[1, [0, 2]] @ np.linalg.inv(BY_HAND[np.ix_([0, 2], [0, 2])])
    np.testing.assert_allclose(found[0, 0], 160 + gain @ [10.0, 5.0], rtol=1e-12)


def test_with_nothing_known_it_is_the_model_with_its_errors():
    rooted = continued(reading(), np.zeros(3, dtype=bool), (np.repeat(HEIGHT, 3, axis=1), np.repeat(SLOPE, 3, axis=1)),
                       np.repeat(DISCREPANCY, 3), np.eye(3)) - HEIGHT  # fmt: skip
    np.testing.assert_allclose(rooted @ rooted.T, BY_HAND, rtol=1e-12)


def test_density_of_all_is_that_of_the_known_times_that_of_what_continues_them(many):
    """log p(y1, y2, y3) = log p(y1) + log p(y2, y3 | y1): the sampler and the forecast hold one error model."""
    model, discrepancy = many
    known = np.array([True, False, False])
    first = Reading(BOUGHT, "", (), np.array([1]), reading().values[:1], reading().error[:1], np.array([HOURS]), ("",))
    start = log_likelihood(first, (model[0][:1], model[1][:1]), discrepancy)
    for draw in range(5):
        one = tuple(np.repeat(part[:, [draw]], 3, axis=1) for part in model)
        numbers = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
        mean, *roots = continued(reading(), known, one, np.repeat(discrepancy[draw], 3), numbers).T
        root = np.stack([column - mean for column in roots], axis=1)
        rest = multivariate_normal(mean, root @ root.T).logpdf(reading().values[1:])
        np.testing.assert_allclose(
            start[draw] + rest, log_likelihood(reading(), model, discrepancy)[draw], rtol=1e-10, err_msg=str(draw)
        )
