"""A policy that rules from the launch: the waves that were get their places from it; the world stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.scenario import InputError, from_launch, load, middle_world, slots_of
from tests.worlds.engines import changes
from tests.worlds.tiny import calendar, day, tiny, wave

POLICIES = sorted(Path("scenarios/policies").glob("*.toml"))


def tiny_history() -> dict[str, object]:
    """Two waves as they were, with rules of their own, and a calendar from day 6 on; thirty people, nobody buys."""
    return {
        "as_of": day(5),
        "world.registration.interested": 30.0,
        "world.purchase.probability": 0.0,
        "policy.purchase.window_days": 4,
        "policy.waves": {"1": wave(0, 0, 1, 2, window_days=9), "2": wave(4, 4, 5, 3, window_days=9)},
        "policy.calendar": calendar(6, every=3, open_days=0, announce_after=1, last=10),
        "policy.quota": {"source": "tiny", "rule": "fixed", "places": 7},
    }


def test_the_days_stay_and_everything_else_is_the_policys() -> None:
    """Waves of 0, 4, 6 and 9: seven places each, revoked four days after they are announced."""
    scenario = tiny(tiny_history())
    ruled = from_launch(scenario)
    for engine in (simulate, live):
        before, after = (engine(which, middle_world(which), seed=1) for which in (scenario, ruled))  # type: ignore[operator]
        assert changes(before["selected"].ravel()) == {1: 2, 5: 3, 7: 7, 10: 7}
        assert changes(after["selected"].ravel()) == {1: 7, 5: 7, 7: 7, 10: 7}
        assert changes(after["revoked"].ravel()) == {5: 7, 9: 7, 11: 7, 14: 7}


def test_without_the_openings_the_calendar_goes_back_to_the_launch() -> None:
    """Every three days, on 6 and 9, so also on 0 and 3."""
    ruled = from_launch(tiny(tiny_history()), keep_openings=False)
    journal = simulate(ruled, middle_world(ruled), seed=1)
    assert changes(journal["selected"].ravel()) == {1: 7, 4: 7, 7: 7, 10: 7}


@pytest.mark.parametrize("keep", [True, False])
@pytest.mark.parametrize(
    "path", [path for path in POLICIES if path.stem != "as-it-happened"], ids=lambda path: path.stem
)
def test_every_policy_can_rule_from_the_launch(path: Path, keep: bool) -> None:
    policy = load(path)
    ruled = from_launch(policy, keep_openings=keep)
    slots = slots_of(ruled)
    assert {slot.places for slot in slots} == {None}
    assert {(slot.priority_share, slot.province_weights) for slot in slots} == {
        (policy.policy.selection.priority_share, policy.policy.selection.province_weights)
    }
    opens = [slot.opens for slot in slots_of(policy)]
    planned = policy.days.number(policy.policy.calendar.first_opens)
    assert [slot.opens for slot in slots if slot.opens >= planned] == [day for day in opens if day >= planned]
    assert ruled.world == policy.world
    assert (ruled.name, ruled.folder) == (f"{path.stem} from launch", policy.folder)
    if keep:
        assert [slot.opens for slot in slots] == opens
    else:
        assert 0 <= slots[0].opens < policy.policy.calendar.every_days


def test_what_changes_at_partners_has_changed_at_the_launch() -> None:
    launch = date(2020, 4, 11)
    folder = Path("scenarios/policies")
    added, larger, daily = (
        from_launch(load(folder / f"{name}.toml")).policy.partners
        for name in ("partner-added", "partner-enlarged", "pay-every-day")
    )
    assert added["fifth"].joins is None
    assert larger["bni"].enlarged.first == launch
    assert {partner.every_day_from for partner in daily.values()} == {launch}


def test_what_had_changed_by_the_as_of_date_stays_as_it_was() -> None:
    early = {"joins": date(2020, 8, 1), "every_day_from": date(2020, 9, 4)}
    scenario = load("scenarios/prakerja-2020.toml").replace({"policy.partners.bni": early})
    assert from_launch(scenario).policy.partners["bni"] == scenario.policy.partners["bni"]


def test_a_policy_without_waves_cannot_rule_from_the_launch() -> None:
    with pytest.raises(InputError, match=r'policy.quota.rule   "no more waves"   must be a rule that gives places'):
        from_launch(load("scenarios/policies/as-it-happened.toml"))


def test_without_a_calendar_there_is_no_rhythm_to_go_back() -> None:
    scenario = tiny({"policy.quota": {"source": "tiny", "rule": "fixed", "places": 7}})
    assert slots_of(from_launch(scenario))[0].places is None
    with pytest.raises(InputError, match=r"policy.calendar      is missing: its rhythm goes back to the launch"):
        from_launch(scenario, keep_openings=False)
