"""What the beliefs say together beside what is stated: a small chart for each thing, as each has a unit of its own."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_numbers import few_ticks
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes
from prakerja.report.figure_parts.style import BLUE, GREY, LINE, ORANGE
from prakerja.report.forecasting.prior import implied, name_of, sentence, stated
from prakerja.study import PriorCheck
from prakerja.study.forecasting.prior_check import Consequence

_RIGHT = 0.74
_PART = 0.55
"""Of the height of a row, what its bars take; the rest is for its numbers."""
_ROOM = 0.08
_TICKS = 5


@figure()
def plot_prior(found: PriorCheck, ax: Axes, words: Words) -> None:
    """Draw the 90 % range that the beliefs imply, with its median, above the range that is stated.

    Blue where the two agree, or where nothing is stated; orange where they do not. A chart each, in ``child_axes``.
    """
    shown = [one for one in found.consequences.values() if one.range]
    for place, one in enumerate(shown):
        _chart(ax, place, len(shown), one, found, words)
    frame.title(ax, sentence(found, words).rstrip("."), outside=-0.03, above=14)
    frame.footer(ax, found, words, [words("prior.how_read")])


def _chart(ax: Axes, place: int, of: int, one: Consequence, found: PriorCheck, words: Words) -> None:
    """Draw one thing: its two ranges on its own scale, their numbers at the right."""
    assert one.range is not None
    chart = row_axes(ax, [name_of(one, found, words)], right=_RIGHT, bottom=1 - (place + _PART) / of, high=_PART / of)
    said = one.range.ranges[90]
    meant = (one.stated.p05, one.stated.p95) if one.stated else said
    room = _ROOM * (max(*said, *meant) - min(*said, *meant) or 1.0)
    chart.set_xlim(max(0.0, min(*said, *meant) - room), max(*said, *meant) + room)
    chart.xaxis.set_major_locator(few_ticks(_TICKS))
    chart.xaxis.set_major_formatter(FuncFormatter(lambda at, _: _tick(at, one.unit, words)))
    hue = BLUE if one.verdict in ("agrees", "unstated") else ORANGE
    _bar(chart, said, -0.2, hue, f"{one.name}-implied", words("prior.label_implied", span=implied(one, words)))
    chart.plot([one.range.median], [-0.2], "o", color=hue, markersize=5.5, markeredgecolor="white")
    if one.stated:
        _bar(chart, meant, 0.25, LINE, f"{one.name}-stated", words("prior.label_stated", span=stated(one, words)))


def _bar(chart: Axes, ends: tuple[float, float], row: float, hue: str, mark: str, label: str) -> None:
    """Draw a range, and write it beyond the right end of the chart."""
    chart.plot(ends, [row, row], color=hue, linewidth=5, solid_capstyle="butt", gid=mark)
    beside(chart, label, chart.get_xlim()[1], row, hue=GREY if hue == LINE else hue)


def _tick(at: float, unit: str, words: Words) -> str:
    return words.percent(at) if unit == "share" else words.goal(at, "people", short=True)
