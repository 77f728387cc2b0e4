"""What a plan would come to if places that came back were given again: the same futures, three counts kept.

A plan that does give them again is asked the other way round.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from prakerja.scenario import Draws, Scenario, draw_world, slots_of
from prakerja.scenario.quotas import Fixed, RecycleRevoked
from prakerja.study.runs.block import Arrays, Block, blocks_of
from prakerja.study.runs.cube import Cube
from prakerja.study.runs.ensemble import CACHE, Ensemble, run_blocks
from prakerja.study.runs.on_disk import Room, Stored, held
from prakerja.study.runs.quantities import COUNTS, QUANTITIES

OTHERWISE = "otherwise_"
"""What stands before the name of a count of the other plan, among the data of an ensemble."""

SMALLEST = 80
"""A wave of places given again is at least one part of so many of the plan's: 10,000 of 800,000."""


def otherwise(scenario: Scenario) -> Scenario | None:
    """Return the plan with recycling, or without if it has it; None where there is no such plan.

    Only a plan of fixed places differs in nothing else; and a wave must be left to be opened. Announcements go on to
    the last: whether a target is reached hangs on who is effective, not on who is still paid this year.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> again = otherwise(plan)
    >>> again.policy.quota.recycle_from.isoformat(), again.policy.quota.smallest
    ('2020-09-10', 10000)
    >>> otherwise(again).policy.quota.rule
    'fixed'
    """
    rule, as_of = scenario.policy.quota, scenario.days.number(scenario.as_of)
    coming = [slot.opens for slot in slots_of(scenario) if slot.places is None and slot.opens >= as_of]
    if not isinstance(rule, Fixed | RecycleRevoked) or not coming or not rule.places:
        return None
    quota: dict[str, Any] = {"source": "the plan's own places", "rule": "fixed", "places": rule.places}
    if isinstance(rule, Fixed):
        first = scenario.days.date(min(coming))
        quota |= {"rule": "recycle revoked", "recycle_from": first, "smallest": max(1, rule.places // SMALLEST)}
    return scenario.replace({"policy.quota": quota}, name=f"{scenario.name}, {quota['rule']}")


def recycles(scenario: Scenario) -> bool:
    """Return whether a plan gives places again that came back."""
    return isinstance(scenario.policy.quota, RecycleRevoked)


def run_both_ways(scenario: Scenario, draws: int | Draws, seed: int, **how: Any) -> Ensemble:
    """Simulate a scenario as `run_ensemble` does, and beside it what it comes to otherwise.

    Parameters
    ----------
    scenario, draws, seed, **how
        As for `run_ensemble`.

    Returns
    -------
    the ensemble; its data also have the three counts of the other plan by day, if there is one
    """
    world = draw_world(scenario, draws, seed) if isinstance(draws, int) else draws
    room, other = Room(len(world), how.get("cache", CACHE)), otherwise(scenario)
    cube = Cube(scenario, len(world), room)
    blocks = list(blocks_of(scenario, world, seed))
    beside = list(blocks_of(other, world, seed, reduction=_Counts())) if other else []
    shape = (len(scenario.days), len(world))
    counts = {name: room.array(f"{OTHERWISE}{name}", shape, np.int32) for name in COUNTS if beside}

    def take(block: Block, arrays: Arrays) -> None:
        if block.reduction is None:
            cube.fill(block.draws, arrays)
            return
        for name, values in counts.items():
            values[..., block.draws] = arrays[name]

    run_blocks([*blocks, *beside], take, **how)
    return Ensemble(scenario, seed, cube.dataset().assign(_labelled(counts)), world)


class _Counts:
    """Keeps the three counts of a block, by day."""

    @property
    def key(self) -> str:
        """Name everything that decides what is kept."""
        return f"{COUNTS}{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]}"

    @property
    def reads(self) -> Collection[str]:
        """Name the series that the counts are made of."""
        return {name for count in COUNTS for name in QUANTITIES[count].series}

    def __call__(self, world: Draws, arrays: Arrays) -> Arrays:
        """Return each count, shape (day, draw)."""
        return {count: QUANTITIES[count].daily(arrays.__getitem__) for count in COUNTS}


def _labelled(counts: dict[str, Stored]) -> dict[str, xr.Variable]:
    return {
        f"{OTHERWISE}{name}": xr.Variable(
            ("day", "draw"), held(values), {"units": "persons", "long_name": f"{QUANTITIES[name].meaning}, otherwise"}
        )
        for name, values in counts.items()
    }
