"""Documents as HTML, for notebooks: fragments that stand on their own, without script or outside style."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from html import escape
from typing import Any

from prakerja.report.common.document import Document, document
from prakerja.report.common.words import Words

_SMALL = "color:#666;font-size:90%"
_CELL = "text-align:{side};padding:2px 10px;white-space:nowrap"
_SIDES = ("left", "right", "right", "right", "left")


@singledispatch
def html_of(result: Any, lang: str = "en") -> str:
    """Return a result as a fragment of HTML.

    Examples
    --------
    >>> from prakerja.report import html_of
    >>> from prakerja.study import forecast
    >>> page = html_of(forecast("scenarios/small.toml", draws=16, cache=None))
    >>> page.startswith('<div lang="en">'), page.count("<tr>")
    (True, 13)
    """
    said = document(result, Words(lang))
    return f'<div lang="{lang}">{_heading(said)}{_table(said.rows)}{_table(said.more_rows)}{_notes(said)}</div>'


def _heading(said: Document) -> str:
    return (
        f'<p style="{_SMALL}">{escape(" · ".join(said.heading))}</p>'
        f'<p style="font-size:115%;max-width:50em"><strong>{escape(said.sentence)}</strong></p>'
    )


def _table(rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return ""
    head, *body = ("".join(_cells(row, "th" if number == 0 else "td")) for number, row in enumerate(rows))
    filled = "".join(f"<tr>{cells}</tr>" for cells in body)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{filled}</tbody></table>"


def _cells(row: Sequence[str], tag: str) -> list[str]:
    return [
        f'<{tag} style="{_CELL.format(side=side)}">{escape(cell).replace(chr(10), "<br>")}</{tag}>'
        for cell, side in zip(row, _SIDES, strict=False)
    ]


def _notes(said: Document) -> str:
    terms = (f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{escape(line)}</dd>" for line in lines)
             for label, lines in said.notes)  # fmt: skip
    return f"<dl>{''.join(terms)}</dl>"
