"""Draws: samples of the world. Evenly spread points, by each value's path, go through what is stated.

So a value that becomes uncertain, or certain, or is added, moves no other value's draws; and draw i is the
same however many draws there are.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.drift import STEP
from prakerja.scenario.lag import BaseLag
from prakerja.scenario.leaves import leaves, tables
from prakerja.scenario.points import points
from prakerja.scenario.scenario import Scenario


@dataclass(frozen=True)
class Value:
    """One value of the world: its dotted path, what the scenario says, its plausible range."""

    path: str
    stated: float | Distribution
    within: Within


def values_of(scenario: Scenario) -> list[Value]:
    """Name every value of the world by path, the steps of rates that wander among them."""
    values = [
        Value(".".join(leaf.keys), leaf.value, leaf.within)
        for leaf in leaves(scenario.world, ("world",))
        if leaf.within is not None and isinstance(leaf.value, float | Distribution)
    ]
    return sorted(values + _steps(scenario), key=lambda value: value.path)


def _steps(scenario: Scenario) -> list[Value]:
    drift, anything = scenario.world.drift, Within(-math.inf, math.inf, "standard deviations")
    if drift is None:
        return []
    return [Value(path, STEP, anything) for name in drift.rates for _, path in drift.steps(name, scenario.clock.ends)]


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
    lags: Mapping[str, BaseLag]
    first: int = 0
    """The number of the first draw: a draw is the same future with whichever others it is simulated."""
    paths: Mapping[str, Floats] = field(default_factory=dict)
    """Factors in force on each day, shape (day, draw), by the names of ``world.drift``; 1 where there is none."""

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The numbers of the draws, shape (draw,)."""
        return np.arange(self.first, self.first + len(self))

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    def __getitem__(self, path: str) -> Floats:
        return self.values[path]

    def lag(self, path: str) -> Floats:
        """Return a lag's share of each whole day, shape (day, draw), read only."""
        if path not in self._shares:
            shares = self.lags[path].shares(lambda name: self.values[f"{path}.{name}"])
            self._shares[path] = np.ascontiguousarray(np.broadcast_to(shares, (len(shares), len(self))))
            self._shares[path].flags.writeable = False
        return self._shares[path]

    @cached_property
    def _shares(self) -> dict[str, Floats]:
        return {}  # a distribution function is dear, and the same lag is asked for again and again

    def weights(self, kind: str, key: str = "weight") -> Floats:
        """Return the weights of the named members of a table, by name in order, shape (name, draw)."""
        return np.stack([self[f"world.{kind}.{name}.{key}"] for name in self.names(kind)])

    def names(self, kind: str) -> list[str]:
        """Name the members of a table of the world, in order."""
        return self._names.get(kind, [])

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for path in self.values:
            if path.startswith("world.") and path.count(".") > 1:
                _, kind, name, *_ = path.split(".")
                found.setdefault(kind, set()).add(name)
        return {kind: sorted(names) for kind, names in found.items()}

    def part(self, first: int, last: int) -> Draws:
        """Return the draws from `first` up to, not including, `last`."""
        values = {path: value[first:last] for path, value in self.values.items()}
        paths = {name: path[:, first:last] for name, path in self.paths.items()}
        return Draws(values, self.lags, self.first + first, paths)

    def replace(self, values: Mapping[str, Any]) -> Draws:
        """Put other numbers in the place of some values, for every draw or draw by draw."""
        changed = {path: np.broadcast_to(np.asarray(v, dtype=np.float64), len(self)) for path, v in values.items()}
        unknown = set(changed) - set(self.values)
        if unknown:
            raise KeyError(f"no such values of the world: {', '.join(sorted(unknown))}")
        return dataclasses.replace(self, values={**self.values, **changed})


def draw_world(scenario: Scenario, count: int, seed: int, first: int = 0, only: Collection[str] | None = None) -> Draws:
    """Draw the world from what the scenario states.

    Parameters
    ----------
    scenario
        Whose world.
    count
        Draws wanted.
    seed
        Names the points, together with each value's path.
    first
        Leave out so many draws before the first, to make one block of a longer sequence.
    only
        The paths of the values that are wanted; all of them unless given.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> scenario = load("scenarios/prakerja-2020.toml")
    >>> certain = scenario.replace({"world.survey.response": 0.7})
    >>> before, after = draw_world(scenario, 8, seed=1), draw_world(certain, 8, seed=1)
    >>> [path for path in before.values if (before[path] != after[path]).any()]
    ['world.survey.response']
    """
    wanted = [value for value in values_of(scenario) if only is None or value.path in only]
    drawn = {value.path: _draw(value, points(value.path, seed, first, count)) for value in wanted}
    return Draws(drawn, lags_of(scenario), first)


def middle_world(scenario: Scenario) -> Draws:
    """Return the one draw in which every value is at the middle of what the scenario states."""
    drawn = {value.path: _draw(value, np.array([0.5])) for value in values_of(scenario)}
    return Draws(drawn, lags_of(scenario))


def _draw(value: Value, u: Floats) -> Floats:
    if isinstance(value.stated, Distribution):
        return value.stated.ppf(u, value.within.low, value.within.high)
    return np.full(len(u), float(value.stated))


def lags_of(scenario: Scenario) -> dict[str, BaseLag]:
    """Return the lags of the world by path."""
    found = tables(scenario.world, ("world",))
    return {".".join(keys): table for keys, table in found if isinstance(table, BaseLag)}
