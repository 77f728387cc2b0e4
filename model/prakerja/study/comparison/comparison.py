"""A comparison: what policies come to in the same futures, and everything that can be asked of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.criteria import CRITERIA, Criterion
from prakerja.study.comparison.extra_cost import ExtraCost, extra_costs
from prakerja.study.comparison.outcomes import Outcomes
from prakerja.study.comparison.paired import Difference, best_shares, by_policy, difference, regrets, shared
from prakerja.study.comparison.pareto import Pareto, beats
from prakerja.study.comparison.scenario_discovery import Flips, find_rules
from prakerja.study.comparison.table import table
from prakerja.study.runs.answers import Probability, Range
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.wandering import told_by
from prakerja.study.runs.whole_file import write_table


@dataclass(frozen=True, repr=False)
class Comparison(Shown, Outcomes):
    """Policies in the same futures, the first being the baseline: what is kept of them stands with `Outcomes`."""

    @property
    def year_end(self) -> date:
        """The day the questions are asked about."""
        return self.scenario.clock.year_end

    def plot(self, name: str = "differences", ax: Any = None, lang: str = "en", **more: Any) -> Any:
        """Draw a figure, or two criteria against each other.

        Parameters
        ----------
        name
            Which figure: ``"differences"``, ``"fans"``, ``"backlog"``, ``"pareto"``, ``"provinces"``, ``"decision"``.
        ax
            Axes to draw into, new ones unless given; or the name of a criterion, when `name` is another.
        lang
            ``"en"`` or ``"id"``.
        **more
            What this figure takes besides, such as ``criteria`` or ``series``.

        Examples
        --------
        ``comparison.plot("owed", "effective")`` draws the Pareto picture of these two.
        """
        if isinstance(ax, str):
            return super().plot("pareto", lang=lang, criteria=(name, ax))
        return super().plot(name, ax, lang, **more)

    def values(self, criterion: str, policy: str | None = None) -> Floats:
        """Return a criterion future by future: shape (draw,) for a policy, else (policy, draw)."""
        number = self._number(self._criterion(criterion).name, [one.name for one in self.criteria])
        outcome = np.asarray(self.data["outcome"])[:, number]
        return outcome if policy is None else outcome[self._policy(policy)]

    def range(self, criterion: str, policy: str) -> Range:
        """Return what to expect of a policy by a criterion."""
        return Range.of(self.values(criterion, policy), self._criterion(criterion).unit)

    def difference(self, criterion: str, policy: str, minus: str | None = None) -> Difference:
        """Return policy minus baseline in a criterion.

        Parameters
        ----------
        criterion, policy
            Which.
        minus
            Another policy to take off, in the place of the baseline.

        Returns
        -------
        with an interval so wide that it holds together with those of all other policies and criteria
        """
        minus = self.baseline if minus is None else minus
        found = self._criterion(criterion)
        one, other = (policy, self.values(criterion, policy)), (minus, self.values(criterion, minus))
        return difference(found, one, other, self.comparisons)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Every policy minus the baseline, in every criterion."""
        return tuple(self.difference(one.name, policy) for one in self.criteria for policy in self.names[1:])

    @cached_property
    def extra_costs(self) -> tuple[ExtraCost, ...]:
        """What one more person costs under every policy than under the baseline, where its criteria tell of both."""
        return extra_costs(self)

    @property
    def comparisons(self) -> int:
        """How many differences are looked at together."""
        return len(self.criteria) * (len(self.policies) - 1)

    def best(self, criterion: str) -> Mapping[str, Probability]:
        """Return the chance that each policy is the best of all by a criterion; ties are shared."""
        return by_policy(self.names, best_shares(self.values(criterion), self._criterion(criterion).sign))

    def regret(self, criterion: str) -> Mapping[str, Range]:
        """Return by how much each policy falls short of the best of the same future."""
        found = regrets(self.values(criterion), self._criterion(criterion).sign)
        return {name: Range.of(short, CRITERIA[criterion].unit) for name, short in zip(self.names, found, strict=True)}

    def ranking(self, criterion: str) -> list[str]:
        """Return the policies by what is expected of them, the best first; the baseline first among equals."""
        means = CRITERIA[criterion].sign * self.values(criterion).mean(axis=1)
        return [self.names[number] for number in np.argsort(-means, kind="stable")]

    def pareto(self, criteria: Iterable[str]) -> Pareto:
        """Return the policies that no other beats in all of some criteria."""
        chosen = [self._criterion(name) for name in criteria]
        if not chosen:
            raise InputError("comparison", [Problem("criteria", "", "name at least one")])
        points = np.stack([one.sign * self.values(one.name) for one in chosen], axis=1)
        beaten = beats(points.mean(axis=2))
        by = {name: tuple(self.names[n] for n in np.flatnonzero(beaten[:, i])) for i, name in enumerate(self.names)}
        unbeaten = ~beats(points).any(axis=0)
        return Pareto(
            criteria=tuple(one.name for one in chosen),
            policies=tuple(name for name in self.names if not by[name]),
            beaten_by={name: others for name, others in by.items() if others},
            chance=by_policy(self.names, np.asarray(unbeaten, dtype=np.float64)),
        )

    def flips(self, criterion: str, policy: str, minus: str | None = None) -> Flips:
        """Say where in the world the ranking of two policies turns round: the baseline is the other unless given."""
        key = criterion, policy, minus
        if key not in self._flips:
            self._flips[key] = self._find_flips(criterion, policy, minus)
        return self._flips[key]

    @cached_property
    def _flips(self) -> dict[tuple[str, str, str | None], Flips]:
        """What was looked for before: a search takes a while."""
        return {}

    def _find_flips(self, criterion: str, policy: str, minus: str | None) -> Flips:
        other = self.baseline if minus is None else minus
        gap = self._criterion(criterion).sign * (self.values(criterion, policy) - self.values(criterion, other))
        ahead, behind = (policy, other) if gap.mean() >= 0 else (other, policy)
        turned = gap < 0 if ahead == policy else gap > 0
        return Flips(
            criterion,
            ahead,
            behind,
            shared(turned.astype(np.float64)),
            find_rules(told_by(self.scenario, self.world), turned),
        )

    def to_dataframe(self) -> pd.DataFrame:
        """Return every policy minus the baseline as a table, one row a criterion and policy, both policies named."""
        return table(
            self.differences,
            ranges={one.name: {name: self.range(one.name, name) for name in self.names} for one in self.criteria},
            best={one.name: self.best(one.name) for one in self.criteria},
            regret={one.name: self.regret(one.name) for one in self.criteria},
        )

    def to_ema(self) -> tuple[pd.DataFrame, dict[str, Floats]]:
        """Return experiments and outcomes as EMAworkbench takes them: a row a policy and future.

        Returns
        -------
        the values of the world by their paths, with ``policy`` and ``scenario`` (the number of the future); and every
        criterion by its name, shape (policies x futures,), in the order of the rows

        Examples
        --------
        ``Prim(experiments, outcomes["owed"] > 5e12, threshold=0.8)`` with ``ema_workbench.analysis.prim.Prim``
        """
        futures = pd.DataFrame(told_by(self.scenario, self.world))
        rows = [futures.assign(policy=name, scenario=np.arange(len(self))) for name in self.names]
        return pd.concat(rows, ignore_index=True), {
            one.name: self.values(one.name).reshape(-1) for one in self.criteria
        }

    def save(self, path: str | Path) -> Path:
        """Write everything to a netCDF file, or the table of differences to a CSV file, as the path ends."""
        csv = Path(path).suffix == ".csv"
        return write_table(self.to_dataframe(), path, index=False) if csv else super().save(path)

    def _criterion(self, name: str) -> Criterion:
        return self.criteria[self._number(name, [one.name for one in self.criteria])]

    def _policy(self, name: str) -> int:
        return self._number(name, self.names)

    def _number(self, name: str, known: Sequence[str]) -> int:
        if name not in known:
            raise InputError("comparison", [Problem(name, "unknown", nearest(name, known))])
        return list(known).index(name)
