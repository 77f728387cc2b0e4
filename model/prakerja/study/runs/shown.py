"""How results show themselves: the report, a floor above, is asked when one is first shown."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_BY: list[str] = []


def show_by(module: str) -> None:
    """Take the name of the module that has `text_of`, `html_of` and `FIGURES_OF`; it is imported when it is needed."""
    _BY[:] = [module]


def _showing() -> Any:
    return import_module(_BY[0])


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
        figures = _showing().FIGURES_OF.get(type(self), {})
        if name not in figures:
            known = ", ".join(sorted(figures)) or "none"
            raise ValueError(f"there is no figure {name!r}; known: {known}")
        return figures[name](self, ax=ax, lang=lang, **more)

    def __repr__(self) -> str:
        return str(_showing().text_of(self))

    def _repr_html_(self) -> str:
        return str(_showing().html_of(self))
