"""Fan charts of the payments that wait, one small chart a payment partner."""

from __future__ import annotations

from datetime import date

import numpy as np
from matplotlib.axes import Axes
from xarray import DataArray

from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import GREY, HUES, INK, LABEL
from prakerja.study import Forecast
from prakerja.study.runs.answers import Range

_HEADROOM = 1.2
_A_FEW = 1
"""Up to so many payments waiting at the worst moment, nobody waits for long."""


@figure()
def backlog(forecast: Forecast, ax: Axes, words: Words) -> None:
    """Draw how many payments are due and not paid at each partner, on one scale: small charts, the ``child_axes``."""
    ax.set_axis_off()
    waiting = forecast.ensemble["backlog"]
    partners = [str(name) for name in waiting["partner"].values]
    fans = {name: Fan.of(waiting.sel(partner=name)) for name in partners}
    top = max(1.0, *(fan.top for fan in fans.values()))
    scale = scale_of_axis(top, "payments")
    for number, (name, fan) in enumerate(fans.items()):
        small = ax.inset_axes(place(number, len(fans)))
        small.set_ylim(0, _HEADROOM * top / scale.size)
        frame.clean(small, forecast, words, every=3)
        frame.mark_days(small, forecast)
        if number == 0:
            frame.name_days(small, forecast, words, inside=True)
        draw_fan(small, fan, HUES["backlog"], scale.size, name)
        small.set_title(
            _subtitle(waiting.sel(partner=name), forecast, name, scale, words), loc="left", fontsize=LABEL, color=INK
        )
    ax.annotate(
        frame.unit_words(scale, "payments", words), (0, 1), (0, 20),
        xycoords="axes fraction", textcoords="offset points", fontsize=LABEL, color=GREY,
    )  # fmt: skip
    frame.title(ax, _title(waiting, forecast, words), outside=0, above=38)
    frame.footer(ax, forecast, words, [words("foot.reading"), words("foot.peaks")])


def peaks(waiting: DataArray, forecast: Forecast) -> tuple[Range, date]:
    """Return the longest queue of each future from the as-of date to the year end, and the median of its day."""
    days = forecast.scenario.days
    first = days.number(forecast.scenario.as_of)
    shown = waiting.isel(day=slice(first, days.number(forecast.year_end) + 1))
    queue = np.asarray(shown.transpose("day", "draw"), dtype=np.float64)
    longest = queue.argmax(axis=0)[queue.any(axis=0)]
    return Range.of(queue.max(axis=0), "payments"), days.date(first + (int(np.median(longest)) if len(longest) else 0))


def _subtitle(waiting: DataArray, forecast: Forecast, name: str, scale: Scale, words: Words) -> str:
    peak, day = peaks(waiting, forecast)
    low, high = (words.on(end, scale) for end in peak.ranges[90])
    return words(
        "line.peak",
        name=words.name(name),
        middle=words.on(peak.expected, scale),
        span=f"{low}–{high}",
        day=words.day(day),
    )


def _title(waiting: DataArray, forecast: Forecast, words: Words) -> str:
    peak, day = peaks(waiting.sum("partner"), forecast)
    if peak.expected < _A_FEW:
        return words("title.no_backlog")
    at_worst = np.asarray(waiting.isel(day=forecast.scenario.days.number(day)).mean("draw"))
    partner = str(waiting["partner"].values[at_worst.argmax()])
    return words("title.backlog", peak=words.people(peak.expected), day=words.day(day), partner=words.name(partner))
