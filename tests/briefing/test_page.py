"""The page: in a real browser on a screen, a phone and paper; nothing fetched, nothing said that cannot be heard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from prakerja.report.briefing.briefing import Briefing
from prakerja.report.briefing.content import Content
from prakerja.report.briefing.page import page_of
from prakerja.report.common.words import LANGUAGES, Words
from tests.briefing.conftest import HOSTILE

WIDTHS = (375, 1280)
FIGURES = ["recipients", "money", "backlog", "flow", "differences"]


@pytest.fixture(params=LANGUAGES)
def open_page(request: pytest.FixtureRequest, browser: Any, folder: Path) -> Iterator[Any]:
    """The page, with all that the browser asked for and complained of."""
    page = browser.new_page(viewport={"width": WIDTHS[-1], "height": 800})
    page.asked, page.complaints = [], []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.on("console", lambda said: page.complaints.append(said.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto((folder / f"brief-{request.param}.html").as_uri())
    yield page
    page.close()


def test_nothing_is_fetched_and_the_browser_complains_of_nothing(open_page: Any) -> None:
    assert [url for url in open_page.asked if not url.startswith("data:")] == [open_page.url]
    assert open_page.complaints == []


def seen(page: Any) -> list[tuple[float, float, bool]]:
    """Width and height of every figure, and whether it begins inside the page."""
    script = """() => [...document.querySelectorAll("svg.figure")].map(one => {
        const box = one.getBoundingClientRect()
        return [box.width, box.height, box.left >= 0 && box.left < innerWidth && one.checkVisibility()]
    })"""
    return page.evaluate(script)


@pytest.mark.parametrize("medium", ["screen", "print"])
def test_every_figure_is_seen_at_every_width_and_on_paper(open_page: Any, medium: str) -> None:
    open_page.emulate_media(media=medium)
    for width in WIDTHS:
        open_page.set_viewport_size({"width": width, "height": 800})
        figures = seen(open_page)
        assert len(figures) == len(FIGURES)
        assert all(wide > 300 and high > 80 and inside for wide, high, inside in figures)
        if medium == "screen":  # what is too wide moves inside its own box; on paper there is no such thing
            assert open_page.evaluate("document.documentElement.scrollWidth") <= width


def test_it_is_accessible_also_with_its_numbers_open(open_page: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    open_page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    narrow = open_page.evaluate("document.documentElement.lang") == "id"
    open_page.set_viewport_size({"width": WIDTHS[0] if narrow else WIDTHS[1], "height": 800})
    assert Axe().run(open_page).response["violations"] == []


def test_it_prints_on_two_to_four_sheets_of_a4(open_page: Any) -> None:
    import pypdfium2

    with pypdfium2.PdfDocument(open_page.pdf(prefer_css_page_size=True)) as printed:
        assert 2 <= len(printed) <= 4
        assert {tuple(round(side) for side in printed.get_page_size(number)) for number in range(len(printed))} == {
            (595, 842)
        }


def test_each_figure_says_its_finding_and_has_its_numbers_behind_it(contents: dict[str, Content], folder: Path) -> None:
    for lang, content in contents.items():
        page = (folder / f"brief-{lang}.html").read_text(encoding="utf-8")
        pictures = [picture for section in content.sections for picture in section.pictures]
        assert [picture.name for picture in pictures] == FIGURES
        assert page.count("<details>") == len(pictures)
        for picture in pictures:
            label = ElementTree.fromstring(picture.svg).get("aria-label")
            assert label
            assert label.startswith(picture.finding.rstrip("."))
            assert picture.numbers.rows


def test_no_two_figures_share_a_name_inside(contents: dict[str, Content]) -> None:
    named = [
        element.get("id")
        for section in contents["en"].sections
        for picture in section.pictures
        for element in ElementTree.fromstring(picture.svg).iter()
        if element.get("id")
    ]
    assert named
    assert len(named) == len(set(named))


def test_what_people_wrote_is_shown_as_they_wrote_it(open_page: Any) -> None:
    assert open_page.locator("main script, main i, footer script, footer b").count() == 0
    assert "<i>2020</i>" in open_page.title()
    assert HOSTILE in open_page.locator("#policies").inner_text()


def test_its_numbers_are_those_of_the_forecast(briefing: Briefing, folder: Path) -> None:
    page = (folder / "brief-id.html").read_text(encoding="utf-8")
    words = Words("id")
    for name in ("effective", "paid_once", "selected"):
        assert words.people(briefing.forecast.range(name).expected) in page
    for name in ("committed", "paid_out", "owed"):
        assert words.rupiah(briefing.forecast.range(name).expected, short=True) in page
    assert words.rupiah(briefing.forecast.accounts.inherited["due"].expected) in page
    assert briefing.scenario.hash in page
    assert briefing.command in page


def test_the_same_briefing_is_the_same_page_to_the_byte(briefing: Briefing, folder: Path) -> None:
    again = page_of(Content(briefing, Words("en")))
    assert again.encode() == (folder / "brief-en.html").read_bytes()
