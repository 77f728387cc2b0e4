"""Statements and their ages: read by hand, found again in known worlds, and as wide as before where nothing tells.

Rank tests as in `test_recovery`: every p-value above 1 in 1,000, of some thirty; by simulation an age that is read two
days late for all figures is seen in each of them.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from prakerja.study.calibration.effort import Effort
from prakerja.study.calibration.inference import learn
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.readings import readings_of
from prakerja.study.calibration.statements import AGE, age_of, is_age, unknown_of
from tests.learning.ranks import DISTANCE, LIKELIHOOD, p_values, recover, statements_of
from tests.learning.toy import BOUGHT, COMPLETED, PAID, SELECTED, chain, figure, published
from tests.worlds.tiny import day, wave

WORLDS = 24
EFFORT = Effort(ensemble=128, particles=256, sweeps=80, draws=200)
TOLD = {BOUGHT: (9, 13), COMPLETED: (9, 13), PAID: (13,)}
"""Two statements: of three figures on day 13, of two on day 9."""

AGES = [unknown_of(name) for name in statements_of(TOLD)]


def test_all_figures_of_a_statement_share_its_age_and_a_said_day_has_none():
    rows = [
        figure(BOUGHT, 9, 3, dated="", source_url="a"),
        figure(COMPLETED, 9, 3, dated="", source_url="a"),
        figure(PAID, 9, 3, dated="", source_url="b"),
        figure(PAID, 13, 3),
        figure(SELECTED, 9, 3, dated="", source_url="a"),  # decreed: its day is that of the decree
    ]
    found = {one.quantity: one for one in readings_of(published(*rows), chain())}
    assert found[BOUGHT].statements == found[COMPLETED].statements == (f"{day(9)} a",)
    assert found[PAID].statements == (f"{day(9)} b", "")
    assert found[PAID].hours.tolist() == [0, 0.5]
    assert (found[SELECTED].statements, found[SELECTED].hours.tolist()) == (("",), [0])


def test_a_count_is_read_at_its_age():
    """Squares by day: told on day 4, a day and a half old, it lies half way between 4 and 9; before launch it is 0."""
    (reading,) = readings_of(published(figure(BOUGHT, 4, 1, dated="")), chain())
    path = np.repeat(np.arange(5.0)[:, None] ** 2, 4, axis=1)
    height, _ = reading.read(path, {reading.statements[0]: np.array([0.0, 1.5, 4.5, 40.0])})
    assert height.tolist() == [[16.0, 6.5, 0.0, 0.0]]


def test_a_count_knows_the_whole_of_an_order_to_revoke_or_nothing_of_it():
    """Nine are revoked on day 3: from that evening on a count knows them all, an hour before it none."""
    (reading,) = readings_of(published(figure("revoked_cumulative", 4, 9, dated="")), chain())
    path = np.repeat(np.array([0.0, 0, 0, 9, 9])[:, None], 5, axis=1)
    height, _ = reading.read(path, {reading.statements[0]: np.array([0.0, 0.6, 1.0, 1.01, 3.0])})
    assert height.tolist() == [[9.0, 9.0, 9.0, 0.0, 0.0]]


@pytest.fixture(scope="module")
def recovered():
    return [recover(chain(), TOLD, seed, EFFORT, said=False) for seed in range(WORLDS)]


def test_the_ages_are_touched(recovered):
    assert all(set(AGES) < set(world.names) for world in recovered)


@pytest.mark.parametrize("name", [*AGES, "discrepancy.pipeline", LIKELIHOOD, DISTANCE])
def test_the_truth_is_anywhere_among_the_draws(name, recovered):
    found = p_values(np.array([world.rank(name) for world in recovered]))
    assert min(found.values()) > 0.001, found


def test_figures_narrow_the_ages(recovered):
    """Of 1 before, 0.5 and 0.27 of a standard deviation are left: a fast funnel tells when it was counted."""
    left = np.mean([[world.draws[:, world.names.index(name)].std() for name in AGES] for world in recovered], axis=0)
    assert np.all((left > 0.1) & (left < 0.7)), left


def test_an_age_read_two_days_late_is_caught(recovered):
    """The same worlds, their true ages taken for two days more."""

    def late(world, name):
        at = world.names.index(name)
        older = norm.ppf(0.5) + np.log((age_of(world.truth[at]) + 2) / AGE[0]) / AGE[1]
        return (np.sum(world.draws[:, at] < older) + 0.5) / (len(world.draws) + 1)

    for name in AGES:
        assert p_values(np.array([late(world, name) for world in recovered]))["centre"] < 0.001


def test_an_age_stays_as_it_was_where_nothing_tells():
    """All of one wave have bought by day 4, so a count of day 14 is the same at any age up to ten days.

    Ages above that are five in six times unlikely: of the prior, sd 1, what lies below 10 days has an sd of 0.78.
    """
    waves = {"policy.waves": {"1": wave(0, 0, 1, 40_000)}}
    done = chain(**waves, **{"world.purchase.probability": 0.7, "world.completion.probability": 0.7})
    likelihood = Likelihood.of(done, published(figure(BOUGHT, 14, 28_000, dated="")))
    found = learn(likelihood, 1, EFFORT)
    (age,) = [number for number, name in enumerate(likelihood.unknowns.names) if is_age(name)]
    assert 0.7 < found.z[:, age].std() < 1.1
    assert abs(np.quantile(found.z[:, age], 0.1) - norm.ppf(0.1)) < 0.35
