"""What drives an answer: which unknown values of the world it hangs on, and which to measure next."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import Range
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.quantities import QUANTITIES
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.wandering import told_by
from prakerja.study.runs.whole_file import write_table
from prakerja.study.sensitivity.information_value import Question
from prakerja.study.sensitivity.ranks import Driver, rank_correlations
from prakerja.study.sensitivity.sobol import Index
from prakerja.study.sensitivity.tornado import Tornado


@dataclass(frozen=True, repr=False)
class Drivers(Shown):
    """What an outcome at the year end hangs on, without dice.

    Attributes
    ----------
    scenario, outcome, seed
        What was asked: a name of `QUANTITIES`, at the year end.
    world, values
        The draws, and the outcome of each.
    origin
        Where the draws come from: a posterior, or why nothing was learnt, or that they were given. Unless they are of
        what the scenario states, the tornado and the Sobol indices take each value's quantiles from them, and leave out
        what ties the values to one another.
    tornado
        The swings of one value at a time.
    indices
        Shares of the variance; the last are those of all other values together.
    questions
        What is worth measuring: for each count whether it reaches the target, the outcome itself, and money owed.
    runs
        Of the fluid engine, all told.
    """

    scenario: Scenario
    outcome: str
    seed: int
    world: Draws
    values: Floats
    origin: Mapping[str, Any]
    tornado: Tornado
    indices: tuple[Index, ...]
    questions: tuple[Question, ...]
    runs: int

    @property
    def given(self) -> bool:
        """Return whether the draws are others than those of what the scenario states."""
        return "nothing_learnt" not in self.origin

    @cached_property
    def correlations(self) -> list[Driver]:
        """The rank correlation of each value with the outcome, the strongest first."""
        return rank_correlations(told_by(self.scenario, self.world), self.values)

    @property
    def range(self) -> Range:
        """What to expect of the outcome."""
        return Range.of(self.values, QUANTITIES[self.outcome].unit)

    @property
    def target(self) -> Question:
        """Whether the target is met, by the count for which this is most open."""
        return max((asked for asked in self.questions if asked.at_least is not None), key=lambda asked: asked.variance)

    def about(self, name: str) -> Question:
        """Find what is worth measuring to know how much a quantity will be: the outcome, or ``"owed"``."""
        return next(asked for asked in self.questions if asked.at_least is None and asked.name == name)

    def to_dataframe(self) -> pd.DataFrame:
        """Return everything by value of the world, the widest swing first; shares are of variances."""
        table = pd.DataFrame(
            {
                "low": {swing.path: swing.low for swing in self.tornado.swings},
                "high": {swing.path: swing.high for swing in self.tornado.swings},
                "outcome_at_low": {swing.path: swing.at_low for swing in self.tornado.swings},
                "outcome_at_high": {swing.path: swing.at_high for swing in self.tornado.swings},
                "rank_correlation": {driver.path: driver.correlation for driver in self.correlations},
                **self._sobol_columns(),
                **{
                    name: {worth.path: getattr(worth, part) for worth in asked.worth}
                    for asked in self.questions
                    for name, part in ((_column(asked), "share"), (f"{_column(asked)}_error", "error"))
                },
            },
            index=[swing.path for swing in self.tornado.swings],
        )
        return table.rename_axis("value")

    def _sobol_columns(self) -> dict[str, dict[str, float]]:
        alone = {index.paths[0]: index for index in self.indices if len(index.paths) == 1}
        columns: dict[str, dict[str, float]] = {}
        for order in ("first", "total"):
            columns[f"sobol_{order}"] = {path: getattr(index, order) for path, index in alone.items()}
            for end, name in enumerate(("low", "high")):
                columns[f"sobol_{order}_{name}"] = {
                    path: getattr(index, f"{order}_range")[end] for path, index in alone.items()
                }
        return columns

    def save(self, path: str | Path) -> Path:
        """Write the table as CSV, complete or not at all."""
        return write_table(self.to_dataframe(), path, float_format="%.10g")

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: scenario and its hash, outcome, seed, draws, versions."""
        drawn = hashlib.sha256()
        for path in sorted(self.world.values):
            drawn.update(path.encode() + np.ascontiguousarray(self.world[path]).tobytes())
        return made_of(self.scenario, self.seed, len(self.world)) | {
            "outcome": self.outcome,
            "on": self.scenario.clock.year_end.isoformat(),
            "draws_hash": drawn.hexdigest()[:12],
            "runs": self.runs,
            **self.origin,
        }


def _column(asked: Question) -> str:
    return f"tells_{asked.name}" + ("" if asked.at_least is None else "_reaches_target")
