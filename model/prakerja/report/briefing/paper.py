"""The briefing on paper: PDF of the same page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from weasyprint import HTML

from prakerja.report.briefing.material import Material
from prakerja.report.briefing.page import page_of


def write_pdf(briefing: Material, path: Path, lang: str) -> None:
    """Write a briefing as PDF; nothing is fetched for it."""
    HTML(string=page_of(briefing, lang), url_fetcher=_refuse).write_pdf(path, pdf_tags=True)


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a briefing needs nothing from {url}")
