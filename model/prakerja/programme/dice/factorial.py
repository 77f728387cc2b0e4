"""What Stirling's formula lacks to the logarithm of a factorial."""

from __future__ import annotations

import math

import numpy as np

from prakerja.programme.dice.compiled import inlined

_HALF_LOG_2_PI = 0.9189385332046727
_FEW = 32
_OF_FEW = np.array([math.lgamma(k + 1) - ((k + 0.5) * math.log(k + 1) - (k + 1) + _HALF_LOG_2_PI) for k in range(_FEW)])


@inlined
def correction(k: float) -> float:
    """Return log k! - ((k + 1/2) log(k + 1) - (k + 1) + log(2 pi) / 2), for whole k of 0 or more, to within 1e-14.

    The series is Stirling's (Abramowitz and Stegun 1964, 6.1.41); below 32, where it would have to be long, a table.

    Examples
    --------
    >>> round(correction(100), 12), round(correction(2), 12)
    (0.000825079812, 0.027677925685)
    """
    if k < _FEW:
        return _OF_FEW[int(k)]
    inverse = 1 / (k + 1)
    square = inverse * inverse
    return (1 / 12 - (1 / 360 - square / 1260) * square) * inverse


@inlined
def log_ratio(k: float, more: float) -> float:
    """Return log (k + more)! / k!, without `more` log(k + more + 1) - `more`, which cancels where many are summed."""
    return (k + 0.5) * math.log((k + more + 1) / (k + 1)) + correction(k + more) - correction(k)
