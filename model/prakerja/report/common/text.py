"""Documents laid out on one screen: lines of text, plain or with the sentence in bold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch
from itertools import zip_longest
from typing import Any

from rich.console import Console
from rich.text import Text

from prakerja.report.common.document import Document, document
from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped

WIDTH = 100
"""Columns of the screen."""

_INDENT = "  "
_SIDES = ("<", ">", ">", ">", "<")


def lines_of(result: Any, lang: str = "en") -> list[str]:
    """Return a result laid out in lines of 100 columns.

    Examples
    --------
    >>> from prakerja.report import lines_of
    >>> from prakerja.study import forecast
    >>> lines = lines_of(forecast("scenarios/small.toml", draws=16, cache=None))
    >>> len(lines) <= 32, max(len(line) for line in lines) <= 100
    (True, True)
    """
    return [line for _, line in _styled(document(result, Words(lang)))]


@singledispatch
def text_of(result: Any, lang: str = "en") -> str:
    """Return a result as plain text."""
    return "\n".join(lines_of(result, lang))


def print_result(result: Any, lang: str = "en", console: Console | None = None) -> None:
    """Print a result, the sentence in bold."""
    console = console or Console(highlight=False)
    for style, line in _styled(document(result, Words(lang))):
        console.print(Text(line, style), soft_wrap=True)


def _styled(said: Document) -> Iterator[tuple[str, str]]:
    """Return every line with the style it is printed in."""
    yield from (("dim", line) for line in _joined(said.heading, " · ", WIDTH))
    yield "", ""
    yield from (("bold", _INDENT + line) for line in wrapped(said.sentence, WIDTH - len(_INDENT)))
    yield "", ""
    yield from _table(said.rows)
    yield from _table(said.more_rows)
    yield "", ""
    wide = max(len(label) for label, _ in said.notes) + 2
    for label, lines in said.notes:
        folded = [part for line in lines for part in wrapped(line, WIDTH - len(_INDENT) - wide)]
        for first, line in zip_longest([label], folded, fillvalue=""):
            yield "", f"{_INDENT}{first:<{wide}}{line}"


def _table(table: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    if not table:
        return
    head, *body = table
    tall = max(cell.count("\n") for cell in head) + 1
    rows = _columns([*_stacked(head, tall), *body])
    yield from (("dim", row) for row in rows[:tall])
    yield from (("", row) for row in rows[tall:])


def _stacked(head: Sequence[str], tall: int) -> list[tuple[str, ...]]:
    """Set a head of so many lines, each cell at the bottom."""
    cells = [cell.split("\n") for cell in head]
    return list(zip(*([""] * (tall - len(lines)) + lines for lines in cells), strict=True))


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Set a table: what it is about to the left, numbers to the right, the remark to the left."""
    wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        (_INDENT + "  ".join(f"{cell:{side}{w}}" for cell, side, w in zip(row, _SIDES, wide, strict=False))).rstrip()
        for row in rows
    ]


def _joined(parts: Iterable[str], between: str, width: int) -> list[str]:
    """Join parts into lines, broken only between parts."""
    lines: list[str] = []
    for part in parts:
        if lines and len(lines[-1] + between + part) <= width:
            lines[-1] += between + part
        else:
            lines.append(part)
    return lines
