"""The calendar of waves: when each is open, announced, and until when its recipients may order; where they end up."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import at, day_at, firsts_of_months
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import GREEN, GREY, INK, LABEL, LINE, ORANGE, PALE, PURPLE, SMALL, new_axes
from prakerja.scenario import Slot, slots_of
from prakerja.scenario.arrays import Floats
from prakerja.study import Forecast

_NAMES, _DAYS, _PEOPLE = 0.11, 0.59, 0.68
"""Where the calendar begins and ends, and where the bars of people begin, as parts of the width."""

_ROW = 24.0  # points
_SHOWN = (("paid_once", ORANGE), ("completed", PURPLE), ("effective", GREEN), ("selected", LINE))
"""From the left: paid once, finished and not paid, effective and not finished, revoked; each ends at its count."""


@figure(lambda forecast: new_axes(wide=True, high=_ROW * max(6, len(_held(forecast)))))
def calendar(forecast: Forecast, ax: Axes, words: Words) -> None:
    """Draw a row a wave: its days at the left, at the right where its recipients are expected to be at the year end."""
    ax.set_axis_off()
    slots = _held(forecast)
    days = ax.inset_axes((_NAMES, 0, _DAYS - _NAMES, 1))
    bars = ax.inset_axes((_PEOPLE, 0, 1 - _PEOPLE, 1))
    for small in (days, bars):
        small.set_ylim(len(slots) - 0.4, -0.6)
        small.tick_params(labelsize=LABEL, colors=GREY, length=3)
        keep_sides(small, "bottom")
    names = [slot.name if row else words("axis.wave", name=slot.name) for row, slot in enumerate(slots)]
    days.set_yticks(range(len(slots)), names)
    days.tick_params(axis="y", length=0)
    bars.set_yticks([])
    _draw_days(days, forecast, slots, words)
    top = _draw_people(bars, forecast, slots, words)
    waves = sum(slot.announces <= forecast.scenario.days.number(forecast.scenario.as_of) for slot in slots)
    said = words("title.calendar", past=words.number(waves), coming=words.number(len(slots) - waves), most=top)
    frame.title(ax, said, outside=-0.03, above=30)
    frame.footer(ax, forecast, words, [words("foot.calendar", day=words.day(forecast.year_end))])


def _held(forecast: Forecast) -> list[Slot]:
    """Return the waves that select anybody in any future."""
    selected: list[bool] = (forecast.ensemble["wave_selected"] > 0).any("draw").values.tolist()
    return [slot for slot, held in zip(slots_of(forecast.scenario), selected, strict=True) if held]


def _draw_days(ax: Axes, forecast: Forecast, slots: list[Slot], words: Words) -> None:
    scenario = forecast.scenario
    clock, date = scenario.clock, scenario.days.date
    ax.set_xlim(at(clock.launch), at(clock.year_end) + 2)
    ax.xaxis.set_major_locator(firsts_of_months(1))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda place, _: words.month(day_at(place))))
    ax.axvline(at(scenario.as_of), color=LINE, linewidth=0.9, zorder=0).set_gid("as-of")
    for row, slot in enumerate(slots):
        opens, announces, last = (at(date(day)) for day in (slot.opens, slot.announces, slot.last_order))
        ax.barh(row, announces - opens, left=opens, height=0.5, color=INK, linewidth=0)
        ax.barh(row, last - announces, left=announces, height=0.5, color=PALE, edgecolor=GREY, linewidth=0.6)
    ax.annotate(
        words("mark_on.as_of", day=words.day(scenario.as_of)), (at(scenario.as_of), 1), (-3, 3), ha="right",
        va="bottom", xycoords=ax.get_xaxis_transform(), textcoords="offset points", fontsize=SMALL, color=GREY,
    )  # fmt: skip


def _draw_people(ax: Axes, forecast: Forecast, slots: list[Slot], words: Words) -> str:
    """Draw the bars; return the largest number selected in one wave, in words."""
    table = forecast.waves().loc[[slot.name for slot in slots]]
    counts: dict[str, Floats] = {name: table[name].to_numpy() for name in ("selected", "completed", "paid_once")}
    counts["effective"] = counts["selected"] - table["revoked"].to_numpy()
    most = float(counts["selected"].max(initial=0.0))
    scale = scale_of_axis(most, "people")
    ax.set_xlim(0, 1.05 * most / scale.size or 1)
    start = np.zeros(len(slots))
    for name, hue in _SHOWN:
        ax.barh(range(len(slots)), (counts[name] - start) / scale.size, left=start / scale.size, height=0.62, color=hue,
                linewidth=0)  # fmt: skip
        start = counts[name]
    ax.xaxis.set_major_locator(few_ticks(4))
    write_numbers(ax.xaxis, words)
    ax.set_xlabel(frame.unit_words(scale, "people", words), fontsize=SMALL, color=GREY, loc="right")
    keys = [(words(f"standing.{key}"), hue) for key, (_, hue) in zip(_KEYS, _SHOWN, strict=True)]
    along = 0.0
    for said, hue in keys:
        text = ax.annotate(said, (along, 1), (0, 3), xycoords="axes fraction", textcoords="offset points", va="bottom",
                           fontsize=SMALL, color=GREY if hue == LINE else hue, weight="bold")  # fmt: skip
        along = ax.transAxes.inverted().transform((text.get_window_extent().x1, 0))[0] + 0.03
    return words.amount(most, scale)


_KEYS = ("short_paid", "short_finished", "short_effective", "short_revoked")
