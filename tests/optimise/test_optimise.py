"""A search finds what can be worked out, says when none holds, and never shows a number it was picked by.

The world: a hundred people join every wave until they are selected; five waves can open, on days 0, 10, ... 40; the
target is 60. With p places a wave, ceil(60 / p) waves are held, five at most: with 12 to 14 places the target is
reached in as many waves as there can be, with 15 to 19 in four, with 20 to 29 in three, with 30 in two.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from prakerja.report import save_figures, text_of
from prakerja.report.optimisation.front import plot_front
from prakerja.scenario import InputError, Scenario, load
from prakerja.study import Optimum, compare, optimise
from prakerja.study.optimisation.goal import Constraint, Goal
from prakerja.study.optimisation.lever import Lever
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
    return search(maximise="waves_held", subject_to=["effective >= 60 with 90 %"])


def test_the_optimum_is_the_one_worked_out(found: Optimum):
    assert found.best is not None
    assert found.best.values["policy.quota.places"] in (12, 13, 14)
    assert found.best.objective.expected == 5
    assert found.best.against.expected == 1  # the plan's 15 places need four waves
    assert found.best_scenario().policy.quota.places == found.best.values["policy.quota.places"]


def test_the_fewest_waves_take_the_most_places():
    best = search(minimise="waves_held", subject_to=["effective >= 60 with 90 %"]).best
    assert best is not None
    assert (best.values["policy.quota.places"], best.objective.expected) == (30, 2)


def test_what_is_shown_is_judged_in_futures_that_the_search_has_not_seen():
    """Half of the selected buy, by dice, and stay: what is expected is that of the next seed, not of the search's."""
    base = plan().replace({"world.purchase.probability": 0.5}, name="half buy")
    found = optimise(base, {"policy.quota.places": (2, 30)}, maximise="effective", **FEW)
    first = found.settings[0]
    policies = {"again": base.replace(dict(first.values))}
    seen, fresh = (
        np.asarray(compare(base, policies=policies, draws=24, seed=seed, criteria=["effective"], workers=1, cache=None)
                   .data["outcome"])[1, 0]
        for seed in (2020, 2021)
    )  # fmt: skip
    assert (seen != fresh).any()
    assert first.objective.expected == fresh.mean()
    assert first.error == pytest.approx(fresh.std(ddof=1) / np.sqrt(24), rel=1e-12)
    assert first.error != pytest.approx(seen.std(ddof=1) / np.sqrt(24), rel=1e-6)


def test_the_front_is_in_order_and_the_best_is_its_first_that_holds(found: Optimum):
    expected = [setting.objective.expected for setting in found.settings]
    assert expected == sorted(expected, reverse=True)
    assert found.best is next(setting for setting in found.settings if setting.holds)


def test_the_same_seed_finds_the_same(found: Optimum):
    again = search(maximise="waves_held", subject_to=["effective >= 60 with 90 %"])
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


@pytest.mark.parametrize(("small", "large"), [(None, None), ("owed", "effective")])
def test_one_objective_is_wanted(small: str | None, large: str | None):
    with pytest.raises(InputError, match="name one criterion"):
        Goal.read(small, large, [])


def test_on_the_command_line(tmp_path: Path):
    command = [sys.executable, "-m", "prakerja", "optimise", SMALL, "--search", "policy.quota.places=700:800"]
    command += ["--minimise", "owed", "--draws", "16", "--search-draws", "16", "--rounds", "1", "--json"]
    done = subprocess.run([*command, "--out", str(tmp_path)], capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {Path(file).name for file in told["files"]} == {"front.svg", "front.png", "front.csv"}
    assert all(Path(file).is_file() for file in told["files"])
    assert told["settings"][-1]["setting"] == "baseline"
    assert told["settings"][-1]["policy.quota.places"] == 800
