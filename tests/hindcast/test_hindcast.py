"""Hindcasts: made with what had been published by their day, and with nothing else."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from prakerja.report import data_of
from prakerja.scenario import InputError, Observations, load, load_observations
from prakerja.study import Hindcast, hindcast
from prakerja.study.evaluation.as_known import as_known
from prakerja.study.evaluation.hindcast import AS_OF
from prakerja.study.evaluation.origin import BANDS
from prakerja.study.forecasting.forecast import Forecast
from prakerja.study.forecasting.hub import hub_rows
from prakerja.study.runs.answers import QUANTILES
from prakerja.study.runs.ensemble import run_ensemble
from prakerja.study.runs.quantities import OBSERVED
from tests.forked import prakerja
from tests.hindcast.conftest import ROUGH

PUBLISHED = load_observations("scenarios/data/observations.csv")
MAY = date(2020, 5, 19)


# Nothing later is used


@pytest.mark.slow
def test_changing_what_was_published_later_changes_no_forecast(found: Hindcast):
    """Of a later figure only what it counts and its days may be used: to know what to forecast."""
    changed = tuple(
        replace(row, value=3 * row.value + 1, note="other") if row.published_on > MAY else row for row in PUBLISHED
    )
    assert sum(row.published_on > MAY for row in PUBLISHED) == 114
    (origin,) = found.origins
    (other,) = hindcast(
        as_of=[MAY], draws=40, seed=7, effort=ROUGH, workers=1, cache=None,
        observations=Observations(changed, PUBLISHED.known),
    ).origins  # fmt: skip
    assert other.known == origin.known
    assert other.scenario == origin.scenario
    for name, sample in origin.samples.items():
        assert np.array_equal(other.samples[name], sample, equal_nan=True), name
    for name, band in origin.bands.items():
        assert np.array_equal(other.bands[name], band), name
    # But what it is scored by has changed.
    assert [row.value for row in other.figures] == [3 * row.value + 1 for row in origin.figures]


def test_it_forecasts_every_later_figure_that_is_no_error(found: Hindcast):
    (origin,) = found.origins
    assert all(row.published_on <= MAY for row in origin.known)
    assert all(row.published_on > MAY and row.flag != "error" for row in origin.figures)
    cumulative = {"registered_cumulative", "selected_cumulative", "revoked_cumulative", "bought_training_cumulative",
                  "completed_first_training_cumulative", "incentive_recipients_cumulative",
                  "incentive_rupiah_cumulative", "budget_committed_rupiah_cumulative"}  # fmt: skip
    later = [row for row in PUBLISHED if row.quantity in cumulative and row.published_on > MAY and row.flag != "error"]
    assert [row for row in later if row not in origin.figures] == []
    assert len(later) == 42
    assert {row.value for row in origin.figures if row.flag == "conflict"} == {9.4e6, 26e6, 3e6}  # kept, and scored


@pytest.mark.parametrize(
    ("day", "name", "waves"),
    [
        ("2020-05-19", "2020-05-19", 3),
        ("2020-06-26", "2020-05-19", 3),
        ("2020-08-25", "2020-08-25", 5),
        ("2020-09-04", "prakerja-2020", 7),
        ("2020-09-15", "2020-09-15", 8),
        ("2020-09-19", "2020-09-15", 8),
        ("2020-10-13", "2020-09-15", 10),
        ("2020-10-14", "2020-10-14", 10),
        ("2020-10-20", "2020-10-14", 10),
    ],
)
def test_what_was_known_of_the_scenario_on_a_day(day, name, waves):
    known = as_known(load("scenarios/prakerja-2020.toml"), date.fromisoformat(day), PUBLISHED)
    counted = [number for number, wave in known.policy.waves.items() if wave.places is not None]
    assert (known.name, counted, known.as_of) == (name, [str(n + 1) for n in range(waves)], date.fromisoformat(day))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2020-05-18"], "no scenario was written for a day before 2020-05-19"),
        (["2020-10-26"], "nothing was published after 2020-10-26"),
        (["4 September"], "must be a date such as 2020-09-04"),
        ([], "must be at least one day"),
    ],
)
def test_days_that_cannot_be_forecast_from(days, said):
    with pytest.raises(InputError, match=said):
        hindcast(as_of=days, quick=True, cache=None)


def test_without_scenarios_of_the_past_there_is_no_past(tmp_path):
    alone = tmp_path / "scenarios"
    alone.mkdir()
    (alone / "a.toml").write_bytes(Path("scenarios/prakerja-2020.toml").read_bytes())
    with pytest.raises(InputError, match="before 2020-09-04"):
        as_known(load(alone / "a.toml"), MAY, PUBLISHED)


def test_the_days_of_the_issue_are_all_known():
    plan = load("scenarios/prakerja-2020.toml")
    assert [as_known(plan, day, PUBLISHED).as_of for day in AS_OF] == list(AS_OF)


# What it gives


def test_every_figure_is_scored_for_every_forecaster(found: Hindcast):
    scores = found.scores
    assert len(scores) == 4 * len(found.origins[0].figures)
    assert set(scores["forecaster"]) == {"forecast", "prior", "increment", "trend"}
    ours = scores[scores["forecaster"] == "forecast"]
    assert ours[["wis", "crps", "log_wis", "bias", "pit"]].notna().all(axis=None)
    naive = scores[scores["forecaster"] == "trend"].set_index("quantity")["wis"]
    assert naive["completed_first_training_cumulative"].notna().all()
    assert naive["email_verified_cumulative"].isna().all()  # see `_baselines`
    assert naive["revoked_cumulative"].isna().all()  # no figure was known


def test_what_is_scored_is_what_is_exported(found: Hindcast):
    """To the last digit that is written, for every figure of a target of the hub; of the forecast before it learns."""
    (origin,) = found.origins
    outlook = Forecast(run_ensemble(origin.scenario, 40, 7, workers=1, cache=None))
    exported = {(row[1], row[3], row[7]): float(row[8]) for row in hub_rows(outlook) if row[6] == "quantile"}
    pairs = zip(origin.figures, origin.samples["prior"], strict=True)
    scored = [(row, sample) for row, sample in pairs if row.quantity in OBSERVED]
    assert len(scored) == 42
    for row, sample in scored:
        there = [exported[row.quantity, row.observed_on.isoformat(), f"{level:g}"] for level in QUANTILES]
        assert there == pytest.approx(np.quantile(sample, QUANTILES), abs=0.5 + 1e-6), row


def test_what_is_scored_is_what_is_drawn_but_for_the_error_of_print(found: Hindcast):
    """The median of 40 futures within 0.4 %, five standard errors of the median of an error of 0.5 %, of the band's."""
    (origin,) = found.origins
    for row, sample in zip(origin.figures, origin.samples["forecast"], strict=True):
        if row.quantity in OBSERVED:
            drawn = origin.bands[OBSERVED[row.quantity]][:, origin.scenario.days.number(row.observed_on)]
            middle = drawn[BANDS.index(50)]
            assert np.median(sample) == pytest.approx(middle, rel=0.004, abs=0.05 * (drawn[-1] - drawn[0])), row


