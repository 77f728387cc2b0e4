"""Policies on the day of their baseline: what happened to one happened to all, and from then on each rules itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prakerja.scenario import load, observations_of, slots_of
from prakerja.study import advance
from prakerja.study.calibration.alongside import alongside

PLAN = load("scenarios/prakerja-2020.toml")
POLICIES = sorted(Path("scenarios/policies").glob("*.toml"))
DAYS = [date(2020, 9, 19), date(2020, 9, 28), date(2020, 10, 14)]


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_every_policy_has_the_waves_of_the_baseline_and_none_of_its_own_before_them(path, on):
    moved = advance(PLAN, on, observations_of(PLAN))
    policy = alongside(load(path), PLAN, moved)
    new = {name for name in moved.policy.waves if name not in PLAN.policy.waves}
    assert (policy.as_of, policy.name) == (on, path.stem)
    assert {name: policy.policy.waves[name] for name in new} == {name: moved.policy.waves[name] for name in new}
    last = max(slot.opens for slot in slots_of(moved) if slot.places is not None)
    asked = [slot for slot in slots_of(policy) if slot.places is None]
    assert all(slot.opens > last for slot in asked)
    assert policy.policy.target.recipients == moved.policy.target.recipients


def test_the_days_of_the_baseline_hold_where_a_policy_has_others():
    """Small and often would have announced wave 8 on 14 September; what happened is the 17th."""
    moved = advance(PLAN, date(2020, 9, 19), observations_of(PLAN))
    often = load("scenarios/policies/small-and-often.toml")
    assert alongside(often, PLAN, moved).policy.waves["8"].announces == date(2020, 9, 17)


def test_on_the_same_day_a_policy_stays_as_it_is():
    policy = load(POLICIES[0])
    assert alongside(policy, PLAN, PLAN) is policy


def test_a_policy_of_another_day_is_left_to_be_refused():
    moved = advance(PLAN, date(2020, 9, 19), observations_of(PLAN))
    other = load("scenarios/hindcasts/2020-08-25.toml")
    assert alongside(other, PLAN, moved) is other
