"""How figures look: hues, sizes, and axes that show themselves in a notebook."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

INK, GREY, LINE, PALE = "#222222", "#6b6b6b", "#a5a5a5", "#f3f3f3"
BLUE, GREEN, ORANGE, PURPLE = "#1b5e9b", "#1a7f5a", "#c4500f", "#7a3b8f"
"""Hues that remain apart for the colour-blind; one for each thing that is shown, the same in every figure."""

HUES = {
    "selected": BLUE,
    "effective": GREEN,
    "paid_once": ORANGE,
    "committed": BLUE,
    "paid_out": ORANGE,
    "owed": PURPLE,
    "backlog": PURPLE,
}

SHADES = {90: 0.14, 80: 0.16, 50: 0.26}
"""The opacity of each band, widest first: they lie upon one another, so the middle is the darkest."""

TITLE, LABEL, SMALL = 14.0, 9.5, 8.0
"""Sizes of type in points."""

SIZE, DPI = (10.0, 5.9), 120
_PLACE = (0.055, 0.165, 0.72, 0.645)
_WIDE = 0.915


@contextmanager
def as_text() -> Iterator[None]:
    """Take names and titles as text, never as mathematics; a sign that the font lacks is a box, which is no news."""
    with mpl.rc_context({"text.parse_math": False}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


class ShownAxes(Axes):
    """Axes that a notebook shows when they are the last thing in a cell, with no global state."""

    def _repr_png_(self) -> bytes:
        picture = BytesIO()
        with as_text():
            self.get_figure(root=True).savefig(picture, format="png")  # type: ignore[union-attr]  # they have a figure
        return picture.getvalue()


def new_axes(wide: bool = False, high: float | None = None) -> Axes:
    """Return axes on a page of their own, with room for labels at the right unless wide, so many points high."""
    left, bottom, width, height = _PLACE
    usual = SIZE[1] * 72
    tall = usual if high is None else usual * (1 - height) + high
    figure = Figure(figsize=(SIZE[0], tall / 72), dpi=DPI, facecolor="white")
    FigureCanvasAgg(figure)
    below = bottom * usual / tall
    place = (left, below, _WIDE if wide else width, height if high is None else high / tall)
    return figure.add_axes(place, axes_class=ShownAxes)


def axes_with_room_left(share: float) -> Axes:
    """Return wide axes that leave so much more of the page to the numbers at their left."""
    ax = new_axes(wide=True)
    left, bottom, width, height = ax.get_position().bounds
    ax.set_position((left + share, bottom, width - share, height))
    return ax


def make_room(ax: Axes, above: float = 0, below: float = 0) -> None:
    """Raise a page that `new_axes` made until so many points lie above and below the axes.

    Whoever gave axes of their own chose the page, too: it stays as it is.
    """
    figure = ax.get_figure(root=True)
    if not isinstance(ax, ShownAxes) or figure is None:
        return
    place, tall = ax.get_position(), figure.get_figheight() * 72
    over, under = max(above, (1 - place.y1) * tall), max(below, place.y0 * tall)
    high = place.height * tall
    if over + high + under > tall:
        figure.set_figheight((over + high + under) / 72)
        ax.set_position((place.x0, under / (over + high + under), place.width, high / (over + high + under)))


def points_high(ax: Axes) -> float:
    """Return the height of axes in points."""
    return float(ax.get_window_extent().height * 72 / _dpi(ax))


def points_wide(ax: Axes) -> float:
    """Return the width of axes in points."""
    return float(ax.get_window_extent().width * 72 / _dpi(ax))


def room_right(ax: Axes) -> float:
    """Return the points from the left of axes to the right edge of their page."""
    figure = ax.get_figure(root=True)
    assert figure is not None
    return float((figure.bbox.x1 - ax.get_window_extent().x0) * 72 / figure.dpi)


def _dpi(ax: Axes) -> float:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return float(figure.dpi)
