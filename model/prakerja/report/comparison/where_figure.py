"""The picture of where something happens: futures by two values of the world, and the box in which it does most."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from scipy import stats

from prakerja.report.common.causes import cause
from prakerja.report.common.words import Words
from prakerja.report.comparison.rules import bound_in_words, is_share, value_in_words
from prakerja.report.comparison.where import Where, where_fails, where_turns
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import GREY, INK, LABEL, LINE, ORANGE, PALE, axes_with_room_left
from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.box import Bound, Box, Flags, within
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.recommendation import Recommendation
from prakerja.study.runs.wandering import told_by

SHOWN = 800
"""Futures that are drawn, at most."""

_MARGIN, _FAINT, _LEFT = 0.03, 0.18, 0.045
_FAR = 5
"""Values reach so many times beyond their median: on an even axis most would lie upon one another."""


@figure(lambda _: axes_with_room_left(_LEFT))
def turns(
    comparison: Comparison, ax: Axes, words: Words, criterion: str | None = None, policy: str | None = None
) -> None:
    """Draw in which futures the ranking of a policy with the baseline turns round.

    Parameters
    ----------
    criterion, policy
        By what, and of which policy; what an answer tells first unless given.
    """
    _draw(where_turns(comparison, words, criterion, policy), ax, words)


@figure(lambda _: axes_with_room_left(_LEFT))
def fails(found: Recommendation, ax: Axes, words: Words) -> None:
    """Draw in which futures the recommended policy does not keep all that is required."""
    _draw(where_fails(found, words), ax, words)


def varying(comparison: Comparison) -> dict[str, Floats]:
    """Return the values of the world that are not the same in all futures, shape (draw,) each."""
    told = told_by(comparison.scenario, comparison.world)
    return {path: values for path, values in told.items() if values.min() < values.max()}


def axes_of(world: Mapping[str, Floats], happens: Flags, box: Box | None) -> tuple[str, str]:
    """Name the two values of the world to draw by: those of the box whose limits are worth most, else the most telling.

    What tells most is by the difference of mean ranks between futures in which it happens and those in which not.
    """
    ranked = sorted(zip(box.quasi_p, box.bounds, strict=True), key=lambda pair: pair[0]) if box else []
    in_box = [bound.path for _, bound in ranked]
    others = sorted((path for path in world if path not in in_box), key=lambda path: -_tells(world[path], happens))
    first, second, *_ = [*in_box, *others]
    return first, second


def _tells(values: Floats, happens: Flags) -> float:
    if happens.all() or not happens.any():
        return 0.0
    ranks = stats.rankdata(values)
    return float(abs(ranks[happens].mean() - ranks[~happens].mean()))


def _draw(where: Where, ax: Axes, words: Words) -> None:
    comparison = where.comparison
    world = varying(comparison)
    box = where.boxes[0] if where.boxes else None
    paths = axes_of(world, where.happens, box)
    further = [bound for bound in box.bounds if bound.path not in paths] if box else []
    _points(ax, where, world, paths, further)
    _axes(ax, where, world, paths, words)
    if box:
        _box(ax, [bound for bound in box.bounds if bound.path in paths], paths)
    frame.title(ax, where.title, outside=0)
    frame.footer(ax, comparison, words, _reading(where, box, further, words))


def _points(ax: Axes, where: Where, world: Mapping[str, Floats], paths: tuple[str, str], further: list[Bound]) -> None:
    """Draw futures: filled where it happens, faint where a further limit of the box does not hold."""
    drawn = np.arange(len(where.happens)) < SHOWN
    clear = within(further, world)
    for happens, kept in ((False, False), (True, False), (False, True), (True, True)):
        chosen = drawn & (where.happens == happens) & (clear == kept)
        hue = ORANGE if happens else GREY
        xs, ys = (world[path][chosen] for path in paths)
        (points,) = ax.plot(
            xs, ys, "o", color=hue, markersize=4.5, markeredgewidth=0.7, linestyle="none", zorder=2 + happens,
            markerfacecolor=hue if happens else "none", alpha=1.0 if kept else _FAINT,
        )  # fmt: skip
        points.set_gid(f"{'happens' if happens else 'not'}-{'within' if kept else 'beyond'}")


def _axes(ax: Axes, where: Where, world: Mapping[str, Floats], paths: tuple[str, str], words: Words) -> None:
    """Set the axes up, logarithmic where values reach far beyond the usual ones."""
    for axis, path in zip((ax.xaxis, ax.yaxis), paths, strict=True):
        far = world[path].min() > 0 and world[path].max() > _FAR * np.median(world[path])
        if far:
            (ax.set_xscale if axis is ax.xaxis else ax.set_yscale)("log")
            axis.set_minor_locator(NullLocator())
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)) if far else few_ticks(6))
        axis.set_major_formatter(_in_words(where.comparison, path, words))
    ax.margins(_MARGIN)
    ax.set_xlabel(cause(paths[0], words), loc="right", fontsize=LABEL, color=INK, labelpad=3)
    ax.set_ylabel(cause(paths[1], words), rotation=0, ha="left", va="bottom", fontsize=LABEL, color=INK)
    ax.yaxis.set_label_coords(0, 1.02)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "left", "bottom")


def _in_words(comparison: Comparison, path: str, words: Words) -> FuncFormatter:
    share = is_share(comparison, path)
    return FuncFormatter(lambda value, _: value_in_words(float(value), share, words))


def _box(ax: Axes, bounds: list[Bound], paths: tuple[str, str]) -> None:
    """Draw the box over all of the axes that its limits leave."""
    ends = [list(ax.get_xlim()), list(ax.get_ylim())]
    for bound in bounds:
        ends[paths.index(bound.path)][0 if bound.side == "above" else 1] = bound.value
    (left, right), (low, high) = ends
    box = Rectangle((left, low), right - left, high - low, facecolor=PALE, edgecolor=LINE, linewidth=1.2, zorder=0)
    box.set_gid("box")
    limits = ax.get_xlim(), ax.get_ylim()
    ax.add_patch(box)
    ax.set_xlim(limits[0])
    ax.set_ylim(limits[1])


def _reading(where: Where, box: Box | None, further: list[Bound], words: Words) -> list[str]:
    count = min(SHOWN, len(where.happens))
    reading = [words("box.points", n=words.number(count))]
    if box:
        reading.append(words("box.held", coverage=words.percent(box.coverage)))
    if further:
        limits = words.listed(bound_in_words(where.comparison, bound, words) for bound in further)
        reading.append(words("box.faint", limits=limits))
    return reading
