"""Many futures of one world from each engine, as vectors of (quantity, day): what the comparisons are made on."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.person import live
from prakerja.programme import simulate
from prakerja.scenario import Scenario
from tests.known.samples import tiled
from tests.person.compare import MEAN_OF
from tests.worlds.engines import Paths, on_paths

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
_ONCE = (
    "wave_joined", "wave_selected", "wave_revoked",
    "candidates_by_group", "selected_by_group", "candidates_by_province", "selected_by_province", "first_wait",
)  # fmt: skip
_EXPECTED = (
    *(f"wave_{name}" for name in ("bought", "completed", "validated", "paid_once")),
    *(f"{name}_by_{axis}" for axis in ("group", "province") for name in ("effective", "completed", "paid_once")),
)
"""Of these the programme gives what is expected given other counts: the mean is the twin's, the spread is less."""
_LONGEST_WAIT = 12
_BLOCK = 1000


def of_cohorts(scenario: Scenario, count: int, seed: int, paths: Paths | None = None) -> Sample:
    """Draw futures from the programme's engine, a block after the other: whole journals would fill the memory."""
    draws = tiled(on_paths(scenario, paths), count)
    parts = []
    for first in range(0, count, _BLOCK):
        journal = simulate(scenario, draws.part(first, min(first + _BLOCK, count)), seed=seed)
        parts.append(_sample({**journal.daily, **journal.once}))
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def of_persons(scenario: Scenario, count: int, seed: int, paths: Paths | None = None) -> Sample:
    """Draw futures from the twin, one run each."""
    draws = on_paths(scenario, paths)
    runs = [live(scenario, draws, seed=seed + n) for n in range(count)]
    names = [*QUANTITIES, *_ONCE, *_EXPECTED]
    return _sample({name: np.stack([run[name] for run in runs], axis=-1) for name in names})


def _sample(arrays: dict[str, NDArray[Any]]) -> Sample:
    # One engine keeps mean waits in single precision: a third of a day must be the same number in both.
    daily = {name: np.asarray(arrays[name], dtype=np.float64).round(4) for name in QUANTITIES}
    daily |= {name: daily[name].cumsum(axis=0) for name in _ADDED_UP}
    sample = {
        f"{label}@{day}": values[day].copy()  # a view would keep every day of every series
        for name, array in daily.items()
        for label, values in _members(name, array)
        for day in DAYS
        if day < len(values)
    }
    for name in _ONCE:
        array = np.asarray(arrays[name], dtype=np.float64)
        places = [place for place in np.ndindex(array.shape[:-1]) if max(place) < _LONGEST_WAIT]
        sample |= {f"{name}{list(place)}": array[place].copy() for place in places}
    for name in _EXPECTED:
        array = np.asarray(arrays[name], dtype=np.float64).round(3)  # single precision is no difference
        sample |= {f"{MEAN_OF}{name}{list(place)}": array[place] for place in np.ndindex(array.shape[:-1])}
    return sample


def _members(name: str, array: Floats) -> list[tuple[str, Floats]]:
    if array.ndim == 2:
        return [(name, array)]
    return [(f"{name}.{member}", array[:, member]) for member in range(array.shape[1])]
