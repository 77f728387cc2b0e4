"""`prakerja compare`, as a person uses it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.forked import prakerja

SMALL = "scenarios/small.toml"
HALF = """extends = "small.toml"
title = "Half the places a week"
purpose = "Would waiting shrink?"
source = "assumption"

[policy.quota]
source = "assumption"
places = 400
"""


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scenarios") / "scenarios"
    folder.mkdir()
    for name in ("small.toml", "prakerja-2020.toml"):
        (folder / name).write_text(Path("scenarios", name).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "half.toml").write_text(HALF)
    return folder / "half.toml"


def test_the_sentence_comes_first_on_one_screen_then_the_table_then_the_files(half: Path, tmp_path: Path):
    done = prakerja("compare", SMALL, half, "--draws", 12, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "compared with small: Half the places a week" in lines[0]
    assert lines[3].startswith(("  Best on average for ", "  For "))
    head = next(number for number, line in enumerate(lines) if "minus small" in line)
    assert lines[head - 1].startswith(" " * 30)
    assert "Half the places a week  " in lines[head - 1]
    assert lines[head + 1].split()[:2] == ["day", "target"]
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    told = lines[lines.index(f"  {files[0].parent}/") + 1 :]
    assert sorted(one for line in told for part in line.split(" · ") for one in _named(part)) == sorted(
        path.name for path in files
    )
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 100
    assert len(lines) <= 60


def _named(part: str) -> list[str]:
    """Return the files that are told as a name with its endings."""
    name, _, endings = part.strip().partition(".")
    return [f"{name}.{ending.strip()}" for ending in endings.split(" .")]


def test_json_has_what_the_table_has(half: Path, tmp_path: Path):
    words = ["compare", SMALL, half, "--draws", 12, "--criteria", "owed,effective", "--out", tmp_path, "--json"]
    said = json.loads(prakerja(*words).stdout)
    assert (said["sign"], said["baseline"]) == ("policy minus baseline", "small")
    (table,) = [path for path in said["files"] if path.endswith("comparison.csv")]
    with Path(table).open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["criterion"], row["policy"]) for row in rows] == [("owed", "half"), ("effective", "half")]
    assert [row["policy_minus_baseline"] for row in said["differences"]] == pytest.approx(
        [float(row["policy_minus_baseline"]) for row in rows]
    )


def test_from_the_launch_the_rule_gives_every_wave_its_places(half: Path, tmp_path: Path):
    words = ["compare", SMALL, half, "--draws", 4, "--criteria", "waves_held,effective", "--out", tmp_path]
    said = json.loads(prakerja(*words, "--from", "launch", "--json").stdout)
    assert list(said["provenance"]["policies"]) == ["small from launch", "half from launch"]
    (waves,) = [row for row in said["differences"] if row["criterion"] == "waves_held"]
    assert waves["baseline_expected"] == pytest.approx(7, abs=1)  # 800 a wave: 5,600 in seven
    assert waves["policy_minus_baseline"] > 4


def test_a_review_says_what_waiting_gains(half: Path, tmp_path: Path):
    """Half the places begin at once and cannot wait; a later deadline can, as long as the plan goes on."""
    later = half.with_name("later.toml")
    head = (
        'extends = "small.toml"\ntitle = "Train until the year end"\npurpose = "Who finishes?"\nsource = "assumption"\n'
    )
    later.write_text(head + "[policy.training]\nsource = 'assumption'\ndeadline = 2020-12-31\n")
    words = ["compare", SMALL, half, later, "--draws", 100, "--criteria", "paid_once", "--review", "2020-10-15"]
    said = json.loads(prakerja(*words, "--out", tmp_path, "--json").stdout)
    assert "Deciding now: " in said["sentence"]
    assert "15 Oct" in said["sentence"]
    assert said["review_on"] == said["provenance"]["review"] == "2020-10-15"
    assert sorted(sorted(one["policies"]) for one in said["beginnings"]) == [["half"], ["later", "small"]]


def test_indonesian(half: Path, tmp_path: Path):
    done = prakerja("compare", SMALL, half, "--draws", 4, "--lang", "id", "--out", tmp_path)
    assert "dibandingkan dengan small" in done.stdout
    assert "futures" not in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", SMALL, "nowhere.toml"], "there is no such file"),
        (["compare", SMALL], "OTHER"),
        (["compare", SMALL, "scenarios/prakerja-2020.toml"], "nobody decides it"),
        (["compare", SMALL, SMALL, "--from", "monday"], "must be as-of or launch"),
        (["compare", SMALL, SMALL, "--criteria", "owd"], "did you mean owed?"),
        (["compare", SMALL, SMALL, "--review", "2020-10-15"], "needs --prefer FILE, or one of --criteria"),
        (["compare", SMALL, SMALL, "--review", "2020-10-15", "--combine"], "cannot be asked together with --combine"),
        (["compare", SMALL, SMALL, "--criteria", "owed", "--review", "soon"], "must be a date such as 2020-10-15"),
    ],
)
def test_mistakes_cost_one_line_and_exit_code_2(words: list[str], said: str, tmp_path: Path):
    done = prakerja(*words, "--out", tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
