"""The figure of hindcasts: a small chart for each count and as-of date, bands from that day on, and what came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, NullFormatter

from prakerja.report.common.scale import Scale, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.evaluation.scored import asked, began, inside
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import all_at, at, day_at, firsts_of_months, halves_of_months
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.style import BLUE, GREEN, GREY, HUES, INK, LABEL, LINE, SMALL
from prakerja.scenario.observations import Observation
from prakerja.study.evaluation.hindcast import Hindcast
from prakerja.study.evaluation.origin import BANDS, ForecastOrigin
from prakerja.study.evaluation.scoreboard import FORECAST
from prakerja.study.runs.quantities import OBSERVED

SHOWN = ("registered", "completed", "paid_once")
"""Counts that are drawn, one a row, as far as later figures of them came."""

_HUES = {"registered": BLUE, "completed": GREEN, "paid_once": HUES["paid_once"]}
_GAP_ACROSS, _GAP_DOWN = 0.02, 0.13
_HEADROOM, _MARGIN = 1.12, 2
"""Room above the highest, and days beside the first and last."""

_PAST, _LONG = 21, 90
"""Days before the as-of date that are shown at least; from so many days on, months are named, not days."""

_HALVES = 180
"""Days across the whole figure up to which there is room for a tick every half month."""


@figure()
def past(found: Hindcast, ax: Axes, words: Words) -> None:
    """Draw what was forecast from each day, with dots for what had been published and circles for what came.

    The small charts, row by row, are the ``child_axes``.
    """
    ax.set_axis_off()
    names = [name for name in SHOWN if any(name in origin.bands for origin in found.origins)]
    last = max(row.observed_on for origin in found.origins for row in origin.figures)
    high = (1 - _GAP_DOWN * (len(names) - 1)) / max(1, len(names))
    wide = (1 - _GAP_ACROSS * (len(found.origins) - 1)) / len(found.origins)
    for down, name in enumerate(names):
        scale = scale_of_axis(_top(found, name), "people")
        for across, origin in enumerate(found.origins):
            place = (across * (wide + _GAP_ACROSS), 1 - high - down * (high + _GAP_DOWN), wide, high)
            small = ax.inset_axes(place)
            small.set_xlim(at(_first(origin, last)) - _MARGIN, at(last) + _MARGIN)
            small.set_ylim(0, _HEADROOM * _top(found, name) / scale.size)
            _clean(small, words, wide, labels=(across == 0, down == len(names) - 1))
            _draw(small, origin, name, scale)
            if down == 0:
                _name_day(small, origin, words)
            if across == 0:
                unit = frame.unit_words(scale, "people", words)
                small.set_title(f"{words(f'line.{name}')}, {unit}", loc="left", fontsize=LABEL, color=_HUES[name],
                                weight="bold", pad=5 if down else 18)  # fmt: skip
    frame.title(ax, _title(found, words), outside=0, above=44)
    _footer(ax, found, words)


def _top(found: Hindcast, name: str) -> float:
    """Return the height of a row: of the highest figure or half of the futures, so that a wide fan hides no dots."""
    middles = [float(origin.bands[name][BANDS.index(75)].max()) for origin in found.origins if name in origin.bands]
    dots = [row.value for origin in found.origins for row in _figures(origin.figures, name)]
    return max([1.0, *middles, *dots])


def _first(origin: ForecastOrigin, last: date) -> date:
    """Return the first day that is shown: as much past as future."""
    ahead = max(timedelta(days=_PAST), last - origin.as_of)
    return max(origin.scenario.clock.launch, origin.as_of - ahead)


def _clean(ax: Axes, words: Words, wide: float, labels: tuple[bool, bool]) -> None:
    left, below = labels
    first, last = ax.get_xlim()
    is_long, has_room = last - first > _LONG, last - first <= _HALVES * wide
    write = words.month if is_long else words.day
    ax.xaxis.set_major_locator(
        firsts_of_months(2) if is_long else halves_of_months() if has_room else firsts_of_months()
    )
    ax.xaxis.set_major_formatter(FuncFormatter(lambda place, _: write(day_at(place)) if below else ""))
    ax.yaxis.set_major_locator(few_ticks(4))
    if left:
        write_numbers(ax.yaxis, words)
    else:
        ax.yaxis.set_major_formatter(NullFormatter())
    ax.tick_params(labelsize=SMALL, colors=GREY, length=2)
    keep_sides(ax, "left", "bottom")


def _draw(ax: Axes, origin: ForecastOrigin, name: str, scale: Scale) -> None:
    """Draw the bands from the as-of date on, dots and circles."""
    mark = f"{name}-{origin.as_of}"
    ax.axvline(at(origin.as_of), color=LINE, linewidth=0.9, zorder=1).set_gid(f"as-of-{origin.as_of}")
    if name in origin.bands:
        draw_fan(ax, _fan(origin, name), _HUES[name], scale.size, mark)
    for row, sample in zip(origin.figures, origin.samples[FORECAST], strict=True):
        if OBSERVED.get(row.quantity) == name:
            low, high = np.percentile(sample, [5, 95]) / scale.size
            ax.vlines(at(row.observed_on), low, high, color=INK, linewidth=0.7, zorder=3)
    known = [row for row in origin.known if OBSERVED.get(row.quantity) == name and row.flag != "error"]
    later = _figures(origin.figures, name)
    for rows, face, ending in ((known, _HUES[name], "known"), (later, "white", "came")):
        (dots,) = ax.plot(
            [at(row.observed_on) for row in rows], [row.value / scale.size for row in rows], "o", markersize=4,
            color=_HUES[name], markerfacecolor=face, markeredgewidth=1, zorder=4,
        )  # fmt: skip
        dots.set_gid(f"{mark}-{ending}")


def _fan(origin: ForecastOrigin, name: str) -> Fan:
    first = origin.scenario.days.number(origin.as_of)
    paths = origin.bands[name][:, first:]
    days = np.array([origin.scenario.days.date(first + n) for n in range(paths.shape[1])], dtype="datetime64[ns]")
    ends: Any = {level: tuple(paths[BANDS.index(50 + side * level // 2)] for side in (-1, 1)) for level in (50, 80, 90)}
    middle = paths[BANDS.index(50)]
    return Fan(all_at(days), middle, middle, ends)


def _figures(figures: Iterable[Observation], name: str) -> Sequence[Observation]:
    return [row for row in figures if OBSERVED.get(row.quantity) == name]


def _name_day(ax: Axes, origin: ForecastOrigin, words: Words) -> None:
    ax.annotate(
        words("mark_on.as_of", day=words.day(origin.as_of)), (at(origin.as_of), 1), (0, 3),
        xycoords=ax.get_xaxis_transform(), textcoords="offset points", ha="center", va="bottom", fontsize=SMALL,
        color=INK,
    )  # fmt: skip


def _title(found: Hindcast, words: Words) -> str:
    day, row = asked(found)
    held, n = words.number(inside(row)), words.number(row["figures"])
    return words("hind.title", start=began(day, words), held=held, n=n)


def _footer(ax: Axes, found: Hindcast, words: Words) -> None:
    said = [words("foot.reading"), words("hind.true_count"), words("hind.points")]
    made_of = (
        words("hind.of", name=found.scenario.name),
        words("foot.draws", n=words.number(found.draws)),
        words("head.seed", seed=str(found.seed)),
        f"prakerja {found.provenance['prakerja']}",
    )
    ax.annotate(
        f"{' '.join(said)}\n{' · '.join(made_of)}", (0, 0), (0, -26), xycoords="axes fraction",
        textcoords="offset points", va="top", fontsize=SMALL, color=GREY, linespacing=1.5, annotation_clip=False,
    )  # fmt: skip
