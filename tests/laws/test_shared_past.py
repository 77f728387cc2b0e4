"""A run that goes on from another stands where it would stand by itself, bit for bit, whatever differs from then on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prakerja.programme import Chance, Dice, Expectation, Journal, Programme, simulate
from prakerja.programme.counters import Counters
from prakerja.programme.office import Office
from prakerja.scenario import InputError, Scenario, draw_world, load
from prakerja.study.comparison.same_world import world_of
from prakerja.study.comparison.shared_past import days_in_common
from tests.laws.worlds import LAST, quotas, triggers, worlds
from tests.worlds.tiny import calendar, day, institution, tiny

DRAWS, SEED = 3, 1
PLAN = "scenarios/prakerja-2020.toml"
WORLDS = (PLAN, "scenarios/policies/watch-and-answer.toml", *map(str, sorted(Path("scenarios/stress").glob("*.toml"))))
PARTS_AT_ONCE = {"deadline-later": 0, "partner-added": 0}
"""Policies of which it is not known that their past is the plan's: a deadline, and one partner more to draw from."""


def differing(one: Journal, other: Journal) -> list[str]:
    assert [*one.daily, *one.once] == [*other.daily, *other.once]
    return [name for name in (*one.daily, *one.once) if not np.array_equal(one[name], other[name], equal_nan=True)]


def until(scenario: Scenario, days: int, chance: Chance = Dice) -> Programme:
    """Return a programme on the evening of the last of some days."""
    programme = Programme(scenario, draw_world(scenario, DRAWS, SEED), SEED, chance)
    programme.run(days - 1)
    programme.clock.stop()
    return programme


def goes_on(scenario: Scenario, days: Iterable[int], chance: Chance = Dice) -> None:
    """Go on from each of some days, twice: the run that is gone on from stays what it was."""
    draws = draw_world(scenario, DRAWS, SEED)
    whole, past = simulate(scenario, draws, SEED, chance), Programme(scenario, draws, SEED, chance)
    for first in days:
        past.run(first - 1)
        for _ in "ab":
            assert differing(simulate(scenario, draws, SEED, chance, past=past), whole) == [], first


@pytest.mark.parametrize("chance", [Dice, Expectation])
@settings(max_examples=30)
@given(world=worlds())
def test_a_run_goes_on_from_any_day(chance: Chance, world: Scenario) -> None:
    """In 30 worlds with all rules, from five days of each, and from those on which somebody joins or leaves."""
    policy = world.policy
    who = *policy.partners.values(), *policy.platforms.values(), *policy.institutions.values()
    turns = {world.days.number(when) for one in who for when in (one.joins, one.leaves) if when}
    goes_on(world, sorted({2, 6, 11, 18, 30} | turns), chance)


@pytest.mark.parametrize("file", WORLDS, ids=lambda file: Path(file).stem)
def test_a_run_goes_on_in_a_shipped_world(file: str) -> None:
    """Also on the days of a shock, and right after them."""
    scenario = load(file)
    goes_on(scenario, (20, 58, 59, 90, 153, 161, 182, 210, 236, 249, 258))


@st.composite
def decided_otherwise(draw: st.DrawFn) -> dict[str, Any]:
    """What an office may decide otherwise from some day on."""
    calendar = {"source": "tiny", "first_opens": day(draw(st.integers(12, 20))), "every_days": 3, "open_days": 1,
                "announce_after_days": 2, "last_announces": day(40)}  # fmt: skip
    changes = {
        "policy.quota": {"source": "tiny", **draw(quotas())},
        "policy.triggers": {"only": draw(triggers())},
        "policy.calendar": calendar,
        "policy.selection.priority_share": 0.5,
        "policy.purchase.window_days": 5,
        "policy.target.recipients": 30,
        "policy.partners.wallet.every_day_from": day(draw(st.integers(1, 30))),
        "policy.partners.wallet.enlarged": {"first": day(draw(st.integers(1, 30))), "times": 3.0},
    }
    return {key: changes[key] for key in draw(st.lists(st.sampled_from([*changes]), min_size=1, max_size=3))}


