"""What policies come to in points, by stated preferences, and what a point would have to be for another to win."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.preferences import Preferences


@dataclass(frozen=True)
class Turn:
    """Where a recommendation turns round.

    Attributes
    ----------
    criterion
        Whose weight would change.
    point
        How much of it would count as one point, the others staying as stated.
    times
        How many times the stated weight that is.
    policy
        Which would be recommended beyond.
    """

    criterion: str
    point: float
    times: float
    policy: str


@dataclass(frozen=True)
class Contest:
    """What decides between policies.

    Attributes
    ----------
    policies
        Between which.
    scores
        Of each in every future, more being better, shape (policy, draw).
    criteria
        What it is made of.
    """

    policies: tuple[str, ...]
    scores: Floats
    criteria: tuple[str, ...]


def contest(comparison: Comparison, preferences: Preferences, among: Sequence[str]) -> Contest:
    """Return what decides between some policies.

    By points: each criterion in its own points, added up. By order: a criterion leaves behind whoever is clearly worse
    than the best of those still left; the one that leaves a single policy decides between those it found, in its unit.
    """
    if preferences.point:
        parts = [_gain(comparison, name, among) / point for name, point in preferences.point.items()]
        return Contest(tuple(among), np.sum(parts, axis=0), tuple(preferences.point))
    left = list(among)
    for name in preferences.order:
        ahead = max(left, key=lambda policy: float(_gain(comparison, name, [policy]).mean()))
        kept = [policy for policy in left if not _clearly_behind(comparison, name, policy, ahead)]
        if len(kept) == 1 or name == preferences.order[-1]:
            break
        left = kept
    return Contest(tuple(left), _gain(comparison, name, left), (name,))


def turns(comparison: Comparison, preferences: Preferences, among: Sequence[str], policy: str) -> tuple[Turn, ...]:
    """Return for each criterion the nearest weight at which another policy would be recommended.

    Notes
    -----
    Points are a sum, so between two policies weight w of a criterion turns the choice where w d + r = 0: d is the mean
    difference in the criterion, r that in all others together, in their points.
    """
    others = [name for name in among if name != policy]
    found = []
    for name, point in preferences.point.items():
        nearest: Turn | None = None
        for other in others:
            gaps = {
                key: float((_gain(comparison, key, [policy]) - _gain(comparison, key, [other])).mean()) / size
                for key, size in preferences.point.items()
            }
            rest = sum(gaps.values()) - gaps[name]
            times = -rest / gaps[name] if gaps[name] else -1.0
            if times > 0 and (nearest is None or abs(np.log(times)) < abs(np.log(nearest.times))):
                nearest = Turn(name, point / times, times, other)
        found += [nearest] if nearest else []
    return tuple(sorted(found, key=lambda turn: abs(np.log(turn.times))))


def _gain(comparison: Comparison, criterion: str, policies: Sequence[str]) -> Floats:
    """Return a criterion of some policies, higher being better, shape (policy, draw)."""
    return CRITERIA[criterion].sign * np.stack([comparison.values(criterion, policy) for policy in policies])


def _clearly_behind(comparison: Comparison, criterion: str, policy: str, ahead: str) -> bool:
    return policy != ahead and comparison.difference(criterion, ahead, minus=policy).verdict == "better"
