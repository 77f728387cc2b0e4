"""Laws about the rules: places, windows, the deadline, and who works on which day with which capacity."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from prakerja.scenario import slots_of
from prakerja.scenario.policy import Membership
from prakerja.scenario.triggers import rules_in
from tests.laws.played import Played


def waves_give_no_more_than_their_places(played: Played) -> None:
    """Selected and cut are within the places, selected within who joined; the target ends it, or the ceiling."""
    joined = played["wave_joined"].max(axis=1, initial=0)
    fixed, policy, target = 0, played.scenario.policy, played.scenario.policy.target.recipients
    rules = rules_in(policy.quota, policy.triggers).values()
    most, named = max(getattr(rule, "places", target) for rule in rules), {rule.rule for rule in rules}
    for number, slot in enumerate(slots_of(played.scenario)):
        places = slot.places if slot.places is not None else most
        used = played["wave_selected"][number] + played["wave_cut"][number]
        played.at_most(used, places, f"wave {slot.name}")
        played.at_most(played["wave_selected"][number], joined[number], f"joiners of wave {slot.name}")
        fixed += slot.places or 0
    if "over-select" in named:
        return
    if "recycle revoked" in named:
        played.at_most(played["selected"] - played["revoked"], max(target, fixed), "the target, net of the revoked")
    else:
        played.at_most(played["selected"], max(target, fixed), "the target")


def waves_add_up(played: Played) -> None:
    """Over waves, everyone is counted once at the year end; stages of a wave follow each other."""
    year_end = played.number(played.scenario.clock.year_end)
    selected = played["selected"][year_end]
    played.same(played["wave_selected"].sum(axis=0), selected, "selected by wave")
    played.same(played["wave_revoked"].sum(axis=0), played["revoked"][year_end], "revoked by wave")
    for name in ("bought", "completed", "validated", "paid_once"):
        by_wave = played[f"wave_{name}"].sum(axis=0)
        np.testing.assert_allclose(by_wave, played[name][year_end], rtol=1e-4, atol=1e-3, err_msg=name)
    stages = ("wave_selected", "wave_bought", "wave_completed", "wave_validated", "wave_paid_once")
    for before, after in pairwise(stages):
        assert (played[after] <= played[before] + 1e-3).all(), f"{after} within {before}"
    joined = played["wave_joined"]
    played.at_most(joined[:, :-1], joined[:, 1:], "joined by day of the window")
    played.same(joined.max(axis=1, initial=0).sum(axis=0), played["joined"][year_end], "joined by wave")


def groups_and_provinces_add_up(played: Played) -> None:
    """By group and by province each stage adds up to the country; of nobody more than came to the stage before."""
    year_end = played.number(played.scenario.clock.year_end)
    effective = played["selected"][year_end] - played["revoked"][year_end]
    totals = {"selected": played["selected"][year_end], "effective": effective}
    totals |= {name: played[name][year_end] for name in ("completed", "paid_once")}
    for axis in ("group", "province"):
        for name, total in totals.items():
            by = played[f"{name}_by_{axis}"].sum(axis=0)
            np.testing.assert_allclose(by, total, rtol=1e-4, atol=1e-3, err_msg=f"{name} by {axis}")
        for stages in (("candidates", "selected", "effective"), ("selected", "completed", "paid_once")):
            for before, after in pairwise(f"{name}_by_{axis}" for name in stages):
                assert (played[after] >= -1e-3).all(), f"nobody or more: {after}"
                assert (played[after] <= played[before] + 1e-3).all(), f"{after} within {before}"
    candidates = played["candidates_by_province"].sum(axis=0)
    played.same(played["candidates_by_group"].sum(axis=0), candidates, "candidates by group and by province")
    played.at_most(candidates, played["joined"][year_end], "candidates")
    size = np.floor(played.draws["world.joining.list_size"])
    played.at_most(played["candidates_by_group"][0], size, "people on the list")


def nobody_is_revoked_before_the_window_ends_or_decides_after(played: Played) -> None:
    """Until a wave's window ends nobody of it is revoked; from then on everybody has ordered or is revoked."""
    policy = played.scenario.policy
    ended = np.zeros_like(played["selected"])
    for number, slot in enumerate(slots_of(played.scenario)):
        last = max(slot.last_order, slot.announces)
        ended[last:] += played["wave_selected"][number].astype(ended.dtype)
    year = slice(0, played.number(played.scenario.clock.year_end) + 1)  # the table of waves knows the year only
    played.at_most(played["revoked"][year], ended[year], "revoked")
    played.at_most(ended[year], (played["revoked"] + played["ordered"])[year], "decided")
    overlap = played["revoked"] + played["ordered"] - played["selected"]
    if played.number(policy.training.deadline) > 0:
        before = slice(0, played.number(policy.training.deadline))
        played.at_most(overlap[before], 0, "revoked or ordered, not both")


