"""What a briefing is made of: sections, each with a sentence for its title, and pictures with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from matplotlib.axes import Axes

from prakerja.report.common.document import Node, Note, Sentence, Table


@dataclass(frozen=True)
class Picture:
    """A figure of a result, drawn when it is asked for.

    Attributes
    ----------
    name, shows
        Of the figure, and what it shows.
    draw
        Draws it, with its finding as the title.
    numbers
        What is drawn, as a table.
    """

    name: str
    shows: str
    draw: Callable[[], Axes]
    numbers: Table


@dataclass(frozen=True)
class Key:
    """One of the numbers that a briefing begins with: what, how much, and what that is a part of."""

    label: str
    number: str
    remark: str


Part = Node | Picture


@dataclass(frozen=True)
class Section:
    """A section of a document, which is a slide as well.

    Attributes
    ----------
    name
        For programs.
    title
        The sentence that it comes to.
    parts
        In the order in which they are read.
    keys
        Numbers that stand out.
    """

    name: str
    title: str
    parts: tuple[Part, ...]
    keys: tuple[Key, ...] = ()

    @property
    def pictures(self) -> list[Picture]:
        """The figures."""
        return [part for part in self.parts if isinstance(part, Picture)]

    @property
    def tables(self) -> list[Table]:
        """The tables."""
        return [part for part in self.parts if isinstance(part, Table)]

    @property
    def lines(self) -> list[str]:
        """All that is said in sentences and under labels, a line each."""
        said = []
        for part in self.parts:
            if isinstance(part, Sentence):
                said.append(part.words)
            if isinstance(part, Note):
                said += [f"{part.label}: {line}" for line in part.lines]
        return said
