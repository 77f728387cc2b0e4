"""Fan charts: the median of the futures and their central bands, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from xarray import DataArray

from prakerja.report.figure_parts.axis_days import all_at
from prakerja.report.figure_parts.style import SHADES
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import LEVELS


@dataclass(frozen=True)
class Fan:
    """A quantity by day: shape (day,) each.

    Attributes
    ----------
    days
        In matplotlib's numbers.
    median, mean
        Over the draws.
    bands
        Low and high, by the percentage of futures between them.
    """

    days: Floats
    median: Floats
    mean: Floats
    bands: Mapping[int, tuple[Floats, Floats]]

    @classmethod
    def of(cls, series: DataArray) -> Fan:
        """Take percentiles over the draws.

        Examples
        --------
        >>> days = np.array(["2020-09-04"], dtype="datetime64[ns]")
        >>> fan = Fan.of(DataArray(np.arange(101.0)[None], dims=("day", "draw"), coords={"day": days}))
        >>> [float(end[0]) for end in fan.bands[90]], float(fan.median[0])
        ([5.0, 95.0], 50.0)
        """
        values = np.asarray(series.transpose("day", "draw"), dtype=np.float64)
        tails = [50 + side * level / 2 for level in LEVELS for side in (-1, 1)]
        median, *ends = np.percentile(values, [50, *tails], axis=1)
        bands = {level: (ends[2 * i], ends[2 * i + 1]) for i, level in enumerate(LEVELS)}
        return cls(all_at(series["day"].values), median, values.mean(axis=1), bands)

    @property
    def top(self) -> float:
        """The highest value that is drawn."""
        return float(max(high.max() for _, high in self.bands.values()))


def draw_fan(ax: Axes, fan: Fan, hue: str, size: float, name: str) -> None:
    """Draw a fan in one hue.

    Parameters
    ----------
    size
        The unit of the axis: values are divided by it.
    name
        Marks the line and the bands (`get_gid`), for whoever styles the SVG.
    """
    for level in sorted(fan.bands, reverse=True):
        low, high = fan.bands[level]
        band = ax.fill_between(fan.days, low / size, high / size, color=hue, alpha=SHADES[level], linewidth=0)
        band.set_gid(f"{name}-{level}")
    (line,) = ax.plot(fan.days, fan.median / size, color=hue, linewidth=1.8)
    line.set_gid(f"{name}-median")
