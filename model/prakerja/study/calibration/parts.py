"""What a posterior consists of: all that is kept of it, and all that its files hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from prakerja.scenario import Observation, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.quality import Quality
from prakerja.study.calibration.readings import Model, Reading
from prakerja.study.calibration.unknowns import MISFIT


@dataclass(frozen=True, repr=False)
class Parts:
    """The parts of a posterior.

    Attributes
    ----------
    scenario
        What was calibrated, at its as-of date.
    seed
        Of the sampler.
    values
        Equally likely values of what the figures touched, by path, each of shape (draw,).
    misfit
        How far the model misses an increment, by half of the model, shape (draw,).
    ages
        How many days old the counts of each statement were when they were told, by statement, shape (draw,).
    readings
        The published series that were used.
    left_out
        The published figures that were not, each with the reason.
    models
        The model's path on the days of the figures, for every series: height and slope, each (figure, draw).
    prior_models
        The same from what the scenario believed before.
    by_series
        Log likelihood of every series, shape (series, draw).
    moved
        By how many standard deviations of its figures each unknown moves a series at most, by the unknown's name.
    quality
        How well each block of unknowns was sampled.
    """

    scenario: Scenario
    seed: int
    values: Mapping[str, Floats]
    misfit: Mapping[str, Floats]
    ages: Mapping[str, Floats]
    readings: tuple[Reading, ...]
    left_out: tuple[tuple[Observation, str], ...]
    models: tuple[Model, ...]
    prior_models: tuple[Model, ...]
    by_series: Floats
    moved: Mapping[str, float]
    quality: tuple[Quality, ...]

    def __len__(self) -> int:
        return len(self.misfit[next(iter(MISFIT))])

    @property
    def figures(self) -> int:
        """How many published figures were used."""
        return sum(len(reading.values) for reading in self.readings)

    @property
    def converged(self) -> bool:
        """Return whether every block was sampled well enough."""
        return all(quality.converged for quality in self.quality)

    @property
    def key(self) -> str:
        """Name everything this depends on: twelve characters."""
        named = hashlib.sha256(f"{self.scenario.hash}/{self.seed}".encode())
        for path in sorted(self.values):
            named.update(path.encode() + np.ascontiguousarray(self.values[path]).tobytes())
        return named.hexdigest()[:12]
