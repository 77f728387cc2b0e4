"""Worlds for many people, and many futures of them from either engine: the base world of `tests.worlds.tiny`, larger.

On day 0 everyone registers and joins; on day 1 everyone is selected. There is room for all and no lag,
unless a test says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.scenario import Draws, Scenario, middle_world
from tests.worlds.tiny import after, ceiling, day, partner, tiny, wave

Arrays = Mapping[str, NDArray[Any]]

PLENTY = 1e9
"""A capacity nobody ever reaches."""


def over(*by_day: float) -> dict[str, Any]:
    """Make a lag from the weights of its days."""
    return {"dist": "empirical", "by_day": list(by_day)}


def crowd(people: int, days: int, changes: Mapping[str, Any] | None = None) -> Scenario:
    """Make the base world for so many people, on a clock of so many days."""
    return tiny(
        {
            "clock": {"launch": day(0), "year_end": day(days - 1), "ends": day(days - 1)},
            "policy.target": {"source": "tiny", "recipients": people, "by": day(days - 1)},
            "policy.training.deadline": day(days - 1),
            "policy.purchase.window_days": 200,
            "policy.waves": {"1": wave(0, 0, 1, people)},
            "policy.budget": ceiling(people),
            "world.registration.interested": float(people),
            "world.registration.launch_per_day": 50.0 * people,  # 1 - exp(-50) is 1 but for 2e-22
            "world.purchase.lag": after(0),
            "world.completion.lag": after(0),
            "world.validation.lag": after(0),
            "world.partners.bank": partner(PLENTY),
            **(changes or {}),
        }
    )


def tiled(draws: Draws, count: int) -> Draws:
    """Repeat a single draw, with its paths, so that the futures differ by chance alone."""
    values = {path: np.repeat(value, count) for path, value in draws.values.items()}
    paths = {name: np.repeat(path, count, axis=1) for name, path in draws.paths.items()}
    return replace(draws, values=values, paths=paths)


def futures(scenario: Scenario, count: int, seed: int = 2020) -> Arrays:
    """Simulate so many futures of one world with the programme; the last axis of every array is the future."""
    journal = simulate(scenario, tiled(middle_world(scenario), count), seed=seed)
    return {**journal.daily, **journal.once}


def lives(scenario: Scenario, count: int, seed: int = 2020) -> Arrays:
    """Simulate so many futures with the twin, in the same form."""
    draws = middle_world(scenario)
    runs = [live(scenario, draws, seed=seed + n) for n in range(count)]
    return {name: np.stack([run[name] for run in runs], axis=-1) for name in {**runs[0].daily, **runs[0].once}}


def by_day(totals: NDArray[Any]) -> NDArray[Any]:
    """Give what a running total gained each day, shape (day, draw)."""
    return np.diff(totals, axis=0, prepend=0)
