"""Small charts side by side: where each lies inside the axes that hold them all."""

from __future__ import annotations

import math

_GAP_ACROSS, _GAP_DOWN = 0.06, 0.2

Place = tuple[float, float, float, float]


def place(
    number: int,
    count: int,
    across: int | None = None,
    gaps: tuple[float, float] = (_GAP_ACROSS, _GAP_DOWN),
    left: float = 0,
) -> Place:
    """Return the place of a small chart: left, bottom, width and height, as parts of the axes around it.

    Parameters
    ----------
    number, count
        Which of how many, row by row from the top.
    across
        How many in a row; nearly as many as there are rows unless given.
    gaps
        Between neighbours, and between rows.
    left
        Room to the left of all.

    Examples
    --------
    >>> [round(part, 2) for part in place(3, 4)]
    [0.53, 0.0, 0.47, 0.4]
    """
    across = math.ceil(math.sqrt(count)) if across is None else across
    down = math.ceil(count / across)
    wide, high = (1 - left - gaps[0] * (across - 1)) / across, (1 - gaps[1] * (down - 1)) / down
    row, column = divmod(number, across)
    return left + column * (wide + gaps[0]), max(0.0, 1 - high - row * (high + gaps[1])), wide, high
