"""Products rounded down as a person would with the figures as written: floor(0.29 x 100) is 29.

In binary floating point 0.29 x 100 is just below 29. Each factor is therefore read as the shortest decimal
that stands for it, which for a figure of a scenario file is the figure itself.
"""

from __future__ import annotations

import math
from fractions import Fraction


def floor_of(*factors: float) -> int:
    """Multiply exactly and round down.

    Examples
    --------
    >>> floor_of(0.29, 100), floor_of(40, 0.5, 0.5)
    (29, 10)
    """
    return math.floor(math.prod(Fraction(repr(float(factor))) for factor in factors))


def most_a_day(*factors: float) -> int | float:
    """Return a daily capacity in whole ones; without limit it stays so.

    Examples
    --------
    >>> most_a_day(2.9), most_a_day(math.inf)
    (2, inf)
    """
    if any(factor == 0 for factor in factors):
        return 0
    return math.inf if math.inf in factors else floor_of(*factors)
