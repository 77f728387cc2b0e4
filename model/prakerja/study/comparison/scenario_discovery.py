"""Where in the world a ranking turns round, as one or two plain rules on the world's values.

Scenario discovery (Bryant and Lempert, Technological Forecasting and Social Change 77, 2010) with the smallest boxes
there are: one or two bounds, so that a rule can be said in a sentence. A rule is found in one half of the futures and
measured in the other, which knows nothing of the search; one that does no better there than chance is not told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import Probability

Flags = NDArray[np.bool_]

RULES = 2
"""How many rules are told at most."""

FEWEST = 10
"""Futures in which it turns round, in either half, below which nothing is looked for."""

_CHANCE = 0.01
"""How often a rule as good as one that is told would come up by chance."""

_TELLING = 0.2
"""How much more of what turns round than of the rest a rule must hold, to be worth telling."""

_ODDS = 2
"""How many times higher than over all futures the odds of turning round must be within."""

_BINS = 20
_WORTH_A_BOUND = 0.05
_DIGITS = 3


@dataclass(frozen=True)
class Bound:
    """A value of the world lies above, or below, a number."""

    path: str
    side: Literal["above", "below"]
    value: float

    def holds(self, world: Mapping[str, Floats]) -> Flags:
        """Say in which futures it does."""
        return world[self.path] > self.value if self.side == "above" else world[self.path] <= self.value


@dataclass(frozen=True)
class Box:
    """In futures within these bounds the ranking turns round, more often than elsewhere.

    Attributes
    ----------
    bounds
        One or two.
    share
        The part of all futures that lies within.
    density
        The part of the futures within in which it does turn round.
    coverage
        The part of the futures in which it turns round that lies within.
    """

    bounds: tuple[Bound, ...]
    share: float
    density: float
    coverage: float

    def holds(self, world: Mapping[str, Floats]) -> Flags:
        """Say in which futures it does."""
        return np.all([bound.holds(world) for bound in self.bounds], axis=0)


@dataclass(frozen=True)
class Flips:
    """Where the ranking of two policies turns round.

    Attributes
    ----------
    criterion, ahead, behind
        By which criterion, which policy is better in expectation, and which is not.
    chance
        The chance that it is the other way round.
    rules
        Where, if that can be told at all.
    """

    criterion: str
    ahead: str
    behind: str
    chance: Probability
    rules: tuple[Box, ...]


def find_rules(world: Mapping[str, Floats], turned: Flags) -> tuple[Box, ...]:
    """Look for the bounds that tell best where something happens.

    Parameters
    ----------
    world
        Values by path, shape (draw,) each.
    turned
        In which futures it happens, shape (draw,).

    Returns
    -------
    none, one or two rules, measured in the half of the futures (every other one) that was kept from the search

    Examples
    --------
    >>> x, y = np.random.default_rng(1).random((2, 800))
    >>> (rule,) = find_rules({"world.x": x, "world.y": y}, x > 0.8)
    >>> [(bound.path, bound.side, round(bound.value, 2)) for bound in rule.bounds], rule.density
    ([('world.x', 'above', 0.8)], 1.0)
    """
    varies = {path: values for path, values in world.items() if values.min() < values.max()}
    seen = np.arange(len(turned)) % 2 == 0
    found: list[Box] = []
    left = np.ones_like(turned)
    while varies and len(found) < RULES:
        search, judge = seen & left, ~seen & left
        if min(turned[search].sum(), turned[judge].sum()) < FEWEST or turned[search].all():
            break
        bounds = _best_bounds({path: values[search] for path, values in varies.items()}, turned[search])
        rule = _measured(bounds, varies, turned, ~seen, judge)
        if rule is None:
            break
        found.append(rule)
        left = left & ~rule.holds(varies)
    return tuple(found)


def _measured(
    bounds: tuple[Bound, ...], world: Mapping[str, Floats], turned: Flags, half: Flags, judge: Flags
) -> Box | None:
    """Measure bounds in futures that did not choose them; None if they tell no more than chance."""
    inside = np.all([bound.holds(world) for bound in bounds], axis=0) & judge
    within, hits = int(inside.sum()), int((inside & turned).sum())
    cases, all_judged = int((turned & judge).sum()), int(judge.sum())
    # Fisher's exact test: so many hits or more, if the futures within were any of those that are left
    by_chance = float(stats.hypergeom.sf(hits - 1, all_judged, cases, within))
    telling = hits / cases - (within - hits) / max(1, all_judged - cases)
    overall = int((turned & half).sum()), int((~turned & half).sum())
    likelier = hits * overall[1] >= _ODDS * (within - hits) * overall[0]
    if within == 0 or by_chance > _CHANCE or telling < _TELLING or not likelier:
        return None
    return Box(bounds, within / int(half.sum()), hits / within, hits / int((turned & half).sum()))


def _best_bounds(world: Mapping[str, Floats], turned: Flags) -> tuple[Bound, ...]:
    """Choose the one or two bounds that set what turns round best apart from the rest (Youden's index)."""
    cuts = {path: _cuts(values) for path, values in world.items()}
    bins = {path: np.searchsorted(cuts[path], values, side="left") for path, values in world.items()}
    one = max((_single(path, bins[path], cuts[path], turned) for path in world), key=lambda scored: scored[0])
    pairs = (_double(*pair, bins, cuts, turned) for pair in combinations(world, 2))
    two = max(pairs, key=lambda scored: scored[0], default=one)
    return two[1] if two[0] > one[0] + _WORTH_A_BOUND else one[1]


Scored = tuple[float, tuple[Bound, ...]]


def _cuts(values: Floats) -> Floats:
    """Return round numbers between which the values fall in about equal parts."""
    ends = np.quantile(values, np.arange(1, _BINS) / _BINS)
    return np.unique([float(f"{end:.{_DIGITS}g}") for end in ends])


def _single(path: str, bins: NDArray[np.intp], cuts: Floats, turned: Flags) -> Scored:
    size = len(cuts) + 1
    inside, hits = np.bincount(bins, minlength=size), np.bincount(bins[turned], minlength=size)
    scored = []
    for side, in_side, hits_side in _sides(inside[None], hits[None]):
        score = _apart(in_side, hits_side, turned)[0]
        at = int(score.argmax())
        scored.append((float(score[at]), (Bound(path, side, float(cuts[at])),)))
    return max(scored, key=lambda one: one[0])


def _double(
    first: str, second: str, bins: Mapping[str, NDArray[np.intp]], cuts: Mapping[str, Floats], turned: Flags
) -> Scored:
    shape = len(cuts[first]) + 1, len(cuts[second]) + 1
    cell = bins[first] * shape[1] + bins[second]
    inside = np.bincount(cell, minlength=shape[0] * shape[1]).reshape(shape)
    hits = np.bincount(cell[turned], minlength=shape[0] * shape[1]).reshape(shape)
    best: Scored = (-1.0, ())
    for side, in_rows, hits_rows in _sides(inside.T, hits.T):
        for other, in_both, hits_both in _sides(in_rows.T, hits_rows.T):
            score = _apart(in_both, hits_both, turned)
            i, j = np.unravel_index(int(score.argmax()), score.shape)
            if score[i, j] > best[0]:
                bounds = Bound(first, side, float(cuts[first][i])), Bound(second, other, float(cuts[second][j]))
                best = float(score[i, j]), bounds
    return best


def _sides(
    inside: NDArray[np.intp], hits: NDArray[np.intp]
) -> Iterator[tuple[Literal["above", "below"], NDArray[np.intp], NDArray[np.intp]]]:
    """Count what lies below, and above, each cut along the last axis."""
    below = np.cumsum(inside, axis=-1)[..., :-1], np.cumsum(hits, axis=-1)[..., :-1]
    yield "below", *below
    yield "above", inside.sum(axis=-1, keepdims=True) - below[0], hits.sum(axis=-1, keepdims=True) - below[1]


def _apart(inside: NDArray[np.intp], hits: NDArray[np.intp], turned: Flags) -> Floats:
    """Return the part of the cases within less the part of the others within."""
    cases = int(turned.sum())
    return hits / cases - (inside - hits) / (len(turned) - cases)
