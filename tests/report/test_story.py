"""The story of one applicant: every event drawn at its day, in the words of the language, and the file is whole."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from prakerja.report import html_of, lines_of, save_story, text_of
from prakerja.report.common.document import Table, document
from prakerja.report.common.words import LANGUAGES, table
from prakerja.report.forecasting.story import plot_story
from prakerja.scenario import InputError
from prakerja.study import Story, follow
from tests.person.chancy import chancy
from tests.report.test_figures import clashes, cut, texts, words_of
from tests.worlds.tiny import day, tiny

PEOPLE = range(1, 26)
EVENTS = 20
"""In the life of everyone in the base world; `tests.worlds.tiny` works out their days."""


@pytest.fixture(scope="module")
def story() -> Story:
    return follow(tiny(), person=7, seed=1)


@pytest.fixture(scope="module")
def lives() -> list[Story]:
    """People of a world in which everything happens."""
    return [follow(chancy("all"), person=person, seed=3) for person in PEOPLE]


def dots(ax: Axes) -> list[tuple[float, float]]:
    return [tuple(line.get_xydata()[0]) for line in ax.lines if line.get_marker() == "o"]


def test_a_dot_for_every_event_at_its_day_from_top_to_bottom(story: Story):
    ax = story.plot("days")
    days = [0, 0, 0, 1, 2, 2, 2, 2, 4, 5, 5, 5, 12, 35, 35, 42, 65, 65, 72, 95]
    assert len(days) == EVENTS
    assert dots(ax) == [(date2num(day(number)), place) for place, number in enumerate(days)]
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_what_each_dot_is_called_and_the_days_before_it(story: Story):
    said = [text.get_text() for text in plot_story(story).texts]
    names, gaps = said[0::2], said[1::2]
    assert len(names) == EVENTS
    assert [names[n] for n in (0, 3, 9, 12)] == [
        "registered", "selected in wave 1", "validated account with bank", "paid survey 1 by bank",
    ]  # fmt: skip
    assert [gap for gap in gaps if gap] == [
        "+1 d", "+1 d", "+2 d", "+1 d", "+7 d", "+23 d", "+7 d", "+23 d", "+7 d", "+23 d",
    ]  # fmt: skip


def test_payments_have_a_hue_of_their_own(story: Story):
    ax = plot_story(story)
    hues = [line.get_color() for line in ax.lines if line.get_marker() == "o"]
    paid = [event.event == "paid" for event in story.events]
    assert sum(paid) == 7
    assert len({hue for hue, is_paid in zip(hues, paid, strict=True) if is_paid}) == 1
    assert not {hue for hue, is_paid in zip(hues, paid, strict=True) if is_paid} & {
        hue for hue, is_paid in zip(hues, paid, strict=True) if not is_paid
    }


@pytest.mark.parametrize(
    ("lang", "head", "rows"),
    [
        ("en", "Applicant 7 of tiny", ["1 Jun 2020  registered", "13 Jun 2020 +7 d paid survey 1 by bank"]),
        ("id", "Pendaftar 7 dari tiny", ["1 Jun 2020  mendaftar", "13 Jun 2020 +7 hr dibayar survei 1 oleh bank"]),
    ],
)
def test_the_table_says_date_gap_event_and_detail(story: Story, lang: str, head: str, rows: list[str]):
    lines = lines_of(story, lang)
    assert (lines[0], lines[1]) == (head, "")
    assert len(lines) == 2 + EVENTS
    bare = [re.sub(" +", " ", line).strip() for line in lines[2:]]
    assert [bare[0], bare[12]] == [re.sub(" +", " ", row) for row in rows]


def test_the_page_of_a_notebook_has_the_rows_of_the_table_and_nothing_that_acts(story: Story):
    html = html_of(story, "id")
    assert html.startswith('<div lang="id">')
    assert html.count("<tr>") == EVENTS
    assert story._repr_html_() == html_of(story)
    told = follow(tiny({"name": "<b>"}), person=1)
    assert "<b>" not in html_of(told)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_event_of_any_life_has_its_words(lives: list[Story], lang: str):
    seen = {event.event for one in lives for event in one.events}
    assert len(seen) >= 15, sorted(seen)  # of the eighteen there are
    for one in lives:
        (told,) = document(one, lang).every(Table)
        assert len(told.rows) == len(one.events)
        assert all(row[0].words and row[2].words for row in told.rows)


def test_no_english_is_left_in_a_story_told_in_indonesian(lives: list[Story]):
    english = {word for key, said in table().items() for word in words_of(said["en"])}
    both = {word for said in table().values() for word in words_of(said["id"])}
    names = {"bank", "wallet", "tiny"}
    told = {word for one in lives for word in words_of(text_of(one, "id"))}
    assert {"mendaftar", "gelombang"} <= told
    assert told & (english - both - names) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_of_a_picture_lies_on_another_or_is_cut(story: Story, lang: str):
    ax = plot_story(story, lang=lang)
    assert clashes(ax) == []
    assert cut(ax) == []
    assert f"{date(2020, 9, 4):%b}" in {text.get_text() for text in texts(ax)}


def test_axes_that_are_given_are_drawn_into(story: Story):
    ax = Figure(figsize=(10, 6)).add_subplot()
    assert story.plot("days", ax=ax) is ax


@pytest.mark.parametrize(("kind", "begins", "ends"), [
    ("svg", b"<?xml", b"</svg>\n"), ("png", b"\x89PNG", b"IEND\xaeB`\x82"),
])  # fmt: skip
def test_the_file_is_whole_and_the_same_byte_for_byte(story: Story, tmp_path: Path, kind: str, begins, ends):
    path = save_story(story, tmp_path / "new" / f"one.{kind}")
    with mpl.rc_context({"font.size": 20, "svg.hashsalt": None}):
        again = save_story(story, tmp_path / f"two.{kind}")
    assert path.read_bytes().startswith(begins)
    assert path.read_bytes().endswith(ends)
    assert path.read_bytes() == again.read_bytes()
    assert [file.name for file in path.parent.iterdir()] == [f"one.{kind}"]


def test_a_picture_of_another_kind_is_refused(story: Story, tmp_path: Path):
    with pytest.raises(InputError, match=r"must end in \.svg or \.png"):
        save_story(story, tmp_path / "one.doc")
    assert list(tmp_path.iterdir()) == []


def test_a_picture_that_cannot_be_written_leaves_no_file(story: Story, tmp_path: Path, monkeypatch):
    def half(self, path, **how):
        path.write_text("<svg>")
        raise OSError("no space left on device")

    monkeypatch.setattr(Figure, "savefig", half)
    with pytest.raises(OSError, match="no space"):
        save_story(story, tmp_path / "one.svg")
    assert list(tmp_path.iterdir()) == []
