"""The document that every result becomes once: a small tree, which text, HTML and JSON lay out each in their way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Any, TypeVar

from prakerja.report.common.words import Words


@dataclass(frozen=True)
class Cell:
    """What people read, and the value that it says: a number, a date, a chance with its error, a range, a name.

    The words are the value where there is no other.
    """

    words: str
    value: Any = None


@dataclass(frozen=True)
class Heading:
    """What the document is the answer of, part by part."""

    parts: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """The finding."""

    words: str


@dataclass(frozen=True)
class Table:
    """Rows of cells.

    Attributes
    ----------
    name
        Of the table, for programs.
    columns
        By name, the words above each; a table without words above any has no head.
    sides
        Of each column: to the left (<) or to the right (>).
    on_screen
        The numbers of the rows a screen has room for, all unless given; a page and programs have all of them.
    """

    name: str
    columns: Mapping[str, str]
    rows: tuple[tuple[Cell, ...], ...]
    sides: str = "<>>><"
    on_screen: tuple[int, ...] | None = None

    @property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """The rows a screen has room for."""
        return self.rows if self.on_screen is None else tuple(self.rows[number] for number in self.on_screen)


@dataclass(frozen=True)
class Note:
    """Lines under a label; its name is for programs; not all that a page has is told on a screen."""

    name: str
    label: str
    lines: tuple[str, ...]
    on_screen: bool = True


@dataclass(frozen=True)
class Figure:
    """A figure that can be drawn, by its name; what it shows is for programs, to say it to whoever does not see it."""

    name: str
    shows: str


@dataclass(frozen=True)
class Data:
    """What programs ask for, and no screen has room for: worked out when it is asked for."""

    name: str
    value: Callable[[], Any]


Node = Heading | Sentence | Table | Note | Figure | Data
Kind = TypeVar("Kind", bound=Node)


@dataclass(frozen=True)
class Document:
    """A result as a tree of nodes, in the words of one language, in the order in which they are read."""

    lang: str
    nodes: tuple[Node, ...]

    def every(self, kind: type[Kind]) -> list[Kind]:
        """Return all nodes of a kind."""
        return [node for node in self.nodes if isinstance(node, kind)]


def document(result: Any, lang: str = "en") -> Document:
    """Return the document of a result."""
    return Document(lang, tuple(nodes_of(result, Words(lang))))


@singledispatch
def nodes_of(result: Any, words: Words) -> Iterable[Node]:
    """Return what a result has to say, node by node.

    Raises
    ------
    TypeError
        If `prakerja.report` registers nothing of the kind.
    """
    raise TypeError(f"a {type(result).__name__} has no document in the language {words.lang}")
