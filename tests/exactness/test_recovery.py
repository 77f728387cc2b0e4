"""Known worlds are found again, and later figures are where they were forecast: 200 worlds of the chain.

Every p-value is to be above 1 in 10,000: there are some ninety of them, so a new seed would fail once in 100. Power: a
posterior of three quarters of its variance is seen 19 times in 20 by the distance, one of half by every unknown.
"""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.calibration.effort import Effort
from tests.learning.ranks import DISTANCE, LIKELIHOOD, Recovery, p_values, recover
from tests.learning.test_recovery import UNKNOWNS
from tests.learning.toy import BOUGHT, COMPLETED, PAID, PIPELINE, chain

pytestmark = pytest.mark.slow

WORLDS = 200
EFFORT = Effort(ensemble=64, places=120, rounds=1, refine=60, steps=40, last_steps=240, draws=300)
LATER = {BOUGHT: (20,), COMPLETED: (16, 20), PAID: (17, 20)}
AHEAD = [f"{name} on day {on}" for name, days in LATER.items() for on in days]


@pytest.fixture(scope="module")
def recovered() -> list[Recovery]:
    """Calibrate in 200 worlds on what was published by day 14, and forecast what is published by day 20."""
    days = {name: (*known, *LATER[name]) for name, known in PIPELINE.items()}
    return [recover(chain(), days, seed, EFFORT, later=20) for seed in range(1000, 1000 + WORLDS)]


@pytest.mark.parametrize("name", [*UNKNOWNS, LIKELIHOOD, DISTANCE])
def test_the_truth_is_anywhere_among_the_draws(name: str, recovered: list[Recovery]) -> None:
    found = p_values(np.array([world.rank(name) for world in recovered]))
    assert min(found.values()) > 1e-4, found


@pytest.mark.parametrize("name", AHEAD)
def test_a_later_figure_is_anywhere_among_what_was_forecast(name: str, recovered: list[Recovery]) -> None:
    """What the world may be, what the model misses, and what is misprinted, together."""
    found = p_values(np.array([world.ahead[name] for world in recovered]))
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
