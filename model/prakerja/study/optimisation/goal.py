"""What a search is for: objectives to make small or large, and what must hold meanwhile, as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.constraint import Constraint
from prakerja.study.comparison.criteria import CRITERIA

MOST = 2
"""Objectives: a front of two is a line that people can read; what else counts is better said as what must hold."""


@dataclass(frozen=True)
class Objective:
    """A criterion whose expected value counts, and 1 to make it large, -1 to make it small."""

    name: str
    sign: int


@dataclass(frozen=True)
class Goal:
    """One or two objectives, and what must hold."""

    objectives: tuple[Objective, ...]
    constraints: tuple[Constraint, ...] = ()

    @classmethod
    def read(
        cls,
        goals: str | Iterable[str] | None = None,
        minimise: str | Iterable[str] | None = None,
        maximise: str | Iterable[str] | None = None,
        subject_to: str | Iterable[str] = (),
    ) -> Goal:
        """Read criteria to make better, as each of them is better, or small, or large; and constraints.

        Raises
        ------
        InputError
            If a criterion is unknown or named twice, there is none or more than `MOST`, or a constraint is none.

        Examples
        --------
        >>> Goal.read(["owed", "effective"]).objectives
        (Objective(name='owed', sign=-1), Objective(name='effective', sign=1))
        """
        better, small, large = (_listed(names) for names in (goals, minimise, maximise))
        named = [*better, *small, *large]
        wrong = [Problem("objective", name, nearest(name, CRITERIA)) for name in named if name not in CRITERIA]
        wrong += [Problem("objective", name, "must be named once") for name in {*named} if named.count(name) > 1]
        if not 1 <= len(named) <= MOST:
            said = "name one criterion or two: to make better (goal), to minimise or to maximise"
            wrong.append(Problem("objective", ", ".join(named), said))
        if wrong:
            raise InputError("optimise", wrong)
        signs = {name: CRITERIA[name].sign for name in better} | dict.fromkeys(small, -1) | dict.fromkeys(large, 1)
        return cls(tuple(Objective(*one) for one in signs.items()), tuple(map(Constraint.read, _listed(subject_to))))

    @property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion it needs, the objectives first."""
        names = [*(one.name for one in self.objectives), *(one.name for one in self.constraints)]
        return tuple(dict.fromkeys(names))

    def gains(self, outcomes: Floats) -> Floats:
        """Return the objectives future by future, turned so that more is better.

        Parameters
        ----------
        outcomes
            Of one setting or of many, shape (..., criterion, draw), in the order of `criteria`.

        Returns
        -------
        shape (..., objective, draw)
        """
        signs = np.array([one.sign for one in self.objectives], dtype=np.float64)
        return np.asarray(outcomes[..., : len(signs), :] * signs[:, None])

    def slacks(self, outcome: Floats) -> list[float]:
        """Return by how much each constraint holds (see `Constraint.slack`) in one setting, shape (criterion, draw)."""
        rows = dict(zip(self.criteria, outcome, strict=True))
        return [one.slack(rows[one.name]) for one in self.constraints]

    def slack(self, outcome: Floats) -> float:
        """Return the least of the slacks, and zero where nothing must hold: what is below zero does not do."""
        return min(self.slacks(outcome), default=0.0)


def _listed(names: str | Iterable[str] | None) -> list[str]:
    return [] if names is None else [names] if isinstance(names, str) else list(names)
