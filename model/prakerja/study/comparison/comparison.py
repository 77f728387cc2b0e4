"""A comparison: what policies come to in the same futures, and everything that can be asked of that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.box import Flags
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.extra_cost import ExtraCost, extra_costs
from prakerja.study.comparison.outcomes import Outcomes
from prakerja.study.comparison.paired import Difference, best_shares, by_policy, difference, regrets
from prakerja.study.comparison.pareto import Pareto
from prakerja.study.comparison.scenario_discovery import Flips, flips_of, turned
from prakerja.study.comparison.table import by_future, of_world, table
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
            ``"differences"``, ``"fans"``, ``"backlog"``, ``"pareto"``, ``"provinces"``, ``"decision"`` or ``"turns"``.
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
        return Pareto.of(self.names, [one.name for one in chosen], points)

    def flips(self, criterion: str, policy: str, minus: str | None = None) -> Flips:
        """Say where in the world the ranking of two policies turns round: the baseline is the other unless given."""
        key = criterion, policy, minus
        if key not in self._flips:
            two, world = (policy, self.baseline if minus is None else minus), told_by(self.scenario, self.world)
            self._flips[key] = flips_of(criterion, two, self._gains(*key), world)
        return self._flips[key]

    @cached_property
    def _flips(self) -> dict[tuple[str, str, str | None], Flips]:
        """What was looked for before: a search takes a while."""
        return {}

    def turned(self, criterion: str, policy: str, minus: str | None = None) -> Flags:
        """Say in which futures the ranking of two policies is the other way round than in expectation: (draw,)."""
        return turned(self._gains(criterion, policy, minus))

    def _gains(self, criterion: str, policy: str, minus: str | None) -> Floats:
        other = self.baseline if minus is None else minus
        return self._criterion(criterion).sign * (self.values(criterion, policy) - self.values(criterion, other))

    def to_dataframe(self, of: Literal["differences", "futures", "world"] = "differences") -> pd.DataFrame:
        """Return the comparison as a tidy table.

        Parameters
        ----------
        of
            ``"differences"``: every policy minus the baseline, one row a criterion and policy, both policies named.
            ``"futures"``: one row a future, policy and criterion (``draw``, ``policy``, ``criterion``, ``unit``,
            ``value``).
            ``"world"``: one row a future and value of the baseline's world (``draw``, ``path``, ``value``).

        Examples
        --------
        >>> from prakerja.scenario import load
        >>> from prakerja.study import compare
        >>> plan = load("scenarios/small.toml")
        >>> half = plan.replace({"policy.quota.places": 400}, name="half")
        >>> futures = compare(plan, half, draws=16, criteria=["effective", "owed"], workers=1).to_dataframe("futures")
        >>> len(futures), list(futures.columns)
        (64, ['draw', 'policy', 'criterion', 'unit', 'value'])
        >>> futures.pivot(index="draw", columns=["criterion", "policy"], values="value").shape
        (16, 4)
        """
        if of == "futures":
            return by_future(self.names, self.criteria, np.asarray(self.data["outcome"]))
        if of == "world":
            return of_world(told_by(self.scenario, self.world))
        if of != "differences":
            raise InputError("comparison", [Problem("of", of, nearest(of, ["differences", "futures", "world"]))])
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
