"""Fan charts of the three counts of recipients, and of the three sums of money."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from matplotlib.axes import Axes

from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import at
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.labels import EndLabel, label_ends
from prakerja.report.figure_parts.published import observations_beside, published
from prakerja.report.figure_parts.style import HUES, new_axes
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario import Observations
from prakerja.study import Forecast
from prakerja.study.runs.quantities import COUNTS

MONEY = ("committed", "paid_out", "owed")
"""The three answers to "how much money": they are never mixed up."""


@figure(lambda _: new_axes())
def recipients(forecast: Forecast, ax: Axes, words: Words, observations: Observations | None = None) -> None:
    """Draw how many are selected, effective and paid at least once, against the target.

    Parameters
    ----------
    observations
        Published figures, shown as points up to the as-of date; those beside the scenario's file unless given.
    """
    finding = Finding.of(forecast)
    goal = frame.Limit(finding.target, words("mark_on.target", amount=words.goal(finding.target, "people")))
    said = words(f"title.{finding.target_case}", **finding.fields(words))
    _fans(forecast, ax, words, COUNTS, "people", goal, said, observations)


@figure(lambda _: new_axes())
def money(forecast: Forecast, ax: Axes, words: Words, observations: Observations | None = None) -> None:
    """Draw what is committed, paid out and still owed, against the ceiling; parameters as for `recipients`."""
    finding = Finding.of(forecast)
    ceiling = frame.Limit(finding.ceiling, words("mark_on.ceiling", amount=words.goal(finding.ceiling, "rupiah")))
    said = words(f"title.{finding.money_case}", **finding.fields(words))
    _fans(forecast, ax, words, MONEY, "rupiah", ceiling, said, observations)


def _fans(
    forecast: Forecast,
    ax: Axes,
    words: Words,
    names: Sequence[str],
    kind: str,
    limit: frame.Limit,
    title: str,
    observations: Observations | None,
) -> None:
    fans = {name: Fan.of(forecast.series(name)) for name in names}
    top = max(limit.height, *(fan.top for fan in fans.values()))
    scale = scale_of_axis(top, kind)
    ax.set_ylim(0, 1.08 * top / scale.size)
    frame.clean(ax, forecast, words)
    frame.mark_days(ax, forecast)
    frame.name_days(ax, forecast, words)
    frame.draw_limit(ax, limit, scale)
    for name, fan in fans.items():
        draw_fan(ax, fan, HUES[name], scale.size, name)
    shown = observations_beside(forecast) if observations is None else observations
    points = {name: published(forecast, name, shown, top) for name in names}
    for name, found in points.items():
        _draw_points(ax, found, HUES[name], scale, name)
    label_ends(ax, [_label(forecast, name, fan, scale, words) for name, fan in fans.items()])
    frame.unit(ax, frame.unit_words(scale, kind, words))
    frame.title(ax, title)
    frame.footer(ax, forecast, words, _reading(forecast, words, any(points.values())))


def _draw_points(ax: Axes, points: Iterable[tuple[date, float]], hue: str, scale: Scale, name: str) -> None:
    found = list(points)
    if found:
        days, values = [at(day) for day, _ in found], [value / scale.size for _, value in found]
        (dots,) = ax.plot(days, values, "o", color=hue, markersize=5.5, markeredgecolor="white", zorder=4)
        dots.set_gid(f"{name}-published")


def _label(forecast: Forecast, name: str, fan: Fan, scale: Scale, words: Words) -> EndLabel:
    """Label a line at its end; the numbers are those of the year end, as in the answer."""
    number = forecast.scenario.days.number(forecast.year_end)
    low, high = (end[number] for end in fan.bands[90])
    numbers = words(
        "line.at",
        day=words.day(forecast.year_end),
        middle=words.on(float(fan.mean[number]), scale),
        span=f"{words.on(float(low), scale)}–{words.on(float(high), scale)}",
    )
    return EndLabel(float(fan.median[-1]) / scale.size, words(f"line.{name}"), numbers, HUES[name])


def _reading(forecast: Forecast, words: Words, points: bool) -> list[str]:
    said = [words("foot.reading"), words("foot.numbers")]
    return [*said, words("foot.points", day=words.day(forecast.scenario.as_of))] if points else said
