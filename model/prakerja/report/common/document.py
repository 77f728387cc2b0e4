"""The document that every result becomes once: a sentence, tables, notes. Text and HTML are two ways to lay it out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import singledispatch
from typing import Any

from prakerja.report.common.words import Words


@dataclass(frozen=True)
class Document:
    """A result in words, cell by cell, before it becomes text or a page.

    Attributes
    ----------
    heading
        What it is the answer of, part by part.
    sentence
        The finding.
    rows
        The table, its head first: question, chance, expected, range, remark.
    notes
        Further labels, each with its lines.
    more_rows
        A second table below the first, its head first, of columns of its own.
    """

    heading: tuple[str, ...]
    sentence: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    more_rows: tuple[tuple[str, ...], ...] = ()


@singledispatch
def document(result: Any, words: Words) -> Document:
    """Return the document of a result, in the words of a language.

    Raises
    ------
    TypeError
        If `prakerja.report` registers no document of such a result.
    """
    raise TypeError(f"a {type(result).__name__} has no document in the language {words.lang}")
