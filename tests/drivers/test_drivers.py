"""What drives the tiny world, worked out by hand: ten people, of whom 10 x bought x finished are paid."""

from __future__ import annotations

import numpy as np
import pytest

import prakerja as pk
from prakerja.scenario import Draws, draw_world, load, middle_world
from prakerja.study import Drivers, drivers, run_ensemble
from prakerja.study.runs.fluid import Fluid
from prakerja.study.runs.quantities import QUANTITIES, quantity
from prakerja.study.sensitivity.marginals import Marginals
from tests.drivers.conftest import UNCERTAIN
from tests.worlds.tiny import day, tiny

BUY, FINISH, ANSWER = "world.purchase.probability", "world.completion.probability", "world.survey.response"

# Y = 10 B F with B uniform on (0, 1) and F on (0.5, 1): means 1/2 and 3/4, variances 1/12 and 1/48
OF_B, OF_F, OF_BOTH = (1 / 12) * (9 / 16), (1 / 48) * (1 / 4), (1 / 12) * (1 / 48)
VARIANCE = OF_B + OF_F + OF_BOTH


def test_the_tornado_is_what_a_person_computes(found: Drivers):
    swings = found.tornado.swings
    assert [swing.path for swing in swings] == [BUY, FINISH, ANSWER]
    assert found.tornado.middle == pytest.approx(10 * 0.5 * 0.75)
    by_hand = [(0.05, 0.95, 0.375, 7.125), (0.525, 0.975, 2.625, 4.875), (0.05, 0.95, 3.75, 3.75)]
    for swing, expected in zip(swings, by_hand, strict=True):
        assert (swing.low, swing.high, swing.at_low, swing.at_high) == pytest.approx(expected)


def test_the_sobol_indices_are_those_of_a_product(found: Drivers):
    by_path = {index.paths: index for index in found.indices}
    assert set(by_path) == {(BUY,), (FINISH,), (ANSWER,)}
    known = {BUY: (OF_B, OF_B + OF_BOTH), FINISH: (OF_F, OF_F + OF_BOTH), ANSWER: (0, 0)}
    for path, (first, total) in known.items():
        index = by_path[path,]
        assert index.first == pytest.approx(first / VARIANCE, abs=0.06)
        assert index.total == pytest.approx(total / VARIANCE, abs=0.06)
        assert index.first_range[0] <= index.first <= index.first_range[1]


def test_knowing_a_value_is_worth_its_first_index(found: Drivers):
    worth = {worth.path: worth.share for worth in found.about("paid_once").worth}
    assert worth == pytest.approx({BUY: OF_B / VARIANCE, FINISH: OF_F / VARIANCE, ANSWER: 0.0}, abs=0.06)  # 3 errors
    assert found.about("paid_once").error == pytest.approx(10 * np.sqrt(VARIANCE), rel=0.02)


def test_whether_the_target_is_met_is_worth_what_integrals_say(found: Drivers):
    b = (np.arange(10_000) + 0.5) / 10_000
    met = np.clip((1 - 0.4 / b) / 0.5, 0, 1)  # of four people, given b
    asked = found.target
    assert (asked.name, asked.at_least) == ("paid_once", 4)
    assert asked.mean == pytest.approx(met.mean(), abs=0.01)
    worth = {worth.path: worth.share for worth in asked.worth}
    assert worth[BUY] == pytest.approx(met.var() / (met.mean() * (1 - met.mean())), abs=0.03)
    assert worth[ANSWER] == 0


def test_money_owed_is_the_fourth_incentive_of_everyone_paid(found: Drivers):
    owed, paid = found.about("owed"), found.about("paid_once")
    assert owed.mean == pytest.approx(600_000 * paid.mean)
    assert owed.error == pytest.approx(600_000 * paid.error)
    assert [worth.estimate for worth in owed.worth] == pytest.approx([worth.estimate for worth in paid.worth])


def test_ranks_are_those_of_the_draws(found: Drivers):
    assert [driver.path for driver in found.correlations] == [BUY, FINISH, ANSWER]
    assert found.correlations[0].correlation > 0.9
    assert abs(found.correlations[2].correlation) < 0.1


def test_draws_are_rounded_down_to_a_power_of_two_and_named_by_the_seed(found: Drivers):
    again = drivers(found.scenario, draws=100, seed=1)
    assert again.provenance["draws"] == 64
    assert again.values.tolist() == drivers(found.scenario, draws=64, seed=1).values.tolist()
    assert again.values.tolist() != drivers(found.scenario, draws=64, seed=2).values.tolist()


def test_the_table_and_its_file_hold_every_value(found: Drivers, tmp_path):
    table = found.to_dataframe()
    assert list(table.index) == [BUY, FINISH, ANSWER]
    assert table.loc[BUY, "outcome_at_high"] == pytest.approx(7.125)
    assert table.loc[BUY, "tells_paid_once"] == found.about("paid_once").worth[0].share
    assert table.loc[BUY, "sobol_total"] == max(index.total for index in found.indices)
    lines = found.save(tmp_path / "new" / "drivers.csv").read_text().splitlines()
    assert lines[0].startswith("value,low,high,outcome_at_low,outcome_at_high,rank_correlation,sobol_first,")
    assert len(lines) == 4


