"""Portfolios: what some levers come to in every combination, in the same futures, and which of them to choose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import InputError, Problem, Scenario, load
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.comparison import Comparison
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.factorial import on_average, over_the_base, over_the_parts
from prakerja.study.comparison.levers import TOGETHER, combined, in_order
from prakerja.study.comparison.paired import Difference, critical, difference
from prakerja.study.comparison.policies import compare
from prakerja.study.comparison.preferences import Preferences
from prakerja.study.comparison.recommendation import Recommendation, recommend
from prakerja.study.comparison.score import contest
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table

_COST = ("paid_out", "owed")


@dataclass(frozen=True, repr=False)
class Portfolios(Shown):
    """Every combination of some levers, compared with the base in the same futures.

    Attributes
    ----------
    comparison
        Of all combinations, the base first.
    levers
        The names of the levers.
    within
        By the name of each policy of the comparison, the levers in it.
    preferences
        By which one is recommended; None where nobody has stated any.
    """

    comparison: Comparison
    levers: tuple[str, ...]
    within: Mapping[str, tuple[str, ...]]
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
        """Return what the combination of some levers is called in the comparison."""
        some = sorted(levers)
        return next(name for name, within in self.within.items() if sorted(within) == some)

    def on_average(self, criterion: str, *levers: str) -> Difference:
        """Return a lever's effect averaged over all settings of the others; the interaction, of several levers."""
        return self._contrast(criterion, levers, on_average(self._outcomes(criterion), self._axes(levers)))

    def together(self, criterion: str, *levers: str) -> Difference:
        """Return what some levers bring over the base, all others being left out; what one brings alone."""
        return self._contrast(criterion, levers, over_the_base(self._outcomes(criterion), self._axes(levers)))

    def beyond_the_parts(self, criterion: str, *levers: str) -> Difference:
        """Return what some levers bring together, less what each brings alone."""
        return self._contrast(criterion, levers, over_the_parts(self._outcomes(criterion), self._axes(levers)))

    @property
    def contrasts(self) -> int:
        """How many effects are looked at together: each interval is so wide that all hold at once."""
        some = 2 ** len(self.levers) - 1
        return (3 * some - len(self.levers)) * len(self.comparison.criteria)

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
        """Return every effect in a row: on average, together, and beyond the parts, by criterion and levers."""
        kinds = {"on average": self.on_average, "over the base": self.together, "over the parts": self.beyond_the_parts}
        rows = [
            _row(kind, some, effect(one.name, *some))
            for one in self.comparison.criteria
            for kind, effect in kinds.items()
            for some in self._subsets
            if kind != "over the parts" or len(some) > 1
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

    @property
    def _subsets(self) -> list[tuple[str, ...]]:
        return [some for size in range(1, len(self.levers) + 1) for some in combinations(self.levers, size)]

    def _outcomes(self, criterion: str) -> Floats:
        """Return a criterion with an axis a lever, shape (2, ..., 2, draw)."""
        values = self.comparison.values(criterion)
        shaped = np.empty((2,) * len(self.levers) + values.shape[1:])
        for policy, row in zip(self.comparison.names, values, strict=True):
            shaped[tuple(int(lever in self.within[policy]) for lever in self.levers)] = row
        return shaped

    def _axes(self, levers: Collection[str]) -> list[int]:
        wrong = [Problem(name, "unknown", nearest(name, self.levers)) for name in levers if name not in self.levers]
        if wrong or not levers:
            raise InputError("levers", wrong or [Problem("(none)", "", nearest("", self.levers))])
        return sorted(self.levers.index(name) for name in levers)

    def _contrast(self, criterion: str, levers: Iterable[str], gap: Floats) -> Difference:
        name = TOGETHER.join(sorted(levers))
        nothing = self.comparison.baseline, np.zeros_like(gap)
        return difference(CRITERIA[criterion], (name, gap), nothing, self.contrasts)


def combine(
    base: Scenario | str | Path,
    levers: Iterable[Scenario | str | Path],
    prefer: Preferences | str | Path | None = None,
    **how: Any,
) -> Portfolios:
    """Compare every combination of some levers with a base, in the same futures.

    Parameters
    ----------
    base
        A scenario or its file.
    levers
        Scenarios that change different things of the base, or their files: two to six, in any order.
    prefer
        What somebody wants of a policy, or its file: gives one recommendation, and the cheapest that will do.
    **how
        As for `compare`: draws, seed, as_of, criteria ...

    Raises
    ------
    InputError
        If two levers set the same key to different values (naming both), there are too few or too many, or a
        combination is no sound scenario.

    Examples
    --------
    >>> plan = load("scenarios/small.toml")
    >>> half = plan.replace({"policy.quota.places": 400}, name="half")
    >>> later = plan.replace({"policy.training.deadline": "2020-12-31"}, name="later")
    >>> found = combine(plan, [later, half], draws=16, seed=1, workers=1)
    >>> found.comparison.names, found.together("reached", "half").verdict
    (['small', 'half', 'later', 'half + later'], 'worse')
    """
    view = prefer if prefer is None or isinstance(prefer, Preferences) else Preferences.read(prefer)
    start = base if isinstance(base, Scenario) else load(base)
    chosen = in_order([one if isinstance(one, Scenario) else load(one) for one in levers])
    scenarios = combined(start, chosen)
    comparison = compare(start, scenarios.values(), **how)
    some = ((), *scenarios)
    return Portfolios(
        comparison, tuple(one.name for one in chosen), dict(zip(comparison.names, some, strict=True)), view
    )


def _row(kind: str, levers: tuple[str, ...], found: Difference) -> dict[str, Any]:
    return {
        "effect": kind, "levers": TOGETHER.join(levers), "order": len(levers), "criterion": found.criterion.name,
        "unit": found.criterion.unit, "better": found.criterion.better, "expected": found.expected,
        "standard_error": found.error, "simultaneous_low": found.low, "simultaneous_high": found.high,
        "verdict": found.verdict,
    }  # fmt: skip
