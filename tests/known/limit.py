"""Worlds in which dice and the fluid limit differ, and how the difference falls with the number of people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from prakerja.programme import simulate
from prakerja.programme.chance import Dice, Expectation
from prakerja.scenario import Scenario, middle_world
from tests.known.samples import crowd, over, tiled
from tests.known.test_queues import ONLY_FIRST_INCENTIVES

Floats = NDArray[np.float64]

COUNT = 8_000


def half_of(people: int, days: int = 1) -> Scenario:
    """Half of all finish their course, uniformly over some days from day 1 on, and come to the bank at once."""
    course = {"source": "tiny", "probability": 0.5, "lag": over(*[1.0] * days)}
    return crowd(people, days + 2, {**ONLY_FIRST_INCENTIVES, "world.completion": course})


def backlogs(scenario: Scenario, capacity: Floats, day: int) -> tuple[Floats, Floats, Floats]:
    """Simulate one future for each capacity; the backlog with dice and in the limit, and how many came by the day."""
    world = tiled(middle_world(scenario), len(capacity)).replace({"world.partners.bank.daily_capacity": capacity})
    dice, limit = (simulate(scenario, world, seed=7, chance=chance) for chance in (Dice, Expectation))
    return dice["backlog"][day, 0], limit["backlog"][day, 0], dice["validated"][day]


def uncertain(people: int, days: int) -> tuple[Floats, float]:
    """Spread whole capacities evenly over the kink at half the people by day, plus or minus two fifths of it.

    Every future is stratified: each whole capacity comes as often as any other.
    """
    kink, width = people // (2 * days), 4 * people // (10 * days)
    return kink - width // 2 + np.arange(COUNT) % width, float(kink)


def without_noise(dice: Floats, limit: Floats, came: Floats, capacity: Floats, kink: float, days: int) -> Floats:
    """Take from the difference what is linear, and 0 in the mean: in a busy queue everyone beyond those expected waits.

    What is left is nothing in futures far from the kink (a control variate: Glasserman, *Monte Carlo Methods in
    Financial Engineering*, 4.1).
    """
    return dice - limit - np.where(capacity < kink, came - kink * days, 0.0)


def slope(sizes: Sequence[int], differences: Sequence[Floats]) -> tuple[float, float]:
    """Fit log10(mean / N) to log10 N by weighted least squares; the slope and its standard error."""
    means, errors = (np.array(found) for found in zip(*map(mean_and_error, differences), strict=True))
    x, y, weight = np.log10(sizes), np.log10(means / sizes), (means / errors * np.log(10)) ** 2
    centre = np.average(x, weights=weight)
    spread = (weight * (x - centre) ** 2).sum()
    return float((weight * (x - centre) * y).sum() / spread), float(spread**-0.5)


def mean_and_error(sample: Floats) -> tuple[float, float]:
    """Give the mean of independent futures and its standard error."""
    return float(sample.mean()), float(sample.std(ddof=1) / np.sqrt(len(sample)))
