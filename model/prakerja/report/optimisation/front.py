"""The finalists with the error of each, beside the baseline: in rows, or by two objectives."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.measure import Measure
from prakerja.report.common.scale import KINDS, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes, scale_across
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LINE, ORANGE, SMALL
from prakerja.report.optimisation.optimum import sentence, setting_of
from prakerja.report.optimisation.trade_off import draw_trade_off
from prakerja.study import Optimum


@figure()
def plot_front(found: Optimum, ax: Axes, words: Words) -> None:
    """Draw a row a setting: what to expect of the objective, twice its error, and 90 % of futures.

    Two objectives are drawn against each other. Settings for which every constraint holds are blue, the others orange,
    the baseline grey; the chances that the constraints hold stand beside them.
    """
    if len(found.goal.objectives) > 1:
        draw_trade_off(found, ax, words)
        said = words("optimum.drawn", n=words.number(len(found.front)))
        frame.title(ax, said if found.front else sentence(found, words).rstrip("."), above=28)
        frame.footer(ax, found, words, [words("optimum.reading_front")])
        return
    _rows(found, ax, words)
    frame.title(ax, sentence(found, words).rstrip("."), outside=-0.03, above=14)
    frame.footer(ax, found, words, [words("optimum.reading")])


def _rows(found: Optimum, ax: Axes, words: Words) -> None:
    shown = [*found.settings, found.baseline]
    names = [setting_of(one, words) for one in found.settings]
    names.append(words("optimum.baseline", setting=setting_of(found.baseline, words)))
    rows = row_axes(ax, names, right=0.78)
    kind = KINDS.get(found.baseline.objectives[0].level.unit, "plain")
    ends = [end for one in shown for end in one.objectives[0].level.ranges[90]]
    scale = scale_of_axis(max(map(abs, ends)) or 1.0, kind)
    room = 0.05 * ((max(ends) - min(ends)) or 1.0)
    rows.set_xlim((min(ends) - room) / scale.size, (max(ends) + room) / scale.size)
    scale_across(rows, words)
    for row, one in enumerate(shown):
        hue = LINE if one is found.baseline else BLUE if one.holds else ORANGE
        (worth,) = one.objectives
        low, high = (end / scale.size for end in worth.level.ranges[90])
        rows.plot([low, high], [row, row], color=hue, linewidth=5, alpha=0.35, gid=f"futures-{row}")
        expected, error = worth.level.expected / scale.size, 2 * worth.error / scale.size
        rows.errorbar([expected], [row], xerr=[error], fmt="o", color=hue if hue != LINE else GREY, markersize=5)
        held = " / ".join(words.chance(chance, error=True) for chance in one.chances.values())
        expects = Measure(worth.against.criterion, words).level(worth.level, found.scenario)
        said = f"{expects}{f' · {held}' if held else ''}"
        beside(rows, said, (max(ends) + room) / scale.size, row, hue=INK)
    label = words(f"criterion.{found.goal.objectives[0].name}")
    if kind in ("people", "payments", "rupiah"):
        label = f"{label}, {frame.unit_words(scale, kind, words)}"
    rows.set_xlabel(label, fontsize=SMALL, color=GREY, loc="right")
