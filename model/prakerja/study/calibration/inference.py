"""Learning: from what was published to equally weighted samples of the unknowns.

1. An ensemble is moved towards the figures (`smoother`); what moves no figure is left at its prior (`identifiability`).
2. Particles about the ensemble are tempered to the posterior, every move asking the engine itself (`sampler`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.effort import Effort, Progress
from prakerja.study.calibration.identifiability import NOTICEABLE, effects
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.quality import Quality
from prakerja.study.calibration.readings import Model
from prakerja.study.calibration.sampler import Sampler
from prakerja.study.calibration.smoother import moved_ensemble
from prakerja.study.calibration.steps import Steps

CENTRES = 6
"""Places of the ensemble at which it is asked what moves the figures."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt.

    Attributes
    ----------
    z
        Equally likely places, shape (draw, unknown); zero in the columns of what was not touched.
    by_series
        Log likelihood of every series there, shape (series, draw).
    models
        The model's path on the days of the figures.
    effects
        As from `identifiability.effects`.
    touched
        The columns of what was.
    quality
        How well they were sampled.
    """

    z: Floats
    by_series: Floats
    models: list[Model]
    effects: Floats
    touched: NDArray[np.intp]
    quality: Quality


def learn(
    likelihood: Likelihood, seed: int, effort: Effort, progress: Progress | None = None, steps: Steps | None = None
) -> Learnt:
    """Sample the posterior of a scenario's unknowns; steps that are kept of the same are not made again."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):  # its matrices are small: more threads would only wait for each other
        return _learn(likelihood, seed, effort, progress, steps or Steps())


def _learn(likelihood: Likelihood, seed: int, effort: Effort, progress: Progress | None, steps: Steps) -> Learnt:
    rng = np.random.default_rng([seed, 4])
    z = moved_ensemble(likelihood, steps.models(likelihood.models), effort.ensemble, rng)
    moved = effects(likelihood, z[:CENTRES])
    touched = np.flatnonzero(moved.max(axis=0, initial=0.0) >= NOTICEABLE)

    def places(x: Floats) -> Floats:
        whole = np.zeros((len(x), z.shape[1]))
        whole[:, touched] = x
        return whole

    def log_posterior(x: Floats) -> Floats:
        return np.asarray(-0.5 * (x**2).sum(axis=1) + likelihood.by_series(places(x)).sum(axis=0))

    def tell(part: float) -> None:
        if progress:
            progress(round(100 * part), 100)

    sampler = Sampler(steps.known(log_posterior), z[:, touched], effort.particles, rng)
    chains = sampler.run(effort.sweeps, tell) if len(touched) else sampler.nothing_asked()
    found = places(_some(chains.samples, effort.draws, rng))
    models = likelihood.models(found)
    tell(1.0)
    return Learnt(found, likelihood.by_series(found, models), models, moved, touched, Quality.of(chains))


def _some(samples: Floats, size: int, rng: np.random.Generator) -> Floats:
    """Take some of the places at which the particles were, in random order."""
    particles, sweeps, unknowns = samples.shape
    flat = samples.reshape(particles * sweeps, unknowns)
    return np.asarray(flat[rng.choice(len(flat), size, replace=len(flat) < size)])
