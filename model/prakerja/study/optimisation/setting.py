"""A setting of the levers, judged in fresh futures: what to expect of each objective, and whether all holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.paired import Difference, difference
from prakerja.study.optimisation.goal import Goal
from prakerja.study.runs.answers import Probability, Range


@dataclass(frozen=True)
class ObjectiveValue:
    """What to expect of an objective in a setting.

    Attributes
    ----------
    level
        With its range over futures; `error` is its standard error.
    against
        Setting minus baseline, in the same futures, with an interval that holds for all settings and objectives at
        once: so it holds for whichever is chosen.
    """

    level: Range
    error: float
    against: Difference


@dataclass(frozen=True)
class Setting:
    """A setting of the levers.

    Attributes
    ----------
    values
        By path.
    objectives
        What to expect of each.
    chances
        By constraint, the chance that it holds.
    holds
        Whether every constraint holds with its chance.
    """

    values: Mapping[str, int | float | date]
    objectives: tuple[ObjectiveValue, ...]
    chances: Mapping[str, Probability]
    holds: bool

    @classmethod
    def of(
        cls, values: Mapping[str, Any], outcome: Floats, baseline: Floats, goal: Goal, comparisons: int = 1
    ) -> Setting:
        """Judge a setting by its outcomes, shape (criterion, draw), and those of the baseline.

        Parameters
        ----------
        comparisons
            How many differences from the baseline are looked at together.
        """
        rows = dict(zip(goal.criteria, outcome, strict=True))
        base = dict(zip(goal.criteria, baseline, strict=True))
        held = {one: Probability.counted(one.holds(rows[one.name])) for one in goal.constraints}
        return cls(
            values=values,
            objectives=tuple(_value_of(n.name, rows[n.name], base[n.name], comparisons) for n in goal.objectives),
            chances={str(constraint): chance for constraint, chance in held.items()},
            holds=all(chance.probability >= constraint.level for constraint, chance in held.items()),
        )


def _value_of(name: str, values: Floats, baseline: Floats, comparisons: int) -> ObjectiveValue:
    criterion = CRITERIA[name]
    return ObjectiveValue(
        level=Range.of(values, criterion.unit),
        error=float(values.std(ddof=1) / np.sqrt(len(values))),
        against=difference(criterion, ("setting", values), ("baseline", baseline), comparisons),
    )
