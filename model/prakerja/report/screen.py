"""The answer laid out on one screen: lines of text, plain or with the sentence in bold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

from prakerja.report.answer import Answer, answer
from prakerja.report.words import Words
from prakerja.report.wrap import wrapped
from prakerja.study import Forecast

WIDTH = 100
"""Columns of the screen."""

_INDENT = "  "
_SIDES = ("<", ">", ">", ">", "<")


def answer_lines(forecast: Forecast, lang: str = "en") -> list[str]:
    """Lay the answer out on one screen, at most 32 lines of 100 columns.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> lines = answer_lines(forecast("scenarios/small.toml", draws=16, shelf=None))
    >>> len(lines) <= 32, max(len(line) for line in lines) <= 100
    (True, True)
    """
    return lay_out(answer(forecast, Words(lang)))


def print_answer(forecast: Forecast, console: Console | None = None, lang: str = "en") -> None:
    """Print the answer, the sentence in bold."""
    print_out(answer(forecast, Words(lang)), console)


def lay_out(said: Answer) -> list[str]:
    """Lay any answer out in lines of 100 columns."""
    return [line for _, line in _styled(said)]


def print_out(said: Answer, console: Console | None = None) -> None:
    """Print any answer, the sentence in bold."""
    console = console or Console(highlight=False)
    for style, line in _styled(said):
        console.print(Text(line, style), soft_wrap=True)


def as_text(forecast: Forecast, lang: str = "en") -> str:
    """Give the answer as plain text."""
    return "\n".join(answer_lines(forecast, lang))


def _styled(said: Answer) -> Iterator[tuple[str, str]]:
    """Give every line with the style it is printed in."""
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