def test_two_programmes_are_the_same_for_as_long_as_is_said() -> None:
    """In 80 pairs, of which at least 20 have a past in common, of 10 days or more at least 12."""
    found = []

    @settings(max_examples=80)
    @given(world=worlds(), changes=decided_otherwise())
    def law(world: Scenario, changes: dict[str, Any]) -> None:
        try:
            other = world.replace(changes)
        except InputError:
            return
        days = min(days_in_common(world, other), LAST - 10)
        found.append(days)
        if days:
            whole = simulate(other, draw_world(other, DRAWS, SEED), SEED)
            assert (
                differing(simulate(other, draw_world(other, DRAWS, SEED), SEED, past=until(world, days)), whole) == []
            )

    law()
    assert sum(days > 0 for days in found) >= 20
    assert sum(days >= 10 for days in found) >= 12


@pytest.mark.parametrize("file", sorted(Path("scenarios/policies").glob("*.toml")), ids=lambda file: file.stem)
def test_a_shipped_policy_has_the_plans_past_until_it_can_first_differ(file: Path) -> None:
    plan, policy = load(PLAN), load(file)
    days = days_in_common(plan, policy)
    if file.stem in PARTS_AT_ONCE:
        assert days == 0
        return
    assert days >= plan.days.number(plan.as_of)
    world = world_of(policy, plan, draw_world(plan, DRAWS, SEED), SEED)
    own, again = world.part(0, DRAWS), world.part(0, DRAWS)
    assert differing(simulate(policy, own, SEED, past=until(plan, days)), simulate(policy, again, SEED)) == []


def test_a_day_too_long_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """What compares them must be able to see it: on the 153rd day the first wave of the calendar has opened."""
    plan, policy = load(PLAN), load("scenarios/policies/one-big-wave.toml")
    whole = simulate(policy, draw_world(plan, DRAWS, SEED), SEED)
    longer = simulate(policy, draw_world(plan, DRAWS, SEED), SEED, past=until(plan, days_in_common(plan, policy) + 1))
    assert differing(longer, whole) != []
    monkeypatch.setattr(Office, "STATE", tuple(name for name in Office.STATE if name != "selected"))
    forgetful = simulate(policy, draw_world(plan, DRAWS, SEED), SEED, past=until(plan, days_in_common(plan, policy)))
    assert "wave_selected" in differing(forgetful, whole)


WATCHED = {
    "world.registration.interested": 100.0,
    "policy.target.recipients": 60,
    "policy.waves": {},
    "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=20),
    "policy.quota": {"source": "tiny", "rule": "fixed", "places": 6},
}
REMEMBERED: dict[str, tuple[type, str, int, dict[str, Any]]] = {
    "an institution is suspended while another leaves": (
        Counters, "_working", 8,
        {"world.institutions": {"i": institution(1.0), "j": institution(3.0)},
         "policy.institutions": {"i": {"suspensions": {"s": {"first": day(5), "last": day(15)}}},
                                 "j": {"leaves": day(10)}},
         **WATCHED},
    ),
    "an institution has joined before another leaves": (
        Counters, "_present", 8,
        {"world.institutions": {"i": institution(1.0), "j": institution(3.0), "k": institution(1.0)},
         "policy.institutions": {"i": {"joins": day(5)}, "j": {"leaves": day(10)}, "k": {}},
         **WATCHED},
    ),
    "a trigger counts the waves": (
        Office, "opened", 8,
        {**WATCHED, "policy.triggers": {"one": {"source": "tiny", "signpost": "opened", "above": 4, "times": 0.5}}},
    ),
    "a trigger stays": (
        Office, "_met", 8,
        {**WATCHED, "policy.triggers": {"one": {"source": "tiny", "signpost": "opened", "below": 2, "stays": True,
                                                "times": 0.5}}},
    ),
}  # fmt: skip
"""What few worlds ask for: whose state, its name, a day by which it matters, and a world that asks."""


@pytest.mark.parametrize("what", REMEMBERED)
def test_what_few_worlds_ask_for_is_remembered(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    actor, name, first, changes = REMEMBERED[what]
    world = tiny(changes)
    goes_on(world, [first])
    monkeypatch.setattr(actor, "STATE", tuple(other for other in actor.STATE if other != name))  # type: ignore[attr-defined]
    with pytest.raises(AssertionError):
        goes_on(world, [first])
