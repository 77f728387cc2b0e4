"""The fit: every published series, and the model's path before and after the figures."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from prakerja.report.common.scale import scale_of_axis
from prakerja.report.common.words import Words
from prakerja.report.figure_parts import frame
from prakerja.report.figure_parts.axis_numbers import few_ticks, keep_sides, write_numbers
from prakerja.report.figure_parts.figure import figure
from prakerja.report.figure_parts.panels import place
from prakerja.report.figure_parts.style import BLUE, GREY, INK, LINE, SMALL
from prakerja.study import Posterior
from prakerja.study.calibration.readings import Model, Reading
from prakerja.study.calibration.unknowns import DISCREPANCY

_COLUMNS = 4
_GAP = 0.05, 0.16
_DAYS = 3


@figure()
def plot_fits(posterior: Posterior, ax: Axes, words: Words) -> None:
    """Draw a small picture a series: published points with their errors, the model before (grey) and after (blue)."""
    ax.set_axis_off()
    taught = [number for number, reading in enumerate(posterior.readings) if reading.group in DISCREPANCY]
    for order, number in enumerate(taught):
        small = ax.inset_axes(place(order, len(taught), _COLUMNS, _GAP))
        reading = posterior.readings[number]
        _draw(small, reading, posterior.prior_models[number], posterior.models[number], words)
    inside, count = _inside(posterior, taught)
    frame.title(ax, words("title.fits", inside=words.number(inside), n=words.number(count)), outside=-0.03, above=24)
    frame.footer(ax, posterior, words, [words("learnt.how_fits")])


def _draw(small: Axes, reading: Reading, before: Model, after: Model, words: Words) -> None:
    places = np.arange(len(reading.values), dtype=np.float64)
    kind = "rupiah" if reading.observations[0].unit == "IDR" else "people"
    scale = scale_of_axis(float(max(reading.values.max(), np.percentile(after[0], 95))), kind)
    for hue, model, shift, name in ((LINE, before, -0.22, "before"), (BLUE, after, 0.22, "after")):
        low, middle, high = np.percentile(model[0], [5, 50, 95], axis=1) / scale.size
        bars = small.vlines(places + shift, low, high, color=hue, linewidth=4, alpha=0.6)
        bars.set_gid(f"{reading.name}-{name}")
        small.plot(places + shift, middle, "_", color=hue, markersize=7)
    small.errorbar(
        places, reading.values / scale.size, yerr=1.645 * reading.error / scale.size, fmt="o", color=INK,
        markersize=3.5, linewidth=0.9,
    )  # fmt: skip
    small.set_ylim(bottom=0)
    small.set_xlim(-0.6, max(len(places), 3) - 0.4)
    few = places if len(places) <= _DAYS else places[:: len(places) - 1]
    small.set_xticks(few, [words.day(reading.observations[int(place)].observed_on) for place in few])
    small.yaxis.set_major_locator(few_ticks(4))
    write_numbers(small.yaxis, words)
    small.tick_params(labelsize=SMALL - 1, colors=GREY, length=2)
    keep_sides(small, "left", "bottom")
    name = f"{words(f'series.{reading.quantity}', wave=reading.wave)} ({frame.unit_words(scale, kind, words)})"
    small.set_title(name, fontsize=SMALL, color=INK, loc="left", pad=3)


def _inside(posterior: Posterior, shown: list[int]) -> tuple[int, int]:
    """Count the figures of the series shown that lie within the model's 90 % range, their errors added."""
    found = []
    for number in shown:
        reading, (height, slope) = posterior.readings[number], posterior.models[number]
        low, high = np.percentile(height, [5, 95], axis=1)
        off = 1.645 * np.hypot(reading.error, reading.hours * np.median(np.abs(slope), axis=1))
        found += ((low - off <= reading.values) & (reading.values <= high + off)).tolist()
    return sum(found), len(found)
