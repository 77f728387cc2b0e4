"""What a comparison consists of: all that is kept of it, and all that its files hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import xarray as xr

from prakerja.scenario import Draws, Scenario
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.comparison.policy import Policy


@dataclass(frozen=True, repr=False)
class Parts:
    """The parts of a comparison; its first policy is the baseline.

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
        minus baseline; ``expected`` and ``expected_gap`` (policy, series, day); ``selected`` (policy, province, draw).
    world
        The draws of the baseline's world.
    origin
        What they come from, if they were learnt from published figures.
    """

    policies: tuple[Policy, ...]
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
