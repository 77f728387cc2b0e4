"""The Pareto set: the policies that no other beats in one criterion without losing in another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.paired import by_policy
from prakerja.study.runs.answers import Probability


@dataclass(frozen=True)
class Pareto:
    """What is left to choose from when some criteria count, and nobody says how much each.

    Attributes
    ----------
    criteria
        Their names.
    policies
        Those on the front, by their expected values.
    beaten_by
        Every other policy, with those that are at least as good in all criteria and better in one.
    chance
        By policy, the share of futures in which no other beats it.
    """

    criteria: tuple[str, ...]
    policies: tuple[str, ...]
    beaten_by: Mapping[str, tuple[str, ...]]
    chance: Mapping[str, Probability]

    @classmethod
    def of(cls, names: Sequence[str], criteria: Sequence[str], points: Floats) -> Self:
        """Return the set for policies by criteria, higher being better, shape (policy, criterion, draw)."""
        beaten = beats(points.mean(axis=2))
        by = {
            name: tuple(other for other, won in zip(names, beaten[:, i], strict=True) if won)
            for i, name in enumerate(names)
        }
        unbeaten = ~beats(points).any(axis=0)
        return cls(
            criteria=tuple(criteria),
            policies=tuple(name for name in names if not by[name]),
            beaten_by={name: others for name, others in by.items() if others},
            chance=by_policy(names, np.asarray(unbeaten, dtype=np.float64)),
        )


def beats(points: Floats) -> NDArray[np.bool_]:
    """Return which policy beats which.

    Parameters
    ----------
    points
        Higher being better, shape (policy, criterion) or (policy, criterion, draw).

    Returns
    -------
    shape (policy, policy) or (policy, policy, draw): whether the first is at least as good in all and better in one

    Examples
    --------
    >>> beats(np.array([[1.0, 3.0], [2.0, 3.0], [3.0, 1.0]])).astype(int).tolist()
    [[0, 0, 0], [1, 0, 0], [0, 0, 0]]
    """
    one, other = points[:, None], points[None, :]
    return np.asarray((one >= other).all(axis=2) & (one > other).any(axis=2))
