"""Scales: in which unit a number is written, so that two or three digits say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """A scale: how much its unit is, the key of its word, the digits after the mark."""

    size: float
    word: str
    digits: int = 2


PLAIN = Scale(1, "", 0)
_MILLION = Scale(1e6, "million")
_SCALES = {
    "people": (_MILLION,),
    "payments": (_MILLION,),
    "rupiah": (Scale(1e12, "trillion"), Scale(1e9, "billion"), _MILLION),
    "plain": (),
}
_AXES = {
    "people": (_MILLION, Scale(1e3, "thousand", 0)),
    "payments": (_MILLION, Scale(1e3, "thousand", 0)),
    "rupiah": _SCALES["rupiah"],
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
    >>> scale_of_axis(900_000, "payments").word, scale_of_axis(5_600, "people").word
    ('thousand', 'thousand')
    """
    return next((scale for scale in _AXES[kind] if top >= 2 * scale.size), PLAIN)
