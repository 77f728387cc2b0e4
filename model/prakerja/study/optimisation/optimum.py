"""What a search found: settings with their uncertainty, the best that holds or the front, and how flat it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import Scenario
from prakerja.study.comparison.pareto import beats
from prakerja.study.optimisation.goal import Goal
from prakerja.study.optimisation.region import Region
from prakerja.study.optimisation.setting import Setting
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table


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
        The finalists, by the first objective, best first.
    region
        The settings that do as well as the best; None with two objectives, or where no setting holds.
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
    region: Region | None
    looked_at: int
    draws: int
    seed: int
    origin: Mapping[str, Any]

    @cached_property
    def front(self) -> tuple[Setting, ...]:
        """The settings that hold and that no other of them beats in all objectives; with one, the best alone."""
        able = [setting for setting in self.settings if setting.holds]
        if not able or len(self.goal.objectives) == 1:
            return tuple(able[:1])
        signs = [one.sign for one in self.goal.objectives]
        gains = np.array([[worth.level.expected for worth in setting.objectives] for setting in able]) * signs
        beaten = beats(gains)
        return tuple(setting for number, setting in enumerate(able) if not beaten[:, number].any())

    @property
    def best(self) -> Setting | None:
        """The best setting that holds, by the first objective; None if none does."""
        return self.front[0] if self.front else None

    @property
    def nearest(self) -> Setting:
        """The setting whose least likely constraint is the most likely: what comes nearest where none holds."""
        return max(self.settings, key=lambda one: min((c.probability for c in one.chances.values()), default=1.0))

    def best_scenario(self, number: int = 0) -> Scenario:
        """Return the baseline with a setting of the front, the first unless said, to compare or forecast.

        Where no setting holds, it is that with the nearest.
        """
        chosen = self.front[number] if self.front else self.nearest
        said = ", ".join(f"{path.rsplit('.', 1)[-1]} {value}" for path, value in chosen.values.items())
        return self.scenario.replace(dict(chosen.values), name=f"{self.scenario.name}, {said}")

    def to_dataframe(self) -> pd.DataFrame:
        """Return the finalists as a table, best first, the baseline last: a row a setting and objective.

        No number stands without its error.
        """
        numbered = [*((f"{n}", one) for n, one in enumerate(self.settings, start=1)), ("baseline", self.baseline)]
        rows = [row for name, one in numbered for row in self._rows(name, one)]
        return pd.DataFrame(rows).set_index("setting")

    def _rows(self, name: str, one: Setting) -> list[dict[str, Any]]:
        said: dict[str, Any] = {}
        for constraint, chance in one.chances.items():
            said |= {f"chance of {constraint}": chance.probability, f"error of {constraint}": chance.error}
        said |= {"holds": one.holds, "front": one in self.front}
        rows = []
        for objective, worth in zip(self.goal.objectives, one.objectives, strict=True):
            low, high = worth.level.ranges[90]
            row: dict[str, Any] = {"setting": name, **one.values, "objective": objective.name}
            row |= {"unit": worth.level.unit, "expected": worth.level.expected, "error": worth.error}
            row |= {"p5": low, "p95": high, "minus_baseline": worth.against.expected}
            row |= {"minus_baseline_low": worth.against.low, "minus_baseline_high": worth.against.high}
            rows.append(row | said)
        return rows

    def save(self, path: str | Path) -> Path:
        """Write the table to a CSV file, complete or not at all."""
        return write_table(self.to_dataframe(), path)

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        goal = [f"{'maximise' if one.sign > 0 else 'minimise'} {one.name}" for one in self.goal.objectives]
        asked = {"goal": ", ".join(goal), "subject_to": [str(one) for one in self.goal.constraints]}
        return made_of(self.scenario, self.seed, self.draws) | dict(self.origin) | asked
