"""What surrounds the curves: title, unit, months, the as-of date, the year end, limits, the footer."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from prakerja.report.common.scale import Scale
from prakerja.report.common.type_width import fitted
from prakerja.report.common.words import Words
from prakerja.report.figure_parts.axis_days import at, day_at, firsts_of_months
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.style import (
    GREY,
    INK,
    LABEL,
    LINE,
    PALE,
    SMALL,
    TITLE,
    make_room,
    points_high,
    points_wide,
    room_right,
)
from prakerja.scenario import Scenario

_OUTSIDE = 0.27
"""Room right of the axes, as a part of their width, that a title may use."""

_LINE, _SPACED = 1.25, 1.5
"""The height of a line of a title, and of a footer, as a part of its size."""

_FOOT, _EDGE = 38, 8
"""Points between axes and footer, and between any text and the edge of the page."""


class Made(Protocol):
    """What a footer tells the making of: a forecast, a comparison, drivers."""

    @property
    def scenario(self) -> Scenario:
        """Whose numbers these are."""

    @property
    def provenance(self) -> dict[str, Any]:
        """What it was made from."""


class Framed(Made, Protocol):
    """What a frame by days is drawn around: a forecast or a comparison."""

    @property
    def year_end(self) -> date:
        """The day the questions are asked about."""


@dataclass(frozen=True)
class Limit:
    """A target or a ceiling: how high, and its name."""

    height: float
    name: str


def title(ax: Axes, text: str, outside: float = _OUTSIDE, above: float = 37) -> None:
    """Write the finding so many points above the axes, to the left, in as many lines as it needs."""
    lines = fitted(text, points_wide(ax) * (1 + outside), TITLE, "bold")
    ax.set_title("\n".join(lines), loc="left", fontsize=TITLE, color=INK, weight="bold", pad=above)
    make_room(ax, above + len(lines) * _LINE * TITLE + _EDGE)


def unit(ax: Axes, text: str) -> None:
    """Name the unit of the vertical axis, level, above the axes and the names of days."""
    ax.set_ylabel(text, rotation=0, ha="left", va="bottom", fontsize=LABEL, color=GREY)
    ax.yaxis.set_label_coords(0, 1 + 17 / points_high(ax))


def unit_words(scale: Scale, kind: str, words: Words) -> str:
    """Name a unit: million people, Rp trillion, payments.

    Examples
    --------
    >>> unit_words(Scale(1e12, "trillion"), "rupiah", Words("id")), unit_words(Scale(1, ""), "people", Words("en"))
    ('Rp triliun', 'people')
    """
    if not scale.word:
        return words(f"unit.{kind}")
    said = words(f"unit.{scale.word}")
    return (
        words("axis.rupiah", scale=said)
        if kind == "rupiah"
        else words("axis.scaled", scale=said, unit=words(f"unit.{kind}"))
    )


def clean(ax: Axes, result: Framed, words: Words, every: int = 1) -> None:
    """Set both axes up: days of the clock with names of months, numbers in the language, no frame."""
    clock = result.scenario.clock
    ax.set_xlim(at(clock.launch), at(clock.ends))
    ax.xaxis.set_major_locator(firsts_of_months(every))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda place, _: _month(day_at(place), clock.launch, words, every)))
    ax.yaxis.set_major_locator(few_ticks(7 if every == 1 else 4))
    write_numbers(ax.yaxis, words)
    ax.tick_params(labelsize=LABEL, colors=GREY, length=3)
    keep_sides(ax, "left", "bottom")


def mark_days(ax: Axes, result: Framed) -> None:
    """Mark the as-of date by a thin line, what lies after the year end by a shade."""
    scenario = result.scenario
    year_end = at(result.year_end)
    ax.axvline(at(scenario.as_of), color=LINE, linewidth=0.9, zorder=1).set_gid("as-of")
    shade = ax.axvspan(year_end, max(year_end, at(scenario.clock.ends)), color=PALE, zorder=0, linewidth=0)
    shade.set_gid("after-year-end")


def name_days(ax: Axes, result: Framed, words: Words, inside: bool = False) -> None:
    """Name what `mark_days` marks, beside the marks: above the axes, or inside them."""
    scenario = result.scenario
    early = scenario.days.number(scenario.as_of) < len(scenario.days) / 4
    as_of = words("mark_on.as_of", day=words.day(scenario.as_of))
    for day, side, name in (
        (scenario.as_of, "left" if early else "right", as_of),
        (result.year_end, "left", words("mark_on.after")),
    ):
        ax.annotate(
            name, (at(day), 1), (3 if side == "left" else -3, -3 if inside else 3), xycoords=ax.get_xaxis_transform(),
            textcoords="offset points", ha=side, va="top" if inside else "bottom", fontsize=SMALL, color=GREY,
        )  # fmt: skip


def draw_limit(ax: Axes, limit: Limit, scale: Scale) -> None:
    """Draw a target or a ceiling, named on the line."""
    height = limit.height / scale.size
    ax.axhline(height, color=INK, linewidth=0.9, linestyle=(0, (5, 3)), zorder=1).set_gid("limit")
    ax.annotate(
        limit.name, (0, height), (4, 2), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
        va="bottom", fontsize=LABEL, color=INK, bbox=dict(boxstyle="square,pad=0.1", color="white"),
    )  # fmt: skip


def footer(ax: Axes, result: Made, words: Words, reading: Iterable[str]) -> None:
    """Say below the axes how to read the figure, and what it was made from."""
    made_of, scenario = result.provenance, result.scenario
    source = (
        textwrap.shorten(scenario.name, 60, placeholder=" …"),
        scenario.hash,
        words("mark_on.as_of", day=words.day(scenario.as_of, year=True)),
        words("foot.draws", n=words.number(made_of["draws"])),
        words("head.seed", seed=str(made_of["seed"])),
        f"prakerja {made_of['prakerja']}",
    )
    lines = [*fitted(" ".join(reading), room_right(ax) - _EDGE, SMALL), " · ".join(source)]
    make_room(ax, below=_FOOT + len(lines) * _SPACED * SMALL + _EDGE)
    ax.annotate(
        "\n".join(lines), (0, 0), (0, -_FOOT), xycoords="axes fraction", textcoords="offset points",
        va="top", fontsize=SMALL, color=GREY, linespacing=_SPACED, annotation_clip=False,
    )  # fmt: skip


def _month(day: date, launch: date, words: Words, every: int) -> str:
    """Name a month; the first shown, and every January, with its year."""
    first = (day.year - launch.year) * 12 + day.month - launch.month <= every
    return words.month(day) + (f"\n{day.year}" if first or day.month == 1 else "")
