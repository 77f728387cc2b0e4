"""`prakerja drivers`, as a person uses it: a process of its own, a real file, its words and its exit code."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.drivers.conftest import UNCERTAIN
from tests.forked import prakerja
from tests.worlds.tiny import tree_of


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("scenarios") / "ten.toml"
    tree = {key: value for key, value in tree_of(UNCERTAIN).items() if key != "name"}
    path.write_text("\n".join(f"{key} = {toml(value)}" for key, value in tree.items()))
    return path


def test_it_prints_the_answer_as_data_and_writes_what_it_says(scenario: Path, tmp_path: Path) -> None:
    done = prakerja("drivers", scenario, "--draws", 128, "--seed", 7, "--out", tmp_path, "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {str(path) for path in tmp_path.rglob("*") if path.is_file()} == set(answer["files"])
    assert [row["value"] for row in answer["values"]][:2] == [
        "world.purchase.probability",
        "world.completion.probability",
    ]
    assert answer["values"][0]["outcome_at_high"] == pytest.approx(7.125)
    assert answer["provenance"]["seed"] == 7
    assert answer["provenance"]["draws"] == 128
    with (tmp_path / "ten" / "drivers.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["value"] for row in rows] == [row["value"] for row in answer["values"]]
    assert float(rows[0]["tells_owed"]) == pytest.approx(answer["values"][0]["tells_owed"])


def test_in_words_the_sentence_comes_first(scenario: Path, tmp_path: Path) -> None:
    how = ["--draws", 64, "--out", tmp_path, "--outcome", "owed", "--lang", "id"]
    said = prakerja("drivers", scenario, *how).stdout
    assert "Per 8 September hak peserta yang belum dibayar paling bergantung pada bagian terpilih" in said
    assert "drivers.csv" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--outcome", "payd_once"], "did you mean paid_once?"),
        (["--draws", 8], "--draws"),
    ],
)
def test_mistakes_cost_one_line_and_exit_code_2(words: list[str], said: str, scenario: Path, tmp_path: Path) -> None:
    done = prakerja("drivers", scenario, "--out", tmp_path / "out", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("*.csv"))
