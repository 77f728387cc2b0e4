"""A scenario: a complete named set of inputs, frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, ValidationError, model_validator

from prakerja.scenario.beliefs import World
from prakerja.scenario.days import Days
from prakerja.scenario.decisions import Policy
from prakerja.scenario.explain import explain
from prakerja.scenario.problems import InputError
from prakerja.scenario.section import Table

PROSE = frozenset({"name", "title", "purpose", "source"})
"""Keys that say something about a value and change no result."""


class Clock(Table):
    """The span of the simulation."""

    launch: date
    year_end: date
    ends: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.launch < self.year_end <= self.ends:
            raise ValueError("dates must satisfy launch < year_end <= ends")
        if (self.ends - self.launch).days > 800:
            raise ValueError("a scenario may span at most 800 days")
        return self


class Scenario(Table):
    """A complete named set of inputs: what the office decides and what nobody decides."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants", title="Kartu Prakerja scenario")

    name: Annotated[str, Field(min_length=1)] = "unnamed"
    title: Annotated[str, Field(min_length=3)]
    purpose: Annotated[str, Field(min_length=3)]
    source: Annotated[str, Field(min_length=3)]
    as_of: date
    clock: Clock
    policy: Policy
    world: World

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        for kind in ("platforms", "institutions", "partners"):
            decided, believed = set(getattr(self.policy, kind)), set(getattr(self.world, kind))
            if decided != believed:
                names = ", ".join(sorted(decided ^ believed))
                raise ValueError(f"policy.{kind} and world.{kind} must name the same {kind}; only in one: {names}")
        provinces = set(self.world.provinces)
        for name, weights in self.policy.province_weights.items():
            if set(weights) != provinces:
                odd = ", ".join(sorted(set(weights) ^ provinces))
                raise ValueError(f"policy.province_weights.{name} must weigh exactly the provinces of world; not: {odd}")
        known = {"none", *self.policy.province_weights}
        for where, table in [("selection", self.policy.selection), *self.policy.waves.items()]:
            if table.province_weights is not None and table.province_weights not in known:
                raise ValueError(
                    f"province_weights of {where} is {table.province_weights!r}; known: {', '.join(sorted(known))}"
                )
        for name, outage in self.world.outages.items():
            if outage.partner not in self.world.partners:
                raise ValueError(f"world.outages.{name}.partner is {outage.partner!r}, not one of the partners")
        if not self.clock.launch <= self.policy.target.by <= self.clock.ends:
            raise ValueError("policy.target.by must lie within the clock")
        if not self.clock.launch <= self.as_of <= self.clock.ends:
            raise ValueError("as_of must lie within the clock")
        return self

    @property
    def days(self) -> Days:
        """Dates to day numbers and back."""
        return Days(self.clock.launch, self.clock.ends)

    @cached_property
    def hash(self) -> str:
        """Twelve characters that change exactly when a value that can change a result does."""
        return hashlib.sha256(json.dumps(self.values(), sort_keys=True).encode()).hexdigest()[:12]

    def values(self) -> dict[str, Any]:
        """Give the values as plain data, without prose."""
        return dict(_without_prose(json.loads(self.model_dump_json(exclude_none=True))))

    def replace(self, changes: Mapping[str, Any], name: str | None = None) -> Scenario:
        """Make a scenario that differs in some values.

        Parameters
        ----------
        changes
            New values by dotted path, such as ``{"policy.quota.places": 400_000}``.
        name
            The new scenario's name; without it, the old one and the changes.

        Raises
        ------
        InputError
            If a path is unknown or a value is not allowed.
        """
        tree = self.model_dump(exclude_none=True)
        for path, value in changes.items():
            *tables, key = path.split(".")
            table = tree
            for step in tables:
                table = table.setdefault(step, {})
                if not isinstance(table, dict):
                    table = {}  # the value stood where a table is named: validation will say what is allowed
            table[key] = value
        said = ", ".join(f"{path}={value}" for path, value in changes.items())
        tree["name"] = name or (f"{self.name} with {said}" if said else self.name)
        return build(tree, where=tree["name"])


def build(tree: dict[str, Any], where: str) -> Scenario:
    """Validate plain data into a scenario; `where` names it in problems."""
    try:
        return Scenario.model_validate(tree)
    except ValidationError as error:
        raise InputError(where, explain(error, tree)) from None


def _without_prose(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    return {key: _without_prose(value) for key, value in tree.items() if key not in PROSE}
