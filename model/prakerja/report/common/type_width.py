"""How wide type is, in points, in the font that figures are drawn in; what fits into a width."""

from __future__ import annotations

from typing import Literal

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from prakerja.report.common.wrap import parts

Weight = Literal["normal", "bold"]

_TYPE = TextToPath()


def width_of(text: str, size: float, weight: Weight = "normal") -> float:
    """Return how many points wide a line is.

    Examples
    --------
    >>> width_of("im", 10) < width_of("mm", 10) < width_of("mm", 10, "bold")
    True
    """
    # Not kept for another time: which font it is may be set anew between two figures.
    width, _, _ = _TYPE.get_text_width_height_descent(text, FontProperties(size=size, weight=weight), ismath=False)
    return float(width)


def fitted(text: str, points: float, size: float, weight: Weight = "normal") -> list[str]:
    """Return the lines of a text, none wider than so many points unless it is a single word.

    Examples
    --------
    >>> fitted("Wide words want more room than ill ones", 130, 10)
    ['Wide words want more', 'room than ill ones']
    """
    lines: list[str] = []
    for part in parts(text):
        longer = f"{lines[-1]} {part}" if lines else part
        if lines and width_of(longer, size, weight) <= points:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
