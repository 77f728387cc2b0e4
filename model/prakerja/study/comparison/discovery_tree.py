"""A small tree: the futures split, and split again, by the value of the world that tells most of what happens.

Classification and regression trees (Breiman et al. 1984) by Gini's impurity, three splits deep at most. A split is
found in one half of the futures and kept only if the other half, which knows nothing of the search, bears it out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.box import Bound, Flags
from prakerja.study.comparison.box_search import cuts_of

DEEPEST = 3
"""Splits between the root and a leaf, at most."""

_FEWEST = 10
"""Futures that a part must have, of those that are searched."""

_CHANCE = 0.01
"""How often a split as good as one that is kept would come up by chance in the other half."""


@dataclass(frozen=True)
class Branch:
    """A part of the futures.

    Attributes
    ----------
    share
        How large a part of all.
    density
        In which part of it something happens.
    bound
        What splits it further; None if nothing does.
    holds, fails
        Those of its futures in which the bound holds, and in which it does not.
    """

    share: float
    density: float
    bound: Bound | None = None
    holds: Branch | None = None
    fails: Branch | None = None


def grow(world: Mapping[str, Floats], happens: Flags) -> Branch:
    """Return the tree of what happens, measured in every other future, which the search did not see.

    Parameters
    ----------
    world
        Values by path, shape (draw,) each.
    happens
        In which futures it does, shape (draw,).

    Examples
    --------
    >>> x, y = np.random.default_rng(1).random((2, 800))
    >>> tree = grow({"world.x": x, "world.y": y}, x > 0.8)
    >>> tree.bound, tree.holds.density, round(tree.fails.density, 2)
    (Bound(path='world.x', side='above', value=0.801), 1.0, 0.0)
    """
    varies = {path: values for path, values in world.items() if values.min() < values.max()}
    searched = np.arange(len(happens)) % 2 == 0
    return _branch(varies, happens, searched, ~searched, int((~searched).sum()), DEEPEST)


def _branch(world: Mapping[str, Floats], happens: Flags, searched: Flags, judged: Flags, of: int, deep: int) -> Branch:
    count = int(judged.sum())
    here = Branch(count / of, float(happens[judged].mean()) if count else 0.0)
    bound = best_split({path: values[searched] for path, values in world.items()}, happens[searched]) if deep else None
    if bound is None:
        return here
    inside = bound.holds(world)
    if not _borne_out(happens[judged], inside[judged]):
        return here
    parts = (_branch(world, happens, searched & part, judged & part, of, deep - 1) for part in (inside, ~inside))
    return Branch(here.share, here.density, bound, *parts)


def best_split(world: Mapping[str, Floats], happens: Flags) -> Bound | None:
    """Return the bound with the least Gini impurity of the two parts, towards the part in which more happens.

    Returns
    -------
    None where no split leaves ten futures on either side and the impurity less
    """
    size, hits = len(happens), int(happens.sum())
    least, best = hits * (size - hits) / max(size, 1), None
    for path, cuts in cuts_of(world).items() if size and world else ():
        values = world[path]
        bins = np.searchsorted(cuts, values, side="left")
        below = np.cumsum(np.bincount(bins, minlength=len(cuts) + 1))[:-1]
        in_below = np.cumsum(np.bincount(bins[happens], minlength=len(cuts) + 1))[:-1]
        above, in_above = size - below, hits - in_below
        room = (below >= _FEWEST) & (above >= _FEWEST)
        impure = in_below * (1 - in_below / np.maximum(below, 1)) + in_above * (1 - in_above / np.maximum(above, 1))
        impure = np.where(room, impure, np.inf)
        at = int(impure.argmin())
        if impure[at] < least * (1 - 1e-12):
            denser = in_above[at] * below[at] > in_below[at] * above[at]
            least, best = impure[at], Bound(path, "above" if denser else "below", float(cuts[at]))
    return best


def _borne_out(happens: Flags, inside: Flags) -> bool:
    """Say whether more happens within than chance would let: Fisher's exact test, one-sided."""
    hits = int((happens & inside).sum())
    return float(stats.hypergeom.sf(hits - 1, len(happens), int(happens.sum()), int(inside.sum()))) <= _CHANCE
