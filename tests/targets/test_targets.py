"""Parts of a target: counted by hand, the laws they keep, the other plan in the same futures, kept when saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import xarray as xr

from prakerja.programme import Expectation, simulate
from prakerja.report import text_of
from prakerja.scenario import Scenario, draw_world, load
from prakerja.study import Forecast, forecast, run_ensemble
from prakerja.study.forecasting.headroom import Headroom
from prakerja.study.forecasting.recycling import OTHERWISE, otherwise, run_both_ways
from prakerja.study.forecasting.targets import SHARES, aims_of
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.quantities import COUNTS
from tests.worlds.tiny import calendar, ceiling, tiny, wave

SMALL = "scenarios/small.toml"


@pytest.fixture(scope="module")
def found() -> Forecast:
    return forecast(SMALL, draws=40, seed=3, workers=1, cache=None)


def test_the_other_plan_sees_the_same_futures_and_the_plan_is_untouched(found: Forecast) -> None:
    alone = run_ensemble(found.scenario, 40, 3, workers=1, cache=None)
    for name in alone.data.data_vars:
        np.testing.assert_array_equal(found.ensemble[str(name)], alone[str(name)])
    other = otherwise(found.scenario)
    assert other is not None
    again = run_ensemble(other, 40, 3, workers=1, cache=None)
    np.testing.assert_array_equal(found.ensemble[f"{OTHERWISE}selected"], again["selected"])
    np.testing.assert_array_equal(found.ensemble[f"{OTHERWISE}effective"], again["selected"] - again["revoked"])
    np.testing.assert_array_equal(found.ensemble[f"{OTHERWISE}paid_once"], again["paid_once"])
    extra = set(map(str, found.ensemble.data.data_vars)) - set(map(str, alone.data.data_vars))
    assert extra == {f"{OTHERWISE}{name}" for name in COUNTS}


def test_blocks_and_workers_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load(SMALL)
    monkeypatch.setattr("prakerja.study.runs.block.BLOCK", 5)
    one = run_both_ways(scenario, 12, 3, workers=1, cache=None)
    two = run_both_ways(scenario, 12, 3, workers=2, cache=None)
    xr.testing.assert_identical(one.data, two.data)
    first = run_both_ways(scenario, 5, 3, workers=1, cache=None)
    np.testing.assert_array_equal(one[f"{OTHERWISE}effective"][:, :5], first[f"{OTHERWISE}effective"])


@pytest.mark.parametrize("name", ["prakerja-2020", "small", "early-deadline", "policies/window-15-days"])
def test_with_places_given_again_no_fewer_are_effective_on_any_day(name: str) -> None:
    """A law of the fluid engine. Dice differ a little between the plans; for who is paid it is none: queues."""
    scenario = load(f"scenarios/{name}.toml")
    other = otherwise(scenario)
    assert other is not None
    world, target = draw_world(scenario, 64, seed=1), scenario.policy.target.recipients
    plan, again = (simulate(one, world, chance=Expectation) for one in (scenario, other))
    effective = [journal["selected"] - journal["revoked"] for journal in (plan, again)]
    assert (effective[1] >= effective[0] - 1e-6 * target).all()
    assert (effective[1][-1] > effective[0][-1] + 0.01 * target).mean() > 0.5
    selected = [np.minimum(journal["selected"], target) for journal in (plan, again)]
    np.testing.assert_allclose(selected[1], selected[0], rtol=1e-9)  # none is given again before
    assert (effective[1] <= target * (1 + 1e-9)).all()


def test_a_chance_falls_with_the_level_and_from_count_to_count(found: Forecast) -> None:
    chances = {(aim.count, aim.planned, aim.share): aim.chance.probability for aim in found.aims}
    assert len(chances) == len(found.aims) == 2 * len(COUNTS) * len(SHARES)
    for planned in (True, False):
        for count in COUNTS:
            levels = [chances[count, planned, share] for share in SHARES]
            assert levels == sorted(levels, reverse=True)
        for share in SHARES:
            counts = [chances[count, planned, share] for count in COUNTS]
            assert counts == sorted(counts, reverse=True)
    assert chances["effective", False, 0.95] > chances["effective", True, 0.95]


def test_a_day_is_later_the_higher_the_level(found: Forecast) -> None:
    for count in COUNTS:
        for planned in (True, False):
            days = [aim.day or date.max for aim in found.aims if aim.count == count and aim.planned == planned]
            assert days == sorted(days)


def counted(values: list[list[int]], target: int = 100) -> Ensemble:
    """Make an ensemble of selected by day, one row a future, with nobody revoked or paid."""
    scenario = tiny({"policy.target.recipients": target})
    days = len(scenario.days)
    selected = np.zeros((days, len(values)), dtype=np.int64)
    for future, levels in enumerate(values):
        selected[: len(levels), future] = levels
        selected[len(levels) :, future] = levels[-1]
    names = dict.fromkeys(("revoked", "paid_once"), np.zeros_like(selected)) | {"selected": selected}
    data = xr.Dataset({name: (("day", "draw"), counts) for name, counts in names.items()})
    return Ensemble(scenario, 1, data, draw_world(scenario, len(values), 1))


@pytest.mark.parametrize(
    ("futures", "chance", "day"),
    [
        ([[0, 95], [0, 0, 94]], 0.5, 1),
        ([[0, 94], [0, 0, 94]], 0.0, None),
        ([[0, 95, 94], [0, 0, 0, 95]], 0.5, 3),  # the first one is touched, and not kept
        ([[95, 90, 95], [0, 0, 0, 0]], 0.5, 2),
        ([[0, 95], [0, 0, 95], [0, 0, 0, 95]], 1.0, 2),
        ([[0, 95], [0, 0, 95], [0, 0, 0, 95], [0]], 0.75, 2),
    ],
)
def test_chance_and_day_by_hand(futures: list[list[int]], chance: float, day: int | None) -> None:
    ensemble = counted(futures)
    aim = next(aim for aim in aims_of(ensemble) if (aim.count, aim.share) == ("selected", 0.95))
    assert (aim.recipients, aim.chance.probability) == (95, chance)
    assert aim.day == (None if day is None else ensemble.scenario.days.date(day))
    assert all(aim.planned and not aim.recycling for aim in aims_of(ensemble))


@pytest.mark.parametrize(("target", "recipients"), [(5600, 5488), (101, 99), (5_600_000, 5_488_000), (3, 3)])
def test_people_are_whole(target: int, recipients: int) -> None:
    assert [aim.recipients for aim in aims_of(counted([[0]], target)) if aim.share == 0.98] == [recipients] * 3


def test_the_table_has_every_aim(found: Forecast) -> None:
    table = found.targets()
    assert list(table.columns) == [
        "count", "recycling", "planned", "share", "recipients", "chance", "error", "day"
    ]  # fmt: skip
    assert len(table) == len(found.aims)
    row = table[(table["count"] == "effective") & table["planned"] & (table["share"] == 0.95)].iloc[0]
    by = found.scenario.days.number(found.scenario.policy.target.by)
    assert row["chance"] == np.mean(np.asarray(found.series("effective"))[by] >= 5320)
    assert set(table["recycling"] ^ table["planned"]) == {True}


def test_it_is_kept_with_a_saved_forecast(found: Forecast, tmp_path) -> None:
    kept = Forecast.load(found.save(tmp_path / "forecast.nc"))
    assert kept.targets().equals(found.targets())


def test_a_plan_that_recycles_is_asked_the_other_way_round() -> None:
    plan = load("scenarios/policies/recycle-revoked.toml")
    assert otherwise(plan).hash == load("scenarios/prakerja-2020.toml").hash
    again = otherwise(load(SMALL))
    back = forecast(again, draws=8, seed=3, workers=1, cache=None)
    assert all(aim.recycling == aim.planned for aim in back.aims)
    effective = {
        aim.planned: aim.chance.probability for aim in back.aims if (aim.count, aim.share) == ("effective", 0.95)
    }
    assert effective[True] > effective[False]


def other_rule(scenario: Scenario, name: str) -> Scenario:
    return scenario.replace({"policy.quota": load(f"scenarios/policies/{name}.toml").policy.quota.model_dump()})


@pytest.mark.parametrize(
    "change",
    [
        lambda plan: plan.replace({"policy.calendar": None}),
        lambda plan: plan.replace({"as_of": date(2020, 12, 10)}),  # the last wave opened on 3 December
        lambda plan: plan.replace({"policy.quota.places": 0}),
        lambda plan: other_rule(plan, "over-select"),
        lambda plan: other_rule(plan, "one-big-wave"),
        lambda plan: other_rule(plan, "paced-by-backlog"),
    ],
)
def test_where_there_is_no_such_plan_nothing_is_told(change) -> None:
    scenario = change(load(SMALL))
    assert otherwise(scenario) is None
    found = forecast(scenario, draws=2, workers=1, cache=None)
    assert [aim.planned for aim in found.aims] == [True] * 9
    assert "given again" not in text_of(found)


def test_the_last_day_on_which_a_wave_can_open_is_enough() -> None:
    assert otherwise(load(SMALL).replace({"as_of": date(2020, 12, 3)})).policy.quota.recycle_from == date(2020, 12, 3)


@pytest.mark.parametrize(
    ("target", "packages", "rounding", "short"),
    [
        (5_600_000, 5_602_816, True, False),
        (5_600_000, 5_597_183, True, False),  # below it by less than it is rounded by
        (5_600_000, 5_549_000, False, True),
        (5_600_000, 5_651_000, False, False),
        (5_597_183, 5_597_183, True, False),
        (5_597_183, 5_597_182, False, True),
    ],
)
def test_headroom_by_hand(target: int, packages: int, rounding: bool, short: bool) -> None:
    budget = ceiling(packages)
    found = Headroom.of(tiny({"policy.target.recipients": target, "policy.budget": budget}))
    assert (found.packages, found.hangs_on_rounding, found.falls_short) == (packages, rounding, short)


def test_a_package_that_costs_nothing_leaves_room_for_everybody() -> None:
    free = dict.fromkeys((f"policy.benefits.{name}" for name in ("training", "incentive", "survey")), 0)
    found = Headroom.of(tiny({**free, "policy.target.recipients": 5_600_000}))
    assert found.packages >= 5_600_000
    assert not found.falls_short


def test_nobody_more_is_selected_by_rules_that_count_the_selected() -> None:
    plan = load("scenarios/prakerja-2020.toml")
    told = {
        name: Headroom.of(load(f"scenarios/policies/{name}.toml")).no_more
        for name in ("one-big-wave", "paced-by-backlog", "recycle-revoked", "over-select", "cash-by-year-end")
    }
    assert told == {
        "one-big-wave": True, "paced-by-backlog": True, "cash-by-year-end": True,
        "recycle-revoked": False, "over-select": False,
    }  # fmt: skip
    assert Headroom.of(plan).no_more
    assert Headroom.of(plan).packages == 5_602_816  # Rp19.89 trillion by Rp3.55 million: management comes first
    assert not Headroom.of(plan.replace({"policy.target.recipients": 3_000_000})).no_more  # 3,880,880 are decreed


def test_where_no_more_is_selected_one_revoked_is_one_too_few() -> None:
    """Ten want ten places, one does not buy: nine are effective, and the target of ten was selected."""
    changes = {
        "policy.target.recipients": 10,
        "policy.waves": {"1": wave(0, 0, 1, None)},
        "policy.calendar": calendar(1, 10, 2, 3, 40),
        "policy.quota": {"source": "tiny", "rule": "fixed", "places": 10},
        "world.purchase.probability": 0.9,
    }
    scenario = tiny(changes)
    assert Headroom.of(scenario).no_more
    journal = simulate(scenario, draw_world(scenario, 2, 1), chance=Expectation)
    assert journal["selected"][-1] == pytest.approx(10)
    assert journal["selected"][-1] - journal["revoked"][-1] == pytest.approx(9)


def test_a_forecast_without_the_other_plan_tells_the_plan(found: Forecast) -> None:
    names = [f"{OTHERWISE}{name}" for name in COUNTS]
    bare = Forecast(replace(found.ensemble, data=found.ensemble.data.drop_vars(names)))
    assert bare.aims == [aim for aim in found.aims if aim.planned]