def test_values_that_are_not_set_apart_are_exchanged_together_and_none_is_left_out():
    found = drivers(tiny(UNCERTAIN), draws=256, seed=1, alone=1)
    assert [index.paths for index in found.indices] == [(BUY,), (FINISH, ANSWER)]
    assert found.indices[1].total == pytest.approx((OF_F + OF_BOTH) / VARIANCE, abs=0.1)
    assert found.runs == 256 + 2 * 3 + 1 + 2 * 128


def test_of_given_draws_swings_take_the_quantiles_and_worth_takes_the_draws_as_they_are():
    # two values tied to one another: F = 1 - B / 2. By itself each keeps its own spread.
    scenario = tiny(UNCERTAIN)
    b = (np.arange(512) + 0.5) / 512
    tied = draw_world(scenario, 512, seed=1).replace({BUY: b, FINISH: 1 - b / 2})
    found = drivers(scenario, draws=tied, seed=1)
    swings = {swing.path: swing for swing in found.tornado.swings}
    assert (swings[BUY].at_low, swings[BUY].at_high) == pytest.approx((0.375, 7.125), abs=0.02)
    by_path = {index.paths: index for index in found.indices}
    assert by_path[FINISH,].first == pytest.approx(OF_F / VARIANCE, abs=0.08)
    worth = {worth.path: worth.share for worth in found.about("paid_once").worth}
    assert [worth[BUY], worth[FINISH]] == pytest.approx([1, 1], abs=0.02)  # either tells all
    assert found.values == pytest.approx(10 * b * (1 - b / 2))
    assert found.provenance["draws_from"] == "given"
    assert found.provenance["draws"] == 512


def test_where_nothing_is_uncertain_nothing_drives():
    found = drivers(tiny(), draws=64)
    assert (found.tornado.swings, found.indices, found.correlations) == ((), (), [])
    assert found.about("owed").worth == ()


def test_an_outcome_that_does_not_vary_has_no_indices():
    found = drivers(tiny(UNCERTAIN), outcome="selected", draws=64)
    assert found.indices == ()
    assert {swing.size for swing in found.tornado.swings} == {0.0}


def test_fluid_readings_are_those_of_an_ensemble_on_the_day():
    # without chance, dice and fluid agree to the last person: every quantity, on a day in the middle
    scenario = tiny()
    ensemble = run_ensemble(scenario, middle_world(scenario), seed=1, workers=1, cache=None)
    read = Fluid(scenario, [(name, day(12)) for name in QUANTITIES]).run(middle_world(scenario))
    expected = {name: float(quantity(name).read(ensemble.data).isel(day=12)[0]) for name in QUANTITIES}
    assert {name: float(value[0]) for (name, _), value in read.items()} == pytest.approx(expected)
    assert sum(value != 0 for value in expected.values()) > 15
    nobody_buys = tiny({"world.purchase.probability": 0.0})  # within the ten days they have, so all are revoked
    reading = ("effective", day(12))
    assert Fluid(nobody_buys, [reading]).run(middle_world(nobody_buys))[reading].tolist() == [0.0]


def test_readings_do_not_depend_on_how_many_worlds_run_together():
    scenario = tiny(UNCERTAIN)
    world = draw_world(scenario, 300, seed=1)
    reading = ("paid_once", day(99))
    whole = Fluid(scenario, [reading]).run(world)[reading]
    assert whole[260:] == pytest.approx(Fluid(scenario, [reading]).run(world.part(260, 300))[reading])


def test_marginals_of_draws_are_their_quantiles_and_what_is_alike_is_certain():
    scenario = tiny(UNCERTAIN)
    given = draw_world(scenario, 64, seed=1).replace({ANSWER: 0.5})
    believed = Marginals(scenario, given)
    assert believed.uncertain == [FINISH, BUY]
    assert believed.at(BUY, np.array([0.0, 0.5])).tolist() == np.quantile(given[BUY], [0, 0.5]).tolist()
    assert believed.pair(8, seed=1)[0][ANSWER].tolist() == [0.5] * 8


def test_middles_are_those_of_the_middle_world():
    scenario = load("scenarios/prakerja-2020.toml")
    middle, believed = middle_world(scenario), Marginals(scenario).middle(2)
    assert {path: believed[path][1] for path in believed.values} == {p: v[0] for p, v in middle.values.items()}


def test_mistakes_are_told():
    with pytest.raises(pk.InputError, match=r"payd_once\s+unknown\s+did you mean paid_once\?"):
        pk.drivers(tiny(), outcome="payd_once")
    with pytest.raises(pk.InputError, match="must be at least 64"):
        pk.drivers(tiny(), draws=63)
    with pytest.raises(pk.InputError, match="must be at least 64"):
        pk.drivers(tiny(), draws=Draws({"world.survey.response": np.ones(3)}, lags={}))
