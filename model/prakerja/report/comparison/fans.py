"""Fans side by side: one small chart a policy, all on one scale, with the baseline's median in each."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.frame import bare_axes, finish
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_days import all_at
from prakerja.report.figure_parts.fan import Fan, draw_fan
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import HUES, INK, LABEL, SMALL
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.runs.answers import LEVELS
from prakerja.study.runs.quantities import quantity

_HEADROOM = 1.15
_ROOMY = 6
"""Up to so many small charts, each is wide enough for names inside."""
_NAME, _NARROW = 30, 20
_KINDS = {"persons": "people", "payments": "payments", "rupiah": "rupiah"}


def fans(comparison: Comparison, ax: Axes | None = None, lang: str = "en", series: str = "paid_once") -> Axes:
    """Draw a quantity by day under every policy.

    Parameters
    ----------
    ax
        Axes whose place the small charts take; a figure of its own unless given.
    lang
        ``"en"`` or ``"id"``.
    series
        Which: one of those a comparison keeps, such as ``"effective"`` or ``"owed"``.

    Returns
    -------
    the axes around the small charts, which are its ``child_axes``
    """
    words = Words(lang)
    ax = bare_axes(ax)
    found = {name: fan_of(comparison, name, series) for name in comparison.names}
    top = max(1.0, *(fan.top for fan in found.values()))
    kind = _KINDS[quantity(series).unit]
    scale = scale_of_axis(top, kind)
    unit = frame.unit_words(scale, kind, words)
    at_end = comparison.scenario.days.number(comparison.year_end)
    base = found[comparison.baseline]
    wide = _NAME if len(found) <= _ROOMY else _NARROW
    for number, (name, fan) in enumerate(found.items()):
        small = ax.inset_axes(place(number, len(found)))
        small.set_ylim(0, _HEADROOM * top / scale.size)
        frame.clean(small, comparison, words, every=3 if len(found) <= 4 else 4)
        frame.mark_days(small, comparison)
        if number == 0 and len(found) <= _ROOMY:
            frame.name_days(small, comparison, words, inside=True)
        draw_fan(small, fan, HUES[series], scale.size, name)
        if name != comparison.baseline:
            (line,) = small.plot(base.days, base.median / scale.size, color=INK, linewidth=0.9, linestyle=(0, (3, 2)))
            line.set_gid("baseline-median")
        low, high = (words.on(float(end[at_end]), scale) for end in fan.bands[90])
        said = f"{words.on(float(fan.mean[at_end]), scale)} ({low}–{high}) {unit}"
        small.set_title(short_name(name, comparison.baseline, wide), loc="left", fontsize=LABEL, color=INK, pad=14)
        small.annotate(said, (0, 1), (0, 3), xycoords="axes fraction", textcoords="offset points",
                       fontsize=SMALL, color=HUES[series])  # fmt: skip
    reading = [words("foot.reading"), words("foot.dashed", baseline=short_name(comparison.baseline, width=_NAME))]
    finish(ax, comparison, words, _title(comparison, series, found, words), reading, above=32)
    return ax


def backlog_ribbons(comparison: Comparison, ax: Axes | None = None, lang: str = "en") -> Axes:
    """Draw how many payments wait under every policy; parameters as for `fans`."""
    return fans(comparison, ax, lang, series="backlog")


def fan_of(comparison: Comparison, policy: str, series: str) -> Fan:
    """Give the fan of a quantity under a policy."""
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
        least=short_name(least, comparison.baseline, _NARROW),
        most=short_name(most, comparison.baseline, _NARROW),
    )
