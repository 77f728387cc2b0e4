"""What settings come to: the numbers of a forecast with dice, those of the fluid engine without, told in words."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from prakerja.explorer.engines import Answer, numbers_of, pieces_of, simulate_piece
from prakerja.explorer.explorer import Explorer
from prakerja.explorer.finding import finding_of
from prakerja.explorer.told import frame_of, view_of
from prakerja.report import Words
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario import draw_world
from prakerja.study import Forecast, run_ensemble
from prakerja.study.runs.fluid import Fluid
from tests.explore.conftest import EVERYTHING


def settings(explorer: Explorer) -> list[dict[str, object]]:
    driver = explorer.controls[-1]
    return [{"quota": 400}, {driver.key: driver.low}, EVERYTHING | {driver.key: driver.low}]


def test_with_dice_a_setting_comes_to_what_a_forecast_of_its_scenario_says(explorer: Explorer) -> None:
    for said in settings(explorer):
        scenario = explorer.scenario(explorer.read(said))
        forecast = Forecast(run_ensemble(scenario, 24, seed=7, workers=1, cache=None))
        found, told = finding_of(scenario, explorer.look(said)), Finding.of(forecast)
        assert found.sentence(Words("en")) == told.sentence(Words("en"))
        assert (found.chance_selected, found.chance_paid, found.within) == (
            told.chance_selected,
            told.chance_paid,
            told.within,
        )
        assert found.reached == told.reached
        for name in ("selected", "effective", "paid", "committed", "paid_out", "owed"):
            assert getattr(found, name).expected == pytest.approx(getattr(told, name).expected, rel=1e-6)


def test_without_dice_it_comes_to_what_the_fluid_engine_gives(explorer: Explorer) -> None:
    for said in settings(explorer):
        scenario = explorer.scenario(explorer.read(said))
        readings = [(name, scenario.clock.year_end) for name in ("selected", "effective", "paid_once", "owed")]
        fluid = Fluid(scenario, readings).run(draw_world(scenario, 20, seed=7))
        found = explorer.look(said, exact=False)
        for name, day in readings:
            np.testing.assert_allclose(found.by_year_end[name], fluid[name, day], rtol=1e-6)


@pytest.mark.parametrize("exact", [False, True])
def test_in_however_many_pieces_it_is_counted_it_is_the_same(explorer: Explorer, exact: bool) -> None:
    world = draw_world(explorer.plan, 9, seed=7)
    found = []
    for workers in (1, 2, 4):
        work = pieces_of(explorer.plan, world, 7, exact, workers)
        assert len(work) == (1 if exact else workers)
        found.append(numbers_of(explorer.plan, [simulate_piece(piece) for piece in work], exact))
    halves = [
        dataclasses.replace(piece, world=piece.world.part(*ends))
        for piece in work[:1]
        for ends in ((0, 1), (1, len(work[0].world)))
    ]
    rest = [simulate_piece(piece) for piece in [*halves, *work[1:]]]
    found.append(numbers_of(explorer.plan, rest, exact))
    for other in found[1:]:
        for name, values in found[0].by_year_end.items():
            np.testing.assert_array_equal(other.by_year_end[name], values)
            np.testing.assert_array_equal(other.fans[name], found[0].fans[name])


def test_fans_are_quantiles_of_the_futures(explorer: Explorer) -> None:
    found = explorer.look({"quota": 400})
    last = np.quantile(found.by_year_end["paid_once"], [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95])
    np.testing.assert_allclose(found.fans["paid_once"][:, -1], last, rtol=1e-6)


def moved(plan: Answer, **by: float) -> Answer:
    """Return an answer of which some quantities are so much more in every future."""
    at = {name: values + by.get(name, 0) for name, values in plan.by_target.items()}
    return dataclasses.replace(plan, by_target=at, by_year_end=at)


def test_the_difference_is_said_in_words(explorer: Explorer) -> None:
    plan, setting = explorer.look({}), explorer.read({"quota": 400})
    plan = moved(plan)
    now = moved(plan, effective=-500, paid_once=2_000_000, owed=1.1e12, paid_out=0)
    view = view_of(explorer, setting, now, plan, Words("en"))
    assert view["difference"].startswith(
        "Against the plan 500 fewer people are in effect and 2.00 million more people are paid at least once by "
        "31 December; Rp1.10 trillion more is owed at year end. More are paid than with the plan in 100 % of futures."
    )
    assert [row[-1] for row in view["rows"]] == ["0", "-500", "+2.00 M", "0", "0", "+Rp1.10 T"]
    assert view["changed"] == ["Places a wave: 800 → 400"]
    same = view_of(explorer, setting, plan, plan, Words("id"))
    assert "jumlah orang yang sama berstatus efektif" in same["difference"]
    assert view_of(explorer, {}, plan, plan, Words("en"))["difference"] == "This is the plan: no lever is moved."


def test_the_plan_stands_behind_as_a_ghost(explorer: Explorer) -> None:
    plan, now = explorer.look({}), explorer.look({"quota": 400})
    (fan, *_), _ = (
        picture["fans"] for picture in view_of(explorer, {"quota": 400.0}, now, plan, Words("en"))["pictures"]
    )
    np.testing.assert_allclose(fan["ghost"], plan.fans["selected"][3], atol=0.1)
    np.testing.assert_allclose(fan["quantiles"][3], now.fans["selected"][3], atol=0.1)
    assert fan["ghost"] != fan["quantiles"][3]


def test_everything_is_said_in_both_languages(explorer: Explorer) -> None:
    plan, setting = explorer.look({}), explorer.read(EVERYTHING)
    said = {
        lang: (frame_of(explorer, Words(lang)), view_of(explorer, setting, plan, plan, Words(lang)))
        for lang in ("en", "id")
    }
    (frame_en, view_en), (frame_id, view_id) = said["en"], said["id"]
    assert [c["name"] for c in frame_en["controls"]] != [c["name"] for c in frame_id["controls"]]
    assert not set(frame_en["words"].values()) & set(frame_id["words"].values()) - {"Bahasa Indonesia", "English"}
    for en, id_ in zip(view_en["changed"], view_id["changed"], strict=True):
        assert en != id_
    assert view_en["setting"] == view_id["setting"]
