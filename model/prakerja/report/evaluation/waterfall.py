"""The waterfall: from an earlier answer to a later one, a bar for each thing that is known now."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.evaluation.changed import FIRST, changed, name_of, sentence
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes, scale_across
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LINE, ORANGE, SMALL
from prakerja.study import Update
from prakerja.study.evaluation.update import Belief

_ROOM = 0.14


@figure()
def plot_waterfall(found: Update, ax: Axes, words: Words) -> None:
    """Draw a row a step, from where the last one ended; the answers above and below, with 90 % of futures."""
    before, after = found.beliefs[-2:]
    names = [
        words("since.expected", day=words.day(before.as_of)),
        *(name_of(step, words) for step in found.steps),
        words("since.expected", day=words.day(after.as_of)),
    ]
    rows = row_axes(ax, names)
    ends = [end for one in (before, after) for end in one.ranges[FIRST].ranges[90]]
    scale = scale_of_axis(max(ends), "people")
    room = _ROOM * ((max(ends) - min(ends)) or 1.0)
    rows.set_xlim((min(ends) - room) / scale.size, (max(ends) + room) / scale.size)
    scale_across(rows, words)
    _answer(rows, 0, before, scale.size)
    at = before.ranges[FIRST].expected
    for row, step in enumerate(found.steps, start=1):
        change = step.change[FIRST]
        hue = BLUE if change >= 0 else ORANGE
        rows.barh(row, change / scale.size, left=at / scale.size, height=0.6, color=hue, linewidth=0)
        rows.plot([at / scale.size] * 2, [row - 1, row + 0.3], color=LINE, linewidth=0.9, zorder=0)
        beside(rows, changed(step, FIRST, words), max(at, at + change) / scale.size, row, hue=INK)
        at += change
    _answer(rows, len(names) - 1, after, scale.size)
    rows.set_xlabel(frame.unit_words(scale, "people", words), fontsize=SMALL, color=GREY, loc="right")
    frame.title(ax, sentence(found, words).rstrip("."), outside=-0.03, above=14)
    frame.footer(ax, Last(found), words, [words("since.how_drawn")])


class Last:
    """What a footer tells of an update: the later of the two forecasts."""

    def __init__(self, found: Update) -> None:
        self.scenario, self.provenance = found.beliefs[-1].scenario, found.provenance


def _answer(rows: Axes, row: int, belief: Belief, size: float) -> None:
    low, high = belief.ranges[FIRST].ranges[90]
    rows.plot([low / size, high / size], [row, row], color=LINE, linewidth=6, solid_capstyle="butt")
    rows.plot([belief.ranges[FIRST].expected / size], [row], "o", color=INK, markersize=6, gid=f"expected-{row}")
