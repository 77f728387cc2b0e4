"""A picture drawn once: its finding, said as text beside it, and the drawing itself, for a page or for a slide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.section import Picture
from prakerja.report.common.words import Words
from prakerja.report.figure_parts.files import FORMATS, own_settings

_SVG, _LINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_DOTS = 200
"""A slide's picture has so many dots an inch."""

_EDGE = 0.06


@dataclass(frozen=True)
class Drawn:
    """A picture with its finding taken out of the drawing: that is the title of what it stands in."""

    picture: Picture
    finding: str
    figure: Figure

    @classmethod
    def of(cls, picture: Picture) -> Drawn:
        """Draw a picture."""
        with _settings():
            ax = picture.draw()
            finding = printable(" ".join(ax.get_title(loc="left").split()))
            ax.set_title("", loc="left")
            return cls(picture, finding, _figure_of(ax))

    def alternative(self, words: Words) -> str:
        """Say what it shows, for whoever does not see it."""
        return words("brief.figure_alt", finding=self.finding.rstrip("."), shows=self.picture.shows)

    def png(self) -> bytes:
        """Return it as a picture for a slide."""
        return self._written("png", _DOTS)

    def svg(self, alternative: str) -> str:
        """Return it as an element to stand in HTML: nothing in it is named as anything in another is."""
        text = re.sub(r"<!--.*?-->", "", self._written("svg").decode("utf-8"), flags=re.DOTALL)
        root = ElementTree.fromstring(printable(text))
        for metadata in root.findall(f"{{{_SVG}}}metadata"):
            root.remove(metadata)
        _rename(root, self.picture.name)
        for size in ("width", "height"):
            root.attrib.pop(size)
        root.attrib |= {"role": "img", "aria-label": alternative, "class": "figure"}
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


def _figure_of(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


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
