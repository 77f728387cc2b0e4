"""What the tables of a scenario say to each other: names that agree, dates that follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from prakerja.scenario.classes import Group, misfits
from prakerja.scenario.clock import Span
from prakerja.scenario.paths import join
from prakerja.scenario.policy import Membership, Policy
from prakerja.scenario.problems import Problem, found, nearest
from prakerja.scenario.quotas import PacedByBacklog, RecycleRevoked
from prakerja.scenario.triggers import rules_in
from prakerja.scenario.world import World

_ACTORS = ("platforms", "institutions", "partners")


def contradictions(as_of: date, clock: Span, policy: Policy, world: World) -> Iterator[Problem]:
    """Return everything in which the tables of a scenario contradict each other."""
    yield from _names(policy, world)
    yield from _province_weights(policy, world)
    yield from _classes(world)
    yield from _dates(as_of, clock, policy, world)
    yield from _waves(policy)
    yield from _calendar(policy)
    yield from _days_ahead(policy)
    yield from _eras(world)
    yield from _actors(clock, policy, world)


def _names(policy: Policy, world: World) -> Iterator[Problem]:
    for kind in _ACTORS:
        decided, believed = getattr(policy, kind), getattr(world, kind)
        for name in _only_in(decided, believed):
            yield Problem(join(["world", kind, name]), "", f"is missing: policy.{kind} names it")
        for name in _only_in(believed, decided):
            yield Problem(join(["policy", kind, name]), "", f"is missing: world.{kind} names it")
    partners = world.partners
    for name, outage in world.outages.items():
        if outage.partner is not None and outage.partner not in partners:
            path = join(["world", "outages", name, "partner"])
            yield Problem(
                path, found(outage.partner), f"must be a payment partner; {nearest(outage.partner, partners)}"
            )


def _province_weights(policy: Policy, world: World) -> Iterator[Problem]:
    provinces, tables = world.provinces, policy.province_weights
    if not any(province.weight for province in provinces.values()):
        yield Problem("world.provinces", "", "at least one must have a weight above 0")
    for table, weights in tables.items():
        path = ["policy", "province_weights", table]
        if table == "none":
            yield Problem(join(path), "", 'needs another name: "none" means no weights')
        if missing := _only_in(provinces, weights):
            named = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
            yield Problem(join(path), "", f"must weigh every province of world.provinces; missing: {named}")
        for name in _only_in(weights, provinces):
            said = f"is no province of world.provinces; {nearest(name, provinces)}"
            yield Problem(join([*path, name]), found(weights[name]), said)
        if not any(weights.values()):
            yield Problem(join(path), "", "at least one weight must be above 0")
    chosen: dict[tuple[str, ...], str] = {("policy", "selection"): policy.selection.province_weights}
    chosen |= {("policy", "waves", n): w.province_weights or "none" for n, w in policy.waves.items()}
    for keys, table in chosen.items():
        if table not in ("none", *tables):
            said = f'must be "none" or a table of policy.province_weights; {nearest(table, ["none", *tables])}'
            yield Problem(join([*keys, "province_weights"]), found(table), said)


def _only_in(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    return [name for name in one if name not in other]


def _classes(world: World) -> Iterator[Problem]:
    share, size = world.joining.on_priority_list, world.joining.list_size
    empty: dict[Group, bool] = {"list": share == 0 or size == 0, "others": share == 1 and size == float("inf")}
    weights = {name: province.weight for name, province in world.provinces.items()}
    yield from misfits(world.classes or {}, weights, [group for group in empty if not empty[group]])


def _dates(as_of: date, clock: Span, policy: Policy, world: World) -> Iterator[Problem]:
    named: dict[tuple[str, ...], date] = {
        ("as_of",): as_of,
        ("policy", "target", "by"): policy.target.by,
    }
    for name, wave in policy.waves.items():
        named["policy", "waves", name, "opens"] = wave.opens
        named["policy", "waves", name, "announces"] = wave.announces
    if policy.calendar is not None:
        named["policy", "calendar", "first_opens"] = policy.calendar.first_opens
        named["policy", "calendar", "last_announces"] = policy.calendar.last_announces
    named |= _days_of_rules(policy)
    if world.hurry is not None and world.hurry.announced_from is not None:
        named["world", "hurry", "announced_from"] = world.hurry.announced_from
    for keys, day in named.items():
        if not clock.launch <= day <= clock.ends:
            said = f"must lie within the clock ({clock.launch} to {clock.ends})"
            yield Problem(join(keys), str(day), said)
    if policy.training.deadline < clock.launch:
        said = f"must not be before clock.launch ({clock.launch})"
        yield Problem("policy.training.deadline", str(policy.training.deadline), said)


def _days_of_rules(policy: Policy) -> dict[tuple[str, ...], date]:
    named: dict[tuple[str, ...], date] = {}
    for keys, rule in rules_in(policy.quota, policy.triggers).items():
        if isinstance(rule, RecycleRevoked):
            named[*keys, "recycle_from"] = rule.recycle_from
    for name, trigger in (policy.triggers or {}).items():
        if trigger.watched_from is not None:
            named["policy", "triggers", name, "watched_from"] = trigger.watched_from
    return named


def _waves(policy: Policy) -> Iterator[Problem]:
    waves = list(policy.waves.items())
    for (before, earlier), (name, wave) in pairwise(waves):
        if wave.opens <= earlier.opens:
            said = f"waves must open in their order: wave {before}, named before it, opens on {earlier.opens}"
            yield Problem(join(["policy", "waves", name, "opens"]), str(wave.opens), said)
    announced: dict[date, str] = {}
    for name, wave in waves:
        other = announced.setdefault(wave.announces, name)
        if other != name:
            said = f"must differ from wave {other}: one announcement a day"
            yield Problem(join(["policy", "waves", name, "announces"]), str(wave.announces), said)


def _calendar(policy: Policy) -> Iterator[Problem]:
    calendar, waves = policy.calendar, policy.waves
    if calendar is None or not waves:
        return
    last = max(wave.opens for wave in waves.values())
    if calendar.first_opens <= last:
        said = f"must be after the last fixed wave opens ({last})"
        yield Problem("policy.calendar.first_opens", str(calendar.first_opens), said)
    later = timedelta(days=calendar.announce_after_days)
    planned = {opens + later for opens in calendar.openings()}
    for name, wave in waves.items():
        if wave.announces in planned:
            said = "must differ from a wave of the calendar: one announcement a day"
            yield Problem(join(["policy", "waves", name, "announces"]), str(wave.announces), said)
        if name.isdecimal() and int(name) > len(waves):
            said = f"the calendar numbers its waves from {len(waves) + 1} on: fixed waves need other names"
            yield Problem(join(["policy", "waves", name]), "", said)


def _days_ahead(policy: Policy) -> Iterator[Problem]:
    between = policy.payment.days_between_incentives
    said = f"must be at most policy.payment.days_between_incentives ({between}): no later payment is known"
    for keys, rule in rules_in(policy.quota, policy.triggers).items():
        if isinstance(rule, PacedByBacklog) and rule.days_ahead is not None and rule.days_ahead > between:
            yield Problem(join([*keys, "days_ahead"]), str(rule.days_ahead), said)


def _eras(world: World) -> Iterator[Problem]:
    ends: dict[date, str] = {}
    for name, era in world.eras.items():
        other = ends.setdefault(era.until, name)
        if other != name:
            said = f"must differ from era {found(other)}"
            yield Problem(join(["world", "eras", name, "until"]), str(era.until), said)


def _actors(clock: Span, policy: Policy, world: World) -> Iterator[Problem]:
    announced = [wave.announces for wave in policy.waves.values()]
    if policy.calendar is not None:
        announced.append(policy.calendar.first_opens + timedelta(days=policy.calendar.announce_after_days))
    if not announced:
        return  # nobody is selected, so nobody is needed
    needed_until = {"platforms": min(policy.training.deadline, clock.ends)}
    for kind in _ACTORS:
        weights = {name: member.weight for name, member in getattr(world, kind).items()}
        members = {n: m for n, m in getattr(policy, kind).items() if weights.get(n, 1) != 0}
        day = _first_day_alone(members, min(announced), needed_until.get(kind, clock.ends))
        if day is not None:
            said = "at least one with a weight above 0 must take part on every day it may be needed"
            yield Problem(f"policy.{kind}", f"none on {day}", said)


def _first_day_alone(members: Mapping[str, Membership], first: date, last: date) -> date | None:
    """Return the first day on which no member takes part: the first of all, or one on which somebody leaves."""
    leaving = [member.leaves for member in members.values() if member.leaves is not None]
    days = sorted(day for day in {first, *leaving} if first <= day <= last)
    return next((day for day in days if not any(m.present(day) for m in members.values())), None)
