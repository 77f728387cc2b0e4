"""A figure as people ask for it: of a result, in a language, on a page of its own or in axes that they give."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from matplotlib.axes import Axes

from prakerja.report.common.words import Words
from prakerja.report.figure_parts.style import as_text, new_axes

Plot = Callable[..., Axes]
"""Takes a result, ``ax`` (a page of its own unless given), ``lang``, and what the figure takes besides."""


def _wide(_result: Any) -> Axes:
    return new_axes(wide=True)


def figure(page: Callable[[Any], Axes] = _wide) -> Callable[[Callable[..., None]], Plot]:
    """Return what makes a figure of a function that draws a result into axes, in words.

    Parameters
    ----------
    page
        Makes the axes for a result where none are given.
    """

    def decorate(draw: Callable[..., None]) -> Plot:
        def plot(result: Any, ax: Axes | None = None, lang: str = "en", **more: Any) -> Axes:
            words = Words(lang)
            with as_text():
                ax = page(result) if ax is None else ax
                draw(result, ax, words, **more)
            return ax

        update_wrapper(plot, draw)
        del plot.__wrapped__  # type: ignore[attr-defined]  # else its parameters would be shown as those of `draw`
        return plot

    return decorate