def nothing_is_bought_or_finished_after_the_deadline(played: Played) -> None:
    deadline = played.number(played.scenario.policy.training.deadline)
    for name in ("ordered", "bought", "completed", "paid_training"):
        if deadline < len(played[name]):
            played.same(played[name][deadline:], played[name][deadline], name)


def partners_pay_when_they_work_and_what_they_can(played: Played) -> None:
    """No payment on a day off, in a suspension, a blackout, before joining or after leaving; else up to capacity."""
    policy, world = played.scenario.policy, played.scenario.world
    closed = [*policy.payment.suspensions.values(), *policy.payment.blackouts.values()]
    works = played.scenario.days.working()
    for place, name in enumerate(sorted(policy.partners)):
        partner = policy.partners[name]
        capacity = np.minimum(
            played.draws[f"world.partners.{name}.daily_capacity"], played.draws["world.payment.daily_capacity"]
        )
        for number, day in enumerate(played.scenario.days.dates):
            limit = _part(capacity, _changed(played, number))
            for key, outage in world.outages.items():
                if outage.partner in (name, None) and outage.first <= day <= outage.last:
                    left = played.draws[f"world.outages.{key}.capacity_left"]
                    limit = _part(limit, left)
            off = partner.working_days_only and not works[number]
            if off or any(window.first <= day <= window.last for window in closed) or not partner.present(day):
                limit = np.zeros_like(capacity)
            played.at_most(played["attempted"][number, place], np.floor(limit), f"{name} on {day}")


def the_office_has_no_more_paid_than_it_can(played: Played) -> None:
    """All partners together attempt no more than the office's capacity; nothing while all payments fail."""
    pooled = played.draws["world.payment.daily_capacity"]
    for number in range(len(played.scenario.days)):
        limit = np.where(_failing(played, number), 0, _part(pooled, _changed(played, number)))
        played.at_most(played["attempted"][number].sum(axis=0), np.floor(limit + 1e-9), f"day {number}")


def nobody_is_validated_while_no_account_can_be_linked(played: Played) -> None:
    """On the days of a stop the count of the validated stays as it was."""
    stop = played.scenario.world.linking_stop
    for number, day in enumerate(played.scenario.days.dates):
        if stop is not None and number and stop.first <= day <= stop.last:
            played.same(played["validated"][number], played["validated"][number - 1], f"validated on {day}")


def _part(capacity: Any, share: Any) -> Any:
    """Give a share of a capacity; nothing of no limit is nothing."""
    return np.where(np.asarray(share) > 0, capacity * np.maximum(share, 1e-9), 0)


def _failing(played: Played, day: int) -> Any:
    if played.scenario.world.mass_failures is None:
        return False
    first, every, lasts = (
        np.floor(played.draws[f"world.mass_failures.{key}"]) for key in ("first_after_days", "every_days", "lasts_days")
    )
    since = day - (played.number(played.scenario.as_of) + 1 + first)
    return (since >= 0) & (since % every < lasts)


def _changed(played: Played, day: int) -> Any:
    """Give the factor on capacities of a day; that to which they wandered is as `test_drift` says."""
    since, drift = day - played.number(played.scenario.as_of), played.wandered("payment_capacity")[day]
    if played.scenario.world.change is None or since <= 0:
        return drift
    over, factor = (played.draws[f"world.change.{key}"] for key in ("over_days", "payment_capacity"))
    if played.scenario.world.change.size is not None:
        factor = np.clip(factor ** played.draws["world.change.size"], 0.01, 100)
    return factor ** np.minimum(since / over, 1) * drift


def counters_serve_when_present_and_what_they_can(played: Played) -> None:
    """Platforms and institutions that are away or suspended serve nobody, the others up to their capacity."""
    policy = played.scenario.policy
    sorts = (
        ("platform_sold", policy.platforms, "world.platforms.{}.daily_capacity"),
        ("institution_started", policy.institutions, "world.institutions.{}.daily_intake"),
    )
    for series, members, path in sorts:
        for place, name in enumerate(sorted(members)):
            capacity = np.floor(played.draws[path.format(name)])
            works = np.array([_works(members[name], day) for day in played.scenario.days.dates])
            played.at_most(played[series][:, place], np.where(works[:, None], capacity, 0), f"{series} {name}")


def _works(member: Membership, day: object) -> bool:
    windows = getattr(member, "suspensions", {}).values()
    return member.present(day) and not any(w.first <= day <= w.last for w in windows)  # type: ignore[arg-type]


LAWS = (
    waves_give_no_more_than_their_places,
    waves_add_up,
    groups_and_provinces_add_up,
    nobody_is_revoked_before_the_window_ends_or_decides_after,
    nothing_is_bought_or_finished_after_the_deadline,
    partners_pay_when_they_work_and_what_they_can,
    the_office_has_no_more_paid_than_it_can,
    nobody_is_validated_while_no_account_can_be_linked,
    counters_serve_when_present_and_what_they_can,
)
