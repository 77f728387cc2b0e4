"""Known worlds are found again: the truth is where a posterior says it is, as often as it says.

Twenty-four worlds drawn from the prior; `make exactness` takes 200. Every p-value is to be above 1 in 1,000: there are
some forty of them, so a new seed would fail 4 times in 100. Power, by simulation: a posterior of half its variance is
seen 91 times in 100 by the distance, 31 by one unknown alone.
"""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.calibration.effort import Effort
from tests.learning.ranks import DISTANCE, LEVELS, LIKELIHOOD, p_values, recover
from tests.learning.toy import PIPELINE, chain

WORLDS = 24
EFFORT = Effort(ensemble=128, particles=128, sweeps=60, draws=200)
SHARES = ["world.completion.probability", "world.purchase.probability", "world.validation.probability"]
UNKNOWNS = [*SHARES, "discrepancy.pipeline"]


@pytest.fixture(scope="module")
def recovered():
    return [recover(chain(), PIPELINE, seed, EFFORT) for seed in range(WORLDS)]


def test_figures_touch_all_three_shares_and_the_discrepancy_of_their_half(recovered):
    assert all(world.names == UNKNOWNS for world in recovered)


@pytest.mark.parametrize("name", [*UNKNOWNS, LIKELIHOOD, DISTANCE])
def test_the_truth_is_anywhere_among_the_draws(name, recovered):
    found = p_values(np.array([world.rank(name) for world in recovered]))
    assert min(found.values()) > 0.001, found


@pytest.mark.parametrize("level", LEVELS)
def test_ranges_hold_the_truth_as_often_as_they_say(level, recovered):
    """Of 96 ranges; those of one world are not independent, so the error is taken between worlds: four of them."""
    held = np.array([[abs(world.rank(name) - 0.5) <= level / 2 for name in UNKNOWNS] for world in recovered])
    by_world = held.mean(axis=1)
    assert abs(by_world.mean() - level) < 4 * by_world.std(ddof=1) / np.sqrt(WORLDS)


def test_a_posterior_of_half_its_variance_is_caught(recovered):
    found = p_values(np.array([world.rank(DISTANCE, world.too_sure()) for world in recovered]))
    assert found["centre"] < 0.001


def test_a_posterior_that_has_learnt_nothing_is_caught(recovered):
    """Its unknowns have uniform ranks; only the likelihood tells."""
    found = p_values(np.array([world.rank(LIKELIHOOD, fit=world.prior_fit) for world in recovered]))
    assert found["centre"] < 1e-9


def test_figures_narrow_what_is_believed(recovered):
    """Of a standard deviation of 1 before, 0.66 to 0.79 is left on average: the discrepancy is large."""
    left = np.mean([world.draws.std(axis=0) for world in recovered], axis=0)
    assert np.all((left > 0.5) & (left < 0.9)), left
