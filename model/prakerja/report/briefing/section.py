"""What a briefing is made of: sections, each with a sentence for its title."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.report.briefing.picture import Picture
from prakerja.report.common.document import Node, Note, Sentence, Table


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
