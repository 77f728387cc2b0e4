"""The level of the whole folder, and the instruments against samples whose law is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from tests.known.intervals import LEVEL, agrees, agrees_in_moments, fits

HERE = Path(__file__).parent


def test_the_folder_raises_a_false_alarm_with_less_than_half_a_percent(request: pytest.FixtureRequest) -> None:
    """Bonferroni: so many tests at `LEVEL` each. Counts the tests of this folder that are collected with this one."""
    here = [item for item in request.session.items if HERE in item.path.parents]
    assert 0 < len(here) * LEVEL < 0.005


@pytest.fixture
def normal() -> np.ndarray:
    return np.random.default_rng(1).normal(size=(3, 5000))


def test_a_shift_of_the_stated_size_is_found(normal: np.ndarray) -> None:
    """Standard normal, 5,000 of them: the interval is 4.3 / sqrt(5000), and 0.1 is found with 99 %; 0.01 is not."""
    agrees(normal, 0.0, detects=0.1)
    with pytest.raises(AssertionError, match=r"theory 0\.1"):
        agrees(normal, [0.0, 0.1, 0.0], detects=0.2)


def test_a_claim_of_power_beyond_the_sample_is_refused(normal: np.ndarray) -> None:
    """5,000 cannot find a shift of 0.05 sd at this level."""
    with pytest.raises(AssertionError, match=r"detects 0\.09"):
        agrees(normal, 0.0, detects=0.05)


def test_a_wrong_variance_or_correlation_is_found(normal: np.ndarray) -> None:
    """Independent: a stated correlation of 0.2, or a variance of 1.3, is refused."""
    agrees_in_moments(normal, np.zeros(3), np.eye(3), detects=(0.11, 0.15))
    for wrong in (np.eye(3) + 0.2 * (1 - np.eye(3)), 1.3 * np.eye(3)):
        with pytest.raises(AssertionError, match="theory"):
            agrees_in_moments(normal, np.zeros(3), wrong, detects=(0.11, 0.15))


def test_a_wrong_law_is_found() -> None:
    """Poisson of mean 4 in 4,000 futures against 4.3, and the other way round."""
    k = np.arange(40)
    law, other = stats.poisson.pmf(k, 4.0), stats.poisson.pmf(k, 4.3)
    values = np.random.default_rng(1).poisson(4.0, 4000)
    fits(values, law, other)
    with pytest.raises(AssertionError, match="chi-square"):
        fits(values, other, law)
    with pytest.raises(AssertionError, match="power"):
        fits(values, law, stats.poisson.pmf(k, 4.05))
