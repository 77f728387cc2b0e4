"""Where in the world something happens (a ranking turns round, a plan fails), as one or two plain rules on its values.

Scenario discovery (Bryant and Lempert, Technological Forecasting and Social Change 77, 2010) with the smallest boxes
there are: one to three bounds, so that a rule can be said in a sentence. A rule is found in one half of the futures and
measured in the other, which knows nothing of the search; a bound of several that this half does not bear out is left
out, and a rule that does no better there than chance is not told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import stats

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.box import Bound, Box, Flags, quasi_p_values, within
from prakerja.study.comparison.box_search import best_bounds
from prakerja.study.comparison.discovery_tree import Branch, grow
from prakerja.study.comparison.paired import shared
from prakerja.study.runs.answers import Probability

RULES = 2
"""How many rules are told at most."""

FEWEST = 10
"""Futures in which it turns round, in either half, below which nothing is looked for."""

_CHANCE = 0.01
"""How often a rule as good as one that is told would come up by chance."""

_TELLING = 0.2
"""How much more of what turns round than of the rest a rule must hold, to be worth telling."""

_WORTHLESS = 0.05
"""The quasi-p-value above which a bound of several is left out."""

_ODDS = 2
"""How many times higher than over all futures the odds of turning round must be within."""


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
    tree
        The same as a small tree, measured in half of the futures.
    """

    criterion: str
    ahead: str
    behind: str
    chance: Probability
    rules: tuple[Box, ...]
    tree: Branch


def turned(gains: Floats) -> Flags:
    """Say in which futures it is the other way round than in expectation.

    Parameters
    ----------
    gains
        By how much the first of two policies is the better, shape (draw,).
    """
    return gains < 0 if gains.mean() >= 0 else gains > 0


def flips_of(criterion: str, policies: tuple[str, str], gains: Floats, world: Mapping[str, Floats]) -> Flips:
    """Return where the ranking of two policies turns round.

    Parameters
    ----------
    policies, gains
        Two, and by how much the first is the better, shape (draw,).
    world
        Values by path, shape (draw,) each.
    """
    ahead, behind = policies if gains.mean() >= 0 else policies[::-1]
    where = turned(gains)
    chance = shared(where.astype(np.float64))
    return Flips(criterion, ahead, behind, chance, find_rules(world, where), grow(world, where))


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
        bounds = best_bounds({path: values[search] for path, values in varies.items()}, turned[search])
        rule = _measured(bounds, varies, turned, ~seen, judge)
        if rule is None:
            break
        found.append(rule)
        left = left & ~rule.holds(varies)
    return tuple(found)


def _measured(
    bounds: tuple[Bound, ...], world: Mapping[str, Floats], turned: Flags, half: Flags, judge: Flags
) -> Box | None:
    """Measure bounds in futures that did not choose them; None if they tell no more than chance.

    Bounds that these do not bear out are taken away first, the one that is worth least before the others.
    """
    quasi_p = quasi_p_values(bounds, world, turned, judge)
    if len(bounds) > 1 and max(quasi_p) > _WORTHLESS:
        left = tuple(bound for bound, p in zip(bounds, quasi_p, strict=True) if p < max(quasi_p))
        return _measured(left or bounds[:1], world, turned, half, judge)
    inside = within(bounds, world) & judge
    size, hits = int(inside.sum()), int((inside & turned).sum())
    cases, all_judged = int((turned & judge).sum()), int(judge.sum())
    # Fisher's exact test: so many hits or more, if the futures within were any of those that are left
    by_chance = float(stats.hypergeom.sf(hits - 1, all_judged, cases, size))
    telling = hits / cases - (size - hits) / max(1, all_judged - cases)
    overall = int((turned & half).sum()), int((~turned & half).sum())
    likelier = hits * overall[1] >= _ODDS * (size - hits) * overall[0]
    if size == 0 or by_chance > _CHANCE or telling < _TELLING or not likelier:
        return None
    return Box(bounds, size / int(half.sum()), hits / size, hits / int((turned & half).sum()), quasi_p)
