"""A cheap start for the sampler: an ensemble of the prior is moved towards the figures in a few linear steps.

Ensemble smoother with multiple data assimilation (Emerick & Reynolds 2013, Computers & Geosciences 55): exact for a
linear model and Gaussian errors, else a good beginning for a sampler that is exact.
"""

from __future__ import annotations

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import spread_of
from prakerja.study.calibration.likelihood import Likelihood

STEPS = 6
"""Each step assimilates the figures with their variance times so many: together, once."""


def moved_ensemble(likelihood: Likelihood, size: int, rng: np.random.Generator) -> Floats:
    """Draw an ensemble near the posterior, shape (size, unknown)."""
    z = rng.standard_normal((size, len(likelihood.unknowns.names)))
    for _ in range(STEPS if likelihood.readings else 0):
        z = _assimilate(likelihood, z, rng)
    return z


def _assimilate(likelihood: Likelihood, z: Floats, rng: np.random.Generator) -> Floats:
    models = likelihood.models(z)
    height = np.concatenate([model[0] for model in models]).T
    values = np.concatenate([reading.values for reading in likelihood.readings])
    spreads = [
        spread_of(reading, model, likelihood.unknowns.residual(z, reading.group))
        for reading, model in zip(likelihood.readings, models, strict=True)
    ]
    scale = np.sqrt(STEPS * (np.concatenate(spreads) ** 2).mean(axis=1))
    away_z, away_y = z - z.mean(axis=0), (height - height.mean(axis=0)) / scale
    size = len(z) - 1
    gain = np.linalg.solve(away_y.T @ away_y / size + np.eye(len(scale)), away_y.T @ away_z / size)
    return np.asarray(z + ((values - height) / scale + rng.standard_normal(height.shape)) @ gain)
