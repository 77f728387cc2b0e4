"""Labels at the ends of lines: each beside its line, none upon another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from prakerja.report.figure_parts.style import GREY, LABEL, SMALL, points_high

_LEADING = 1.35


@dataclass(frozen=True)
class EndLabel:
    """A name, and the numbers below it, for a line that ends at a height."""

    height: float
    name: str
    numbers: str
    hue: str


def spread(wanted: ArrayLike, gap: float, low: float, high: float) -> NDArray[np.float64]:
    """Move positions as little as possible, so that neighbours lie a gap apart and all within limits.

    The least sum of squares, by isotonic regression of the positions less their rank times the gap. If there is no
    room for all, the gaps win over the upper limit.

    Examples
    --------
    >>> spread([5.0, 4.9, 1.0], gap=1.0, low=0.0, high=6.0).tolist()
    [5.45, 4.45, 1.0]
    """
    heights = np.asarray(wanted, dtype=np.float64)
    order = np.argsort(heights, kind="stable")
    steps = gap * np.arange(len(heights))
    smooth = isotonic_regression(heights[order] - steps).x
    found = np.empty_like(heights)
    found[order] = np.clip(smooth, low, max(low, high - gap * (len(heights) - 1))) + steps
    return found


def label_ends(ax: Axes, labels: Sequence[EndLabel]) -> None:
    """Write labels right of the axes, with a thin line to where each belongs if it had to move."""
    bottom, top = ax.get_ylim()
    a_point = (top - bottom) / points_high(ax)
    tall = (LABEL + SMALL) * _LEADING * a_point
    places = spread([label.height for label in labels], tall + 3 * a_point, bottom + tall / 2, top - tall / 2)
    across = ax.get_yaxis_transform()
    for label, place in zip(labels, places, strict=True):
        if abs(place - label.height) > 2 * a_point:
            ax.plot([1, 1.012], [label.height, place], transform=across, color=GREY, linewidth=0.6, clip_on=False)
        up, down = place + 0.5 * a_point, place - 1.5 * a_point
        ax.text(1.016, up, label.name, transform=across, va="bottom", fontsize=LABEL, color=label.hue, weight="bold")
        ax.text(1.016, down, label.numbers, transform=across, va="top", fontsize=SMALL, color=label.hue)
