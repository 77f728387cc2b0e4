"""Names and titles are anybody's: in no file that is written do they run, be it a formula, a script or a code."""

from __future__ import annotations

import csv
import xml.etree.ElementTree as ET
from pathlib import Path

import pandas as pd
import pytest

from prakerja.report import save_comparison_figures
from prakerja.scenario import load
from prakerja.study import compare
from prakerja.study.runs.whole_file import write_table

HOSTILE = ["=cmd|' /C calc'!A0", "+<script>alert(1)", "@SUM(1+1)", "-$\\frac{$<svg onload=x>"]
"""What somebody might call a policy, a province or a partner."""


def cells(path: Path) -> list[str]:
    """Return all cells of a CSV file."""
    return [cell for row in csv.reader(path.read_text(encoding="utf-8").splitlines()) for cell in row]


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    """Neither in a column nor in the index, of one level or of several; numbers and other names stay as they are."""
    texts, numbers = ["-5", "+7.5e3", "\t=1", None, "-"], [-1.5, 2, 3, 4, 5]
    table = pd.DataFrame({"name": [*HOSTILE, "labour"], "text": texts, "number": numbers})
    for indexed in (table, table.set_index("name"), table.set_index(["name", "number"])):
        rows = cells(write_table(indexed, tmp_path / "a.csv"))
        assert {f"'{text}" for text in [*HOSTILE, "\t=1", "-"]} <= set(rows)
        assert {"-5", "+7.5e3", "-1.5", "labour"} <= set(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that a comparison writes, of policies and provinces with such names."""
    small = load("scenarios/small.toml")
    policies = [small.replace({"policy.quota.places": 300, "title": name}, name=name) for name in HOSTILE]
    found = compare(small, policies, draws=4, prior=True, workers=1, cache=None)
    where = tmp_path_factory.mktemp("inert")
    save_comparison_figures(found, where)
    found.save(where / "comparison.csv")
    (where / "notebook.html").write_text(found._repr_html_(), encoding="utf-8")
    return where


def test_no_name_runs_in_what_a_comparison_writes(folder: Path) -> None:
    kinds = {path.suffix for path in folder.iterdir()}
    assert {".csv", ".svg", ".html"} <= kinds
    told = 0
    for path in folder.iterdir():
        if path.suffix == ".csv":
            rows = cells(path)
            told += sum(cell in {f"'{name}" for name in HOSTILE} for cell in rows)
            assert not [cell for cell in rows if cell[:1] in "=+@" and cell and not _is_number(cell)], path
            assert not set(rows) & set(HOSTILE), path
        elif path.suffix == ".svg":
            tree = ET.parse(path)
            assert not [one for one in tree.iter() if one.tag.rpartition("}")[2] in ("script", "foreignObject")], path
            assert not [key for one in tree.iter() for key in one.attrib if key.lower().startswith("on")], path
        elif path.suffix == ".html":
            text = path.read_text(encoding="utf-8")
            assert "<script>alert" not in text, path
            assert "<svg onload" not in text, path
    assert told > 10


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
