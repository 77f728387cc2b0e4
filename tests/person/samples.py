"""Many futures of one world from each engine, as vectors of (quantity, day): what the comparisons are made on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.scenario import Draws, Scenario, middle_world

Floats = NDArray[np.float64]
Sample = dict[str, Floats]
"""By ``quantity@day`` or ``quantity.member@day``: one number a future, shape (future,)."""

DAYS = (*range(24), 26, 30, 34, 38, 45, 60, 80)
QUANTITIES = (
    "registered",
    "identity_verified",
    "joined",
    "selected",
    "revoked",
    "ordered",
    "bought",
    "started",
    "completed",
    "validated",
    "paid_once",
    "platform_waiting",
    "institution_waiting",
    "backlog",
    "attempted",
    "failed",
    "paid",
    "wait_mean",
    "wait_max",
    "returned",
    "paid_training",
    "paid_survey",
    "owed",
    "overdue",
)
_ADDED_UP = ("attempted", "failed", "paid")
# Not wave_bought and what follows it: there the programme gives an expectation, given the daily counts.
_ONCE = ("wave_joined", "wave_selected", "wave_revoked", "selected_by_province", "first_wait")
_LONGEST_WAIT = 12


def tiled(draws: Draws, count: int) -> Draws:
    """Repeat a single draw, so that the futures differ by chance alone."""
    return replace(draws, values={path: np.repeat(value, count) for path, value in draws.values.items()})


def of_cohorts(scenario: Scenario, count: int, seed: int) -> Sample:
    """Draw futures from the programme's engine."""
    journal = simulate(scenario, tiled(middle_world(scenario), count), seed=seed)
    return _sample({**journal.daily, **journal.once})


def of_persons(scenario: Scenario, count: int, seed: int) -> Sample:
    """Draw futures from the twin, one run each."""
    draws = middle_world(scenario)
    runs = [live(scenario, draws, seed=seed + n) for n in range(count)]
    names = [*QUANTITIES, *_ONCE]
    return _sample({name: np.stack([run[name] for run in runs], axis=-1) for name in names})


def _sample(arrays: dict[str, NDArray[Any]]) -> Sample:
    # One engine keeps mean waits in single precision: a third of a day must be the same number in both.
    daily = {name: np.asarray(arrays[name], dtype=np.float64).round(4) for name in QUANTITIES}
    daily |= {name: daily[name].cumsum(axis=0) for name in _ADDED_UP}
    sample = {
        f"{label}@{day}": values[day]
        for name, array in daily.items()
        for label, values in _members(name, array)
        for day in DAYS
    }
    for name in _ONCE:
        array = np.asarray(arrays[name], dtype=np.float64)
        places = [place for place in np.ndindex(array.shape[:-1]) if max(place) < _LONGEST_WAIT]
        sample |= {f"{name}{list(place)}": array[place] for place in places}
    return sample


def _members(name: str, array: Floats) -> list[tuple[str, Floats]]:
    if array.ndim == 2:
        return [(name, array)]
    return [(f"{name}.{member}", array[:, member]) for member in range(array.shape[1])]
