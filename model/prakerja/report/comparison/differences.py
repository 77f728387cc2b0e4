"""The difference chart: every policy minus the baseline, with its interval, around a line at zero."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.words import Words
from prakerja.report.comparison.finding import main_criteria
from prakerja.report.comparison.frame import finding, finish, unit_of
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import (
    GREEN,
    GREY,
    INK,
    LABEL,
    LINE,
    ORANGE,
    SMALL,
    new_axes,
    points_high,
    points_wide,
)
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL, Difference

VERDICT_HUES = {"better": GREEN, "worse": ORANGE, "undecided": GREY, "same": LINE}
"""Green where a policy is better than the baseline, orange where it is worse, grey where that is open."""

_NAMES, _GAP_LEFT = 0.2, 6
"""The part of the width that the names of the policies take, and the points between them and the first charts."""

_ACROSS = 4
_GAP = 0.035
_ROW, _LOWEST, _BETWEEN, _ABOVE = 24, 48, 76, 44
"""Points: a policy's row, the lowest small chart, what lies between two for their names, what lies above the first."""


@figure(lambda comparison: new_axes(wide=True, high=_high(comparison, main_criteria(comparison))))
def differences(comparison: Comparison, ax: Axes, words: Words, criteria: Iterable[str] | None = None) -> None:
    """Draw every policy minus the baseline, one small chart a criterion, in ``child_axes``.

    Parameters
    ----------
    criteria
        Which; the main ones unless given.
    """
    names = list(criteria) if criteria is not None else main_criteria(comparison)
    across = min(_ACROSS, len(names))
    ax.set_axis_off()
    labels = policy_labels(comparison, words, points_wide(ax) * _NAMES - _GAP_LEFT, SMALL, lines=2)
    gaps = _GAP, _BETWEEN / points_high(ax)
    for number, name in enumerate(names):
        small = ax.inset_axes(place(number, len(names), across, gaps, _NAMES))
        found = [comparison.difference(name, policy) for policy in comparison.names[1:]]
        draw_differences(small, found, words)
        shown = [labels[one.policy] if number % across == 0 else "" for one in found]
        small.set_yticks(range(len(found)), shown)
    reading = words("foot.differences", n=words.number(comparison.comparisons), level=words.percent(LEVEL))
    finish(ax, comparison, words, finding(comparison, words), [reading], above=_ABOVE)


def _high(comparison: Comparison, names: Sequence[str]) -> float:
    """Return the height of all small charts in points."""
    down = math.ceil(len(names) / _ACROSS)
    return down * max(_LOWEST, _ROW * len(comparison.names[1:])) + (down - 1) * _BETWEEN


def draw_differences(ax: Axes, found: Sequence[Difference], words: Words) -> None:
    """Draw differences in one criterion, the first at the top, around a line at zero."""
    criterion = found[0].criterion
    ends = [end for one in found for end in (*one.futures.ranges[90], one.low, one.high)]
    size = max(map(abs, ends))
    scale = Measure(criterion, words).axis_scale(size)
    for row, one in enumerate(found):
        hue = VERDICT_HUES[one.verdict]
        low, high = (end / scale.size for end in one.futures.ranges[90])
        (thin,) = ax.plot([low, high], [row, row], color=hue, linewidth=1.1, alpha=0.75, solid_capstyle="butt")
        (thick,) = ax.plot([one.low / scale.size, one.high / scale.size], [row, row], color=hue, linewidth=4.5,
                           alpha=0.45, solid_capstyle="butt")  # fmt: skip
        (dot,) = ax.plot(one.expected / scale.size, row, "o", color=hue, markersize=4.5)
        for artist, part in ((thin, "futures"), (thick, "interval"), (dot, "expected")):
            artist.set_gid(f"{criterion.name}-{one.policy}-{part}")
    ax.axvline(0, color=INK, linewidth=0.9, zorder=0).set_gid("zero")
    _frame(ax, len(found), size / scale.size, words)
    ax.set_title(words(f"criterion.{criterion.name}"), loc="left", fontsize=LABEL, color=INK, weight="bold", pad=14)
    ax.annotate(
        unit_of(criterion, size, words, short=True), (0, 1), (0, 3), xycoords="axes fraction",
        textcoords="offset points", fontsize=SMALL - 0.5, color=GREY,
    )  # fmt: skip


def _frame(ax: Axes, rows: int, size: float, words: Words) -> None:
    ax.set_ylim(rows - 0.5, -0.5)
    ax.margins(x=0.08)
    if size == 0:
        ax.set_xlim(-1, 1)
    ax.xaxis.set_major_locator(few_ticks(3))
    write_numbers(ax.xaxis, words, signed=True)
    ax.tick_params(labelsize=SMALL, colors=GREY, length=2)
    ax.tick_params(axis="y", length=0, labelcolor=INK)
    keep_sides(ax, "bottom", hue=LINE)
