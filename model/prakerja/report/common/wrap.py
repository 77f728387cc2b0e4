"""Breaks text into lines, but never between a number and its unit."""

from __future__ import annotations

import re
import textwrap

_NO_BREAK = "\N{NO-BREAK SPACE}"


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most a width.

    Examples
    --------
    >>> wrapped("Of Rp20 trillion 47 % is paid out", 18)
    ['Of Rp20 trillion', '47 % is paid out']
    """
    bound = re.sub(r"(?<=\d) (?=\S)", _NO_BREAK, text)
    return [line.replace(_NO_BREAK, " ") for line in textwrap.wrap(bound, width, break_on_hyphens=False)]
