"""`[expects]`: what theory says a policy does, against the scenario it extends. It changes no result: it is tested."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from prakerja.scenario.plain import Name
from prakerja.scenario.problems import Problem, found, refusal
from prakerja.scenario.section import Table


class Expects(Table):
    """Which criteria of `prakerja compare` are expected to be higher, lower, or no other, and why.

    Attributes
    ----------
    because
        The argument, in a line.
    higher, lower, same
        Names of criteria.
    """

    because: Annotated[str, Field(min_length=3, description="what theory says, in a line")]
    higher: list[Name] = []
    lower: list[Name] = []
    same: list[Name] = []

    @property
    def criteria(self) -> list[str]:
        """The names of all criteria that something is expected of."""
        return [*self.higher, *self.lower, *self.same]

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        named = self.criteria
        twice = sorted({name for name in named if named.count(name) > 1})
        if twice:
            raise refusal(Problem("", found(twice[0]), "must stand once, in one of higher, lower and same"))
        if not named:
            raise refusal(Problem("", "", "must name a criterion in higher, lower or same"))
        return self
