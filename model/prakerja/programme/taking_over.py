"""Going on from where another run stood: what has happened in both happens once.

An actor names in `STATE` what changes while the days pass: all that is not a rule, a value of the world, or filled anew
every day. `tests/laws/test_shared_past.py` holds it to that: where a name is missing, other numbers come.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import numpy as np


def take_over(own: Any, other: Any) -> Any:
    """Return an own state after it has become another's: arrays in place, as others may hold them too.

    Waves come last in the order of announcement, so where two programmes have not equally many, those that have begun
    come first in both: of a longer array only the part in common is taken.

    Examples
    --------
    >>> own = np.zeros((3, 2))
    >>> take_over(own, np.ones((2, 2))) is own, own.tolist()
    (True, [[1.0, 1.0], [1.0, 1.0], [0.0, 0.0]])
    """
    if isinstance(own, np.ndarray):
        common = tuple(slice(min(lengths)) for lengths in zip(own.shape, other.shape, strict=True))
        own[common] = other[common]
        return own
    if names := getattr(own, "STATE", ()):
        for name in names:
            before = getattr(own, name)
            after = take_over(before, getattr(other, name))
            if after is not before:
                setattr(own, name, after)
        return own
    if isinstance(own, tuple):  # of arrays
        for mine, theirs in zip(own, other, strict=True):
            take_over(mine, theirs)
        return own
    return deepcopy(other)
