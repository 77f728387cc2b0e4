"""The answer as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from prakerja.report.answer import Answer, answer
from prakerja.report.words import Words
from prakerja.study import Forecast

_SMALL = "color:#666;font-size:90%"
_CELL = "text-align:{side};padding:2px 10px;white-space:nowrap"
_SIDES = ("left", "right", "right", "right", "left")


def as_html(forecast: Forecast, lang: str = "en") -> str:
    """Give the answer as a fragment of HTML that stands on its own: no script, no outside style.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> page = as_html(forecast("scenarios/small.toml", draws=16, shelf=None))
    >>> page.startswith('<div lang="en">'), page.count("<tr>")
    (True, 13)
    """
    return page_of(answer(forecast, Words(lang)), lang)


def page_of(said: Answer, lang: str) -> str:
    """Give any answer as such a fragment."""
    return f'<div lang="{lang}">{_heading(said)}{_table(said.rows)}{_table(said.more_rows)}{_notes(said)}</div>'


def _heading(said: Answer) -> str:
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


def _notes(said: Answer) -> str:
    terms = (f"<dt>{escape(label)}</dt>" + "".join(f"<dd>{escape(line)}</dd>" for line in lines)
             for label, lines in said.notes)  # fmt: skip
    return f"<dl>{''.join(terms)}</dl>"
