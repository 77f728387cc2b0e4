"""One recommendation: which policy somebody with stated preferences should take, how sure that is, and its price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from prakerja.scenario import InputError, Problem
from prakerja.study.comparison.box import Box, Flags
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.discovery_tree import Branch, grow
from prakerja.study.comparison.information import Known, known_first
from prakerja.study.comparison.paired import Difference, best_shares, critical, regrets, shared
from prakerja.study.comparison.preferences import Preferences
from prakerja.study.comparison.scenario_discovery import find_rules
from prakerja.study.comparison.score import Contest, Turn, contest, turns
from prakerja.study.runs.answers import Probability, Range
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.wandering import told_by


@dataclass(frozen=True)
class Lead:
    """By how much the recommended policy wins over the next, in points.

    Attributes
    ----------
    policy
        The next.
    expected, low, high
        The mean over the futures, and an interval that holds for all others that are allowed at once.
    """

    policy: str
    expected: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Return whether chance alone does not explain it."""
        return self.low > 0


@dataclass(frozen=True, repr=False)
class Recommendation(Shown):
    """What is recommended.

    Attributes
    ----------
    comparison, preferences
        Of which policies, by whose view.
    chances
        By policy, the chance that each requirement is kept, in their order.
    together
        By policy, the chance that all are kept in one future.
    allowed
        The policies that keep every requirement as often as asked.
    policy
        The best of them; where none is allowed, the one that comes nearest.
    among, scored_by
        The policies between which the choice was made in the end, and what by: all criteria that have points, or the
        one of the order that decided, in its unit.
    lead
        Over the next of these; None where there is none.
    right, regret
        In how many futures it is the best of these, and by how much it falls short of the best.
    prices
        Recommended minus baseline in every criterion; recommended minus the next, where it is the baseline itself.
    turns
        What a point would have to be for another to win.
    known_first
        What would have to be known for the choice to be better, the most telling first.
    fails
        Where in the world the recommended policy does not keep all that is required.
    fails_tree
        The same as a small tree, measured in half of the futures.
    """

    comparison: Comparison
    preferences: Preferences
    chances: Mapping[str, tuple[Probability, ...]]
    together: Mapping[str, Probability]
    allowed: tuple[str, ...]
    policy: str
    among: tuple[str, ...]
    scored_by: tuple[str, ...]
    lead: Lead | None
    right: Probability
    regret: Range
    prices: tuple[Difference, ...]
    turns: tuple[Turn, ...]
    known_first: tuple[Known, ...]
    fails: tuple[Box, ...]
    fails_tree: Branch

    @property
    def failing(self) -> Flags:
        """In which futures the recommended policy does not keep all that is required, shape (draw,)."""
        return ~np.asarray(kept(self.comparison, self.preferences, self.policy).all(axis=0))

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides it."""
        return self.comparison.provenance | {"preferences": self.preferences.title}


def recommend(comparison: Comparison, preferences: Preferences) -> Recommendation:
    """Return what is recommended of the compared policies, by stated preferences.

    Raises
    ------
    InputError
        If the policies were not judged by a criterion that the preferences name.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> from prakerja.study import compare
    >>> plan = load("scenarios/small.toml")
    >>> half = plan.replace({"policy.quota.places": 400}, name="half")
    >>> view = Preferences.of({"title": "t", "source": "assumption", "order": ["reached", "owed"]})
    >>> recommend(compare(plan, half, draws=16, seed=1, workers=1), view).policy
    'small'
    """
    _all_judged(comparison, preferences)
    names = comparison.names
    held = {name: kept(comparison, preferences, name) for name in names}
    chances = {name: tuple(Probability.counted(one) for one in each) for name, each in held.items()}
    allowed = tuple(name for name in names if _keeps(preferences, chances[name]))
    found = contest(comparison, preferences, allowed or (_nearest(comparison, preferences),))
    ranking = np.argsort(-found.scores.mean(axis=1), kind="stable")
    first, among = int(ranking[0]), found.policies
    policy = among[first]
    against = comparison.baseline if policy != comparison.baseline else _second(comparison, among, ranking)
    world, broken = told_by(comparison.scenario, comparison.world), ~np.asarray(held[policy].all(axis=0))
    return Recommendation(
        comparison,
        preferences,
        chances,
        {name: Probability.counted(np.asarray(each.all(axis=0))) for name, each in held.items()},
        allowed,
        policy,
        among,
        found.criteria,
        _lead(found, ranking),
        shared(best_shares(found.scores, 1)[first]),
        Range.of(regrets(found.scores, 1)[first], "points"),
        tuple(comparison.difference(one.name, policy, minus=against) for one in comparison.criteria),
        turns(comparison, preferences, among, policy),
        known_first(world, found.scores, comparison.seed),
        find_rules(world, broken),
        grow(world, broken),
    )


def kept(comparison: Comparison, preferences: Preferences, policy: str) -> Flags:
    """Return in which futures a policy keeps each requirement, shape (requirement, draw)."""
    held = [one.holds(comparison.values(one.name, policy)) for one in preferences.require]
    return np.array(held, dtype=bool).reshape(-1, len(comparison))


def _all_judged(comparison: Comparison, preferences: Preferences) -> None:
    judged = [one.name for one in comparison.criteria]
    wrong = [name for name in preferences.criteria if name not in judged]
    if wrong:
        said = "the policies were not judged by it: name it among the criteria"
        raise InputError("preferences", [Problem("criterion", name, said) for name in wrong])


def _keeps(preferences: Preferences, chances: tuple[Probability, ...]) -> bool:
    return all(chance.probability >= one.level for one, chance in zip(preferences.require, chances, strict=True))


def _nearest(comparison: Comparison, preferences: Preferences) -> str:
    """Return the policy whose worst requirement is missed by least, as a part of its bound."""

    def worst(name: str) -> float:
        return min(one.slack(comparison.values(one.name, name)) for one in preferences.require)

    return max(comparison.names, key=worst)


def _second(comparison: Comparison, among: tuple[str, ...], ranking: np.ndarray[tuple[int], np.dtype[np.intp]]) -> str:
    """Return what the baseline is compared with if it is recommended: the next, or else the first policy."""
    return among[int(ranking[1])] if len(among) > 1 else comparison.names[1]


def _lead(found: Contest, ranking: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Lead | None:
    if len(found.policies) == 1:
        return None
    first, second = int(ranking[0]), int(ranking[1])
    gap = found.scores[first] - found.scores[second]
    half = critical(len(gap), len(found.policies) - 1) * float(gap.std(ddof=1)) / np.sqrt(len(gap))
    centre = float(gap.mean())
    return Lead(found.policies[second], centre, centre - half, centre + half)
