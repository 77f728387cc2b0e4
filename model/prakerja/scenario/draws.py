"""Draws: samples of the world. Sobol points go through the stated distributions, one dimension a value.

Every value of the world has its own dimension, numbers too, in the order of its path. So a value that becomes uncertain,
or certain, moves no other value's draws; and draw i is the same however many draws there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel
from scipy.stats import qmc

from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.lag import _Lag
from prakerja.scenario.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Value:
    """One value of the world: its dotted path, what the scenario says, its plausible range."""

    path: str
    stated: float | Distribution
    within: Within


def values_of(scenario: Scenario) -> list[Value]:
    """Name every value of the world, by path."""
    return sorted(_walk(scenario.world, "world"), key=lambda value: value.path)


def _walk(table: BaseModel, path: str) -> Iterator[Value]:
    for key, field in type(table).model_fields.items():
        here = getattr(table, key)
        ranges = [m for m in field.metadata if isinstance(m, Within)]
        if ranges and isinstance(here, float | Distribution):
            yield Value(f"{path}.{key}", here, ranges[0])
        elif isinstance(here, BaseModel):
            yield from _walk(here, f"{path}.{key}")
        elif isinstance(here, dict):
            for name, below in here.items():
                yield from _walk(below, f"{path}.{key}.{name}")


@dataclass(frozen=True)
class Draws:
    """Samples of a scenario's world: one array of shape (draw,) a value.

    Examples
    --------
    >>> from prakerja.scenario.draws import Draws
    >>> draws = Draws({"world.survey.response": np.array([0.5, 0.7])}, lags={})
    >>> draws["world.survey.response"].tolist(), len(draws)
    ([0.5, 0.7], 2)
    """

    values: Mapping[str, Floats]
    lags: Mapping[str, _Lag]

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    def __getitem__(self, path: str) -> Floats:
        return self.values[path]

    def lag(self, path: str) -> Floats:
        """Give a lag's share of each whole day, shape (day, draw)."""
        shares = self.lags[path].shares(lambda name: self.values[f"{path}.{name}"])
        return np.ascontiguousarray(np.broadcast_to(shares, (len(shares), len(self))))

    def weights(self, kind: str, key: str = "weight") -> Floats:
        """Give the weights of the named members of a table, by name in order, shape (name, draw)."""
        return np.stack([self[f"world.{kind}.{name}.{key}"] for name in self.names(kind)])

    def names(self, kind: str) -> list[str]:
        """Name the members of a table of the world, in order."""
        return sorted({path.split(".")[2] for path in self.values if path.startswith(f"world.{kind}.")})

    def part(self, first: int, last: int) -> Draws:
        """Give the draws from `first` up to, not including, `last`."""
        return Draws({path: value[first:last] for path, value in self.values.items()}, self.lags)

    def replace(self, values: Mapping[str, Any]) -> Draws:
        """Put other numbers in the place of some values, for every draw or draw by draw."""
        changed = {path: np.broadcast_to(np.asarray(v, dtype=np.float64), len(self)) for path, v in values.items()}
        unknown = set(changed) - set(self.values)
        if unknown:
            raise KeyError(f"no such values of the world: {', '.join(sorted(unknown))}")
        return Draws({**self.values, **changed}, self.lags)


def draw_world(scenario: Scenario, count: int, seed: int, first: int = 0) -> Draws:
    """Draw the world from what the scenario states.

    Parameters
    ----------
    scenario
        Whose world.
    count
        Draws wanted.
    seed
        Scrambles the Sobol points.
    first
        Leave out so many draws before the first, to make one block of a longer sequence.
    """
    values = values_of(scenario)
    sobol = qmc.Sobol(len(values), scramble=True, rng=np.random.default_rng([seed, 0x5CE0]))
    uniform = sobol.random_base2(max(1, int(first + count - 1).bit_length()))[first : first + count].T
    drawn = {value.path: _draw(value, u) for value, u in zip(values, uniform, strict=True)}
    return Draws(drawn, dict(_lags(scenario.world, "world")))


def middle_world(scenario: Scenario) -> Draws:
    """Give the one draw in which every value is at the middle of what the scenario states."""
    drawn = {value.path: _draw(value, np.array([0.5])) for value in values_of(scenario)}
    return Draws(drawn, dict(_lags(scenario.world, "world")))


def _draw(value: Value, u: Floats) -> Floats:
    if isinstance(value.stated, Distribution):
        return value.stated.ppf(u, value.within.low, value.within.high)
    return np.full(len(u), float(value.stated))


def _lags(table: BaseModel, path: str) -> Iterator[tuple[str, _Lag]]:
    for key in type(table).model_fields:
        here = getattr(table, key)
        if isinstance(here, _Lag):
            yield f"{path}.{key}", here
        elif isinstance(here, BaseModel):
            yield from _lags(here, f"{path}.{key}")
        elif isinstance(here, dict):
            for name, below in here.items():
                if isinstance(below, BaseModel):
                    yield from _lags(below, f"{path}.{key}.{name}")
