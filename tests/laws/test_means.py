"""The law of the dice: what `Dice` gives on average is what `Expectation` gives, wherever the programme is linear."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from prakerja.programme import SERIES, Dice, Expectation, Journal, simulate
from prakerja.programme.dice.chance import events
from prakerja.scenario import middle_world
from tests.person.chancy import CHANCY
from tests.worlds.tiny import ceiling, day, partner, tiny, wave

FUTURES = 4_000
ERRORS = 4.0
DAYS = (2, 5, 8, 12, 20, 35, 60, 99)

LINEAR: dict[str, Any] = {
    **{key: value for key, value in CHANCY["all"].items() if "capacity" not in key and "list_size" not in key},
    "policy.waves": {"1": wave(0, 2, 4, 1000, province_weights="none"), "2": wave(3, 5, 8, 1000)},
    "policy.quota": {"source": "tiny", "rule": "no more waves"},
    "policy.selection.priority_share": 0.0,
    "policy.budget": ceiling(5000),
    "policy.platforms": {"p": {"leaves": day(9)}, "q": {"joins": day(4)}},
    "world.platforms": {name: {"source": "tiny", "weight": 1.0} for name in "pq"},
    "world.institutions": {name: {"source": "tiny", "weight": 1.0} for name in "ij"},
    "world.partners": {"bank": partner(np.inf, 0.3, 2.0), "wallet": partner(np.inf, 0.1)},
}
"""Places, capacities, money and a list for all; everything else is up to chance."""


def linear_run(chance: type[Dice | Expectation], futures: int) -> Journal:
    """Play the linear world."""
    scenario = tiny({key: value for key, value in LINEAR.items() if key != "policy.calendar"})
    one = middle_world(scenario)
    draws = replace(one, values={path: np.repeat(value, futures) for path, value in one.values.items()})
    return simulate(scenario, draws, seed=1, chance=chance)


@pytest.fixture(scope="module")
def thrown() -> Journal:
    return linear_run(Dice, FUTURES)


@pytest.fixture(scope="module")
def expected() -> Journal:
    return linear_run(Expectation, 1)


def out_of_line(thrown: NDArray[Any], expected: NDArray[Any], one: float = 1.0) -> list[str]:
    """List where the average of the futures (last axis) is more than four standard errors away.

    Left out is what is so rare that fewer than 25 of it (each counting as `one`) are expected in all futures together.
    """
    mean, error = thrown.mean(axis=-1), thrown.std(axis=-1, ddof=1) / np.sqrt(thrown.shape[-1])
    known = (expected[..., 0] == 0) | (expected[..., 0] * thrown.shape[-1] >= 25 * one)
    away = known & (np.abs(mean - expected[..., 0]) > ERRORS * error + 1e-9)
    return [f"{mean[tuple(at)]:.4f} not {expected[(*at, 0)]:.4f} at {tuple(at)}" for at in np.argwhere(away)]


@pytest.mark.parametrize("name", [name for name, series in SERIES.items() if series.sort != "wait"])
def test_dice_give_the_expected_day_by_day(name: str, thrown: Journal, expected: Journal) -> None:
    """Every series on eight days, 4,000 futures of some 110 people each.

    Size: 6 in 100,000 for each of some 300 numbers, 2 in 100 for the lot; the seed is fixed. Power: from the
    selection on a standard error is at most 0.11 people, so a mean that is off by one in fifty (of the 49 selected)
    shows with more than 999 in 1,000.
    """
    on = list(DAYS)
    one = 600_000.0 if SERIES[name].unit == "rupiah" else 1.0
    assert not out_of_line(thrown[name][on].astype(float), expected[name][on], one)


@pytest.mark.parametrize(
    "name",
    [
        "wave_joined", "wave_selected", "wave_revoked", "wave_bought", "first_wait",
        *(f"{name}_by_{axis}" for axis in ("group", "province") for name in ("candidates", "selected", "effective")),
        *(f"{name}_by_{axis}" for axis in ("group", "province") for name in ("completed", "paid_once")),
    ],
)  # fmt: skip
def test_dice_give_the_expected_in_the_end(name: str, thrown: Journal, expected: Journal) -> None:
    """By wave, group and province, and by days waited. Size and power as above."""
    assert not out_of_line(thrown[name].astype(float), expected[name])


def test_the_world_is_one_of_chance_and_has_no_limits(thrown: Journal) -> None:
    """What the comparison rests on: the futures differ at every stage, and nobody waits for a place."""
    for name in ("registered", "selected", "revoked", "bought", "completed", "validated", "paid_once", "failed"):
        assert thrown[name][40].std() > 0 or thrown[name].sum(axis=0).std() > 0, name
    assert thrown["platform_waiting"].sum() == 0
    waits_on = set(np.flatnonzero(thrown["institution_waiting"].sum(axis=(1, 2))).tolist())
    assert waits_on <= {7, 8, 9, 10}  # an institution is suspended then, which delays and limits nothing
    assert (thrown["wave_selected"].sum(axis=0) <= 130).all()
    assert thrown["wave_cut"].sum() == 0


def test_busy_and_calm_days() -> None:
    """1,000 people, hazard 0.5, cv 0.8. Mean 1,000 (1 - (1 + 0.5 x 0.64)^(-1/0.64)) = 352.0.

    The share's variance beyond the binomial is L(2h) - L(h)^2, L(s) = (1 + 0.64 s)^(-1/0.64) being the gamma's
    transform: 0.0436. 20,000 throws: four standard errors are 6.2 people, and 4 % of the standard deviation.
    """
    n, h, square = 20_000, 0.5, 0.64
    (stream,) = Dice.streams(1, np.arange(1), "law")
    thrown = np.array([events(stream, 1000, h, 0.8) for _ in range(n)])

    def transform(s: float) -> float:
        return float((1 + square * s) ** (-1 / square))

    mean = 1000 * (1 - transform(h))
    variance = 1e6 * (transform(2 * h) - transform(h) ** 2) + 1000 * (transform(h) - transform(2 * h))
    assert abs(thrown.mean() - mean) < 4 * np.sqrt(variance / n)
    assert thrown.std() == pytest.approx(np.sqrt(variance), rel=0.04)
    assert events(stream, 1000.0, h, 0.8) == pytest.approx(mean, rel=1e-12)
