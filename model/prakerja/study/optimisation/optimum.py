"""What a search found: settings with their uncertainty, the best of those that hold, and the front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.paired import Difference, difference
from prakerja.study.optimisation.goal import Goal
from prakerja.study.runs.answers import Probability, Range
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table


@dataclass(frozen=True)
class Setting:
    """A setting of the levers, judged in fresh futures.

    Attributes
    ----------
    values
        By path.
    objective
        What to expect of the criterion, with its range over futures; `error` is its standard error.
    against
        Setting minus baseline, in the same futures.
    chances
        By constraint, the chance that it holds.
    holds
        Whether every constraint holds with its chance.
    """

    values: Mapping[str, int | float | date]
    objective: Range
    error: float
    against: Difference
    chances: Mapping[str, Probability]
    holds: bool

    @classmethod
    def of(cls, values: Mapping[str, Any], outcome: Floats, baseline: Floats, goal: Goal) -> Setting:
        """Judge a setting by its outcomes, shape (criterion, draw), and those of the baseline."""
        criterion, rows = CRITERIA[goal.name], dict(zip(goal.criteria, outcome, strict=True))
        held = {
            constraint: Probability.counted(constraint.holds(rows[constraint.name])) for constraint in goal.constraints
        }
        return cls(
            values=values,
            objective=Range.of(outcome[0], criterion.unit),
            error=float(outcome[0].std(ddof=1) / np.sqrt(outcome.shape[-1])),
            against=difference(criterion, ("setting", outcome[0]), ("baseline", baseline[0])),
            chances={str(constraint): chance for constraint, chance in held.items()},
            holds=all(chance.probability >= constraint.level for constraint, chance in held.items()),
        )


@dataclass(frozen=True, repr=False)
class Optimum(Shown):
    """What a search found.

    Attributes
    ----------
    scenario
        The baseline.
    goal
        What was asked for.
    baseline
        The baseline's own setting, judged in the same futures.
    settings
        The finalists, in the order of the front: by their objective, best first.
    looked_at
        How many settings the search judged.
    draws, seed
        Of the futures in which the finalists were judged: none that the search had seen.
    origin
        Where the draws come from, if from a posterior.
    """

    scenario: Scenario
    goal: Goal
    baseline: Setting
    settings: tuple[Setting, ...]
    looked_at: int
    draws: int
    seed: int
    origin: Mapping[str, Any]

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        goal: Goal,
        baseline: Setting,
        settings: Sequence[Setting],
        looked_at: int,
        draws: int,
        seed: int,
        origin: Mapping[str, Any],
    ) -> Optimum:
        """Put the finalists in order."""
        ranked = tuple(sorted(settings, key=lambda setting: -goal.sign * setting.objective.expected))
        return cls(scenario, goal, baseline, ranked, looked_at, draws, seed, origin)

    @property
    def best(self) -> Setting | None:
        """The best setting that holds; None if none does."""
        return next((setting for setting in self.settings if setting.holds), None)

    @property
    def nearest(self) -> Setting:
        """The setting whose least likely constraint is the most likely: what comes nearest where none holds."""
        return max(self.settings, key=lambda one: min((c.probability for c in one.chances.values()), default=1.0))

    def best_scenario(self) -> Scenario:
        """Return the baseline with the best setting, or the nearest, to compare or forecast."""
        chosen = self.best or self.nearest
        said = ", ".join(f"{path.rsplit('.', 1)[-1]} {value}" for path, value in chosen.values.items())
        return self.scenario.replace(dict(chosen.values), name=f"{self.scenario.name}, {said}")

    def to_dataframe(self) -> pd.DataFrame:
        """Return the finalists as a table, best first, the baseline last: never a number without its error."""
        rows = []
        for name, one in [*((f"{n}", s) for n, s in enumerate(self.settings, start=1)), ("baseline", self.baseline)]:
            low, high = one.objective.ranges[90]
            row: dict[str, Any] = {"setting": name, **one.values, "objective": self.goal.name}
            row |= {"unit": one.objective.unit, "expected": one.objective.expected, "error": one.error}
            row |= {"p5": low, "p95": high, "minus_baseline": one.against.expected}
            row |= {"minus_baseline_low": one.against.low, "minus_baseline_high": one.against.high}
            for said, chance in one.chances.items():
                row |= {f"chance of {said}": chance.probability, f"error of {said}": chance.error}
            rows.append(row | {"holds": one.holds})
        return pd.DataFrame(rows).set_index("setting")

    def save(self, path: str | Path) -> Path:
        """Write the table to a CSV file, complete or not at all."""
        return write_table(self.to_dataframe(), path)

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        goal = f"{'maximise' if self.goal.sign > 0 else 'minimise'} {self.goal.name}"
        asked = {"goal": goal, "subject_to": [str(one) for one in self.goal.constraints]}
        return made_of(self.scenario, self.seed, self.draws) | dict(self.origin) | asked
