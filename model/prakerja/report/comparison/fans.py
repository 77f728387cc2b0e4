"""Fans side by side: one small chart a policy, all on one scale, with the baseline's median in each."""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from matplotlib.axes import Axes

from prakerja.report.common.policy_labels import policy_labels
from prakerja.report.common.scale import KINDS, Scale, scale_of_axis
from prakerja.report.common.short_name import full_names, short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.frame import finish
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import all_at
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import HUES, INK, LABEL, SMALL, new_axes, points_high, points_wide
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.runs.answers import LEVELS
from prakerja.study.runs.quantities import quantity

_HEADROOM = 1.15
_ROOMY = 6
"""Up to so many small charts, each is wide enough for names inside."""

_GAP, _BETWEEN, _HIGH, _LOWEST, _ABOVE = 0.06, 55, 274, 80, 44
"""Between neighbours, as a part of the width; points between rows, of all and of each at least, and above the first."""


@figure(lambda comparison: new_axes(wide=True, high=_high(len(comparison.names))))
def fans(comparison: Comparison, ax: Axes, words: Words, series: str = "paid_once") -> None:
    """Draw a quantity by day under every policy, one that a comparison keeps: small charts, the ``child_axes``."""
    ax.set_axis_off()
    found = {name: fan_of(comparison, name, series) for name in comparison.names}
    top = max(1.0, *(fan.top for fan in found.values()))
    kind = KINDS[quantity(series).unit]
    scale = scale_of_axis(top, kind)
    at_end = comparison.scenario.days.number(comparison.year_end)
    gaps = _GAP, _BETWEEN / points_high(ax)
    labels = policy_labels(comparison, words, points_wide(ax) * place(0, len(found), gaps=gaps)[2], LABEL)
    for number, (name, fan) in enumerate(found.items()):
        small = ax.inset_axes(place(number, len(found), gaps=gaps))
        small.set_ylim(0, _HEADROOM * top / scale.size)
        _days(small, comparison, words, first=number == 0)
        draw_fan(small, fan, HUES[series], scale.size, name)
        if name != comparison.baseline:
            _dashed(small, found[comparison.baseline], scale)
        small.set_title(labels[name], loc="left", fontsize=LABEL, color=INK, pad=14)
        small.annotate(_level(fan, at_end, scale, kind, words), (0, 1), (0, 3), xycoords="axes fraction",
                       textcoords="offset points", fontsize=SMALL, color=HUES[series])  # fmt: skip
    baseline = full_names(comparison.policies, words)[comparison.baseline]
    reading = [words("foot.reading"), words("foot.dashed", baseline=baseline)]
    finish(ax, comparison, words, _title(comparison, series, found, words), reading, above=_ABOVE)


def _days(ax: Axes, comparison: Comparison, words: Words, first: bool) -> None:
    count = len(comparison.names)
    frame.clean(ax, comparison, words, every=3 if count <= 4 else 4)
    frame.mark_days(ax, comparison)
    if first and count <= _ROOMY:
        frame.name_days(ax, comparison, words, inside=True)


def _dashed(ax: Axes, base: Fan, scale: Scale) -> None:
    (line,) = ax.plot(base.days, base.median / scale.size, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
    line.set_gid("baseline-median")


def _level(fan: Fan, day: int, scale: Scale, kind: str, words: Words) -> str:
    """Write what is expected on a day, and its range."""
    low, high = (words.on(float(end[day]), scale) for end in fan.bands[90])
    return f"{words.on(float(fan.mean[day]), scale)} ({low}–{high}) {frame.unit_words(scale, kind, words)}"


def _high(count: int) -> float:
    """Return the height of so many small charts in points."""
    down = math.ceil(count / math.ceil(math.sqrt(count)))
    return max(_HIGH, down * _LOWEST + (down - 1) * _BETWEEN)


backlog_ribbons = partial(fans, series="backlog")
"""Draws how many payments wait under every policy."""


def fan_of(comparison: Comparison, policy: str, series: str) -> Fan:
    """Return the fan of a quantity under a policy."""
    kept = comparison.data.sel(policy=policy, series=series)

    def level(part: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.asarray(kept["by_day"].sel(quantile=part, method="nearest"), dtype=np.float64)

    bands = {size: (level(0.5 - size / 200), level(0.5 + size / 200)) for size in LEVELS}
    return Fan(all_at(kept["day"].values), level(0.5), np.asarray(kept["expected"], dtype=np.float64), bands)


def _title(comparison: Comparison, series: str, found: dict[str, Fan], words: Words) -> str:
    """Say between which policies a quantity lies at the year end."""
    number = comparison.scenario.days.number(comparison.year_end)
    at_end = {name: float(fan.mean[number]) for name, fan in found.items()}
    least, most = min(at_end, key=lambda name: at_end[name]), max(at_end, key=lambda name: at_end[name])
    write = words.rupiah if quantity(series).unit == "rupiah" else words.people
    return words(
        "compare.fan_title",
        quantity=words(f"by_day.{series}"),
        day=words.day(comparison.year_end, long=True),
        low=write(at_end[least]),
        high=write(at_end[most]),
        least=short_name(comparison, least, words),
        most=short_name(comparison, most, words),
    )
