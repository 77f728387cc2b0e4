"""The Pareto picture: two criteria, each as policy minus baseline, and what is left to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.frame import finish, unit_of
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.labels import PointLabel, label_points
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LABEL, LINE, axes_with_room_left
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.paired import LEVEL, Difference

PAIR = ("owed", "effective")
"""What is drawn unless other criteria are named: least owed, most effective recipients."""

_MARGIN, _SIGNED = 0.12, 0.03
_NAME = 30

Point = tuple[Difference, Difference]


@figure(lambda _: axes_with_room_left(_SIGNED))
def pareto(comparison: Comparison, ax: Axes, words: Words, criteria: Sequence[str] | None = None) -> None:
    """Draw policies by two criteria, with the intervals of both and the front of those that no other beats.

    Parameters
    ----------
    criteria
        Across and up; those of `PAIR` unless given, if they were asked for.
    """
    across, up = criteria or pair_of(comparison)
    front = comparison.pareto((across, up)).policies
    points = {name: (comparison.difference(across, name), comparison.difference(up, name)) for name in comparison.names}
    sizes = tuple(_unit([point[axis] for point in points.values()], words) for axis in (0, 1))
    labels = []
    for name, point in points.items():
        hue = BLUE if name in front else GREY
        at = (point[0].expected / sizes[0], point[1].expected / sizes[1])
        _cross(ax, point, sizes, hue)
        (dot,) = ax.plot(*at, "o", color=hue, markerfacecolor=hue if name in front else "white", markersize=8, zorder=3)
        dot.set_gid(f"{name}-point")
        labels.append(PointLabel(at, short_name(comparison, name, words, _NAME), hue))
    _front(ax, [points[name] for name in front], sizes)
    _frame(ax, list(points.values()), words)
    finish(
        ax, comparison, words, _title(comparison, front, (across, up), words),
        [words("foot.pareto", n=words.number(comparison.comparisons), level=words.percent(LEVEL))],
    )  # fmt: skip
    label_points(ax, labels)


def pair_of(comparison: Comparison) -> tuple[str, str]:
    """Name the two criteria that are drawn unless some are given."""
    asked = [one.name for one in comparison.criteria]
    first, second, *_ = [*(name for name in PAIR if name in asked), *(n for n in asked if n not in PAIR), asked[0]]
    return first, second


def _unit(found: Sequence[Difference], words: Words) -> float:
    return Measure(found[0].criterion, words).axis_scale(max(abs(one.expected) for one in found)).size


def _cross(ax: Axes, point: Point, sizes: Sequence[float], hue: str) -> None:
    (x, y), (wide, high) = point, sizes
    ax.plot([x.low / wide, x.high / wide], [y.expected / high] * 2, color=hue, linewidth=1, alpha=0.6)
    ax.plot([x.expected / wide] * 2, [y.low / high, y.high / high], color=hue, linewidth=1, alpha=0.6)


def _front(ax: Axes, points: Sequence[Point], sizes: Sequence[float]) -> None:
    """Join the policies that no other beats."""
    ordered = sorted(points, key=lambda point: point[0].expected)
    xs, ys = ([point[axis].expected / sizes[axis] for point in ordered] for axis in (0, 1))
    ax.plot(xs, ys, color=BLUE, linewidth=1, alpha=0.5, zorder=1)[0].set_gid("front")


def _frame(ax: Axes, points: Sequence[Point], words: Words) -> None:
    ax.margins(_MARGIN)
    ax.axhline(0, color=LINE, linewidth=0.8, zorder=0)
    ax.axvline(0, color=LINE, linewidth=0.8, zorder=0)
    for axis, number in ((ax.xaxis, 0), (ax.yaxis, 1)):
        axis.set_major_locator(few_ticks(6))
        write_numbers(axis, words, signed=True)
        criterion = points[0][number].criterion
        size = max(abs(point[number].expected) for point in points)
        named = f"{words(f'criterion.{criterion.name}')} · {unit_of(criterion, size, words)}"
        if number == 0:
            ax.annotate(named, (1, 0), (0, 6), xycoords="axes fraction", textcoords="offset points",
                        ha="right", fontsize=LABEL, color=INK)  # fmt: skip
        else:
            ax.set_ylabel(named, rotation=0, ha="left", va="bottom", fontsize=LABEL, color=INK)
            ax.yaxis.set_label_coords(0, 1.02)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "left", "bottom")


def _title(comparison: Comparison, front: Sequence[str], criteria: tuple[str, str], words: Words) -> str:
    beaten = len(comparison.names) - len(front)
    across, up = (words(f"criterion.{name}") for name in criteria)
    said = {"across": across, "up": up, "n": words.number(len(front)), "beaten": words.number(beaten)}
    if len(front) == 1:
        return words("compare.pareto_one", policy=short_name(comparison, front[0], words), **said)
    return words("compare.pareto_some" if beaten else "compare.pareto_all", **said)
