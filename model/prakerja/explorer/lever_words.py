"""Levers in words: what they are called, and what a setting of theirs is."""

from __future__ import annotations

from datetime import date

from prakerja.explorer.controls import Control
from prakerja.report import Words
from prakerja.report.common.causes import cause


def lever_name(control: Control, words: Words, from_day: date) -> str:
    """Name a lever.

    Parameters
    ----------
    from_day
        The day from which new terms with payment partners hold.
    """
    if control.kind == "number":
        said = cause(control.key, words)
        return said[0].upper() + said[1:]
    return words(f"explore.lever_{control.key}", day=words.day(from_day))


def in_words(control: Control, number: float, words: Words) -> str:
    """Write a setting of a lever with its unit.

    Examples
    --------
    >>> capacity = Control("capacity", "times", 0.25, 4, 0.25, 1, dict)
    >>> in_words(capacity, 1.5, Words("id"))
    '×1,5'
    """
    match control.kind:
        case "date":
            return words.day(date.fromordinal(round(number)), year=True)
        case "switch":
            return words(f"explore.{'yes' if number else 'no'}")
        case "share":
            return words.percent(number)
        case "days":
            return words.days(number)
        case "times":
            return f"×{words.number(number, 2, trimmed=True)}"
        case "people":
            return words.number(number)
        case _:
            return words.plainly(number)
