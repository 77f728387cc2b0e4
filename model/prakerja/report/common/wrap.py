"""Breaks text into lines, but never between a number and its unit."""

from __future__ import annotations

import re
import textwrap

_NO_BREAK = "\N{NO-BREAK SPACE}"


def parts(text: str) -> list[str]:
    """Return the parts of a text between which a line may end.

    Examples
    --------
    >>> parts("47 % is paid")
    ['47 %', 'is', 'paid']
    """
    return [part.replace(_NO_BREAK, " ") for part in re.split(r"[ \n]+", _bound(text.strip()))]


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most a width.

    Examples
    --------
    >>> wrapped("Of Rp20 trillion 47 % is paid out", 18)
    ['Of Rp20 trillion', '47 % is paid out']
    """
    return [line.replace(_NO_BREAK, " ") for line in textwrap.wrap(_bound(text), width, break_on_hyphens=False)]


def _bound(text: str) -> str:
    """Return a text with each number bound to its unit."""
    return re.sub(r"(?<=\d) (?=\S)", _NO_BREAK, text)
