"""A rate that wanders is told as one value, wherever values are ranked, moved or exchanged."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.programme.in_force import InForce
from prakerja.scenario import draw_world
from prakerja.study import drivers
from prakerja.study.runs.wandering import is_step, told_by
from prakerja.study.sensitivity.marginals import Marginals
from tests.drivers.conftest import UNCERTAIN
from tests.worlds.tiny import day, tiny

RATE = "world.drift.completion_odds"


@pytest.fixture(scope="module")
def wandering():
    drift = {"source": "tiny", "every_days": 1, "completion_odds": {"since": day(1), "in_a_quarter": 20.0}}
    return tiny({**UNCERTAIN, "as_of": day(1), "world.drift": drift})


def test_a_rate_is_told_by_its_mean_factor_after_the_as_of_date(wandering):
    world = draw_world(wandering, 16, 1)
    told = told_by(wandering, world)
    assert not any(map(is_step, told))
    days = wandering.days
    ahead = slice(2, days.number(wandering.clock.year_end) + 1)
    np.testing.assert_array_equal(told[RATE], InForce(wandering, world).path("completion_odds")[ahead].mean(axis=0))


def test_a_rate_gets_to_its_quantile_by_equal_steps(wandering):
    """n steps of 1.645 / sqrt(n) add up to the 95 % quantile of a sum of n: sqrt(n) x 1.645."""
    ends = Marginals(wandering).ends(RATE, np.array([0.05, 0.95]))
    steps = np.array(list(ends.values()))
    assert len(ends) >= 2
    assert min(ends) == f"{RATE}.{day(2)}"
    np.testing.assert_allclose(steps.sum(axis=0), np.array([-1, 1]) * 1.6448536 * np.sqrt(len(ends)), rtol=1e-6)


def test_it_is_one_swing_one_rank_and_one_index(wandering):
    """Finishing is what people are paid for: a rate with which more finish has more paid, by every measure."""
    found = drivers(wandering, draws=256, seed=1, alone=9)
    (swing,) = [one for one in found.tornado.swings if one.path.startswith("world.drift")]
    assert swing.path == RATE
    assert swing.low < 1 < swing.high
    assert swing.at_low < found.tornado.middle < swing.at_high
    (rank,) = [one for one in found.correlations if one.path.startswith("world.drift")]
    assert (rank.path, rank.correlation > 0.1) == (RATE, True)
    (index,) = [one for one in found.indices if RATE in one.paths]
    assert index.total > 0.01
    assert RATE in found.to_dataframe().index
