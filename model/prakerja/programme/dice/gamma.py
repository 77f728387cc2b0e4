"""Gamma numbers, exact in law."""

from __future__ import annotations

import math

from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.dice.stream import Stream, inside, normal


@compiled
def gamma(stream: Stream, shape: float) -> float:
    """Return a gamma number of scale 1, by the method of Marsaglia and Tsang (2000), ACM TOMS 26.

    Parameters
    ----------
    stream
        Of random numbers: an element of `streams`.
    shape
        Above 0; below 1, a number of shape + 1 is made smaller by a power of a uniform one.

    Raises
    ------
    ValueError
        If the shape is not above 0.

    Examples
    --------
    >>> import numpy as np
    >>> from prakerja.programme.dice.stream import streams
    >>> gamma(streams(1, np.array([0]), "training")[0], 2.5)
    0.4906...
    """
    if not shape > 0:
        raise ValueError("the shape of a gamma number is above 0")
    if shape < 1:
        return _large(stream, shape + 1) * math.exp(math.log(inside(stream)) / shape)
    return _large(stream, shape)


@inlined
def _large(stream: Stream, shape: float) -> float:
    """Return a number of a shape of at least 1."""
    d = shape - 1 / 3
    c = 1 / math.sqrt(9 * d)
    while True:
        z = normal(stream)
        x, u = c * z, inside(stream)
        if x <= -1:
            continue
        v, square = (1 + x) * (1 + x) * (1 + x), z * z
        if u < 1 - 0.0331 * square * square:
            return d * v
        # 1 - v + log v, of which nothing would be left if the shape is large, were it worked out as it stands
        if math.log(u) < 0.5 * square + 3 * d * (math.log1p(x) - x * (1 + x * (1 + x / 3))):
            return d * v
