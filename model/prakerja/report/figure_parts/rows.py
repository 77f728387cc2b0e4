"""Figures of horizontal bars, one row a value of the world, its name at the left."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from prakerja.report.common.words import Words
from prakerja.report.common.wrap import wrapped
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
    small.spines[["top", "right", "left"]].set_visible(False)
    small.spines["bottom"].set_color(GREY)
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
    ax.set_xticks(
        [at for at in MaxNLocator(nbins=ticks, steps=[1, 2, 5, 10]).tick_values(low, high) if low <= at <= high]
    )
    ax.xaxis.set_major_formatter(FuncFormatter(lambda at, _: words.number(at, 0 if at == int(at) else 1)))


def beside(ax: Axes, text: str, at: float, row: float, left: bool = False, hue: str = GREY) -> None:
    """Write a number beside the end of a bar."""
    ax.annotate(
        text, (at, row), (-4 if left else 4, 0), textcoords="offset points", ha="right" if left else "left",
        va="center", fontsize=SMALL, color=hue, annotation_clip=False,
    )  # fmt: skip


def plainly(value: float, words: Words) -> str:
    """Write a value of the world with some three digits.

    Examples
    --------
    >>> [plainly(value, Words("en")) for value in (0.0525, 2.25, 31.4, 15_000.4)]
    ['0.05', '2.25', '31.4', '15,000']
    """
    size = abs(value)
    return words.number(value, 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.01 or not size else 4)
