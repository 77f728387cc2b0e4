"""Scales: in which unit a number is written, so that two or three digits say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A scale: how much its unit is, the key of its word, the digits after the mark."""

    size: float
    word: str
    digits: int = 2


KINDS = {"persons": "people", "payments": "payments", "person-days": "people", "rupiah": "rupiah", "days": "days"}
"""By unit of a quantity, the kind of number it is; all others are plain."""

PLAIN = Scale(1, "", 0)
_MILLION, _THOUSAND = Scale(1e6, "million"), Scale(1e3, "thousand", 0)
_WHOLE_THOUSANDS = 50_000
"""From here on an axis is in thousands, without digits after the mark."""

_SCALES = {
    "people": (_MILLION,),
    "payments": (_MILLION,),
    "rupiah": (Scale(1e12, "trillion"), Scale(1e9, "billion"), _MILLION),
    "days": (),
    "plain": (),
}


def scale_of(value: float, kind: str) -> Scale:
    """Choose the scale of a number in running text.

    Examples
    --------
    >>> scale_of(19.88e12, "rupiah").word, scale_of(5_600, "people").word
    ('trillion', '')
    """
    return next((scale for scale in _SCALES[kind] if abs(value) >= scale.size), PLAIN)


def scale_of_axis(top: float, kind: str) -> Scale:
    """Choose the scale of an axis, so that its numbers are short.

    Examples
    --------
    >>> scale_of_axis(900_000, "payments"), scale_of_axis(5_600, "people").word
    (Scale(size=1000.0, word='thousand', digits=0), '')
    """
    if kind != "rupiah" and _WHOLE_THOUSANDS <= top < _MILLION.size:
        return _THOUSAND
    return scale_of(top, kind)
