"""How whole people are divided between parts or drawn from cells, and how expected people are."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.dice.binomial import binomial
from prakerja.programme.dice.compiled import compiled, inlined
from prakerja.programme.dice.hypergeometric import hypergeometric
from prakerja.programme.dice.stream import Stream, inside

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
_ROUNDING = 1e-9  # what shares that sum to one may lack to it


@compiled
def split_whole(stream: Stream, people: int, shares: Floats, parts: Counts) -> int:
    """Return who is in no part, and fill the parts with a multinomial split."""
    if people < len(parts):
        return _one_by_one(stream, people, shares, parts)
    return _part_by_part(stream, people, shares, parts)


@inlined
def _part_by_part(stream: Stream, people: int, shares: Floats, parts: Counts) -> int:
    """Return the same by one binomial number after the other (Devroye 1986, XI.1.4)."""
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


@inlined
def _one_by_one(stream: Stream, people: int, shares: Floats, parts: Counts) -> int:
    """Return the same by throwing each person, from the lowest up (Devroye 1986, V.3.1: uniform order statistics)."""
    left, reached, place = people, 0.0, 0.0
    if left > 0:
        place = 1 - math.exp(math.log(inside(stream)) / left)
    for part in range(len(parts)):
        parts[part] = 0
        share = shares[part]
        if left > 0 and share > 0:
            reached += share
            if 1 - reached < _ROUNDING and is_last(shares, part):
                parts[part], left = left, 0
            while left > 0 and place < reached:
                parts[part] += 1
                left -= 1
                if left > 0:
                    place += (1 - place) * (1 - math.exp(math.log(inside(stream)) / left))
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
