"""The past that policies share: the days until something decided otherwise can first matter, simulated once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from prakerja.scenario import Scenario, Slot, slots_of
from prakerja.scenario.otherwise import said_otherwise
from prakerja.study.comparison.policy import NamedPolicy
from prakerja.study.comparison.same_world import hurried_by
from prakerja.study.runs.block import Block
from prakerja.study.runs.past import Past

_ASKED = ("quota", "triggers", "target")
"""Tables of the policy that are read when a wave of the calendar could open, and at no other time."""

_IN_SLOTS = ("calendar", "waves", "selection", "purchase")
"""Tables that say nothing but which waves there can be, and their days and rules."""

_OF_CONTRACTS = ("every_day_from", "enlarged")
"""What of a payment partner holds from a day on."""

MOST_TOGETHER = 16
"""Policies that go on from one past: more would save little, and let a worker be silent for longer."""

HELD_AT_ONCE = 40_000
"""Futures of policies that go on together: until they are all in, the daily series of each are held, 8.5 kB."""


def sharing(
    policies: Sequence[NamedPolicy], blocks: Sequence[Sequence[Block]], workers: int
) -> list[tuple[int, Block]]:
    """Return all blocks in the order of the work, each with the place of its policy, and its past where it shares one.

    Those of some policies and of the same draws make a piece of work, small enough for every worker to have one, and
    fewer of them where there are so many draws that what waits to be summed up would fill the memory. A
    policy that may have differed before the as-of date goes its way alone.

    Parameters
    ----------
    policies
        The baseline first.
    blocks
        Those of each policy, cut alike.
    workers
        How many pieces can be worked on at once.
    """
    base = policies[0].scenario
    days = [days_in_common(base, policy.scenario, policy.rule is not None) for policy in policies]
    shared = [number for number, many in enumerate(days) if many > base.days.number(base.as_of)]
    alone = [(number, block) for number in range(len(policies)) if number not in shared for block in blocks[number]]
    if len(shared) < 2:
        return [(number, block) for number in shared for block in blocks[number]] + alone
    until = min(base.days.number(base.clock.year_end), *(days[number] for number in shared))
    pasts = [Past(base, block.seed, block.world, until) for block in blocks[0]]
    held = max(1, HELD_AT_ONCE // blocks[0][-1].draws.stop)
    most = min(MOST_TOGETHER, held, math.ceil(len(shared) * len(pasts) / workers))
    ordered = [
        (int(number), replace(blocks[number][part], past=past))
        for some in np.array_split(shared, math.ceil(len(shared) / most))
        for part, past in enumerate(pasts)
        for number in some
    ]
    return ordered + alone


def days_in_common(base: Scenario, other: Scenario, own_rule: bool = False) -> int:
    """Return how many days from the launch on are the same in two programmes, bit for bit in equal draws.

    Only what is known to begin later counts as such; of anything else that differs, it is taken to matter from the
    first day on.

    Parameters
    ----------
    base, other
        A baseline, and a policy in its world.
    own_rule
        Whether a function takes the place of the quota rule.

    Examples
    --------
    The first wave of the calendar can open on 10 September, 152 days after the launch.

    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> days_in_common(plan, load("scenarios/policies/one-big-wave.toml"))
    152
    >>> days_in_common(plan, plan.replace({"policy.training.deadline": "2020-12-20"}))
    0
    """
    slots = *slots_of(base), *slots_of(other)
    first_asked = min((slot.opens for slot in slots if slot.places is None), default=len(base.days))
    same, parting = _of_slots(base, other)
    days = [first_asked] if own_rule else []
    weights = {slot.province_weights for slot in same}
    for keys in said_otherwise(base, other):
        match keys:
            case ("policy", table, *_) if table in _ASKED:
                days.append(first_asked)
            case ("policy", table, *_) if table in _IN_SLOTS:
                days.append(parting)
            case ("policy", "province_weights", name, *_) if name not in weights:
                days.append(parting)
            case ("policy", "partners", name, contract, *_) if contract in _OF_CONTRACTS:
                days.append(min(first_asked, *_begins(name, contract, base, other)))
            case ("world", "hurry", *_):
                days.append(hurried_by(base, other))
            case _:
                return 0
    return max(0, min(days, default=len(base.days)))


def _of_slots(base: Scenario, other: Scenario) -> tuple[list[Slot], int]:
    """Return the first waves that are the same in both, and the first day on which any of the others can open."""
    one, two = ([replace(slot, name="") for slot in slots_of(scenario)] for scenario in (base, other))
    same = 0
    while same < min(len(one), len(two)) and one[same] == two[same]:
        same += 1
    return one[:same], min((slot.opens for slot in (*one[same:], *two[same:])), default=len(base.days))


def _begins(name: str, contract: str, *scenarios: Scenario) -> Iterator[int]:
    """Return the days on which a contract with a partner begins, of those scenarios that have it."""
    for scenario in scenarios:
        partner = scenario.policy.partners[name]
        enlarged = partner.enlarged.first if partner.enlarged else None
        since = partner.every_day_from if contract == "every_day_from" else enlarged
        if since is not None:
            yield scenario.days.number(since)
