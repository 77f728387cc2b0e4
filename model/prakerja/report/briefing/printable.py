"""Text of others made safe to print: what steers a terminal or turns reading round becomes a mark."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    r"""Return a text in which every character can be printed; tabs and ends of lines stay.

    Examples
    --------
    >>> printable("a\x1b[31m\u202eb")
    'a�[31m�b'
    """
    return _UNPRINTABLE.sub("\ufffd", text)
