"""A policy that is compared: a scenario by a name, or a rule of one's own on the baseline."""

from __future__ import annotations

from dataclasses import dataclass, field

from prakerja.scenario import Scenario
from prakerja.study.comparison.own_rule import OwnRule


@dataclass(frozen=True)
class Policy:
    """One of the policies that are compared.

    Attributes
    ----------
    name
        As it is called in every table, figure and file.
    scenario
        What it decides; for a function, the baseline.
    rule
        The function, if it is one.
    contracts
        What it changes in the baseline's world by contract, one line each.
    """

    name: str
    scenario: Scenario
    rule: OwnRule | None = field(default=None, compare=False)
    contracts: tuple[str, ...] = ()
