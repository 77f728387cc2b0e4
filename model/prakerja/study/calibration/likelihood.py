"""The likelihood: the fluid engine runs to the as-of date, and every published series is held against it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from prakerja.programme import Expectation, simulate
from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.observations import Observations
from prakerja.study.calibration.discrepancy import log_likelihood
from prakerja.study.calibration.observation_operator import source_of
from prakerja.study.calibration.readings import Model, Reading, readings_of, statements_in
from prakerja.study.calibration.unknowns import Unknowns
from prakerja.study.runs.spread import Map

BATCH = 256
"""The most draws that run together: enough to make the clock's own time small, few enough to stay in the cache."""


@dataclass(frozen=True)
class Likelihood:
    """What was published up to the as-of date, against the model.

    Attributes
    ----------
    unknowns
        What normal numbers stand for.
    readings
        The published series.
    until
        Day number of the as-of date: nothing after it is simulated or read.
    spread, workers
        Where batches of draws are run, and how many of them at once.
    """

    unknowns: Unknowns
    readings: tuple[Reading, ...]
    until: int
    spread: Map = map
    workers: int = 1

    @classmethod
    def of(cls, scenario: Scenario, observations: Observations) -> Likelihood:
        """Hold what had been published by the scenario's as-of date against the scenario."""
        readings = tuple(readings_of(observations.as_of(scenario.as_of), scenario))
        return cls(Unknowns.of(scenario, statements_in(readings)), readings, scenario.days.number(scenario.as_of))

    def on(self, spread: Map, workers: int = 1) -> Likelihood:
        """Return the same, with the engine run elsewhere."""
        return replace(self, spread=spread, workers=workers)

    @cached_property
    def series(self) -> frozenset[str]:
        """The series of the journal that are read."""
        asked: set[str] = set()

        def ask(name: str) -> Floats:
            asked.add(name)
            return np.zeros((self.until + 1, 1))

        for reading in self.readings:
            reading.path(ask, self.unknowns.scenario)
        return frozenset(asked)

    def models(self, z: Floats) -> list[Model]:
        """Run the fluid engine, and return of each series the height and slope of its path on the days of the counts.

        Parameters
        ----------
        z
            Normal numbers, shape (draw, unknown).
        """
        alone = self.on(map)  # what travels does not know where it goes
        pieces = min(len(z), -(-len(z) // (BATCH * self.workers)) * self.workers)
        parts = list(self.spread(_run, [(alone, part) for part in np.array_split(z, pieces)]))
        return [
            (np.concatenate([height for height, _ in series], axis=1), np.concatenate([s for _, s in series], axis=1))
            for series in zip(*parts, strict=True)
        ]

    def by_series(self, z: Floats, models: list[Model] | None = None) -> Floats:
        """Return the log likelihood of every series, shape (series, draw)."""
        found = [
            log_likelihood(reading, model, self.unknowns.discrepancy(z, reading.group))
            for reading, model in zip(self.readings, models or self.models(z), strict=True)
        ]
        return np.stack(found) if found else np.zeros((0, len(z)))


def _run(batch: tuple[Likelihood, Floats]) -> list[Model]:
    """Run the engine at a batch of normal numbers, and read it."""
    of, z = batch
    scenario, ages = of.unknowns.scenario, of.unknowns.ages(z)
    journal = simulate(scenario, of.unknowns.world(z), chance=Expectation, until=of.until, kept=of.series)
    source = source_of(journal, of.until)
    return [reading.read(reading.path(source, scenario), ages) for reading in of.readings]
