"""The tornado: how far the outcome goes when one value goes from end to end, the others at their middle."""

from __future__ import annotations

from matplotlib.axes import Axes

from prakerja.report.common.causes import cause
from prakerja.report.common.scale import KINDS, scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.rows import beside, row_axes, scale_across
from prakerja.report.figure_parts.style import BLUE, GREY, INK, ORANGE, SMALL
from prakerja.report.sensitivity.driving import amount, what
from prakerja.study import Drivers
from prakerja.study.sensitivity.tornado import Swing

_ROWS = 12
_ROOM = 0.16
"""Beside the widest bar, for the numbers, as a part of its width."""


@figure()
def plot_tornado(found: Drivers, ax: Axes, words: Words) -> None:
    """Draw a bar a value, from the outcome at its 5 % point to the outcome at its 95 % point."""
    swings = [swing for swing in found.tornado.swings if swing.size > 0][:_ROWS]
    bars = row_axes(ax, [cause(swing.path, words) for swing in swings])
    middle = found.tornado.middle
    ends = [middle, *(end for swing in swings for end in (swing.at_low, swing.at_high))]
    kind = KINDS[found.range.unit]
    scale = scale_of_axis(max(map(abs, ends)), kind)
    room = _ROOM * ((max(ends) - min(ends)) or 1.0)
    bars.set_xlim((min(ends) - room) / scale.size, (max(ends) + room) / scale.size)
    scale_across(bars, words)
    for row, swing in enumerate(swings):
        _draw(bars, row, swing, middle, scale.size, words)
    bars.axvline(middle / scale.size, color=INK, linewidth=0.9).set_gid("middle")
    bars.annotate(
        words("drive.middle", middle=amount(middle, found.outcome, words)), (middle / scale.size, 1), (0, 3),
        xycoords=bars.get_xaxis_transform(), textcoords="offset points", ha="center", fontsize=SMALL, color=GREY,
    )  # fmt: skip
    bars.set_xlabel(frame.unit_words(scale, kind, words), fontsize=SMALL, color=GREY, loc="right")
    frame.title(ax, _title(found, swings, words), outside=-0.03, above=26)
    reading = [words("drive.how_swing"), *([words("drive.given")] if found.given else [])]
    frame.footer(ax, found, words, reading)


def _draw(bars: Axes, row: int, swing: Swing, middle: float, size: float, words: Words) -> None:
    """Draw both halves, the longer one first, and write the value of the world at either end."""
    halves = [(swing.at_low, BLUE, "low"), (swing.at_high, ORANGE, "high")]
    for end, hue, name in sorted(halves, key=lambda half: -abs(half[0] - middle)):
        bar = bars.barh(row, (end - middle) / size, left=middle / size, height=0.62, color=hue, linewidth=0)
        bar[0].set_gid(f"{swing.path}-{name}")
    values = (swing.low, BLUE, words("drive.at_5")), (swing.high, ORANGE, words("drive.at_95"))
    left, right = values if swing.at_low <= swing.at_high else values[::-1]
    for (value, hue, point), at, at_left in (
        (left, min(swing.at_low, swing.at_high, middle), True),
        (right, max(swing.at_low, swing.at_high, middle), False),
    ):
        number = words.plainly(value)
        beside(bars, f"{point}: {number}" if row == 0 else number, at / size, row, at_left, hue)


def _title(found: Drivers, swings: list[Swing], words: Words) -> str:
    asked = {"what": what(found.outcome, words), "day": words.day(found.scenario.clock.year_end, long=True)}
    if not swings:
        return words("drive.certain", middle=amount(found.tornado.middle, found.outcome, words), **asked)
    first = swings[0]
    ends = {"low": first.at_low, "high": first.at_high}
    said = {name: amount(end, found.outcome, words) for name, end in ends.items()}
    return words("title.tornado", cause=cause(first.path, words), **said, **asked)
