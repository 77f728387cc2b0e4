"""Policies moved to the day of their baseline: what happened until then has happened to all of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from prakerja.scenario import Scenario
from prakerja.scenario.policy import Calendar, Wave


def alongside(policy: Scenario, base: Scenario, moved: Scenario) -> Scenario:
    """Return a policy on the day its baseline was moved to: what happened to one has happened to both.

    Parameters
    ----------
    policy
        What is compared with the baseline; what it would have decided from its as-of date on, it decides from the later
        one on.
    base, moved
        The baseline, and what `advance` made of it.

    Examples
    --------
    >>> from prakerja.scenario import load, observations_of
    >>> from prakerja.study import advance
    >>> plan, policy = load("scenarios/prakerja-2020.toml"), load("scenarios/policies/one-big-wave.toml")
    >>> later = advance(plan, date(2020, 9, 19), observations_of(plan))
    >>> alongside(policy, plan, later).policy.waves["8"].places
    800000
    """
    if policy.as_of != base.as_of or moved.as_of == base.as_of:
        return policy
    happened = {name: wave for name, wave in moved.policy.waves.items() if wave != base.policy.waves.get(name)}
    changes: dict[str, Any] = {f"policy.waves.{name}": wave.model_dump(exclude_none=True)
                               for name, wave in happened.items()}  # fmt: skip
    if policy.policy.target == base.policy.target:
        changes["policy.target"] = moved.policy.target.model_dump(exclude_none=True)
    if (calendar := policy.policy.calendar) and happened:
        changes["policy.calendar.first_opens"] = _first_after(moved.policy.waves.values(), calendar)
    hurry = policy.world.hurry
    if hurry is not None and hurry.announced_from is not None and hurry.announced_from <= moved.as_of:
        changes["world.hurry.announced_from"] = moved.as_of + timedelta(days=1)
    return policy.replace({"as_of": moved.as_of} | changes, name=policy.name)


def _first_after(waves: Iterable[Wave], calendar: Calendar) -> date:
    """Return the first day of a calendar on which a wave would open, and be announced, after those that happened."""
    last = max(max(wave.opens, wave.announces - timedelta(days=calendar.announce_after_days)) for wave in waves)
    rounds = max(0, (last - calendar.first_opens).days // calendar.every_days + 1)
    return calendar.first_opens + timedelta(days=rounds * calendar.every_days)
