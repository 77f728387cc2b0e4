"""What was believed about the year end, date by date, and what came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.evaluation.changed import FIRST
from prakerja.report.evaluation.waterfall import Last
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import at, day_at
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import GREY, HUES, INK, LABEL, new_axes
from prakerja.scenario import observations_of
from prakerja.study import Update
from prakerja.study.runs.quantities import OBSERVED

_DRAWN = ("effective", "paid_once")
_APART, _MARGIN, _TICKS = 0.014, 0.07, 0.06
"""Between the bars of a date, beside the first and last, and between the names of dates at least: parts of the span."""

_HEADROOM = 1.1


@figure(lambda _: new_axes())
def plot_over_time(found: Update, ax: Axes, words: Words) -> None:
    """Draw, on each date, what was expected of the year end with 90 % and 50 % of futures; and who had been paid.

    Bars of the two answers stand a little apart.
    """
    top = max(belief.ranges[name].ranges[90][1] for belief in found.beliefs for name in _DRAWN)
    target = found.scenario.policy.target
    scale = scale_of_axis(max(top, target.recipients), "people")
    days = [belief.as_of for belief in found.beliefs]
    first, last = at(days[0]), at(days[-1])
    margin = _MARGIN * (last - first)
    ax.set_xlim(first - margin, last + margin)
    ax.set_ylim(0, _HEADROOM * max(top, target.recipients) / scale.size)
    ax.set_xticks(_apart([at(day) for day in days], _TICKS * (last - first)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda place, _: words.day(day_at(place))))
    ax.yaxis.set_major_locator(few_ticks(7))
    write_numbers(ax.yaxis, words)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "left", "bottom")
    for order, name in enumerate(_DRAWN):
        _bars(ax, found, name, scale, _APART * (last - first) * (order - 0.5))
        ax.annotate(
            words(f"line.{name}"),
            (last + margin, found.beliefs[-1].ranges[name].expected / scale.size), (6, 0),
            textcoords="offset points", va="center", fontsize=LABEL, color=HUES[name], annotation_clip=False,
        )  # fmt: skip
    _crosses(ax, found, scale, days[-1])
    goal = words.goal(target.recipients, "people")
    frame.draw_limit(ax, frame.Limit(target.recipients, words("mark_on.target", amount=goal)), scale)
    frame.unit(ax, frame.unit_words(scale, "people", words))
    frame.title(ax, _title(found, words))
    frame.footer(ax, Last(found), words, [words("since.how_over_time")])


def _title(found: Update, words: Words) -> str:
    first, last = found.beliefs[0], found.beliefs[-1]
    return words(
        "since.over_time",
        first=words.day(first.as_of),
        last=words.day(last.as_of),
        before=words.people(first.ranges[FIRST].expected),
        after=words.people(last.ranges[FIRST].expected),
        end=words.day(last.scenario.clock.year_end, long=True),
    )


def _apart(places: Sequence[float], least: float) -> list[float]:
    """Return the places whose names do not run into one another: the last one always, others from it backwards."""
    kept = [places[-1]]
    for place in reversed(places[:-1]):
        if kept[-1] - place >= least:
            kept.append(place)
    return kept


def _bars(ax: Axes, found: Update, name: str, scale: Scale, beside: float) -> None:
    for belief in found.beliefs:
        place, said = at(belief.as_of) + beside, belief.ranges[name]
        for level, wide in ((90, 2.0), (50, 5.0)):
            ends = [end / scale.size for end in said.ranges[level]]
            ax.plot([place, place], ends, color=HUES[name], linewidth=wide, solid_capstyle="butt")
        (dot,) = ax.plot([place], [said.expected / scale.size], "o", color="white", markeredgecolor=INK, markersize=4.5)
        dot.set_gid(f"{name}-{belief.as_of}")


def _crosses(ax: Axes, found: Update, scale: Scale, until: date) -> None:
    """Draw how many had been paid once, as published by the last date; the effective are never published."""
    rows = [
        row
        for row in observations_of(found.scenario)
        if OBSERVED.get(row.quantity) == "paid_once" and row.published_on <= until and row.flag != "error"
    ]
    ax.plot(
        [at(row.observed_on) for row in rows], [row.value / scale.size for row in rows], "x", color=HUES["paid_once"],
        markersize=4, gid="came",
    )  # fmt: skip
