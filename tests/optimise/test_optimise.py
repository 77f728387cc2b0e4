"""A search finds what can be worked out, says when none holds, and never shows a number it was picked by.

The world: a hundred people join every wave until they are selected; five waves can open, on days 0, 10, ... 40; the
target is 60. With p places a wave, ceil(60 / p) waves are held, five at most: with 12 to 14 places the target is
reached in as many waves as there can be, with 15 to 19 in four, with 20 to 29 in three, with 30 in two.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from prakerja.report import save_figures, text_of
from prakerja.report.optimisation.front import plot_front
from prakerja.scenario import InputError, Scenario, load
from prakerja.study import Optimum, compare, optimise
from prakerja.study.comparison.paired import critical
from prakerja.study.optimisation.goal import Constraint
from prakerja.study.optimisation.lever import Lever
from tests.forked import prakerja
from tests.worlds.tiny import calendar, tiny

SMALL = "scenarios/small.toml"
FEW = {"draws": 24, "search_draws": 16, "rounds": 2, "workers": 1, "cache": None}


def plan(places: int = 15) -> Scenario:
    return tiny(
        {
            "world.registration.interested": 100.0,
            "policy.target.recipients": 60,
            "policy.waves": {},
            "policy.calendar": calendar(0, 10, 0, 1, 41),
            "policy.quota": {"source": "tiny", "rule": "fixed", "places": places},
        }
    )


def search(**how: Any) -> Optimum:
    return optimise(plan(), {"policy.quota.places": (2, 30)}, **(FEW | how))


@pytest.fixture(scope="module")
def found() -> Optimum:
    return search(maximise="waves_held", subject_to=["effective >= 60 with 90 %"], rounds=3)  # 32 settings: all 29


def test_the_optimum_is_the_one_worked_out(found: Optimum):
    assert found.best is not None
    assert found.best.values["policy.quota.places"] in (12, 13, 14)
    assert found.best.objectives[0].level.expected == 5
    assert found.best.objectives[0].against.expected == 1  # the plan's 15 places need four waves
    assert found.best_scenario().policy.quota.places == found.best.values["policy.quota.places"]


def test_how_flat_it_is_is_told(found: Optimum):
    """Five waves with 12, 13 or 14 places: with 11 the target is missed, with 15 there are four."""
    assert found.region is not None
    assert found.region.ends == {"policy.quota.places": (12, 14)}
    assert found.region.at_most == 0
    assert "places anything from 12 to 14 does as well" in " ".join(text_of(found).split())
    assert "kuota berapa pun dari 12 sampai 14 sama baiknya" in " ".join(text_of(found, "id").split())


def test_two_levers_at_once_and_one_of_them_does_not_matter():
    """Every k days there is a wave until day 40. 30 places need two: at any k from 10 to 40, all that is searched."""
    found = optimise(
        plan(), ["policy.quota.places=2:30", "policy.calendar.every_days=10:40"], goal="waves_held",
        subject_to=["effective >= 60 with 90 %"], **FEW,
    )  # fmt: skip
    assert found.best is not None
    assert found.best.values["policy.quota.places"] == 30
    assert found.best.objectives[0].level.expected == 2
    assert found.region is not None
    places, every = found.region.ends.values()
    assert places == (30, 30)
    assert every[1] - every[0] >= 15
    said = " ".join(text_of(found).split())
    assert "places 30, days between waves anything" in said
    assert "Best of those looked at is places 30" in said  # of equals one, and no front
    assert found.front == (found.best,)


@pytest.fixture(scope="module")
def both() -> Optimum:
    """Of 2 to 12 places five waves make 5 p recipients, each of whom costs a package: all of them are on the front."""
    return optimise(plan(), {"policy.quota.places": (2, 12)}, minimise="paid_out", maximise="effective", **FEW)


def test_a_front_of_two_goals(both: Optimum):
    ends = [both.front[n].values["policy.quota.places"] for n in (0, -1)]
    assert ends == [2, 12]
    objectives = [[worth.level.expected for worth in one.objectives] for one in both.front]
    assert [people for _, people in objectives] == [5 * one.values["policy.quota.places"] for one in both.front]
    assert len(both.front) == len(both.settings)
    assert both.best_scenario(len(both.front) - 1).policy.quota.places == 12
    assert both.region is None


def test_a_front_is_told_and_drawn_in_both_languages(both: Optimum, tmp_path: Path):
    assert "none better than another in both: from places 2" in " ".join(text_of(both).split())
    assert "dari kuota 2" in " ".join(text_of(both, "id").split())
    ax = plot_front(both)
    (line,) = (line for line in ax.lines if line.get_gid() == "front")
    assert len(line.get_xdata()) == len(both.front)
    assert sum(line.get_gid() in ("setting", "baseline") for line in ax.lines) == len(both.settings) + 1
    assert len(save_figures(both, tmp_path, "id")) == 2


def test_one_that_is_best_in_both_leaves_no_choice():
    both = search(minimise=["waves_held"], maximise=["effective"])
    assert [one.values["policy.quota.places"] for one in both.front] == [30]
    assert "places 30 is best in both" in text_of(both)


def test_what_is_as_good_can_be_said():
    """One wave less than five does: four, with 15 to 19 places."""
    found = search(maximise="waves_held", subject_to=["effective >= 60 with 90 %"], within=1, rounds=3)
    assert found.region is not None
    assert found.region.ends == {"policy.quota.places": (12, 19)}
    with pytest.raises(InputError, match="must be an amount"):
        search(maximise="waves_held", within="some")


def test_the_fewest_waves_take_the_most_places():
    best = search(minimise="waves_held", subject_to=["effective >= 60 with 90 %"]).best
    assert best is not None
    assert (best.values["policy.quota.places"], best.objectives[0].level.expected) == (30, 2)


def test_what_is_shown_is_judged_in_futures_that_the_search_has_not_seen():
    """Half of the selected buy, by dice, and stay: what is expected is that of the next seed, not of the search's."""
    base = plan().replace({"world.purchase.probability": 0.5}, name="half buy")
    found = optimise(base, {"policy.quota.places": (2, 30)}, maximise="effective", **FEW)
    first = found.settings[0]
    (worth,) = first.objectives
    policies = {"again": base.replace(dict(first.values))}
    seen, fresh = (
        np.asarray(compare(base, policies=policies, draws=24, seed=seed, criteria=["effective"], workers=1, cache=None)
                   .data["outcome"])[1, 0]
        for seed in (2020, 2021)
    )  # fmt: skip
    assert (seen != fresh).any()
    assert worth.level.expected == fresh.mean()
    assert worth.error == pytest.approx(fresh.std(ddof=1) / np.sqrt(24), rel=1e-12)
    assert worth.error != pytest.approx(seen.std(ddof=1) / np.sqrt(24), rel=1e-6)
    half = (worth.against.high - worth.against.low) / 2
    assert half == pytest.approx(critical(24, len(found.settings)) * worth.against.error)  # of all finalists at once


