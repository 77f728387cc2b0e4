"""A change of capacities that takes some days, and what wanders beside it: one times the other."""

from __future__ import annotations

from prakerja.programme.in_force import InForce
from tests.worlds.engines import on_paths
from tests.worlds.tiny import day, tiny


def test_what_wanders_multiplies_what_has_changed_so_far() -> None:
    """To a quarter within two days of day 2, so to a half on the first; four times as much on days 1, 3 and 6."""
    change = {"source": "tiny", "payment_capacity": 0.25, "over_days": 2.0}
    scenario = tiny({"as_of": day(2), "world.change": change})
    factor = InForce(scenario, on_paths(scenario, {"payment_capacity": {1: 4.0, 3: 4.0, 6: 4.0}})).capacity()
    assert factor[:8, 0].tolist() == [1, 4, 1, 2, 0.25, 0.25, 1, 0.25]
