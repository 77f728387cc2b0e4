"""Names beside points: to the side where no other name and no point is in the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from prakerja.report.figure_parts.style import LABEL

_SIDES = (
    ((9, 0), "left", "center"), ((-9, 0), "right", "center"), ((0, 9), "center", "bottom"), ((0, -9), "center", "top"),
    ((7, 7), "left", "bottom"), ((7, -7), "left", "top"), ((-7, 7), "right", "bottom"), ((-7, -7), "right", "top"),
    ((12, 20), "left", "bottom"), ((12, -20), "left", "top"), ((-12, 20), "right", "bottom"),
    ((-12, -20), "right", "top"),
)  # fmt: skip
_POINT = 6


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
