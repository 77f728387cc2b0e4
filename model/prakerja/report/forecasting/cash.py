"""The cash that must be ready: a fan of what is paid out week by week, above bars by month and budget line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import at
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.labels import EndLabel, label_ends
from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, HUES, INK, LABEL, ORANGE, new_axes
from prakerja.report.forecasting.accounts import days_of, paid_out
from prakerja.study import Accounts, Forecast
from prakerja.study.forecasting.budget_lines import LINES
from prakerja.study.forecasting.cash import ALL
from prakerja.study.runs.answers import LEVELS

_HUES: Mapping[str, str] = {"training": BLUE, "incentive": ORANGE, "survey": GREEN, "management": GREY}
_HIGH = 420
_WEEKS, _MONTHS = (0, 0.58, 1, 0.42), (0, 0, 1, 0.42)
_HEADROOM = 1.12
_GAP = 1.5
"""Days between the bars of two months."""


@figure(lambda _: new_axes(high=_HIGH))
def cash(found: Forecast | Accounts, ax: Axes, words: Words) -> None:
    """Draw what is paid out week by week, and month by month by budget line: two charts, the ``child_axes``."""
    accounts = found.accounts if isinstance(found, Forecast) else found
    ax.set_axis_off()
    weeks = paid_out(accounts.weeks)
    _by_week(ax.inset_axes(_WEEKS), weeks, accounts, words)
    _by_month(ax.inset_axes(_MONTHS), accounts, words)
    frame.title(ax, _title(weeks, accounts, words), above=44)
    frame.footer(ax, accounts, words, [words("foot.reading"), words("foot.cash"), words("foot.numbers")])


def _by_week(ax: Axes, weeks: Sequence[Any], accounts: Accounts, words: Words) -> None:
    fan = _steps(weeks)
    scale = scale_of_axis(max(1.0, fan.top), "rupiah")
    ax.set_ylim(0, _HEADROOM * max(1.0, fan.top) / scale.size)
    frame.clean(ax, accounts, words)
    frame.mark_days(ax, accounts)
    frame.name_days(ax, accounts, words)
    draw_fan(ax, fan, HUES["paid_out"], scale.size, "cash")
    _name(ax, words("accounts.by_week", unit=frame.unit_words(scale, "rupiah", words)))


def _steps(weeks: Sequence[Any]) -> Fan:
    """Return weeks as a fan that is level within each."""
    edges = [place for week in weeks for place in (at(week.first), at(week.last + timedelta(days=1)))]

    def level(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.repeat([float(getattr(week, name)) for week in weeks], 2)

    bands = {size: (level(f"p{50 - size / 2:g}"), level(f"p{50 + size / 2:g}")) for size in LEVELS}
    return Fan(np.array(edges), level("p50"), level("expected"), bands)


def _by_month(ax: Axes, accounts: Accounts, words: Words) -> None:
    table = accounts.months
    paid = {line: table[(table["measure"] == "paid_out") & (table["line"] == line)] for line in (*LINES, ALL)}
    top = max(1.0, float(paid[ALL]["expected"].max()))
    scale = scale_of_axis(top, "rupiah")
    ax.set_ylim(0, _HEADROOM * top / scale.size)
    frame.clean(ax, accounts, words)
    frame.mark_days(ax, accounts)
    foot = np.zeros(len(paid[ALL]))
    for line in LINES:
        foot = _bars(ax, paid[line], foot, line, scale)
    label_ends(ax, list(_labels(accounts, ax.get_ylim()[1], words)))
    _name(ax, words("accounts.by_month", unit=frame.unit_words(scale, "rupiah", words)))


def _bars(ax: Axes, months: pd.DataFrame, foot: Any, line: str, scale: Scale) -> Any:
    """Draw a line of the budget upon those before it; return how high they all reach."""
    begins = np.array([at(day) for day in months["first"]]) + _GAP / 2
    ends = np.array([at(day) for day in months["last"]]) + 1 - _GAP / 2
    height = months["expected"].to_numpy() / scale.size
    bars = ax.bar(begins, height, ends - begins, foot, align="edge", color=_HUES[line], linewidth=0)
    for bar in bars:
        bar.set_gid(f"{line}-month")
    return foot + height


def _labels(accounts: Accounts, top: float, words: Words) -> list[EndLabel]:
    """Label the lines in the order in which they lie on one another, each with what it comes to by the year end."""
    scale = scale_of_axis(accounts.budgeted[ALL], "rupiah")
    found = []
    for place, line in enumerate(LINES):
        paid = accounts.lines[line]["paid_out"]
        span = "–".join(words.on(end, scale) for end in paid.ranges[90])
        said = {"year": str(accounts.year_end.year), "middle": words.on(paid.expected, scale), "span": span}
        height = top * (place + 0.5) / len(LINES)
        found.append(EndLabel(height, words(f"budget_line.{line}"), words("accounts.in_year", **said), _HUES[line]))
    return found


def _name(ax: Axes, text: str) -> None:
    """Name a chart and its unit, above it."""
    ax.annotate(
        text, (0, 1), (0, 17), xycoords="axes fraction", textcoords="offset points", fontsize=LABEL, color=INK,
    )  # fmt: skip


def _title(weeks: Sequence[Any], accounts: Accounts, words: Words) -> str:
    """Say when most is paid out, of the weeks that are still to come on the as-of date."""
    coming = [week for week in weeks if week.last >= accounts.scenario.as_of]
    most = max(coming, key=lambda week: float(week.expected))
    if not most.expected:
        return words("title.no_cash")
    return words(
        "title.cash",
        day=days_of(most.first, most.last, words),
        paid_out=words.rupiah(most.expected),
        high=words.rupiah(most.p95),
    )
