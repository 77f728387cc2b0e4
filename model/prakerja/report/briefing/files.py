"""Writes a briefing in each format: beside first, then renamed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from prakerja.report.briefing.material import Material
from prakerja.report.common.words import Words
from prakerja.study.runs.whole_file import whole_file


def write(briefing: Material, folder: Path, formats: Iterable[str], lang: str) -> list[Path]:
    """Write a briefing in some formats that can be written, and give the files back."""
    Words(lang)
    files = []
    for kind in formats:
        path = folder / f"brief-{lang}.{kind}"
        with whole_file(path) as beside:
            _WRITE[kind](briefing, beside, lang)
        files.append(path)
    return files


def _html(briefing: Material, path: Path, lang: str) -> None:
    from prakerja.report.briefing.page import page_of

    path.write_text(page_of(briefing, lang), encoding="utf-8", newline="\n")


def _pdf(briefing: Material, path: Path, lang: str) -> None:
    from prakerja.report.briefing.paper import write_pdf

    write_pdf(briefing, path, lang)


def _slides(briefing: Material, path: Path, lang: str) -> None:
    from prakerja.report.briefing.slides import write_slides

    write_slides(briefing, path, lang)


def _workbook(briefing: Material, path: Path, lang: str) -> None:
    from prakerja.report.briefing.workbook import write_workbook

    write_workbook(briefing, path, lang)


_WRITE: Mapping[str, Callable[[Material, Path, str], None]] = {
    "html": _html,
    "pdf": _pdf,
    "pptx": _slides,
    "xlsx": _workbook,
}
