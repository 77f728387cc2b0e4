"""Uniform points by name: each name has a scrambled Sobol sequence of its own, whatever other names there are.

The points of a sequence come in blocks of 64, one in each 64th of [0, 1), and from block to block they fill the gaps
that are left. The order within a block is shuffled by name, so that the sequences of several names are independent.

Taking the dimensions of one Sobol sequence instead would tie a value's points to its place among the values: an outage
added to a scenario would move every other draw, and scenarios could no longer be paired draw by draw.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

BLOCK = 64


def points(name: str, seed: int, first: int, count: int) -> NDArray[np.float64]:
    """Return the points `first` up to, not including, `first + count` of a name's sequence, all inside [0, 1).

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
    start, end = first // BLOCK, max(-(-(first + count) // BLOCK), 1)
    sobol = qmc.Sobol(1, scramble=True, rng=np.random.default_rng([seed, digest]))
    in_order = sobol.random_base2((end * BLOCK - 1).bit_length()).reshape(-1, BLOCK)[start:end]
    shuffled = [
        np.random.default_rng([seed, digest, number]).permutation(block)
        for number, block in enumerate(in_order, start=start + 1)
    ]
    return np.concatenate(shuffled)[first - start * BLOCK :][:count]
