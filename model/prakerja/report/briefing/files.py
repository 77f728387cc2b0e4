"""Writes a briefing in each format: beside first, then renamed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from prakerja.report.briefing.content import Content
from prakerja.report.briefing.material import Material
from prakerja.report.common.words import Words
from prakerja.study.runs.whole_file import whole_file

_WRITERS = {"html": "page", "pdf": "paper", "pptx": "slides", "xlsx": "workbook"}
"""By format, the module beside this one that writes it: imported when it is wanted, as its extra may not be there."""


def write(material: Material, folder: Path, formats: Iterable[str], lang: str) -> list[Path]:
    """Write a briefing in some formats that can be written, and give the files back."""
    content, written = Content(material, Words(lang)), []
    for kind in formats:
        path = folder / f"brief-{lang}.{kind}"
        with whole_file(path) as beside:
            import_module(f"{__package__}.{_WRITERS[kind]}").write(content, beside)
        written.append(path)
    return written
