"""Labels beside what they name, none upon another: at the ends of lines, and beside points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from prakerja.report.figure_parts.style import GREY, LABEL, SMALL, points_high

_LEADING = 1.35

_SIDES = (
    ((9, 0), "left", "center"), ((-9, 0), "right", "center"), ((0, 9), "center", "bottom"), ((0, -9), "center", "top"),
    ((7, 7), "left", "bottom"), ((7, -7), "left", "top"), ((-7, 7), "right", "bottom"), ((-7, -7), "right", "top"),
    ((12, 20), "left", "bottom"), ((12, -20), "left", "top"), ((-12, 20), "right", "bottom"),
    ((-12, -20), "right", "top"),
)  # fmt: skip
_POINT = 6


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


@dataclass(frozen=True)
class PointLabel:
    """A name for a point of the axes."""

    at: tuple[float, float]
    name: str
    hue: str


def label_points(ax: Axes, labels: Sequence[PointLabel]) -> None:
    """Write each name at the first of twelve places where it lies free, inside the axes; else at the best of them."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    taken = []
    for label in labels:
        x, y = ax.transData.transform(label.at)
        taken.append(Bbox([[x - _POINT, y - _POINT], [x + _POINT, y + _POINT]]))
    page = figure.bbox
    for label in labels:
        found = []
        for offset, across, up in _SIDES:
            text = ax.annotate(
                label.name, label.at, offset, textcoords="offset points", ha=across, va=up,
                fontsize=LABEL, color=label.hue, weight="bold", annotation_clip=False,
                bbox={"color": "white", "alpha": 0.75, "pad": 0.5},
            )  # fmt: skip
            box = text.get_window_extent()
            inside = ax.bbox.x0 <= box.x0 and box.x1 <= page.x1 and ax.bbox.y0 <= box.y0 and box.y1 <= ax.bbox.y1
            in_the_way = sum(_shared(box, other) for other in taken) + (0 if inside else box.width * box.height)
            found.append((in_the_way, text, box))
            if in_the_way == 0:
                break
        best = min(found, key=lambda one: one[0])
        for one in found:
            if one is not best:
                one[1].remove()
        taken.append(best[2])


def _shared(one: Bbox, other: Bbox) -> float:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, wide) * max(0.0, high)
