"""Each uncertain value of the world by itself: its quantiles, whatever the others are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import qmc

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import Value, lags_of, values_of
from prakerja.study.runs.wandering import is_step, rate_of


@dataclass(frozen=True)
class Marginals:
    """What is believed about each value of a world by itself.

    From a scenario's stated distributions, or from draws of a posterior; then each value keeps its own spread, and what
    ties the values to one another is left out.

    Attributes
    ----------
    scenario
        Whose world.
    given
        Draws to take the quantiles from; None for what the scenario states.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> believed = Marginals(load("scenarios/small.toml"))
    >>> believed.at("world.survey.response", np.array([0.05, 0.95])).round(3).tolist()
    [0.4, 0.95]
    """

    scenario: Scenario
    given: Draws | None = None

    @property
    def uncertain(self) -> list[str]:
        """The paths of the values that are not known, in order, the steps of rates that wander among them."""
        if self.given is not None:
            return sorted(path for path, drawn in self.given.values.items() if drawn.min() < drawn.max())
        return [path for path, value in self._stated.items() if isinstance(value.stated, Distribution)]

    @property
    def told(self) -> dict[str, list[str]]:
        """The values that are reported for each future, each with what it is made of: the steps of a rate are one."""
        found: dict[str, list[str]] = {}
        for path in self.uncertain:
            found.setdefault(rate_of(path) if is_step(path) else path, []).append(path)
        return found

    def ends(self, path: str, levels: Floats) -> dict[str, Floats]:
        """Return what a value of `told` is at levels `u` in [0, 1), by path.

        A rate gets to its quantile at the year end by equal steps from the as-of date on; those before stay where
        they are likeliest.
        """
        steps = self.told[path]
        if not is_step(steps[0]):
            return {path: self.at(path, levels)}
        first, last = (day.isoformat() for day in (self.scenario.as_of, self.scenario.clock.year_end))
        ahead = [step for step in steps if first < step.rsplit(".", 1)[-1] <= last]
        return {step: self.at(step, ndtr(ndtri(levels) / np.sqrt(len(ahead)))) for step in ahead}

    def at(self, path: str, u: Floats) -> Floats:
        """Return the quantiles of a value at levels `u` in [0, 1)."""
        if self.given is not None:
            drawn = self.given[path]
            return np.quantile(drawn, u) if drawn.min() < drawn.max() else np.full(len(u), drawn[0])
        value = self._stated[path]
        if isinstance(value.stated, Distribution):
            return value.stated.ppf(u, value.within.low, value.within.high)
        return np.full(len(u), float(value.stated))

    def middle(self, count: int = 1) -> Draws:
        """Return so many draws in which every value is at its median."""
        return self._world(lambda path: self.at(path, np.full(count, 0.5)))

    def pair(self, base: int, seed: int) -> tuple[Draws, Draws]:
        """Draw the values independently, twice as often as a power of two: Saltelli's matrices A and B.

        Both are the coordinates of one scrambled Sobol sequence, so that differences between A and B are as evenly
        spread as A and B themselves: errors are two thirds of those from sequences of each value's own, as `draw_world`
        has them for another purpose.
        """
        paths = self.uncertain
        levels = dict(zip(paths, zip(*paired_points(len(paths), base, seed), strict=True), strict=True))

        def side(number: int) -> Draws:
            return self._world(lambda path: self.at(path, levels[path][number] if path in levels else np.zeros(base)))

        return side(0), side(1)

    def _world(self, of: Callable[[str], Floats]) -> Draws:
        paths = self._stated if self.given is None else self.given.values
        return Draws({path: of(path) for path in paths}, lags_of(self.scenario))

    @cached_property
    def _stated(self) -> Mapping[str, Value]:
        return {value.path: value for value in values_of(self.scenario)}


def paired_points(values: int, base: int, seed: int) -> Floats:
    """Return evenly spread points in [0, 1) for A and for B, shape (2, value, base).

    Examples
    --------
    >>> a, b = paired_points(3, base=64, seed=1)
    >>> sorted((8 * a[0]).astype(int) + 8 * (8 * a[1]).astype(int)) == list(range(64))
    True
    """
    sobol = qmc.Sobol(2 * max(values, 1), scramble=True, rng=np.random.default_rng([seed, base]))
    return sobol.random(base).T.reshape(2, -1, base)[:, :values]


def joined(worlds: list[Draws]) -> Draws:
    """Put draws of one world behind one another.

    Examples
    --------
    >>> one = Draws({"world.survey.response": np.array([0.5])}, lags={})
    >>> joined([one, one])["world.survey.response"].tolist()
    [0.5, 0.5]
    """
    return Draws({path: np.concatenate([world[path] for world in worlds]) for path in worlds[0].values}, worlds[0].lags)
