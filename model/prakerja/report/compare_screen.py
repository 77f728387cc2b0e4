"""A comparison laid out: on one screen, as text, and as HTML for notebooks."""

from __future__ import annotations

from rich.console import Console

from prakerja.report.compare_answer import comparison_answer
from prakerja.report.page import page_of
from prakerja.report.screen import lay_out, print_out
from prakerja.report.words import Words
from prakerja.study.comparison import Comparison


def comparison_lines(comparison: Comparison, lang: str = "en") -> list[str]:
    """Lay a comparison out in lines of text."""
    return lay_out(comparison_answer(comparison, Words(lang)))


def comparison_text(comparison: Comparison, lang: str = "en") -> str:
    """Give a comparison as plain text."""
    return "\n".join(comparison_lines(comparison, lang))


def comparison_html(comparison: Comparison, lang: str = "en") -> str:
    """Give a comparison as a fragment of HTML that stands on its own."""
    return page_of(comparison_answer(comparison, Words(lang)), lang)


def print_comparison(comparison: Comparison, console: Console | None = None, lang: str = "en") -> None:
    """Print a comparison, the sentence in bold."""
    print_out(comparison_answer(comparison, Words(lang)), console)
