"""Learning: from what was published to weighted, then equally likely, places of the unknowns.

1. An ensemble is moved towards the figures (`start`); what moves no figure is left at its prior (`touched`).
2. The sampler walks on an emulator of the engine; the engine is run where it went; the emulator is fitted anew.
3. The last walk is run through the engine, every place is weighted by true likelihood / emulated likelihood, and the
   weights say whether that was good enough (Pareto k, Vehtari et al. 2024). The result is the engine's own posterior.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.diagnostics import smoothed_weights
from prakerja.study.calibration.effort import Effort, Progress, Told
from prakerja.study.calibration.emulated import Emulated
from prakerja.study.calibration.identifiability import ParameterBlock, blocks, effects
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.quality import Numbers, Quality, resampled
from prakerja.study.calibration.readings import Model
from prakerja.study.calibration.smoother import moved_ensemble
from prakerja.study.calibration.walk import Walk, walk

WIDER = 1.5
"""The first places for the emulator are spread so much wider than the starting ensemble (a variance)."""


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
        As from `touched.effects`.
    quality
        Block by block.
    """

    z: Floats
    by_series: Floats
    models: list[Model]
    effects: Floats
    touched: tuple[int, ...]
    quality: tuple[Quality, ...]


def learn(likelihood: Likelihood, seed: int, effort: Effort, progress: Progress | None = None) -> Learnt:
    """Sample the posterior of a scenario's unknowns."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):  # its matrices are small: more threads would only wait for each other
        return _learn(likelihood, seed, effort, progress)


def _learn(likelihood: Likelihood, seed: int, effort: Effort, progress: Progress | None) -> Learnt:
    rng = np.random.default_rng([seed, 4])
    tell = Told(progress, effort)
    z = moved_ensemble(likelihood, effort.ensemble, rng)
    moved = effects(likelihood, z[:6])
    parts, engine = blocks(moved), blocks(_of_columns(moved, likelihood.unknowns.in_the_engine))
    places = _around(z, effort.places, np.array(_touched(parts), dtype=int), rng)
    paths = likelihood.paths(places)
    tell("fitted")
    for round_ in range(effort.rounds):
        more = np.zeros((effort.refine, z.shape[1]))
        for part in parts:
            target = Emulated.fitted(likelihood, part, engine, places, paths)
            more[:, part.unknowns] = walk(target, places, seed + round_, effort.steps, effort.refine, rng).x
        places, paths = np.concatenate([places, more]), _joined(paths, likelihood.paths(more))
        tell("refined")
    walks = []
    for part in parts:
        target = Emulated.fitted(likelihood, part, engine, places, paths)
        walks.append(walk(target, places, seed + 99, effort.last_steps, effort.draws, rng, tell.walk))
    found = _weighed(likelihood, walks, moved, effort.draws, rng)
    tell("done")
    return found


def _weighed(likelihood: Likelihood, walks: list[Walk], moved: Floats, draws: int, rng: np.random.Generator) -> Learnt:
    """Run the engine where the last walks went, and let every place come as often as its weight says."""
    z, names = np.zeros((draws, len(likelihood.unknowns.names))), likelihood.unknowns.names
    for one in walks:
        z[:, one.target.part.unknowns] = one.x
    models = likelihood.models(z)
    by_series, quality = likelihood.by_series(z, models), []
    for one in walks:
        part = one.target.part
        correction = by_series[list(part.series)].sum(axis=0) - one.target.log_likelihood(one.x)
        weights, pareto_k = smoothed_weights(correction)
        quality.append(Quality.of(tuple(names[number] for number in part.unknowns), one.chains, weights, pareto_k))
        pick = resampled(weights, draws, rng)
        z[:, part.unknowns] = one.x[pick]
        for series in part.series:  # what moves with no unknown stays as it is: it is the same in every draw
            by_series[series] = by_series[series, pick]
            models[series] = (models[series][0][:, pick], models[series][1][:, pick])
    return Learnt(z, by_series, models, moved, _touched([one.target.part for one in walks]), tuple(quality))


def _touched(parts: Sequence[ParameterBlock]) -> tuple[int, ...]:
    return tuple(sorted(number for part in parts for number in part.unknowns))


def _around(z: Floats, size: int, touched: Numbers, rng: np.random.Generator) -> Floats:
    """Spread places about an ensemble, a little wider than it is."""
    spread = 0.9 * np.cov(z.T) + 0.1 * np.eye(z.shape[1])
    root = np.linalg.cholesky(WIDER * spread)
    return _only(z.mean(axis=0) + rng.standard_normal((size, z.shape[1])) @ root.T, touched)


def _only(z: Floats, touched: Numbers) -> Floats:
    kept = np.zeros_like(z)
    kept[:, touched] = z[:, touched]
    return kept


def _joined(a: list[Floats], b: list[Floats]) -> list[Floats]:
    return [np.concatenate([x, y], axis=1) for x, y in zip(a, b, strict=True)]


def _of_columns(moved: Floats, columns: Sequence[int]) -> Floats:
    """Keep the effects of some unknowns."""
    kept = np.zeros_like(moved)
    kept[:, list(columns)] = moved[:, list(columns)]
    return kept
