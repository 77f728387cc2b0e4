"""Numbers on an axis, as the language writes them, and the lines that remain of a frame."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, MaxNLocator

from prakerja.report.common.words import Words
from prakerja.report.figure_parts.style import GREY

_DIGITS = 4


def few_ticks(most: int) -> MaxNLocator:
    """Return what puts so many ticks on an axis at most, at round numbers."""
    return MaxNLocator(nbins=most, steps=[1, 2, 5, 10])


def write_numbers(axis: Axis, words: Words, signed: bool = False) -> None:
    """Write the numbers of an axis with as few digits as they need; those of differences with their signs."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, words, signed)))


def number(value: float, words: Words, signed: bool = False) -> str:
    """Write a number with as few digits as it needs.

    Examples
    --------
    >>> number(2.0, Words("en")), number(0.25, Words("id"), signed=True), number(0, Words("en"), signed=True)
    ('2', '+0,25', '0')
    """
    if abs(value) < 1e-12:
        return "0"
    digits = next((n for n in range(_DIGITS) if abs(value - round(value, n)) < 1e-9), _DIGITS)
    return words.signed(value, digits) if signed else words.number(value, digits)


def keep_sides(ax: Axes, *kept: str, hue: str = GREY) -> None:
    """Leave these sides of a frame, in a hue, and no others."""
    for side, line in ax.spines.items():
        line.set_visible(side in kept)
        line.set_color(hue)
