"""A cheap start for the sampler: an ensemble of the prior is moved towards the figures in a few linear steps.

Ensemble smoother with multiple data assimilation (Emerick & Reynolds 2013, Computers & Geosciences 55): exact for a
linear model and Gaussian errors, else a good beginning for a sampler that is exact.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import covariance
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.readings import Model

STEPS = 6
"""Updates; each takes the variance of error so many times, so that all together equal one full update."""


Engine = Callable[[Floats], list[Model]]
"""Gives the model's paths at places, as `Likelihood.models` does."""


def moved_ensemble(likelihood: Likelihood, engine: Engine, size: int, rng: np.random.Generator) -> Floats:
    """Draw an ensemble near the posterior, shape (size, unknown)."""
    z = rng.standard_normal((size, len(likelihood.unknowns.names)))
    for _ in range(STEPS if likelihood.readings else 0):
        z = _assimilate(likelihood, engine(z), z, rng)
    return z


def _assimilate(likelihood: Likelihood, models: list[Model], z: Floats, rng: np.random.Generator) -> Floats:
    height = np.concatenate([model[0] for model in models]).T
    values = np.concatenate([reading.values for reading in likelihood.readings])
    error = np.zeros((len(values), len(values)))
    at = 0
    for reading, model in zip(likelihood.readings, models, strict=True):
        spread = covariance(reading, model, likelihood.unknowns.discrepancy(z, reading.group)).mean(axis=0)
        error[at : at + len(spread), at : at + len(spread)] = spread * STEPS
        at += len(spread)
    scale = np.sqrt(np.diag(error))
    away_z, away_y = z - z.mean(axis=0), (height - height.mean(axis=0)) / scale
    noise = rng.standard_normal(height.shape) @ np.linalg.cholesky(error / np.outer(scale, scale)).T
    size = len(z) - 1
    gain = np.linalg.solve(away_y.T @ away_y / size + error / np.outer(scale, scale), away_y.T @ away_z / size)
    return np.asarray(z + ((values - height) / scale + noise) @ gain)
