"""Known worlds are found again: 200 worlds of the chain.

Every p-value is to be above 1 in 10,000: there are some ninety of them, so a new seed would fail once in 100. Power: a
posterior of three quarters of its variance is seen 19 times in 20 by the distance, one of half by every unknown.
"""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.calibration.effort import Effort
from tests.learning.ranks import DISTANCE, LIKELIHOOD, Recovery, p_values, recover
from tests.learning.test_recovery import UNKNOWNS
from tests.learning.toy import PIPELINE, chain

pytestmark = pytest.mark.slow

WORLDS = 200
EFFORT = Effort(ensemble=128, particles=256, sweeps=80, draws=300)


@pytest.fixture(scope="module")
def recovered() -> list[Recovery]:
    """Calibrate in 200 worlds on what was published by day 14."""
    return [recover(chain(), PIPELINE, seed, EFFORT) for seed in range(1000, 1000 + WORLDS)]


@pytest.mark.parametrize("name", [*UNKNOWNS, LIKELIHOOD, DISTANCE])
def test_the_truth_is_anywhere_among_the_draws(name: str, recovered: list[Recovery]) -> None:
    found = p_values(np.array([world.rank(name) for world in recovered]))
    assert min(found.values()) > 1e-4, found


@pytest.mark.parametrize("name", [*UNKNOWNS, LIKELIHOOD, DISTANCE])
def test_a_posterior_of_half_its_variance_is_caught(name: str, recovered: list[Recovery]) -> None:
    """By every unknown alone."""
    if name == LIKELIHOOD:
        ranks = [world.rank(name, fit=world.fit.mean() + np.sqrt(0.5) * (world.fit - world.fit.mean()))
                 for world in recovered]  # fmt: skip
    else:
        ranks = [world.rank(name, world.too_sure()) for world in recovered]
    assert min(p_values(np.array(ranks)).values()) < 1e-4
