"""Uniform points by name: each name has its own evenly spread sequence, whatever other names there are.

The points come in blocks of 64, one in each 64th of [0, 1), in random order: a Latin hypercube when several
names are taken together. From block to block the points of a 64th move on as a van der Corput sequence, so
that 2^k blocks leave no gap wider than they must.

Taking the dimensions of one Sobol sequence instead would tie a value's points to its place among the values:
an outage added to a scenario would move every other draw, and scenarios could no longer be paired draw by
draw.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

BLOCK = 64


def points(name: str, seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Give the points `first` up to, not including, `first + count` of a name's sequence, all inside [0, 1).

    Parameters
    ----------
    name, seed
        Whose sequence; another name or another seed gives an independent one.
    first, count
        Which part of it: the same points come out however it is cut.

    Examples
    --------
    >>> block = points("world.survey.response", seed=1, first=0, count=64)
    >>> sorted((block * 64).astype(int).tolist()) == list(range(64))
    True
    """
    digest = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    shifts = np.random.default_rng([seed, digest]).random(BLOCK)
    start, end = first // BLOCK, -(-(first + count) // BLOCK)
    blocks = [_block([seed, digest, number + 1], number, shifts) for number in range(start, end)]
    return np.concatenate(blocks or [np.zeros(0)])[first - start * BLOCK :][:count]


def _block(entropy: list[int], number: int, shifts: NDArray[np.float64]) -> NDArray[np.float64]:
    strata = np.random.default_rng(entropy).permutation(BLOCK)
    inside = (shifts[strata] + _van_der_corput(number)) % 1.0
    return np.asarray((strata + inside) / BLOCK)


def _van_der_corput(number: int) -> float:
    """Mirror a number's binary digits at the point: 1 gives 0.5, 2 gives 0.25, 3 gives 0.75."""
    digits = f"{number:b}"[::-1]
    return int(digits, 2) / float(1 << len(digits))
