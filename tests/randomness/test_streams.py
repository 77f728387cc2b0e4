"""Each actor of each draw throws its own dice.

What one of them does differently moves nobody's numbers but those it touches, and a draw is the same future alone as
among others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from prakerja.programme import ONCE, SERIES, Chance, Dice, Expectation, Journal, Programme, simulate
from prakerja.programme.chance import Streams
from prakerja.programme.dice.chance import thin
from prakerja.scenario import Draws, Scenario, draw_world, load
from tests.person.chancy import CHANCY, chancy

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


DRAWS = 8


def run(scenario: Scenario, seed: int = 1, draws: Draws | None = None, chance: Chance = Dice) -> Journal:
    return simulate(scenario, draws or draw_world(scenario, DRAWS, seed=1), seed=seed, chance=chance)


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
    programme = Programme(small, draw_world(small, DRAWS, seed=1), seed=1)
    newcomer = Dice.streams(1, np.arange(DRAWS), "newcomer")
    thrown = []

    def throw(day: int) -> None:
        thrown.extend(thin(stream, 1000, 0.5) for stream in newcomer)

    programme.clock.daily(13, throw)
    assert not moved(before, programme.run())
    assert len(set(thrown)) > 50


def test_stopping_early_is_the_beginning_of_the_whole(small: Scenario, before: Journal) -> None:
    some = simulate(small, draw_world(small, 8, seed=1), seed=1, until=99)
    for name in SERIES:
        assert np.array_equal(some[name][:100], before[name][:100]), name
        assert not some[name][100:].any(), name


def test_the_same_run_twice_is_the_same(small: Scenario, before: Journal) -> None:
    assert not moved(before, run(small))


@pytest.mark.parametrize("sizes", [(1,) * DRAWS, (3, 5), (6, 1, 1)], ids=str)
def test_a_draw_is_the_same_future_alone_and_among_others(small: Scenario, sizes: tuple[int, ...]) -> None:
    """Every series and every table, bit for bit, whatever the sizes of the blocks in which draws are simulated."""
    the_same_in_blocks(small, sizes, Dice)


def test_so_it_is_in_the_fluid_limit(small: Scenario) -> None:
    """Bit for bit in blocks of two draws or more; alone to 12 digits.

    That is of people and rupiah in all: numpy adds up eight and more numbers of a single draw in another order.
    """
    the_same_in_blocks(small, (3, 2, 3), Expectation)
    draws = draw_world(small, DRAWS, seed=1)
    together = run(small, draws=draws, chance=Expectation)
    for number in range(DRAWS):
        alone = run(small, draws=draws.part(number, number + 1), chance=Expectation)
        for name, series in SERIES.items():
            everyone = {"rupiah": small.policy.budget.ceiling, "days": 365}.get(series.unit, 1_000_000)
            np.testing.assert_allclose(
                alone[name][..., 0], together[name][..., number], rtol=0, atol=1e-12 * everyone, err_msg=name
            )


@pytest.mark.parametrize("name", CHANCY)
def test_so_it_is_with_every_rule_switched_on(name: str) -> None:
    """In worlds that switch on every rule: priority groups, moves, retries, hurry, change, mass failures."""
    the_same_in_blocks(chancy(name), (1, 2, 5), Dice)


def the_same_in_blocks(scenario: Scenario, sizes: tuple[int, ...], chance: Chance) -> None:
    draws = draw_world(scenario, DRAWS, seed=1)
    together, first = run(scenario, draws=draws, chance=chance), 0
    for size in sizes:
        part = run(scenario, draws=draws.part(first, first + size), chance=chance)
        for name in (*SERIES, *ONCE):
            assert np.array_equal(part[name], together[name][..., first : first + size]), (name, first)
        first += size
    assert first == DRAWS


def test_so_it_is_with_paths(small: Scenario) -> None:
    """Factors of the day are sliced with their draws."""
    draws, days = draw_world(small, DRAWS, seed=1), len(small.days)
    factors = np.random.default_rng(1).uniform(0.5, 1.5, (days, DRAWS))
    drifting = Draws(draws.values, draws.lags, draws.first, {"payment_capacity": factors, "completion_speed": factors})
    together, alone = run(small, draws=drifting), run(small, draws=drifting.part(5, 6))
    for name in (*SERIES, *ONCE):
        assert np.array_equal(alone[name][..., 0], together[name][..., 5]), name
    assert {"completed", "paid_once"} <= moved(together, run(small))


def test_seeds_name_other_dice_for_every_actor(small: Scenario, before: Journal) -> None:
    assert moved(before, run(small, seed=2)) >= THROWN


def test_draw_numbers_name_other_dice_for_every_actor(small: Scenario) -> None:
    """The same world under another number is another future."""
    world = draw_world(small, 2, seed=1)
    elsewhere = Draws(world.values, world.lags, first=2)
    assert moved(run(small, draws=world), run(small, draws=elsewhere)) >= THROWN


THROWN = {"registered", "wave_joined", "ordered", "completed", "validated", "paid_survey"}
"""What each actor throws the dice for."""


def throws(seed: int, draw: int, name: str) -> list[int]:
    (stream,) = Dice.streams(seed, np.array([draw]), name)
    return [thin(stream, 1000, 0.5) for _ in range(50)]


def test_every_actor_has_a_name_of_its_own(small: Scenario) -> None:
    """Two actors with the same name would throw the same numbers, and what they do would go together."""
    asked: list[tuple[int, str, list[int]]] = []

    class Noting(Dice):
        @staticmethod
        def streams(seed: int, draws: np.ndarray[Any, Any], name: str) -> Streams:
            asked.append((seed, name, draws.tolist()))
            return Dice.streams(seed, draws, name)

    Programme(small, draw_world(small, 3, seed=1).part(1, 3), seed=7, chance=Noting)
    assert {(seed, *draws) for seed, _, draws in asked} == {(7, 1, 2)}
    assert sorted(name for _, name, _ in asked) == sorted({name for _, name, _ in asked})
    assert {"applicants", "registration", "training", "validation", "payment", "office"} == {n for _, n, _ in asked}


def test_streams_go_by_their_name_and_not_by_their_order() -> None:
    """The same name gives the same throws, whoever else was made or threw before, and in whatever place it stands."""
    alone = throws(7, 3, "payment")
    crowd = [Dice.streams(7, np.arange(5), name) for name in ("training", "payment", "office")]
    for streams in (crowd[0], crowd[2]):
        for stream in streams:
            thin(stream, 1000, 0.5)
    thin(crowd[1][2], 1000, 0.5)
    assert [thin(crowd[1][3], 1000, 0.5) for _ in range(50)] == alone


def test_streams_of_other_names_seeds_or_draws_are_unrelated() -> None:
    """Six streams of 50 throws: no two alike, and no two numbered in a way that mixes them up (1, 10) and (11, 0)."""
    names = [(1, 10, "a"), (11, 0, "a"), (1, 1, "a"), (1, 0, "a"), (0, 1, "a"), (1, 0, "b")]
    thrown = [throws(*name) for name in names]
    together = np.corrcoef(np.array(thrown, dtype=float))[np.triu_indices(6, 1)]
    assert np.abs(together).max() < 4 / np.sqrt(50)  # four standard errors, fifteen pairs: size 1 in 1,000
