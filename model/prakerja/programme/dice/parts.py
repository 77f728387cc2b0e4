"""How whole people are divided between parts or drawn from cells, and how expected people are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.dice.binomial import binomial
from prakerja.programme.dice.compiled import compiled
from prakerja.programme.dice.hypergeometric import hypergeometric
from prakerja.programme.dice.stream import Stream

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
_ROUNDING = 1e-9  # what shares that sum to one may lack to it


@compiled
def split_whole(stream: Stream, people: int, shares: Floats, parts: Counts) -> int:
    """Return who is in no part, and fill the parts with a multinomial split: one binomial number after the other."""
    left, rest = people, 1.0
    for part in range(len(parts)):
        parts[part] = 0
        share = shares[part]
        if left > 0 and share > 0:
            all_left = rest - share < _ROUNDING and is_last(shares, part)
            found = left if all_left else binomial(stream, left, share / rest)
            parts[part] = found
            left -= found
            rest -= share
    return left


@compiled
def split_real(people: float, shares: Floats, parts: Floats) -> float:
    """Return who is in no part, and fill the parts with their shares."""
    left, rest = people, 1.0
    for part in range(len(parts)):
        share = shares[part]
        rest -= share
        parts[part] = left if share > 0 and rest < _ROUNDING and is_last(shares, part) else people * share
        left = max(left - parts[part], 0.0)
    return left


@compiled
def take_whole(stream: Stream, cells: Counts, number: int, taken: Counts) -> None:
    """Fill what is taken from each cell: one hypergeometric number after the other."""
    behind = cells.sum()
    left = min(number, behind)
    for cell in range(len(cells)):
        behind -= cells[cell]
        taken[cell] = hypergeometric(stream, cells[cell], behind, left)
        left -= taken[cell]


@compiled
def take_real(cells: Floats, number: float, taken: Floats) -> None:
    """Fill what is taken with the same share of each cell."""
    total = cells.sum()
    share = min(number / total, 1.0) if total > 0 else 0.0
    for cell in range(len(cells)):
        taken[cell] = cells[cell] * share


@compiled
def is_last(shares: Floats, part: int) -> bool:
    """Return whether no later part has a share."""
    for later in range(part + 1, len(shares)):  # noqa: SIM110 -- numba compiles no generator
        if shares[later] > 0:
            return False
    return True
