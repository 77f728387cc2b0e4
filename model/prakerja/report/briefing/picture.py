"""A picture drawn once, for pages and for slides: its finding stands beside it as text, and so do its numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.briefing.printable import printable
from prakerja.report.common.document import Table
from prakerja.report.common.words import Words
from prakerja.report.figure_parts.files import FORMATS, own_settings
from prakerja.report.figure_parts.style import new_axes

_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_DOTS = 200
"""A slide's picture has so many dots an inch."""

_EDGE = 0.06
_LABELLED = ("recipients", "money")
"""Figures with names at the ends of their lines, which need room at the right."""


@dataclass(frozen=True)
class Picture:
    """A figure of a result.

    Attributes
    ----------
    name
        Of the figure.
    finding
        What it comes to, taken out of the drawing: the title of what it stands in.
    alternative
        Says what it shows, to whoever does not see it.
    figure
        The drawing.
    numbers
        What is drawn, as a table.
    """

    name: str
    finding: str
    alternative: str
    figure: Figure
    numbers: Table

    @classmethod
    def of(cls, name: str, draw: Callable[[Axes, str], Axes], high: float, numbers: Table, words: Words) -> Picture:
        """Draw a figure in the words of a language, on a page as wide as all, with axes so many points high.

        A sheet of paper and a slide are wider than high: so are these.
        """
        with _settings():
            ax = draw(new_axes(wide=name not in _LABELLED, high=high), words.lang)
            finding = printable(" ".join(ax.get_title(loc="left").split()))
            ax.set_title("", loc="left")
        shows = words(f"figure.{name}")
        figure = ax.get_figure(root=True)
        assert isinstance(figure, Figure)
        return cls(name, finding, words("brief.figure_alt", finding=finding.rstrip("."), shows=shows), figure, numbers)

    def png(self) -> bytes:
        """Return it as a picture for a slide."""
        return self._written("png", _DOTS)

    @cached_property
    def svg(self) -> str:
        """The element of HTML: nothing in it is named as anything in another is."""
        text = re.sub(r"<!--.*?-->", "", self._written("svg").decode("utf-8"), flags=re.DOTALL)
        root = ElementTree.fromstring(printable(text))
        for metadata in root.findall(f"{{{_SVG}}}metadata"):
            root.remove(metadata)
        _rename(root, self.name)
        for size in ("width", "height"):
            root.attrib.pop(size)
        root.attrib |= {"role": "img", "aria-label": self.alternative, "class": "figure"}
        ElementTree.register_namespace("", _SVG)
        ElementTree.register_namespace("xlink", _LINK)
        return ElementTree.tostring(root, encoding="unicode")

    def _written(self, kind: str, dots: float | str = "figure") -> bytes:
        file = BytesIO()
        with _settings():
            self.figure.savefig(
                file, format=kind, metadata=dict(FORMATS[kind]), dpi=dots, bbox_inches="tight", pad_inches=_EDGE
            )
        return file.getvalue()


@contextmanager
def _settings() -> Iterator[None]:
    """Draw as all figures are, and take what a user wrote as text: a dollar is a dollar."""
    with own_settings():
        mpl.rcParams["text.parse_math"] = False
        yield


def _rename(root: ElementTree.Element, name: str) -> None:
    """Put a name before every id that is used, and take away those that are not."""
    used = set()
    for element in root.iter():
        for key, value in element.attrib.items():
            if key == f"{{{_LINK}}}href" and value.startswith("#"):
                used.add(value[1:])
                element.set(key, f"#{name}-{value[1:]}")
            elif value.startswith("url(#"):
                used.add(value[5:-1])
                element.set(key, f"url(#{name}-{value[5:]}")
            elif key == "style" and "url(#" in value:
                used |= set(re.findall(r"url\(#([^)]*)\)", value))
                element.set(key, value.replace("url(#", f"url(#{name}-"))
    for element in root.iter():
        found = element.attrib.pop("id", None)
        if found in used:
            element.set("id", f"{name}-{found}")
