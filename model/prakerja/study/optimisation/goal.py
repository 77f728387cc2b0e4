"""What a search is for: an objective to make small or large, and what must hold meanwhile, as people write them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.constraint import Constraint
from prakerja.study.comparison.criteria import CRITERIA


@dataclass(frozen=True)
class Goal:
    """An objective, and what must hold.

    Attributes
    ----------
    name, sign
        The criterion, and 1 to make its expected value large, -1 to make it small.
    constraints
        What must hold.
    """

    name: str
    sign: int
    constraints: tuple[Constraint, ...]

    @classmethod
    def read(cls, minimise: str | None, maximise: str | None, subject_to: Iterable[str]) -> Goal:
        """Read a goal: one criterion to minimise or to maximise, and constraints."""
        if (minimise is None) == (maximise is None):
            raise InputError("optimise", [Problem("objective", "", "name one criterion to minimise or to maximise")])
        name = minimise or maximise or ""
        if name not in CRITERIA:
            raise InputError("optimise", [Problem("objective", name, nearest(name, CRITERIA))])
        return cls(name, -1 if minimise else 1, tuple(map(Constraint.read, subject_to)))

    @property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion it needs, the objective first."""
        return tuple(dict.fromkeys([self.name, *(constraint.name for constraint in self.constraints)]))
