"""Looks for the one to three bounds that set the futures in which something happens best apart from the rest.

One and two bounds are tried out, all of them; a third is added to the best two, where that tells clearly more.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.best_pair import best_pair
from prakerja.study.comparison.box import Bound, Flags, Side, within

_SIDES: tuple[Side, Side] = ("below", "above")
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
    cuts = cuts_of(world)
    bins = {path: np.searchsorted(cuts[path], values, side="left") for path, values in world.items()}
    cases = int(happens.sum()), int((~happens).sum())
    one = max((_single(path, bins[path], cuts[path], happens, cases) for path in world), key=_score)
    two = _double(bins, cuts, happens, cases) if len(world) > 1 else one
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


def cuts_of(world: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return round numbers between which the values of each path fall in about equal parts."""
    ends = np.quantile(np.array([*world.values()]), np.arange(1, _BINS) / _BINS, axis=1).T.tolist()
    return {path: np.unique([float(f"{end:.{_DIGITS}g}") for end in of]) for path, of in zip(world, ends, strict=True)}


def _score(scored: Scored) -> float:
    return scored[0]


def _single(path: str, bins: NDArray[np.intp], cuts: Floats, happens: Flags, cases: Cases) -> Scored:
    size = len(cuts) + 1
    inside, hits = np.bincount(bins, minlength=size), np.bincount(bins[happens], minlength=size)
    below = np.cumsum(inside)[:-1], np.cumsum(hits)[:-1]
    above = inside.sum() - below[0], hits.sum() - below[1]
    scored = []
    for side, (in_side, hits_side) in zip(_SIDES, (below, above), strict=True):
        score = hits_side / cases[0] - (in_side - hits_side) / cases[1]
        at = int(score.argmax())
        scored.append((float(score[at]), (Bound(path, side, float(cuts[at])),)))
    return max(scored, key=_score)


def _double(bins: Mapping[str, NDArray[np.intp]], cuts: Mapping[str, Floats], happens: Flags, cases: Cases) -> Scored:
    paths, counts = list(bins), np.array([len(of) for of in cuts.values()])
    score, one, other, sides, i, j = best_pair(np.array([*bins.values()], dtype=np.int64), counts, happens, cases)
    first, second = paths[one], paths[other]
    bounds = (Bound(path, _SIDES[side], float(cuts[path][at]))
              for path, side, at in ((first, sides // 2, i), (second, sides % 2, j)))  # fmt: skip
    return score, tuple(bounds)
