"""Hindcasts told and drawn: what is shown is what was scored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.dates import num2date

from prakerja.report import html_of, save_figures, text_of
from prakerja.report.common.document import Note, Sentence, Table, document
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.report.evaluation.past import SHOWN
from prakerja.study import Hindcast
from prakerja.study.runs.quantities import OBSERVED
from tests.report.test_figures import clashes, cut, texts


@pytest.fixture(scope="module")
def week(found: Hindcast) -> Hindcast:
    """The same forecast origin eight times, to see whether eight fit."""
    (origin,) = found.origins
    days = (
        "2020-05-19",
        "2020-05-20",
        "2020-06-27",
        "2020-08-25",
        "2020-09-04",
        "2020-09-09",
        "2020-09-12",
        "2020-10-14",
    )
    origins = [replace(origin, scenario=origin.scenario.replace({"as_of": day}, name=day)) for day in days]
    return replace(found, origins=tuple(origins))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_fits_in_100_columns_and_every_row_is_there(week: Hindcast, lang):
    lines = text_of(week, lang).splitlines()
    assert max(map(len, lines)) <= 100
    words = Words(lang)
    for origin in week.origins:
        assert any(line.startswith(f"  {words.day(origin.as_of)} ") for line in lines)
    assert html_of(week, lang).count("<tr>") == 1 + len(document(week, lang).every(Table)[0].rows)


def test_the_numbers_are_those_of_the_summary(found: Hindcast):
    said = document(found)
    (sentence,), (table,) = said.every(Sentence), said.every(Table)
    row = found.summary("as_of").iloc[0]
    first = [cell.words for cell in table.rows[0]]
    share, span = f"{100 * row['naive']:.0f} %", f"({100 * row['low']:.0f}–{100 * row['high']:.0f} %)"
    assert first[1:4] == [f"{row['figures']:.0f} ({row['days']:.0f})", f"{share} {span}", f"{100 * row['prior']:.0f} %"]
    assert first[4].startswith(", ".join(f"{100 * row[f'within_{level}']:.0f}" for level in (50, 80, 90)))
    held = round(row["within_90"] * row["figures"])
    assert f"held {held} of the {row['figures']:.0f} figures" in sentence.words
    assert sentence.words.startswith("From 19 May")
    assert ("clearly less" in sentence.words) == (row["naive"] < 1 and row["high"] < 1)
    assert any("did not converge" in line for note in said.every(Note) for line in note.lines)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_eight_days_fit_into_the_figure(week: Hindcast, lang):
    ax = week.plot("hindcast", lang=lang)
    assert len(ax.child_axes) == 8 * len(SHOWN)
    assert clashes(ax) == []
    assert cut(ax) == []
    assert any("19" in text.get_text() for text in texts(ax))


def test_each_day_is_named_at_its_line(week: Hindcast):
    ax = week.plot("hindcast")
    first_row = ax.child_axes[:8]
    for small, origin in zip(first_row, week.origins, strict=True):
        (name,) = [text for text in small.texts if text.get_text().startswith("as of")]
        assert num2date(name.xy[0]).date() == origin.as_of


def test_circles_are_what_came_and_dots_what_was_known(found: Hindcast):
    (origin,) = found.origins
    ax = found.plot("hindcast")
    drawn = {artist.get_gid(): artist for artist in ax.findobj() if artist.get_gid()}
    for name in SHOWN:
        came = [row for row in origin.figures if OBSERVED.get(row.quantity) == name]
        circles = drawn[f"{name}-2020-05-19-came"]
        assert circles.get_markerfacecolor() == "white"
        assert circles.get_ydata() == pytest.approx([row.value / 1e6 for row in came])
        assert [num2date(day).date() for day in circles.get_xdata()] == [row.observed_on for row in came]
        known = [row.value for row in origin.known if OBSERVED.get(row.quantity) == name and row.flag != "error"]
        assert drawn[f"{name}-2020-05-19-known"].get_ydata() == pytest.approx(np.array(known) / 1e6)
        assert num2date(drawn[f"{name}-2020-05-19-median"].get_xdata()[0]).date() == origin.as_of


def test_files_are_the_same_every_time(found: Hindcast, tmp_path):
    one, other = save_figures(found, tmp_path / "a"), save_figures(found, tmp_path / "b")
    assert [path.name for path in one] == ["hindcast.svg", "hindcast.png"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
