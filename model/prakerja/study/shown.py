"""How results show themselves. The report, a floor above, registers here how each is drawn and told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FIGURES: dict[str, dict[str, Callable[..., Any]]] = {}
"""By the name of a result's class, its figures by name: functions of (result, axes, lang)."""

TEXTS: dict[str, Callable[[Any], str]] = {}
"""By the name of a result's class, the function that tells it as text."""

PAGES: dict[str, Callable[[Any], str]] = {}
"""By the name of a result's class, the function that tells it as HTML, for notebooks."""


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
        figures = FIGURES.get(type(self).__name__, {})
        if name not in figures:
            known = ", ".join(sorted(figures)) or "none until prakerja.report is imported"
            raise ValueError(f"there is no figure {name!r}; known: {known}")
        return figures[name](self, ax=ax, lang=lang, **more)

    def __repr__(self) -> str:
        tell = TEXTS.get(type(self).__name__)
        return tell(self) if tell else f"<{type(self).__name__}>"

    def _repr_html_(self) -> str | None:
        tell = PAGES.get(type(self).__name__)
        return tell(self) if tell else None
