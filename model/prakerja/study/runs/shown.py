"""How results show themselves. The report, a floor above, says here how each is told and drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Tell = Callable[[Any], str]
Figures = Mapping[type, Mapping[str, Callable[..., Any]]]


@dataclass
class _Showing:
    """What the report has said: how a result is told as text and as HTML, and by its class its figures by name."""

    text: Tell | None = None
    html: Tell | None = None
    figures: Figures | None = None


_SHOWING = _Showing()


def show_with(text: Tell, html: Tell, figures: Figures) -> None:
    """Take how all results are told, as text and as HTML, and which figures each has."""
    _SHOWING.text, _SHOWING.html, _SHOWING.figures = text, html, figures


class Shown:
    """A result that shows and plots itself."""

    def plot(self, name: str, ax: Any = None, lang: str = "en", **more: Any) -> Any:
        """Draw a figure.

        Parameters
        ----------
        name
            Which figure, such as ``"recipients"``.
        ax
            Matplotlib axes to draw into; new ones unless given.
        lang
            ``"en"`` or ``"id"``.
        more
            What the figure takes besides, such as ``observations`` for ``"recipients"``.

        Returns
        -------
        the axes
        """
        figures = (_SHOWING.figures or {}).get(type(self), {})
        if name not in figures:
            known = ", ".join(sorted(figures)) or "none until prakerja.report is imported"
            raise ValueError(f"there is no figure {name!r}; known: {known}")
        return figures[name](self, ax=ax, lang=lang, **more)

    def __repr__(self) -> str:
        return _SHOWING.text(self) if _SHOWING.text else f"<{type(self).__name__}>"

    def _repr_html_(self) -> str | None:
        return _SHOWING.html(self) if _SHOWING.html else None
