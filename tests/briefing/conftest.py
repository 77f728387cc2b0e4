"""One small briefing for all tests of this folder, and its files in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from prakerja.report.briefing.briefing import Briefing
from prakerja.report.briefing.content import Content
from prakerja.report.briefing.formats import check_formats
from prakerja.report.briefing.make import brief
from prakerja.report.common.words import LANGUAGES, Words
from prakerja.scenario import InputError, load
from prakerja.study import Preferences

HOSTILE = '=1+1 <script>alert("x")</script> & $5'
"""What somebody might call a policy."""

VIEW = {
    "title": "Kas & <b>bendahara</b>",
    "source": "uji",
    "require": ["owed <= 0.02T with 50 %"],
    "point": {"paid_once": 150, "owed": "0.001T"},
}


@pytest.fixture(scope="session")
def briefing() -> Briefing:
    plan = load("scenarios/small.toml").replace({"title": "Prakerja <i>2020</i>"}, name="kecil")
    half = plan.replace({"policy.quota.places": 400, "title": HOSTILE}, name="-setengah")
    twice = plan.replace({"policy.quota.places": 1600, "title": "@Lipat dua"}, name="+dua")
    command = "prakerja brief scenarios/small.toml --prior --draws 16"
    how = {"draws": 16, "prior": True, "workers": 1, "cache": None}
    return brief(plan, [half, twice], prefer=Preferences.of(VIEW), command=command, **how)


@pytest.fixture(scope="session")
def contents(briefing: Briefing) -> dict[str, Content]:
    return {lang: Content(briefing, Words(lang)) for lang in LANGUAGES}


@pytest.fixture(scope="session")
def folder(contents: dict[str, Content], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page, slides and a workbook in both languages."""
    from prakerja.report.briefing import page, slides, workbook

    out = tmp_path_factory.mktemp("briefing")
    for lang, content in contents.items():
        page.write(content, out / f"brief-{lang}.html")
        slides.write(content, out / f"brief-{lang}.pptx")
        workbook.write(content, out / f"brief-{lang}.xlsx")
    return out


@pytest.fixture(scope="session")
def paper(contents: dict[str, Content], folder: Path) -> Path:
    """On paper in Indonesian alone, as it is slow and the same page."""
    try:
        check_formats("pdf")
    except InputError as missing:
        pytest.skip(str(missing))
    from prakerja.report.briefing import paper

    paper.write(contents["id"], folder / "brief-id.pdf")
    return folder / "brief-id.pdf"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's chromium; closed after its module, since Playwright runs once in a process at a time."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("there is no chromium: apt-get install chromium fonts-dejavu-core (.ci/run does, as root)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()
