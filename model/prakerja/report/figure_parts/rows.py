"""Figures of horizontal bars, one row a value of the world, its name at the left."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.style import GREY, INK, LABEL, SMALL

NAMES = 0.345
"""The part of the width that the names take."""

_LETTERS = 44


def row_axes(
    ax: Axes,
    names: Sequence[str],
    left: float = NAMES,
    right: float = 1.0,
    named: bool = True,
    bottom: float = 0.0,
    high: float = 1.0,
) -> Axes:
    """Make small axes for bars inside axes, the first row on top.

    Parameters
    ----------
    ax
        Whose place is used; they are not drawn themselves.
    names
        Of the rows.
    left, right
        The part of the width that the bars take.
    named
        Whether the names are written at the left.
    bottom, high
        The part of the height that they take: from where on, and how much.
    """
    ax.set_axis_off()
    small = ax.inset_axes((left, bottom, right - left, high))
    small.set_ylim(len(names) - 0.4, -0.6)
    small.set_yticks([])
    keep_sides(small, "bottom")
    small.tick_params(labelsize=LABEL, colors=GREY, length=3)
    for row, name in enumerate(names if named else ()):
        lines = wrapped(name, _LETTERS)
        small.annotate(
            "\n".join(lines), (0, row), (-8, 0), xycoords=small.get_yaxis_transform(), textcoords="offset points",
            ha="right", va="center", fontsize=LABEL if len(lines) == 1 else SMALL, color=INK, annotation_clip=False,
        )  # fmt: skip
    return small


def scale_across(ax: Axes, words: Words, ticks: int = 6) -> None:
    """Write the numbers of the horizontal axis, whose limits are set, in the language."""
    low, high = ax.get_xlim()
    ax.set_xticks([at for at in few_ticks(ticks).tick_values(low, high) if low <= at <= high])
    write_numbers(ax.xaxis, words)


def beside(ax: Axes, text: str, at: float, row: float, left: bool = False, hue: str = GREY) -> None:
    """Write a number beside the end of a bar."""
    ax.annotate(
        text, (at, row), (-4 if left else 4, 0), textcoords="offset points", ha="right" if left else "left",
        va="center", fontsize=SMALL, color=hue, annotation_clip=False,
    )  # fmt: skip
