"""Quota rules: how many places a wave of the calendar gets. Each is one pure function of a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from prakerja.policy.view import Counts, View
from prakerja.scenario import Scenario

Quota = Callable[[View], Counts]
"""Gives the places of the wave that could open now, one number a draw; 0 means that none opens in that future."""


def fixed(view: View, rule: Any) -> Counts:
    """Give the same places every wave until the selected reach the target; the last wave takes the remainder."""
    remaining = view.target - view.selected - view.pledged
    return np.clip(remaining, 0, rule.places)


def no_more(view: View, _rule: Any) -> Counts:
    """Open no wave beyond those fixed in advance."""
    return np.zeros_like(view.selected)


RULES: dict[str, Callable[[View, Any], Counts]] = {"fixed": fixed, "no more waves": no_more}
"""The function of every rule that `prakerja.scenario.quotas` lets a scenario name."""


def quota_of(scenario: Scenario) -> Quota:
    """Find the rule a scenario names, bound to its parameters."""
    stated = scenario.policy.quota
    return lambda view: RULES[stated.rule](view, stated)
