"""How far a target can be reached at all: what the ceiling pays for, and what the quota rule leaves out."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.scenario import Scenario, slots_of
from prakerja.scenario.quotas import OverSelect, RecycleRevoked
from prakerja.scenario.section import MOST_PEOPLE
from prakerja.scenario.triggers import rules_in


@dataclass(frozen=True)
class Headroom:
    """What stands between a target and the money, whatever happens.

    Attributes
    ----------
    target
        How many recipients are wanted.
    packages
        Whole packages that the ceiling pays for at a time, management taken off; if they cost nothing, as many as
        there are people.
    precision
        Half a unit of the last digit that the target is given to: 5,600,000 may be any number within 50,000 of it.
    no_more
        Whether the rule selects nobody beyond the target: then so many are effective only if not one is revoked.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> headroom = Headroom.of(load("scenarios/prakerja-2020.toml"))
    >>> headroom.packages, headroom.hangs_on_rounding, headroom.no_more
    (5602816, True, True)
    """

    target: int
    packages: int
    precision: float
    no_more: bool

    @classmethod
    def of(cls, scenario: Scenario) -> Headroom:
        """Take it from target, budget, package and quota rule."""
        policy, target = scenario.policy, scenario.policy.target.recipients
        room, package = policy.budget.ceiling - policy.budget.management, policy.benefits.package
        rules = rules_in(policy.quota, policy.triggers).values()
        fixed = sum(slot.places or 0 for slot in slots_of(scenario))
        return cls(
            target=target,
            packages=room // package if package else MOST_PEOPLE,
            precision=_precision(target),
            no_more=fixed <= target and not any(isinstance(rule, RecycleRevoked | OverSelect) for rule in rules),
        )

    @property
    def hangs_on_rounding(self) -> bool:
        """Whether target and money are the same number but for the target's rounding."""
        return abs(self.packages - self.target) < self.precision

    @property
    def falls_short(self) -> bool:
        """Whether the money pays for fewer packages than recipients are wanted, beyond any rounding."""
        return self.packages < self.target and not self.hangs_on_rounding


def _precision(target: int) -> float:
    digits = str(target)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) / 2 if target else 0.5
