"""Looks for the one to three bounds that set the futures in which something happens best apart from the rest.

One and two bounds are tried out, all of them; a third is added to the best two, where that tells clearly more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.box import Bound, Flags, Side, within

_BINS = 20
_WORTH_A_BOUND = 0.05
"""By how much more Youden's index must be with a bound more."""

_DIGITS = 3

Scored = tuple[float, tuple[Bound, ...]]
Cases = tuple[int, int]
"""In how many futures it happens, and in how many not."""


def best_bounds(world: Mapping[str, Floats], happens: Flags) -> tuple[Bound, ...]:
    """Return the one to three bounds with the highest Youden index: cases within less others within, as parts.

    Parameters
    ----------
    world
        Values by path, shape (draw,) each, none of them constant.
    happens
        In which futures it does, shape (draw,): in some, and not in all.
    """
    cuts = {path: cuts_of(values) for path, values in world.items()}
    bins = {path: np.searchsorted(cuts[path], values, side="left") for path, values in world.items()}
    cases = int(happens.sum()), int((~happens).sum())
    one = max((_single(path, bins[path], cuts[path], happens, cases) for path in world), key=_score)
    pairs = (_double(*pair, bins, cuts, happens, cases) for pair in combinations(world, 2))
    two = max(pairs, key=_score, default=one)
    if two[0] <= one[0] + _WORTH_A_BOUND:
        return one[1]
    inside = within(two[1], world)
    thirds = (
        _single(path, bins[path][inside], cuts[path], happens[inside], cases)
        for path in world
        if path not in {bound.path for bound in two[1]}
    )
    score, third = max(thirds, key=_score, default=(-1.0, ()))
    return two[1] + third if score > two[0] + _WORTH_A_BOUND else two[1]


def cuts_of(values: Floats) -> Floats:
    """Return round numbers between which values fall in about equal parts."""
    ends = np.quantile(values, np.arange(1, _BINS) / _BINS)
    return np.unique([float(f"{end:.{_DIGITS}g}") for end in ends])


def _score(scored: Scored) -> float:
    return scored[0]


def _single(path: str, bins: NDArray[np.intp], cuts: Floats, happens: Flags, cases: Cases) -> Scored:
    size = len(cuts) + 1
    inside, hits = np.bincount(bins, minlength=size), np.bincount(bins[happens], minlength=size)
    scored = []
    for side, in_side, hits_side in _sides(inside[None], hits[None]):
        score = _apart(in_side, hits_side, cases)[0]
        at = int(score.argmax())
        scored.append((float(score[at]), (Bound(path, side, float(cuts[at])),)))
    return max(scored, key=_score)


def _double(
    first: str,
    second: str,
    bins: Mapping[str, NDArray[np.intp]],
    cuts: Mapping[str, Floats],
    happens: Flags,
    cases: Cases,
) -> Scored:
    shape = len(cuts[first]) + 1, len(cuts[second]) + 1
    cell = bins[first] * shape[1] + bins[second]
    inside = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    hits = np.bincount(cell[happens], minlength=shape[0] * shape[1]).reshape(shape)
    best: Scored = (-1.0, ())
    for side, in_rows, hits_rows in _sides(inside.T, hits.T):
        for other, in_both, hits_both in _sides(in_rows.T, hits_rows.T):
            score = _apart(in_both, hits_both, cases)
            i, j = np.unravel_index(int(score.argmax()), score.shape)
            if score[i, j] > best[0]:
                bounds = Bound(first, side, float(cuts[first][i])), Bound(second, other, float(cuts[second][j]))
                best = float(score[i, j]), bounds
    return best


def _sides(
    inside: NDArray[np.intp], hits: NDArray[np.intp]
) -> Iterator[tuple[Side, NDArray[np.intp], NDArray[np.intp]]]:
    """Count what lies below, and above, each cut along the last axis."""
    below = np.cumsum(inside, axis=-1)[..., :-1], np.cumsum(hits, axis=-1)[..., :-1]
    yield "below", *below
    yield "above", inside.sum(axis=-1, keepdims=True) - below[0], hits.sum(axis=-1, keepdims=True) - below[1]


def _apart(inside: NDArray[np.intp], hits: NDArray[np.intp], cases: Cases) -> Floats:
    """Return the part of the cases within less the part of the others within."""
    return hits / cases[0] - (inside - hits) / cases[1]
