"""Sobol indices as bars: the part of the variance a value takes away alone, and the part it shares in."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.causes import cause
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes, scale_across
from prakerja.report.figure_parts.style import BLUE, GREY, INK, SMALL
from prakerja.report.sensitivity.driving import amount, others, strongest, what
from prakerja.study import Drivers
from prakerja.study.sensitivity.sobol import Index

_NAMED = 2
_PALE = "#9dbbd8"
_ROOM = 1.22


@figure()
def plot_sobol(found: Drivers, ax: Axes, words: Words) -> None:
    """Draw two bars a value with their 90 % intervals, all other values last."""
    rest = others(found)
    shown = [*strongest(found), *([rest] if rest else [])]
    bars = row_axes(ax, [_name(index, words) for index in shown])
    ends = [end for index in shown for end in (*index.first_range, *index.total_range)]
    bars.set_xlim(min(0.0, 100 * min(ends, default=0.0)), 100 * _ROOM * max(ends, default=1.0))
    scale_across(bars, words)
    for row, index in enumerate(shown):
        _draw(bars, row, index, words)
    bars.axvline(0, color=GREY, linewidth=0.8)
    bars.set_xlabel(words("drive.of_variance"), fontsize=SMALL, color=GREY, loc="right")
    frame.title(ax, _title(found, words), outside=-0.03, above=14)
    frame.footer(ax, found, words, [words("drive.how_sobol"), *([words("drive.given")] if found.given else [])])


def _draw(bars: Axes, row: int, index: Index, words: Words) -> None:
    name = index.paths[0] if len(index.paths) == 1 else "others"
    for order, share, span, place, hue in (
        ("alone", index.first, index.first_range, row - 0.19, BLUE),
        ("total", index.total, index.total_range, row + 0.19, _PALE),
    ):
        bars.barh(place, 100 * share, height=0.36, color=hue, linewidth=0)[0].set_gid(f"{name}-{order}")
        (line,) = bars.plot([100 * end for end in span], [place, place], color=INK, linewidth=1, zorder=3)
        line.set_gid(f"{name}-{order}-range")
        said = words.percent(max(share, 0))
        text = f"{words(f'drive.{order}')} {said}" if row == 0 else said
        beside(bars, text, 100 * max(share, span[1]), place, hue=BLUE if order == "alone" else GREY)


def _name(index: Index, words: Words) -> str:
    if len(index.paths) == 1:
        return cause(index.paths[0], words)
    return words("drive.others", n=words.number(len(index.paths)))


def _title(found: Drivers, words: Words) -> str:
    named = strongest(found)[:_NAMED]
    asked = {"what": what(found.outcome, words), "day": words.day(found.scenario.clock.year_end, long=True)}
    if not named:
        return words("drive.certain", middle=amount(found.tornado.middle, found.outcome, words), **asked)
    said = words("title.sobol", causes=words.listed(cause(index.paths[0], words) for index in named), **asked)
    return said[0].upper() + said[1:]
