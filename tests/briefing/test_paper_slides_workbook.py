"""The other formats, opened again by other libraries than wrote them."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pypdfium2
import pytest

from prakerja.report.briefing.briefing import Briefing
from prakerja.report.briefing.content import Content
from prakerja.report.common.words import LANGUAGES
from tests.briefing.conftest import HOSTILE

A, P = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}",
    "{http://schemas.openxmlformats.org/presentationml/2006/main}",
)


def test_paper_has_two_to_four_pages_with_something_on_each(contents: dict[str, Content], paper: Path) -> None:
    with pypdfium2.PdfDocument(paper) as printed:
        assert 2 <= len(printed) <= 4
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in printed)
        for page in printed:
            drawn = np.asarray(page.render(scale=1).to_numpy())
            assert (drawn < 128).mean() > 0.002
    assert contents["id"].sections[0].title.replace("–", "") in text.replace("–", "").replace("\ufffe", "")


@pytest.fixture(params=LANGUAGES)
def deck(request: pytest.FixtureRequest, folder: Path, contents: dict[str, Content]) -> tuple[Content, list, list]:
    """What a deck should say, the trees of its slides, and those of their notes."""
    with zipfile.ZipFile(folder / f"brief-{request.param}.pptx") as packed:

        def trees(part: str) -> list:
            names = sorted(
                name for name in packed.namelist() if name.startswith(f"ppt/{part}") and name.endswith(".xml")
            )
            return [ElementTree.fromstring(packed.read(name)) for name in names]

        return contents[request.param], trees("slides/slide"), trees("notesSlides/notesSlide")


def said(tree: ElementTree.Element) -> str:
    return "\n".join("".join(run.text or "" for run in line.iter(f"{A}t")) for line in tree.iter(f"{A}p"))


def test_six_slides_with_the_sentences_as_titles_and_the_numbers_as_notes(deck: tuple[Content, list, list]) -> None:
    content, slides, notes = deck
    assert len(slides) == len(notes) == 6
    for section, slide, note in zip(content.sections, slides, notes, strict=True):
        assert said(slide).startswith(section.title)
        for picture in section.pictures:
            for row in picture.numbers.rows:
                assert row[1].words in said(note)
    assert content.material.scenario.hash in said(notes[0])


def test_pictures_on_slides_say_what_they_show_and_stay_on_them(deck: tuple[Content, list, list]) -> None:
    content, slides, _ = deck
    told = [one.get("descr") for slide in slides for pic in slide.iter(f"{P}pic") for one in pic.iter(f"{P}cNvPr")]
    assert told == [section.pictures[0].alternative for section in content.sections if section.pictures]
    for slide in slides:
        for frame in slide.iter(f"{A}xfrm"):
            at, size = frame.find(f"{A}off"), frame.find(f"{A}ext")
            assert at is not None
            assert size is not None
            assert int(at.get("x", -1)) >= 0
            assert int(at.get("x", 0)) + int(size.get("cx", 0)) <= 12_192_000
            assert int(at.get("y", 0)) + int(size.get("cy", 0)) <= 6_858_000


@pytest.fixture(params=LANGUAGES)
def book(request: pytest.FixtureRequest, folder: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(folder / f"brief-{request.param}.xlsx")


def test_every_sheet_is_there_and_every_column_has_a_head(book: openpyxl.Workbook) -> None:
    assert len(book.worksheets) == 10
    for page in book.worksheets:
        first = 3 if page["A2"].value is None else 1
        heads = [cell.value for cell in page[first]]
        assert all(heads)
        assert len(set(heads)) == len(heads)
        assert page.max_row > first


def test_text_stays_text_and_nothing_is_a_formula(book: openpyxl.Workbook) -> None:
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    risky = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@"))]
    assert {HOSTILE, "@Lipat dua"} <= {cell.value for cell in risky}
    assert all(cell.quotePrefix for cell in risky)


def test_numbers_are_numbers_dates_are_dates_and_both_are_the_forecasts(
    book: openpyxl.Workbook, briefing: Briefing
) -> None:
    answer, daily, waves, provinces, accounts, months, weeks, policies, assumptions, made = book.worksheets
    found = briefing.forecast
    assert answer["E4"].value == pytest.approx(found.range("selected").expected)
    assert [row[0].value for row in daily.iter_rows(min_row=2)] == [
        datetime(day.year, day.month, day.day) for day in found.scenario.days.dates
    ]
    owed = [row[31].value for row in daily.iter_rows(min_row=2)]  # the sixth quantity's expected, after the day
    assert owed == pytest.approx(np.asarray(found.series("owed").mean("draw")).tolist())
    assert sum(row[3].value for row in waves.iter_rows(min_row=2)) == pytest.approx(
        found.range("selected", "2021-03-31").expected
    )
    assert isinstance(waves["B2"].value, datetime)
    assert provinces.max_row == 35
    assert accounts.max_row == 1 + len(found.accounts.tables()["accounts"])
    for cash in (months, weeks):
        rows = [row for row in cash.iter_rows(min_row=2, values_only=True) if row[1].year == 2020]
        paid = [row[4] for row in rows if row[2] in ("total", "jumlah") and row[3] in ("paid out", "terbayar")]
        assert sum(paid) == pytest.approx(found.range("paid_out").expected)
    assert policies.max_row == 1 + len(briefing.comparison.differences)
    sources = [row[6].value for row in assumptions.iter_rows(min_row=2)]
    assert all(sources)
    assert {"seed", "benih"} & {row[0].value for row in made.iter_rows()}
    assert 2020 in {row[1].value for row in made.iter_rows()}
