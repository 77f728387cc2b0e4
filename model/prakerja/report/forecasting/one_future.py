"""One future among all: its line beside the fan, and what of its world made it so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from matplotlib.axes import Axes

from prakerja.report.common.causes import cause
from prakerja.report.common.document import Cell, Heading, Node, Sentence, Table
from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import all_at
from prakerja.report.figure_parts.fan import Fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import HUES, INK, new_axes
from prakerja.report.forecasting.figures import recipients
from prakerja.study import Forecast, OneFuture
from prakerja.study.runs.quantities import COUNTS, quantity

_NEAR_ALL = 0.99
"""A share above it is told with a digit after the mark, or it would be told as all."""


def one_future_nodes(future: OneFuture, words: Words) -> Iterator[Node]:
    """Say how one future ends, and list the values of its world that say most about it."""
    scenario = future.ensemble.scenario
    yield Heading((words("one_future.heading", draw=words.number(future.draw), name=scenario.name),))
    yield Sentence(_finding(future, words) + ".")
    columns = {name: words(f"one_future.{name}") for name in ("value", "is", "below", "pull")}
    rows = tuple(
        (
            Cell(cause(reason.path, words), reason.path),
            Cell(words.plainly(reason.value), reason.value),
            Cell(words.percent(reason.below), reason.below),
            Cell(words.signed(reason.pull, 1), reason.pull),
        )
        for reason in future.why()
    )
    yield Table("why", columns, rows, sides="<>>>")


@figure(lambda _: new_axes())
def beside_all(future: OneFuture, ax: Axes, words: Words) -> None:
    """Draw the three counts of this future as dark lines upon the fans of all."""
    forecast = Forecast(future.ensemble)
    recipients(forecast, ax=ax, lang=words.lang)
    top = max(forecast.scenario.policy.target.recipients, *(Fan.of(forecast.series(name)).top for name in COUNTS))
    size = scale_of_axis(top, "people").size
    for name in COUNTS:
        line = quantity(name).read(future.ensemble.data.isel(draw=[future.draw])).isel(draw=0)
        days = all_at(line["day"].values)
        (drawn,) = ax.plot(days, np.asarray(line) / size, color=INK, linewidth=2.6, zorder=5)
        ax.plot(days, np.asarray(line) / size, color=HUES[name], linewidth=1.1, zorder=6)
        drawn.set_gid(f"{name}-alone")
    frame.title(ax, _finding(future, words))


def _finding(future: OneFuture, words: Words) -> str:
    forecast, below = Forecast(future.ensemble), future.below()
    paid = float(forecast.values("paid_once")[future.draw])
    side, share = ("less", 1 - below) if below < 0.5 else ("more", below)
    return words(
        f"one_future.{side}",
        draw=words.number(future.draw),
        paid=words.people(paid),
        day=words.day(forecast.year_end),
        share=words.percent(share, 1 if share > _NEAR_ALL else 0),
    )
