"""Draws of the world: each value by its own name, block by block as a whole, evenly spread, unrelated to the others."""

from itertools import pairwise

import numpy as np
import pytest

from prakerja.scenario import draw_world, load, middle_world
from prakerja.scenario.draws import values_of
from prakerja.scenario.points import points


@pytest.fixture(scope="module")
def scenario():
    return load("scenarios/prakerja-2020.toml")


def moved(before, after):
    return [path for path in before.values if (before[path] != after[path]).any()]


@pytest.mark.parametrize("path", ["world.survey.response", "world.purchase.lag.median", "world.joining.fresh"])
def test_making_one_value_certain_moves_no_other(scenario, path):
    certain = scenario.replace({path: 0.7})
    before, after = draw_world(scenario, 100, seed=3), draw_world(certain, 100, seed=3)
    assert moved(before, after) == [path]
    assert (after[path] == 0.7).all()


def test_an_outage_or_a_partner_more_moves_no_draw(scenario):
    outage = {"source": "test", "partner": "bni", "first": "2020-10-01", "last": "2020-10-02", "capacity_left": 0.5}
    partner = {"source": "test", "weight": 0.1, "daily_capacity": 9_000, "failure": 0.02}
    changes = {"world.outages.a": outage, "world.partners.aaa": partner, "policy.partners.aaa": {}}
    before, after = draw_world(scenario, 100, seed=3), draw_world(scenario.replace(changes), 100, seed=3)
    assert moved(before, after) == []
    assert set(after.values) - set(before.values) == {
        "world.outages.a.capacity_left",
        "world.partners.aaa.weight",
        "world.partners.aaa.daily_capacity",
        "world.partners.aaa.failure",
    }


def test_blocks_put_together_are_the_whole(scenario):
    whole, cuts = draw_world(scenario, 200, seed=5), [0, 1, 63, 64, 65, 130, 200]
    blocks = [draw_world(scenario, b - a, seed=5, first=a) for a, b in pairwise(cuts)]
    for path, values in whole.values.items():
        assert (np.concatenate([block[path] for block in blocks]) == values).all()
    assert (whole.part(63, 130)["world.joining.again"] == draw_world(scenario, 67, 5, 63)["world.joining.again"]).all()


def test_another_seed_gives_other_draws(scenario):
    one, other = draw_world(scenario, 64, seed=1), draw_world(scenario, 64, seed=2)
    uncertain = [value.path for value in values_of(scenario) if not isinstance(value.stated, float)]
    assert moved(one, other) == uncertain
    assert len(uncertain) > 50


def test_another_seed_moves_the_points_inside_their_64ths_too():
    one, other = (np.sort(points("world.survey.response", seed, 0, 64)) * 64 % 1 for seed in (1, 2))
    assert (one != other).all()


@pytest.mark.parametrize("count", [64, 128, 256, 2048])
def test_points_leave_no_gap_wider_than_they_must(count):
    spread = np.sort(points("world.survey.response", 7, 0, count))
    # Two blocks on, the points of a 64th move by the van der Corput sequence: never more than two steps apart.
    assert np.diff(spread).max() < 2 / count + 1 / 64 * (count == 64)
    assert (np.floor(spread * 64) == np.repeat(np.arange(64), count // 64)).all()


def test_names_go_together_at_random(scenario):
    # 5,995 pairs of names at 1,024 points. Were they unrelated, r x sqrt(1,024) would be standard normal: none beyond
    # 5.3 with 99.9 %, and an sd within 5 standard errors (0.009) of 1. A relation of r = 0.2 in one pair would show.
    names = [f"name {n}" for n in range(110)]
    correlation = np.corrcoef([points(name, 11, 0, 1024) for name in names])
    scores = correlation[np.triu_indices(110, 1)] * 32
    assert np.abs(scores).max() < 5.3
    assert scores.std() == pytest.approx(1, abs=0.045)


def test_draws_stay_in_the_plausible_range_and_follow_what_is_stated(scenario):
    # A distribution that its range does cut: 16 % of a normal (0.9, 0.1) lies above 1.
    cut = scenario.replace({"world.survey.response": {"dist": "normal", "mean": 0.9, "sd": 0.1}})
    drawn = draw_world(cut, 1024, seed=1)
    for value in values_of(cut):
        assert value.within.low <= drawn[value.path].min() <= drawn[value.path].max() <= value.within.high
    assert 0.99 < drawn["world.survey.response"].max() <= 1
    # Evenly spread points meet the stated quantiles nearly exactly.
    share_below = (drawn["world.joining.fresh"] < cut.world.joining.fresh.p05).mean()
    assert share_below == pytest.approx(0.05, abs=1 / 1024)


def test_the_middle_world_is_one_draw_of_medians(scenario):
    middle = middle_world(scenario)
    assert len(middle) == 1
    assert middle["world.purchase.lag.median"][0] == pytest.approx(4)
    assert middle["world.platforms.tokopedia.weight"][0] == 6.356


def test_lags_take_their_parameters_draw_by_draw(scenario):
    draws = draw_world(scenario, 5, seed=1)
    changed = draws.replace({"world.purchase.lag.median": [2, 2, 2, 2, 20]})
    shares = changed.lag("world.purchase.lag")
    assert shares.shape == (scenario.world.purchase.lag.longest + 1, 5)
    assert shares.sum(axis=0) == pytest.approx(np.ones(5))
    assert shares[:2, :4].sum(axis=0) == pytest.approx(np.full(4, 0.5), abs=0.02)
    assert shares[:2, 4].sum() < 0.2


def test_replacing_an_unknown_value_is_refused(scenario):
    with pytest.raises(KeyError, match=r"world\.joining\.frsh"):
        draw_world(scenario, 2, seed=1).replace({"world.joining.frsh": 1})


def test_weights_come_by_name_in_order(scenario):
    draws = draw_world(scenario, 3, seed=1)
    assert draws.names("partners") == ["bni", "gopay", "linkaja", "ovo"]
    assert (draws.weights("partners")[2] == draws["world.partners.linkaja.weight"]).all()
