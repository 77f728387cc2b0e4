"""Names of policies in a figure, broken into lines of a width."""

from __future__ import annotations

from prakerja.report.common.short_name import short_names
from prakerja.report.common.type_width import Weight, fitted, width_of
from prakerja.report.common.words import Words
from prakerja.study.comparison.comparison import Comparison

_NARROWEST = 0.4
"""Of a letter, as a part of its size: no name of letters so narrow is tried wider."""

_LEAST, _STEP = 8, 2


def policy_labels(
    comparison: Comparison, words: Words, points: float, size: float, lines: int = 1, weight: Weight = "normal"
) -> dict[str, str]:
    """Return by name what each policy is called, no two alike, as long as they have room.

    Parameters
    ----------
    words
        Of the language of titles.
    points
        How wide a line may be.
    size, weight
        Of the type.
    lines
        How many lines a name may take.
    """
    widths = dict.fromkeys(comparison.names, int(lines * points / (_NARROWEST * size)))
    while True:
        said = short_names(comparison.policies, widths, words)
        broken = {name: fitted(text, points, size, weight) for name, text in said.items()}
        wide = [
            name
            for name, parts in broken.items()
            if widths[name] > _LEAST
            and (len(parts) > lines or max(width_of(part, size, weight) for part in parts) > points)
        ]
        if not wide:
            return {name: "\n".join(parts) for name, parts in broken.items()}
        for name in wide:
            widths[name] = min(widths[name], len(said[name])) - _STEP