def test_it_saves_every_score(found: Hindcast, tmp_path):
    saved = pd.read_csv(found.save(tmp_path / "new" / "scores.csv"))
    assert len(saved) == len(found.scores)
    assert saved["log_wis"].to_numpy() == pytest.approx(found.scores["log_wis"].to_numpy(), nan_ok=True)


def test_it_says_what_it_is_made_of(found: Hindcast):
    made_of = found.provenance
    assert made_of["origins"]["2020-05-19"]["calibrated_on"] > 15
    assert made_of["draws"] == 40
    assert not made_of["origins"]["2020-05-19"]["converged"]  # of a quick calibration, and it says so
    assert json.dumps(data_of(found), allow_nan=False)


def test_unknown_groups_are_refused(found: Hindcast):
    with pytest.raises(InputError, match="must be as_of, quantity, horizon or empty"):
        found.summary("day")


@pytest.mark.slow
def test_the_command_prints_writes_and_says_the_same(tmp_path):
    words = [Path("scenarios/prakerja-2020.toml").resolve(), "--as-of", "2020-05-19", "--draws", "20", "--quick"]
    command = [sys.executable, "-m", "prakerja", "hindcast", *words, "--out", tmp_path / "out", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    written = sorted((tmp_path / "out" / "hindcast").iterdir())
    assert [path.name for path in written] == ["hindcast.png", "hindcast.svg", "scores.csv"]
    assert sorted(answer["files"]) == [str(path) for path in written]
    assert answer["all"]["figures"] * 4 == len(answer["scores"]) == len(pd.read_csv(written[-1]))


def test_a_mistake_costs_one_line_and_exit_code_2(tmp_path):
    done = prakerja("hindcast", "--as-of", "yesterday", "--out", tmp_path)
    assert done.returncode == 2
    assert "must be a date such as 2020-09-04" in done.stderr
    assert "Traceback" not in done.stderr
