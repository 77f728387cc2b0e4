"""The flow picture: of all selected, who is where at the year end; of all committed, where the money is."""

from __future__ import annotations

from collections.abc import Mapping

from matplotlib.axes import Axes

from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes, scale_across
from prakerja.report.figure_parts.style import GREEN, GREY, INK, LINE, ORANGE, PURPLE, SMALL, new_axes
from prakerja.study import Forecast
from prakerja.study.runs.answers import Range

_HUES = {
    "selected": INK, "revoked": LINE, "unfinished": GREEN, "unvalidated": PURPLE, "unpaid": PURPLE,
    "paid_in_part": ORANGE, "paid_in_full": ORANGE,
    "committed": INK, "returned": LINE, "unearned": GREEN, "owed": PURPLE,
    "paid_training": ORANGE, "paid_incentive": ORANGE, "paid_survey": ORANGE,
}  # fmt: skip
_HIGH = 440.0  # points
_PEOPLE, _MONEY = (0.56, 0.44), (0.0, 0.44)
_RIGHT = 0.87
"""Where the bars end: the rest of the width is for the number beside the last."""


@figure(lambda _: new_axes(wide=True, high=_HIGH))
def flow(forecast: Forecast, ax: Axes, words: Words) -> None:
    """Draw a bar a place, each from where the one above it ended: people above, rupiah below."""
    found = forecast.standing()
    _cascade(ax, found.people, "people", _PEOPLE, words)
    _cascade(ax, found.rupiah, "rupiah", _MONEY, words)
    said = {name: words.people(found.people[name].expected) for name in ("selected", "paid_in_full")}
    once = found.people["paid_in_part"].expected + found.people["paid_in_full"].expected
    frame.title(ax, words("title.flow", day=words.day(found.day), paid=words.people(once), **said), -0.03, above=14)
    frame.footer(ax, forecast, words, [words("foot.flow", day=words.day(found.day))])


def _cascade(ax: Axes, found: Mapping[str, Range], kind: str, place: tuple[float, float], words: Words) -> None:
    """Draw the whole, then its parts from left to right, a row each."""
    (whole, total), *_ = found.items()
    rows = row_axes(ax, [words(f"standing.{name}") for name in found], right=_RIGHT, bottom=place[0], high=place[1])
    scale = scale_of_axis(total.expected, kind)
    rows.set_xlim(0, total.expected / scale.size or 1)
    scale_across(rows, words)
    at = 0.0
    for row, (name, part) in enumerate(found.items()):
        size = part.expected / scale.size
        rows.barh(row, size, left=at, height=0.66, color=_HUES[name], linewidth=0).patches[0].set_gid(f"{name}-bar")
        low, high = (words.on(end, scale) for end in part.ranges[90])
        beside(rows, f"{words.on(part.expected, scale)} ({low}–{high})", at + size, row, hue=INK)
        if name != whole:
            rows.plot([at, at], [row - 1, row + 0.33], color=LINE, linewidth=0.9, zorder=0)
            at += size
    rows.set_xlabel(frame.unit_words(scale, kind, words), fontsize=SMALL, color=GREY, loc="right")
