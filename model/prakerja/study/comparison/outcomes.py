"""What policies came to: all that is kept of a comparison, and its file."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import xarray as xr

from prakerja.scenario import Draws, InputError, Problem, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.criteria import CRITERIA, Criterion
from prakerja.study.comparison.policy import NamedPolicy, OwnRule
from prakerja.study.runs import netcdf


@dataclass(frozen=True, repr=False)
class Outcomes:
    """What policies came to in the same futures; the first is the baseline.

    Attributes
    ----------
    policies
        The baseline first.
    seed
        Of the draws and of all random numbers.
    criteria
        What they are judged by.
    data
        ``outcome`` (policy, criterion, draw); ``by_day`` and ``gap`` (policy, series, day, quantile), the latter policy
        minus baseline; ``expected`` and ``expected_gap`` (policy, series, day); ``effective`` (policy, province, draw).
        If there is a later review: its day ``review``, and what it knows, ``figure`` (policy, kind, draw) and ``way``
        (policy, draw), as from `UntilReview`.
    world
        The draws of the baseline's world.
    origin
        What they come from, if they were learnt from published figures.
    """

    policies: tuple[NamedPolicy, ...]
    seed: int
    criteria: tuple[Criterion, ...]
    data: xr.Dataset
    world: Draws
    origin: Mapping[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return int(self.data.sizes["draw"])

    @property
    def baseline(self) -> str:
        """The name of the baseline."""
        return self.policies[0].name

    @property
    def names(self) -> list[str]:
        """The names of all policies, the baseline first."""
        return [policy.name for policy in self.policies]

    @property
    def scenario(self) -> Scenario:
        """The baseline's scenario, whose dates, target and ceiling are the yardstick for all."""
        return self.policies[0].scenario

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: policies and their hashes, seed, draws, versions."""
        return {
            "sign": "policy minus baseline",
            "baseline": self.baseline,
            "policies": {policy.name: _made_of(policy) for policy in self.policies},
            "as_of": self.scenario.as_of.isoformat(),
            "seed": self.seed,
            "draws": len(self),
            **self.origin,
            **netcdf.versions(),
        }

    def values(self, criterion: str, policy: str | None = None) -> Floats:
        """Return a criterion future by future: shape (draw,) for a policy, else (policy, draw)."""
        number = self._number(self._criterion(criterion).name, [one.name for one in self.criteria])
        outcome = np.asarray(self.data["outcome"])[:, number]
        return outcome if policy is None else outcome[self._policy(policy)]

    def save(self, path: str | Path) -> Path:
        """Write everything to a netCDF file, complete or not at all.

        Raises
        ------
        InputError
            If the path does not end in .nc.
        """
        path = Path(path)
        if path.suffix != ".nc":
            raise InputError("comparison", [Problem("file", str(path), "must end in .nc or .csv")])
        stated = [
            {"name": policy.name, "scenario": policy.scenario.model_dump(mode="json"),
             "rule": policy.rule is not None, "contracts": policy.contracts} for policy in self.policies
        ]  # fmt: skip
        groups = {"/": self.data, "world": netcdf.by_name(self.world.values, "value", len(self))}
        about = self.provenance | {"stated": stated, "origin": dict(self.origin)}
        return netcdf.write(path, "comparison", groups, about)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a comparison that `save` wrote to netCDF; functions of one's own are there by name only."""
        return netcdf.read(path, "comparison", cls._from)

    def _criterion(self, name: str) -> Criterion:
        return self.criteria[self._number(name, [one.name for one in self.criteria])]

    def _policy(self, name: str) -> int:
        return self._number(name, self.names)

    def _number(self, name: str, known: Sequence[str]) -> int:
        if name not in known:
            raise InputError("comparison", [Problem(name, "unknown", nearest(name, known))])
        return list(known).index(name)

    @classmethod
    def _from(cls, tree: xr.DataTree) -> Self:
        policies = tuple(
            NamedPolicy(said["name"], Scenario.model_validate(said["scenario"]),
                   OwnRule(said["name"], _gone) if said["rule"] else None, tuple(said["contracts"]))
            for said in json.loads(tree.attrs["stated"])
        )  # fmt: skip
        data = tree.to_dataset().load()
        criteria = tuple(CRITERIA[str(name)] for name in data["criterion"].values)
        world, origin = netcdf.world_of(tree, policies[0].scenario), json.loads(tree.attrs["origin"])
        data.attrs = {}
        return cls(policies, int(tree.attrs["seed"]), criteria, data, world, origin)


def _made_of(policy: NamedPolicy) -> str:
    own = f"a function of one's own, on {policy.scenario.hash}"
    return own if policy.rule is not None else policy.scenario.hash


def _gone(_view: object) -> int:
    raise InputError("comparison", [Problem("rule", "", "a function is not saved with a comparison: run it again")])
