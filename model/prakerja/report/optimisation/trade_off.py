"""The front of two objectives: each setting minus the baseline in both, in the same futures, with its intervals."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.scale import Scale
from prakerja.report.common.words import Words
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.labels import PointLabel, label_points
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LABEL, LINE, ORANGE
from prakerja.report.optimisation.optimum import setting_of
from prakerja.study import Optimum
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.optimisation.setting import Setting

_MARGIN = 0.14


def draw_trade_off(found: Optimum, ax: Axes, words: Words) -> None:
    """Draw a point a setting, the first objective across, the second up; the front is joined.

    Those of the front are blue, those that do not hold orange, those that another beats and the baseline grey.
    """
    scales = [_scale(found, number, words) for number in (0, 1)]
    labels = [PointLabel((0.0, 0.0), words("optimum.baseline", setting=setting_of(found.baseline, words)), GREY)]
    ax.plot(0, 0, "o", color=GREY, markersize=7, zorder=3)[0].set_gid("baseline")
    for one in found.settings:
        hue = _hue(one, found)
        x, y = (worth.against.expected / scale.size for worth, scale in zip(one.objectives, scales, strict=True))
        (left, right), (low, high) = (
            (worth.against.low / scale.size, worth.against.high / scale.size)
            for worth, scale in zip(one.objectives, scales, strict=True)
        )
        ax.plot([left, right], [y, y], color=hue, linewidth=1, alpha=0.6)
        ax.plot([x, x], [low, high], color=hue, linewidth=1, alpha=0.6)
        (dot,) = ax.plot(x, y, "o", color=hue, markerfacecolor=hue if one in found.front else "white", zorder=3)
        dot.set_gid("setting")
        if one in (*found.front[:1], *found.front[-1:]):
            labels.append(PointLabel((x, y), setting_of(one, words), hue))
    xs, ys = (
        [one.objectives[n].against.expected / scale.size for one in found.front] for n, scale in enumerate(scales)
    )
    ax.plot(xs, ys, color=BLUE, linewidth=1, alpha=0.5, zorder=1)[0].set_gid("front")
    _frame(found, ax, scales, words)
    label_points(ax, labels)


def _scale(found: Optimum, number: int, words: Words) -> Scale:
    largest = max(abs(one.objectives[number].against.expected) for one in found.settings)
    return Measure(CRITERIA[found.goal.objectives[number].name], words).axis_scale(largest)


def _hue(one: Setting, found: Optimum) -> str:
    return BLUE if one in found.front else LINE if one.holds else ORANGE


def _frame(found: Optimum, ax: Axes, scales: list[Scale], words: Words) -> None:
    ax.margins(_MARGIN)
    ax.axhline(0, color=LINE, linewidth=0.8, zorder=0)
    ax.axvline(0, color=LINE, linewidth=0.8, zorder=0)
    for axis, objective, scale in zip((ax.xaxis, ax.yaxis), found.goal.objectives, scales, strict=True):
        axis.set_major_locator(few_ticks(6))
        write_numbers(axis, words, signed=True)
        unit = Measure(CRITERIA[objective.name], words).unit_words(scale)
        said = f"{words(f'criterion.{objective.name}')} · {unit}"
        if axis is ax.xaxis:
            ax.set_xlabel(said, fontsize=LABEL, color=INK, loc="right")
        else:
            ax.set_ylabel(said, rotation=0, ha="left", va="bottom", fontsize=LABEL, color=INK)
            ax.yaxis.set_label_coords(0, 1.02)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "left", "bottom")
