"""The briefing on paper: PDF of the same page of HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prakerja.report.briefing.content import Content
from prakerja.report.briefing.page import page_of


def write(content: Content, path: Path) -> None:
    """Write a briefing as PDF; nothing is fetched for it."""
    from weasyprint import HTML  # here, as it needs a library of C that not every machine has

    HTML(string=page_of(content), url_fetcher=_refuse).write_pdf(path, pdf_tags=True)


def _refuse(url: str, *_: Any, **__: Any) -> Any:
    raise ValueError(f"a briefing needs nothing from {url}")
