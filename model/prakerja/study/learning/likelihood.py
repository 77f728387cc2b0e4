"""The likelihood: the fluid engine runs to the as-of date, and every published series is held against it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.programme import Expectation, simulate
from prakerja.scenario import Scenario
from prakerja.scenario.observations import Observations
from prakerja.study.learning.components import Floats, source_of
from prakerja.study.learning.misfit import Model, log_likelihood
from prakerja.study.learning.readings import Reading, readings_of
from prakerja.study.learning.unknowns import Unknowns

BATCH = 256
"""Draws that run together: enough to make numpy's own time small, few enough to stay in the cache."""


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
    """

    unknowns: Unknowns
    readings: tuple[Reading, ...]
    until: int

    @classmethod
    def of(cls, scenario: Scenario, observations: Observations) -> Likelihood:
        """Hold what had been published by the scenario's as-of date against the scenario."""
        known = observations.as_of(scenario.as_of)
        return cls(Unknowns.of(scenario), tuple(readings_of(known, scenario)), scenario.days.number(scenario.as_of))

    def models(self, z: Floats) -> list[Model]:
        """Run the fluid engine.

        Parameters
        ----------
        z
            Normal numbers, shape (draw, unknown).

        Returns
        -------
        of each series its path and slope, each (observation, draw)
        """
        parts = [self._models(z[first : first + BATCH]) for first in range(0, len(z), BATCH)]
        return [
            (np.concatenate([height for height, _ in series], axis=1), np.concatenate([up for _, up in series], axis=1))
            for series in zip(*parts, strict=True)
        ]

    def by_series(self, z: Floats, models: list[Model] | None = None) -> Floats:
        """Give the log likelihood of every series, shape (series, draw)."""
        found = [
            log_likelihood(reading, model, self.unknowns.misfit(z, reading.group))
            for reading, model in zip(self.readings, models or self.models(z), strict=True)
        ]
        return np.stack(found) if found else np.zeros((0, len(z)))

    def _models(self, z: Floats) -> list[Model]:
        scenario = self.unknowns.scenario
        journal = simulate(scenario, self.unknowns.world(z), chance=Expectation, until=self.until)
        source = source_of(journal, self.until)
        return [reading.model(source, scenario) for reading in self.readings]