def test_the_front_is_in_order_and_the_best_is_its_first_that_holds(found: Optimum):
    expected = [setting.objectives[0].level.expected for setting in found.settings]
    assert expected == sorted(expected, reverse=True)
    assert found.best is next(setting for setting in found.settings if setting.holds)


def test_the_same_seed_finds_the_same(found: Optimum):
    again = search(maximise="waves_held", subject_to=["effective >= 60 with 90 %"], rounds=3)
    assert again.to_dataframe().equals(found.to_dataframe())


def test_what_cannot_hold_is_said_and_what_comes_nearest():
    none = search(minimise="owed", subject_to=["effective >= 61 with 90 %"])
    assert none.best is None
    assert "No setting that was looked at holds" in text_of(none)
    assert "Tidak ada setelan yang dicoba memenuhi syarat" in text_of(none, "id")


def test_the_table_never_has_a_number_without_its_error(found: Optimum):
    table = found.to_dataframe()
    assert list(table.index) == [*map(str, range(1, len(found.settings) + 1)), "baseline"]
    assert table[["error", "minus_baseline_low", "error of effective >= 60 with 90 %"]].notna().all().all()


def test_the_front_has_a_row_a_setting_and_one_of_the_baseline(found: Optimum, tmp_path: Path):
    rows = plot_front(found).child_axes[0]
    bars = {line.get_gid() for line in rows.lines if str(line.get_gid()).startswith("futures-")}
    assert bars == {f"futures-{row}" for row in range(len(found.settings) + 1)}
    assert {path.name for path in save_figures(found, tmp_path, "id")} == {"front.svg", "front.png"}


def test_a_date_can_be_searched():
    lever = Lever.read(load(SMALL), "policy.calendar.last_announces=2020-10-01:2020-12-10")
    assert (lever.value(lever.low), lever.value(lever.high)) == (date(2020, 10, 1), date(2020, 12, 10))
    assert lever.value(lever.low + 0.4) == date(2020, 10, 1)


def test_slack_is_the_quantile_that_the_chance_asks_for():
    """Of 0, 1, ... 100, ninety percent are at least 10: that is 60 % below 25, and of at most 80, 12.5 % above."""
    outcome = np.arange(101.0)
    assert Constraint.read("effective >= 25 with 90 %").slack(outcome) == pytest.approx((10 - 25) / 25)
    assert Constraint.read("owed <= 80 with 90 %").slack(outcome) == pytest.approx((80 - 90) / 80)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("effective above 5M", "must read like"),
        ("effective >= 5M with 100 %", "must be above 0 and below 100"),
        ("efective >= 5M", "effective"),
    ],
)
def test_a_constraint_that_is_none_is_refused(text: str, said: str):
    with pytest.raises(InputError, match=said):
        Constraint.read(text)


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("policy.quota.places", "must read like"),
        ("policy.quota.places=800:200", "must be from low to high"),
        ("policy.quota.places=few:800", "must be a whole number"),
        ("policy.quota.places=-5:800", "must be between 0 and"),
        ("policy.quota.rule=1:2", "must be a number or a date of the policy"),
        ("world.survey.response=0:1", "must be a number or a date of the policy"),
        ("policy.calendar.last_announces=soon:2020-12-01", "must be a date such as"),
    ],
)
def test_a_search_that_is_none_is_refused(search: str, said: str):
    with pytest.raises(InputError, match=said):
        Lever.read(load(SMALL), search)


def test_on_the_command_line(tmp_path: Path):
    words = ["optimise", SMALL, "--search", "policy.quota.places=700:800", "--minimise", "owed", "--json"]
    done = prakerja(*words, "--draws", 16, "--search-draws", 16, "--rounds", 1, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {Path(file).name for file in told["files"]} == {"front.svg", "front.png", "front.csv"}
    assert all(Path(file).is_file() for file in told["files"])
    assert told["settings"][-1]["setting"] == "baseline"
    assert told["settings"][-1]["policy.quota.places"] == 800
