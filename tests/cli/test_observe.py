"""Figures of an office's own: checked by `prakerja observe`, used by every verb, from any folder."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from prakerja.cli.observe import TEMPLATE
from prakerja.scenario import load, load_observations
from prakerja.study.calibration import advance
from prakerja.study.calibration.readings import readings_of
from tests.forked import prakerja

SCENARIOS = Path("scenarios").resolve()
PLAN = SCENARIOS / "prakerja-2020.toml"
PAID = "2020-10-20,2020-10-20,incentive_recipients_cumulative,4900000,persons,,,high,own count,,said,own"
MINE = """extends = "../prakerja-2020.toml"
title = "The office's October"
purpose = "What do our own counts change?"
source = "assumption"
"""


def table(folder: Path, *lines: str, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([TEMPLATE.splitlines()[0], *lines]) + "\n", encoding="utf-8")
    return path


# Observe


def test_the_template_is_a_sound_table_of_one_shipped_figure(tmp_path: Path) -> None:
    done = prakerja("observe", "--template", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, TEMPLATE)
    (tmp_path / "own.csv").write_text(done.stdout)
    (row,) = load_observations(tmp_path / "own.csv")
    shipped = load_observations(SCENARIOS / "data" / "observations.csv")
    assert (row.observed_on, row.quantity, row.value) in [(r.observed_on, r.quantity, r.value) for r in shipped]
    said = prakerja("observe", "own.csv", "--scenario", PLAN, folder=tmp_path).stdout
    assert "! the same figure as one published before: it counts once" in said


def test_the_help_shows_the_template(tmp_path: Path) -> None:
    told = "".join(prakerja("observe", "--help", folder=tmp_path).stdout.split())
    assert "".join(TEMPLATE.split()) in told


def test_it_says_what_the_model_will_do_with_each(tmp_path: Path) -> None:
    own = table(
        tmp_path,
        PAID,
        "2020-10-14,2020-10-14,registered_cumulative,36700000,accounts,,,high,,,said,own",
        "2020-11-09,2020-11-09,wave_selected,400000,persons,11,,high,,,said,own",
        "2020-10-20,2020-10-20,registred_cumulative,37000000,accounts,,,high,,,said,own",
        "2020-10-21,2020-10-21,incentive_recipients_cumulative,4800000,persons,,,high,,,said,own",
    )
    done = prakerja("observe", own, "--scenario", PLAN, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "5 figures, all sound: 4 read, 1 not used"
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 100
    told = " ".join(done.stdout.split())
    assert "4,900,000 read as the number of people paid at least once line 3" in told
    assert "! one published before says 36,600,000 of the same day" in told
    assert "400,000 wave 11 has happened, with so many places" in told
    assert "no series of the model reads it; did you mean registered_cumulative?" in told
    assert "! lower than 4,900,000 of 20 Oct 2020 (line 2), though such a count cannot fall" in told
    assert lines[-1].strip() == "A forecast uses all of them with --as-of 2020-11-09 --observations FILE."


def test_everything_that_is_wrong_is_said_of_every_file(tmp_path: Path) -> None:
    one = table(tmp_path, PAID.replace("4900000", "4.9M").replace("persons", ""), name="one.csv")
    other = table(tmp_path, PAID, PAID.replace("high", "sure"), name="other.csv")
    done = prakerja("observe", one, other, folder=tmp_path)
    assert done.returncode == 2
    assert 'line 2, value   "4.9M"   must be a number of at least 0, digits only' in done.stderr
    assert "line 2, unit" in done.stderr
    assert 'line 3, confidence   "sure"   must be one of high, med, low' in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["observe"], "name a file of figures"),
        (["observe", "none.csv"], "there is no such file"),
        (["observe", "own.csv", "--scenario", "scenarios/prakerja-2020.toml"], "called by name: prakerja-2020"),
        (["observe", "own.csv", "--scenario", SCENARIOS / "small.toml"], "are of another programme"),
        (["observe", "euro.csv", "--scenario", PLAN], 'must be "persons" as before'),
        (["forecast", PLAN, "--observations", "none.csv"], "there is no such file"),
        (["calibrate", PLAN, "--observations", "none.csv"], "there is no such file"),
        (["hindcast", PLAN, "--observations", "euro.csv", "--quick"], 'must be "persons" as before'),
        (["forecast", PLAN, "--observations", "euro.csv", "--prior"], 'must be "persons" as before'),
        (["compare", PLAN, SCENARIOS / "no-exit.toml", "--prior", "--posterior", "x.nc"], "give one of the two"),
        (["drivers", PLAN, "--as-of", "2020-10-32"], "must be a date such as 2020-09-04"),
    ],
)
def test_a_mistake_is_told_in_a_line(words: list[str | Path], said: str, tmp_path: Path) -> None:
    table(tmp_path, PAID)
    table(tmp_path, PAID.replace("persons", "heads"), name="euro.csv")
    done = prakerja(*words, folder=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


# The verbs, far from the repository


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office's folder: a copy of the scenarios, one of its own, and its figures beside that one."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(SCENARIOS, folder / "scenarios")
    (folder / "scenarios" / "mine").mkdir()
    (folder / "scenarios" / "mine" / "october.toml").write_text(MINE)
    table(folder / "scenarios" / "mine", PAID, name="observations.csv")
    table(folder, PAID)
    return folder


def told(done: subprocess.CompletedProcess[str]) -> dict:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["provenance"]


@pytest.mark.slow
def test_every_verb_learns_from_the_same_figures_once(office: Path) -> None:
    about = ["--as-of", "2020-10-20", "--observations", "own.csv", "--quick", "--json"]
    few = ["--draws", 8, "--workers", 1]
    first = told(prakerja("forecast", PLAN, *about, *few, folder=office))
    kept = list((office / ".prakerja").glob("posterior-*.nc"))
    assert (first["as_of"], len(kept)) == ("2020-10-20", 1)

    begun = kept[0].stat().st_mtime_ns
    policy = SCENARIOS / "policies" / "pay-every-day.toml"
    others = [
        prakerja("compare", PLAN, policy, *about, *few, "--criteria", "owed", folder=office),
        prakerja("drivers", PLAN, *about, "--draws", 64, folder=office),
        prakerja("optimise", PLAN, *about, "--draws", 16, "--search-draws", 16, "--rounds", 1, "--workers", 1,
                 "--search", "policy.payment.retry_days=5:9", "--minimise", "owed", folder=office),
    ]  # fmt: skip
    for made_of in map(told, others):
        assert made_of["as_of"] == "2020-10-20"
        assert (made_of["calibrated_on"], made_of["posterior"]) == (first["calibrated_on"], first["posterior"])
    assert [(file, file.stat().st_mtime_ns) for file in (office / ".prakerja").glob("posterior-*.nc")] == [
        (kept[0], begun)
    ]

    day = date(2020, 10, 20)
    shipped = load_observations(SCENARIOS / "data" / "observations.csv").as_of(day)
    without = readings_of(shipped, advance(load(PLAN), day, shipped))
    assert first["calibrated_on"] == sum(len(reading.values) for reading in without) + 1


@pytest.mark.slow
def test_figures_beside_a_scenario_of_ones_own_are_used(office: Path) -> None:
    words = ["--as-of", "2020-10-20", "--quick", "--draws", 8, "--workers", 1]
    done = prakerja("forecast", "scenarios/mine/october.toml", *words, folder=office)
    assert done.returncode == 0, done.stderr
    assert "as of 20 Oct 2020" in done.stdout.splitlines()[0]
    by_name = prakerja("forecast", "scenarios/prakerja-2020.toml", *words, "--observations", "own.csv", folder=office)
    assert done.stdout.splitlines()[0].split(" · ")[-1] == by_name.stdout.splitlines()[0].split(" · ")[-1]
    assert "calibrated on" in done.stdout.splitlines()[0]


@pytest.mark.parametrize("verb", ["forecast", "compare", "drivers", "optimise"])
def test_the_first_line_says_when_nothing_was_learnt(verb: str, tmp_path: Path) -> None:
    few = {
        "forecast": ["--draws", 4],
        "compare": [SCENARIOS / "small.toml", "--draws", 4, "--criteria", "owed"],
        "drivers": ["--draws", 64],
        "optimise": ["--draws", 16, "--search-draws", 16, "--rounds", 1, "--minimise", "owed",
                     "--search", "policy.payment.retry_days=5:9"],
    }  # fmt: skip
    small = tmp_path / "scenarios" / "small.toml"
    small.parent.mkdir()
    for name in ("small.toml", "prakerja-2020.toml"):
        shutil.copy(SCENARIOS / name, small.parent)
    other = small.parent / "other.toml"
    other.write_text(MINE.replace("../prakerja-2020", "small") + "[policy.payment]\nretry_days = 5\n")
    rest = [other if word == SCENARIOS / "small.toml" else word for word in few[verb]]
    nothing = prakerja(verb, small, *rest, folder=tmp_path)
    assert nothing.returncode == 0, nothing.stderr
    assert "assumptions alone: no published figures beside it" in heading(nothing)
    if verb == "forecast":  # one is enough here: what each verb does with it is tested without a process
        asked = prakerja(verb, small, *rest, "--prior", folder=tmp_path)
        assert "assumptions alone: nothing learnt" in heading(asked)


def heading(done: subprocess.CompletedProcess[str]) -> str:
    """Give what stands before the answer."""
    return " · ".join(done.stdout.split("\n\n")[0].splitlines())
