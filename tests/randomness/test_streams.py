"""Each actor throws its own dice: what one of them does differently moves nobody's numbers but those it touches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from prakerja.programme import ONCE, SERIES, Dice, Journal, Programme, simulate
from prakerja.scenario import Scenario, draw_world, load

_APPLYING = ("registered", "email_verified", "identity_verified", "joined", "selected", "committed")
_BUYING = (*_APPLYING, "ordered", "bought", "revoked", "platform_sold")
_LEARNING = (*_BUYING, "started", "completed", "institution_started", "paid_training")
_VALIDATED = (*_LEARNING, "validated")


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(scope="module")
def before(small: Scenario) -> Journal:
    return run(small)


def run(scenario: Scenario, seed: int = 1, block: int = 0) -> Journal:
    return simulate(scenario, draw_world(scenario, 8, seed=1), seed=seed, block=block)


def moved(one: Journal, other: Journal) -> set[str]:
    """Name the series and tables that are not the same bit for bit."""
    return {name for name in (*SERIES, *ONCE) if not np.array_equal(one[name], other[name])}


@pytest.mark.parametrize(
    ("changes", "untouched", "touched"),
    [
        ({"world.partners.bni.daily_capacity": 3.0}, _VALIDATED, {"paid_once", "backlog", "owed"}),
        ({"world.partners.ovo.failure": 0.5}, _VALIDATED, {"failed", "paid_once"}),
        ({"policy.payment.days_between_incentives": 20}, _VALIDATED, {"paid"}),
        ({"world.survey.response": 0.9}, _VALIDATED, {"paid_survey"}),
        ({"world.validation.probability": 0.5}, _LEARNING, {"validated"}),
        ({"world.completion.probability": 0.5}, _APPLYING, {"completed", "validated"}),
        ({"world.purchase.later_probability": 0.1}, _APPLYING, {"paid_training"}),
        ({"world.purchase.later_days": 60.0}, _APPLYING, {"paid_training"}),
        ({"world.purchase.probability": 0.6}, _APPLYING, {"ordered", "revoked"}),
        ({"policy.training.deadline": "2020-11-01"}, _APPLYING, {"completed", "returned"}),
        ({"world.joining.again": 0.0, "world.registration.opening_per_day": 0.0}, (), {"registered", "joined"}),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_change_moves_what_it_touches_and_nothing_before(
    small: Scenario, before: Journal, changes: Mapping[str, Any], untouched: tuple[str, ...], touched: set[str]
) -> None:
    """Bit for bit, in every future on every day, whatever the dice thrown later in the way of a recipient."""
    found = moved(before, run(small.replace(changes)))
    assert not found & set(untouched)
    assert touched <= found


@pytest.mark.parametrize(
    "changes",
    [
        {"world.joining.fresh": 0.5},
        {"policy.waves.2.places": 100},
        {"policy.waves.4.priority_share": 0.1},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_waves_do_not_move_the_dice_of_registration(small: Scenario, changes: Mapping[str, Any]) -> None:
    """As many register and are verified, when openings draw nobody: who joins or is selected is others' business."""
    calm = small.replace({"world.registration.opening_per_day": 0.0})
    found = moved(run(calm), run(calm.replace(changes)))
    assert not found & {"registered", "email_verified", "identity_verified"}
    assert found & {"joined", "wave_selected", "unselected", "wave_joined"}


@pytest.mark.parametrize(
    "changes",
    [
        {"policy.budget.ceiling": "Rp90 billion"},
        {
            "world.outages.none": {
                "source": "test", "partner": "bni", "first": "2020-10-01", "last": "2020-10-09", "capacity_left": 1.0,
            }
        },
        {"policy.platforms.tokopedia.leaves": "2020-12-30"},
        {"policy.target.by": "2020-12-01"},
    ],
    ids=lambda changes: next(iter(changes)),
)  # fmt: skip
def test_what_makes_no_difference_moves_nothing(small: Scenario, before: Journal, changes: Mapping[str, Any]) -> None:
    """A ceiling out of reach, an outage that leaves everything, a platform that leaves when all is sold, a date."""
    assert moved(before, run(small.replace(changes))) <= {"available"}


def test_another_actor_on_the_clock_moves_nothing(small: Scenario, before: Journal) -> None:
    """Someone new who throws dice of their own every day, in the middle of everybody's."""
    programme = Programme(small, draw_world(small, 8, seed=1), seed=1)
    newcomer = Dice(1, 0, "newcomer")

    def throw(day: int) -> None:
        newcomer.thin(np.full(8, 1000), np.full(8, 0.5))

    programme.clock.daily(13, throw)
    assert not moved(before, programme.run())


def test_stopping_early_is_the_beginning_of_the_whole(small: Scenario, before: Journal) -> None:
    some = simulate(small, draw_world(small, 8, seed=1), seed=1, until=99)
    for name in SERIES:
        assert np.array_equal(some[name][:100], before[name][:100]), name
        assert not some[name][100:].any(), name


def test_the_same_run_twice_is_the_same(small: Scenario, before: Journal) -> None:
    assert not moved(before, run(small))


@pytest.mark.parametrize("other", [{"seed": 2}, {"block": 1}])
def test_seed_and_block_name_other_dice_for_every_actor(
    small: Scenario, before: Journal, other: Mapping[str, int]
) -> None:
    found = moved(before, run(small, other.get("seed", 1), other.get("block", 0)))
    assert {"registered", "wave_joined", "ordered", "completed", "validated", "paid_survey"} <= found


def throws(seed: int, block: int, name: str) -> list[int]:
    thrown: list[int] = Dice(seed, block, name).thin(np.full(50, 1000), np.full(50, 0.5)).tolist()
    return thrown


def test_every_actor_has_a_name_of_its_own(small: Scenario) -> None:
    """Two actors with the same name would throw the same numbers, and what they do would go together."""
    names = []

    class Noting(Dice):
        def __init__(self, seed: int, block: int, name: str) -> None:
            names.append((seed, block, name))
            super().__init__(seed, block, name)

    Programme(small, draw_world(small, 2, seed=1), seed=7, block=3, chance=Noting)
    assert len(names) == len(set(names)) >= 6
    assert {(seed, block) for seed, block, _ in names} == {(7, 3)}


def test_streams_go_by_their_name_and_not_by_their_order() -> None:
    """The same name gives the same throws, whoever else was made or threw before."""
    alone = throws(7, 3, "payment")
    crowd = [Dice(7, 3, name) for name in ("training", "payment", "office")]
    for dice in crowd[::-1]:
        dice.thin(np.full(9, 1000), np.full(9, 0.5))
    assert throws(7, 3, "payment") == alone


def test_streams_of_other_names_seeds_or_blocks_are_unrelated() -> None:
    """Six streams of 50 throws: no two alike, and no two numbered in a way that mixes them up (1, 10) and (11, 0)."""
    names = [(1, 10, "a"), (11, 0, "a"), (1, 1, "a"), (1, 0, "a"), (0, 1, "a"), (1, 0, "b")]
    thrown = [throws(*name) for name in names]
    together = np.corrcoef(np.array(thrown, dtype=float))[np.triu_indices(6, 1)]
    assert np.abs(together).max() < 4 / np.sqrt(50)  # four standard errors, fifteen pairs: size 1 in 1,000
