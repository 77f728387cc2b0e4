"""A stage that somebody leaves by age, or never: how likely on each day, with the factors in force on that day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from prakerja.person.luck import cumulative


@dataclass(frozen=True)
class Step:
    """A step that somebody takes, or never: its probability, and the cumulative shares of its lag's days."""

    probability: float
    lag: list[float]


class InForce(NamedTuple):
    """What is in force on a day: a factor on the hazard of who will take the step, one on the odds of being such."""

    hazard: float = 1.0
    odds: float = 1.0


def step_by_day(probability: float, shares: Sequence[float], in_force: Sequence[InForce]) -> Step:
    """Return how a step goes for who comes to it on a day, worked out day by day.

    Parameters
    ----------
    probability
        Of ever taking it, as stated.
    shares
        The lag's share of each whole day, as stated.
    in_force
        The factors on each of those days, from the day of coming on.

    Examples
    --------
    Half of a half take it each day; with the hazard doubled on the first of two days, three quarters of them do:

    >>> step_by_day(0.5, [1.0, 1.0], [InForce(hazard=2.0), InForce()])
    Step(probability=0.5, lag=[0.75, 1.0])
    """
    leaving = []
    here, willing = 1.0, 1.0  # of all who came; of those who will take it as stated
    for hazard, now in zip(_hazards(shares), in_force, strict=True):
        part = 1 - (1 - hazard) ** now.hazard
        leave = _will(probability, willing, now.odds) * part
        leaving.append(here * leave)
        here *= 1 - leave
        willing *= 1 - part
    if not any(leaving):
        return Step(0.0, cumulative(shares))
    return Step(1 - here, cumulative(leaving))


def _hazards(shares: Sequence[float]) -> list[float]:
    """Return the part of those not yet through who are so on each day: 1 on the longest."""
    to_come = list(accumulate(reversed(shares)))[::-1]
    return [share / left if left > 0 else 0.0 for share, left in zip(shares, to_come, strict=True)]


def _will(probability: float, willing: float, odds: float) -> float:
    """Return the probability that somebody who is still here is one of those who will take the step."""
    favour = odds * probability * willing
    return favour / (favour + (1 - probability)) if favour > 0 else 0.0
