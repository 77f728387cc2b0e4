"""Portfolios: what levers come to in combinations, in the same futures, and which of them to choose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.effect_row import effect_row
from prakerja.study.comparison.factorial import foretold, on_average
from prakerja.study.comparison.fraction import Levels, mixed_with
from prakerja.study.comparison.levers import TOGETHER
from prakerja.study.comparison.paired import Difference, critical, difference
from prakerja.study.comparison.preferences import Preferences
from prakerja.study.comparison.recommendation import Recommendation, recommend
from prakerja.study.comparison.score import contest
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table

_COST = ("paid_out", "owed")


@dataclass(frozen=True, repr=False)
class Portfolios(Shown):
    """Combinations of some levers, compared with the base in the same futures.

    Attributes
    ----------
    comparison
        Of all combinations that were run, the base first.
    levers
        The names of the levers.
    within
        By the name of each policy of the comparison, the levers in it.
    runs
        How many of the policies are the design of which effects are told: all of up to six levers; else a fraction, and
        the others are each lever alone, and the combinations that it foretold to be best.
    preferences
        By which one is recommended; None where nobody has stated any.
    """

    comparison: Comparison
    levers: tuple[str, ...]
    within: Mapping[str, tuple[str, ...]]
    runs: int
    preferences: Preferences | None = None

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        return self.comparison.provenance | {"levers": self.levers}

    @cached_property
    def recommendation(self) -> Recommendation | None:
        """The best combination by the preferences."""
        return recommend(self.comparison, self.preferences) if self.preferences else None

    def policy(self, *levers: str) -> str:
        """Return what the combination of some levers is called in the comparison.

        Raises
        ------
        InputError
            If a lever is unknown, or this combination was not run.
        """
        self._axes(levers)
        return self.comparison.names[self._row_of(levers)]

    @cached_property
    def levels(self) -> Levels:
        """Which levers are in which policy, shape (policy, lever)."""
        return np.array([[lever in some for lever in self.levers] for some in self.within.values()])

    def on_average(self, criterion: str, *levers: str) -> Difference:
        """Return a lever's effect averaged over all settings of the others; the interaction, of several levers."""
        values, axes = self.comparison.values(criterion), self._axes(levers)
        return self._contrast(criterion, levers, on_average(self.levels[: self.runs], values[: self.runs], axes))

    def together(self, criterion: str, *levers: str) -> Difference:
        """Return what some levers bring over the base, all others being left out; what one brings alone."""
        return self._contrast(criterion, levers, self._gain(criterion, levers))

    def beyond_the_parts(self, criterion: str, *levers: str) -> Difference:
        """Return what some levers bring together, less what each brings alone."""
        alone = [self._gain(criterion, [lever]) for lever in levers]
        return self._contrast(criterion, levers, self._gain(criterion, levers) - np.asarray(np.sum(alone, axis=0)))

    def mixed_with(self, *levers: str) -> list[tuple[str, ...]]:
        """Return the levers and pairs whose effect the runs cannot tell from that of some levers."""
        axes = self._axes(levers)
        return [tuple(self.levers[axis] for axis in some) for some in mixed_with(axes, len(self.levers))]

    def missed_by(self, criterion: str) -> float:
        """Return by how much, at most, levers and pairs foretold otherwise what those run afterwards came to."""
        values = self.comparison.values(criterion)
        told = foretold(self.levels[: self.runs], values[: self.runs], self.levels[self.runs :])
        return float(np.abs((told - values[self.runs :]).mean(axis=1)).max(initial=0.0))

    @cached_property
    def effects(self) -> dict[str, list[tuple[str, ...]]]:
        """The effects that are told, of which levers, by kind: averaged, over the base, and beyond the parts."""
        run, full = [some for some in self.within.values() if some], self.runs == 2 ** len(self.levers)
        pairs = [some for size in (1, 2) for some in combinations(self.levers, size)]
        several = [some for some in run if len(some) > 1]
        return {"on average": run if full else pairs, "over the base": run, "over the parts": several}

    @cached_property
    def contrasts(self) -> int:
        """How many effects are looked at together: each interval is so wide that all hold at once."""
        return sum(map(len, self.effects.values())) * len(self.comparison.criteria)

    @cached_property
    def cheapest(self) -> str | None:
        """The combination that costs least of those that keep what is required; the fewest levers among equals.

        What is paid out by the year end and what is still owed then; what a lever costs to introduce is not known.
        """
        if not self.recommendation or not self.recommendation.preferences.require or self._costless:
            return None
        return min(self.recommendation.allowed, key=lambda name: float(self.cost(name).mean()), default=None)

    @cached_property
    def simplest(self) -> str | None:
        """The combination of the fewest levers that, by the preferences, is not clearly worse than the recommended."""
        if self.recommendation is None:
            return None
        best, among = self.recommendation.policy, self.recommendation.among
        scores = contest(self.comparison, self.recommendation.preferences, among).scores
        gaps = scores[among.index(best)] - scores
        reach = critical(gaps.shape[1], max(1, len(among) - 1)) * gaps.std(axis=1, ddof=1) / np.sqrt(gaps.shape[1])
        near = [name for name, clear in zip(among, gaps.mean(axis=1) > reach, strict=True) if not clear]
        return min(near, key=lambda name: (len(self.within[name]), name != best))

    def cost(self, policy: str) -> Floats:
        """Return what a combination pays out by the year end and then still owes, in rupiah, shape (draw,)."""
        return np.sum([self.comparison.values(name, policy) for name in _COST], axis=0)

    def to_dataframe(self) -> pd.DataFrame:
        """Return every effect in a row: on average, over the base, and over the parts, by criterion and levers."""
        kinds = {"on average": self.on_average, "over the base": self.together, "over the parts": self.beyond_the_parts}
        rows = [
            effect_row(kind, some, kinds[kind](one.name, *some), self.mixed_with(*some) if kind == "on average" else [])
            for one in self.comparison.criteria
            for kind, told in self.effects.items()
            for some in told
        ]
        return pd.DataFrame(rows)

    def save(self, folder: str | Path) -> list[Path]:
        """Write all effects, all combinations and the comparison of them into a folder; return the files."""
        folder = Path(folder)
        return [
            write_table(self.to_dataframe(), folder / "effects.csv", index=False),
            self.comparison.save(folder / "comparison.csv"),
            self.comparison.save(folder / "comparison.nc"),
        ]

    @property
    def _costless(self) -> bool:
        return not {*_COST} <= {one.name for one in self.comparison.criteria}

    def _gain(self, criterion: str, levers: Collection[str]) -> Floats:
        """Return a combination minus the base, future by future."""
        self._axes(levers)
        values = self.comparison.values(criterion)
        return values[self._row_of(levers)] - values[0]

    def _row_of(self, levers: Collection[str]) -> int:
        row = self._rows.get(frozenset(levers))
        if row is None:
            said = f"was not run: on_average tells effects of {len(self.levers)} levers, and of pairs"
            raise InputError("levers", [Problem(TOGETHER.join(levers), "", said)])
        return row

    @cached_property
    def _rows(self) -> dict[frozenset[str], int]:
        return {frozenset(some): row for row, some in enumerate(self.within.values())}

    def _axes(self, levers: Collection[str]) -> list[int]:
        wrong = [Problem(name, "unknown", nearest(name, self.levers)) for name in levers if name not in self.levers]
        if wrong or not levers:
            raise InputError("levers", wrong or [Problem("(none)", "", nearest("", self.levers))])
        return sorted(self.levers.index(name) for name in levers)

    def _contrast(self, criterion: str, levers: Iterable[str], gap: Floats) -> Difference:
        name = TOGETHER.join(sorted(levers))
        nothing = self.comparison.baseline, np.zeros_like(gap)
        return difference(CRITERIA[criterion], (name, gap), nothing, self.contrasts)
