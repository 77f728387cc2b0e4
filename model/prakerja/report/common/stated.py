"""What scenario files state in prose, in the words of a language: titles, and where values come from."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from string import Formatter

from prakerja.report.common.numbers import Numbers

FILES_ARE_IN = "en"
"""The language of the files that are shipped."""

_FIELDS = {"n": r"[\d,]+", "day": r"\d{4}-\d\d-\d\d"}
"""What may stand in a brace, by its name; anything in any other."""


@cache
def stated_words() -> dict[str, dict[str, str]]:
    """Read the texts of shipped files: by the text, what it is in other languages."""
    tree = tomllib.loads(files(__package__).joinpath("stated_words.toml").read_text(encoding="utf-8"))
    return tree["title"] | tree["source"]


def stated(text: str, words: Numbers) -> str:
    """Return a text of a scenario file in a language: a shipped one in its words, a user's own as it stands.

    A text is known by itself, not by its file: a scenario that extends a shipped one inherits sources with their words,
    and a text that was changed is told as it then stands.

    Examples
    --------
    >>> stated("Over-select: the target counted on who stays", Numbers("id"))
    'Pilih berlebih: target dihitung dari yang tetap efektif'
    >>> stated("800,000 selected, published 2020-09-15", Numbers("id")), stated("Half the places", Numbers("id"))
    ('800.000 terpilih, terbit 15 Sep 2020', 'Half the places')
    """
    if words.lang == FILES_ARE_IN:
        return text
    if text in _whole():
        return _whole()[text][words.lang]
    for pattern, said in _composed():
        if found := pattern.fullmatch(text):
            return said[words.lang].format(
                **{name: _part(name, part, words) for name, part in found.groupdict().items()}
            )
    return text


def head_of(title: str) -> str:
    """Return what stands before the explanation of a title, as combinations of levers are called."""
    return title.partition(": ")[0].partition(", ")[0]


@cache
def _whole() -> dict[str, dict[str, str]]:
    """Return the texts without braces, and the heads of titles."""
    whole = {text: said for text, said in stated_words().items() if "{" not in text}
    heads = {head_of(text): {lang: head_of(other) for lang, other in said.items()} for text, said in whole.items()}
    return heads | whole


@cache
def _composed() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    return [(_pattern(text), said) for text, said in stated_words().items() if "{" in text]


def _pattern(text: str) -> re.Pattern[str]:
    parts = (
        re.escape(fixed) + (f"(?P<{name}>{_FIELDS.get(name, '.+')})" if name else "")
        for fixed, name, _, _ in Formatter().parse(text)
    )
    return re.compile("".join(parts))


def _part(name: str, part: str, words: Numbers) -> str:
    match name:
        case "n":
            return words.number(float(part.replace(",", "")))
        case "day":
            return words.day(date.fromisoformat(part), year=True)
        case _:
            return stated(part, words)
