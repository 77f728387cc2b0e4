"""Documents laid out on one screen: lines of text, plain or as a terminal shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from prakerja.report.common.document import Document, Heading, Note, Sentence, Table, document
from prakerja.report.common.wrap import wrapped

WIDTH = 100
"""Columns of the screen."""

_INDENT = 2
_BETWEEN = (0, 2, 0, 0)


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
    return [line.plain for line in screen_of(document(result, lang))]


def text_of(result: Any, lang: str = "en") -> str:
    """Return a result as plain text."""
    return "\n".join(lines_of(result, lang))


def print_result(result: Any, lang: str = "en", console: Console | None = None) -> None:
    """Print a result, the sentence in bold."""
    console = console or Console(highlight=False)
    for line in screen_of(document(result, lang)):
        console.print(line, soft_wrap=True)


def screen_of(said: Document) -> list[Text]:
    """Return the lines of a document with their styles, none wider than the screen, whatever it is printed on."""
    paper = Console(file=StringIO(), width=WIDTH, height=1, force_terminal=True, color_system="standard")
    paper.print(_laid_out(said))
    assert isinstance(paper.file, StringIO)
    lines = Text.from_ansi(paper.file.getvalue()).split("\n", allow_blank=True)
    for line in lines:
        line.rstrip()
    while lines and not lines[-1].plain:
        lines.pop()
    return list(lines)


def _laid_out(said: Document) -> Group:
    """Return the parts of a document, an empty line between any two."""
    notes = [node for node in said.every(Note) if node.on_screen]
    parts: list[list[RenderableType]] = [
        [Text(line, "dim") for node in said.every(Heading) for line in _joined(node.parts)],
        [_indented(Text(_folded(node.words, WIDTH - _INDENT), "bold")) for node in said.every(Sentence)],
        [_indented(_table(node)) for node in said.every(Table) if node.shown],
        [_indented(_notes(notes))] if notes else [],
    ]
    shown = [part for part in parts if part]
    return Group(*(line for number, part in enumerate(shown) for line in ([Text()] if number else []) + part))


def _table(table: Table) -> Grid:
    """Set a table; where it is too wide, its first and last columns are broken, between words."""
    grid = _grid(show_header=any(table.columns.values()), header_style="dim")
    last = len(table.columns) - 1
    for number, (words, side) in enumerate(zip(table.columns.values(), table.sides, strict=False)):
        grid.add_column(Text(words), justify="left" if side == "<" else "right", no_wrap=0 < number < last)
    for row in table.shown:
        grid.add_row(*(Text(cell.words) for cell in row))
    return grid


def _notes(notes: Sequence[Note]) -> Grid:
    grid = _grid(show_header=False)
    room = WIDTH - _INDENT - _BETWEEN[1] - max(len(note.label) for note in notes)
    for note in notes:
        grid.add_row(Text(note.label), Text("\n".join(_folded(line, room) for line in note.lines)))
    return grid


def _grid(**how: Any) -> Grid:
    return Grid(box=None, padding=_BETWEEN, pad_edge=False, **how)


def _indented(what: RenderableType) -> Padding:
    return Padding(what, (0, 0, 0, _INDENT), expand=False)


def _folded(text: str, width: int) -> str:
    return "\n".join(wrapped(text, width))


def _joined(parts: Iterable[str], between: str = " · ") -> Iterator[str]:
    """Join parts into lines, broken only between parts."""
    line = ""
    for part in parts:
        if line and len(line + between + part) > WIDTH:
            yield line
            line = part
        else:
            line = line + between + part if line else part
    yield line
