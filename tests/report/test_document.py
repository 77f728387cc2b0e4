"""Every result becomes one tree; text, page and JSON are three ways to lay the same tree out."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import prakerja.scenario
import prakerja.study
from prakerja.report import LANGUAGES, data_of, html_of, lines_of
from prakerja.report.common.data import plain
from prakerja.report.common.document import Cell, Data, Document, Figure, Heading, Note, Table, document, nodes_of
from prakerja.report.common.text import screen_of
from prakerja.scenario import load
from prakerja.study import calibrate, compare, drivers, follow, forecast, hindcast, optimise, prior_check
from prakerja.study.runs.shown import Shown

SMALL, SPRING = "scenarios/small.toml", "scenarios/hindcasts/2020-05-19.toml"
ALONE: dict[str, Any] = {"prior": True, "workers": 1}

RESULTS: dict[str, Callable[[], Any]] = {
    "forecast": lambda: forecast(SMALL, draws=16, cache=None, **ALONE),
    "accounts": lambda: forecast(SMALL, draws=16, cache=None, **ALONE).accounts,
    "prior check": lambda: prior_check("scenarios/prakerja-2020.toml", draws=64),
    "one policy": lambda: compare(SMALL, [half()], draws=12, **ALONE),
    "policies": lambda: compare(SMALL, [half(), load("scenarios/small.toml", ["policy.quota.places=900"])], draws=12,
                                criteria=["owed", "effective"], **ALONE),
    "drivers": lambda: drivers(SMALL, draws=64, **ALONE),
    "posterior": lambda: calibrate(SPRING, quick=True, cache=None),
    "hindcast": lambda: hindcast("scenarios/prakerja-2020.toml", ["2020-05-19"], 16, quick=True, workers=1),
    "optimum": lambda: optimise(SMALL, ["policy.quota.places=700:900"], maximise="effective", draws=16,
                                subject_to=["effective >= 3000 with 50 %"], search_draws=16, rounds=1, **ALONE),
    "story": lambda: follow(SMALL, person=17),
}  # fmt: skip


def half() -> prakerja.scenario.Scenario:
    return load(SMALL).replace({"policy.quota.places": 400}, name="half <b>[red]")


@pytest.fixture(scope="module", params=RESULTS)
def result(request: pytest.FixtureRequest) -> Any:
    return RESULTS[request.param]()


def bare(text: str) -> str:
    return " ".join(text.split())


def in_order(words: str, text: str) -> bool:
    """Say whether words stand in a text, in their order: a table that is too wide breaks its cells."""
    return words in text or bool(re.search(".*?".join(map(re.escape, words.split())), text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_text_page_and_data_agree(result: Any, lang: str) -> None:
    said, data = document(result, lang), data_of(result, lang)
    text = bare(" ".join(lines_of(result, lang)))
    page = bare(unescape(re.sub(r"<[^>]+>", " ", html_of(result, lang))))
    for table in said.every(Table):
        assert len(data[table.name]) == len(table.rows)
        shown = table.shown
        for row, record in zip(table.rows, data[table.name], strict=True):
            for cell, value in zip(row, record.values(), strict=True):
                assert value == (cell.words or None if cell.value is None else plain(cell.value))
                assert row not in shown or in_order(bare(cell.words), text)
                assert bare(cell.words) in page
    notes = [(line, note.on_screen) for note in said.every(Note) for line in note.lines]
    assert [line for line, _ in notes] == [line for lines in data["notes"].values() for line in lines]
    for words, on_screen in (*((words, True) for words in (*data["heading"], data["sentence"])), *notes):
        assert not on_screen or bare(words) in text.replace(" · ", " ") + text
        assert bare(words) in page


def test_the_data_have_all_of_the_tree_and_no_two_things_one_name(result: Any) -> None:
    said, data = document(result), data_of(result)
    names = [node.name for kind in (Table, Data) for node in said.every(kind)]
    assert sorted(data) == sorted([*names, "lang", "heading", "sentence", "notes", "plots"])
    assert list(data["plots"]) == [node.name for node in said.every(Figure)] != []
    assert list(data["notes"]) == [note.name for note in said.every(Note)]
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_value_of_a_cell_is_what_its_words_say(result: Any) -> None:
    """A cell without words has no value, but for a count of nothing."""
    for table in document(result).every(Table):
        assert all(cell.words or not cell.value for row in table.rows for cell in row if cell.value != "unstated")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_the_screen_nor_ends_in_space(result: Any, lang: str) -> None:
    lines = lines_of(result, lang)
    assert max(map(len, lines)) <= 100
    assert [line for line in lines if line != line.rstrip()] == []


def test_what_is_too_wide_is_broken_in_its_first_and_last_columns_and_nothing_is_lost() -> None:
    names = [" ".join([word] * 12) for word in ("first", "second")]
    columns = {"name": "", "number": "", "remark": ""}
    table = Table("wide", columns, tuple(tuple(map(Cell, (name, "1,234 M", name))) for name in names), sides="<><")
    lines = [line.plain for line in screen_of(Document("en", (table,)))]
    assert max(map(len, lines)) <= 100
    assert " ".join(lines).split().count("second") == 24
    assert sum("1,234 M" in line for line in lines) == 2


def test_a_document_of_nothing_but_a_heading_is_a_line() -> None:
    assert [line.plain for line in screen_of(Document("en", (Heading(("a", "b")),)))] == ["a · b"]
    assert screen_of(Document("en", ())) == []


def test_what_has_no_document_is_refused() -> None:
    with pytest.raises(TypeError, match="a str has no document"):
        document("a word")


def test_every_result_that_shows_itself_has_a_document() -> None:
    kinds = [kind for kind in vars(prakerja.study).values() if isinstance(kind, type) and issubclass(kind, Shown)]
    assert len(kinds) >= 8
    missing = [kind for kind in kinds if nodes_of.dispatch(kind) is nodes_of.dispatch(object)]
    assert missing == []


def test_no_class_is_named_in_a_string() -> None:
    """Whoever asks what a thing is asks its class: a name in quotes is missed when the class is renamed."""
    classes = {
        name for module in (prakerja.study, prakerja.scenario) for name, kind in vars(module).items()
        if isinstance(kind, type)
    }  # fmt: skip
    for file in [*Path("model/prakerja/report").rglob("*.py"), *Path("model/prakerja/cli").rglob("*.py")]:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
        assert said & classes == set(), file
