"""Learning: from what was published to weighted, then equally likely, places of the unknowns.

1. An ensemble is moved towards the figures (`start`); what moves no figure is left at its prior (`touched`).
2. The sampler walks on an emulator of the engine; the engine is run where it went; the emulator is fitted anew.
3. The last walk is run through the engine, every place is weighted by true likelihood / emulated likelihood, and the
   weights say whether that was good enough (Pareto k, Vehtari et al. 2024). The result is the engine's own posterior.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.study.learning.components import Floats
from prakerja.study.learning.diagnostics import smoothed_weights
from prakerja.study.learning.emulated import Emulated
from prakerja.study.learning.likelihood import Likelihood
from prakerja.study.learning.misfit import Model
from prakerja.study.learning.sampler import Chains, sample
from prakerja.study.learning.start import moved_ensemble
from prakerja.study.learning.touched import Block, blocks, effects

Progress = Callable[[int, int], None]
Numbers = NDArray[np.intp]

WIDER = 1.5
"""The first places for the emulator are spread so much wider than the starting ensemble (a variance)."""


@dataclass(frozen=True)
class Effort:
    """How much work a calibration may be.

    Attributes
    ----------
    ensemble, places
        Size of the starting ensemble; places the emulator is first fitted to.
    rounds
        Rounds before the last one; each adds `refine` places where the sampler went.
    steps, last_steps
        Steps of the sampler at most: in each of these rounds, and in the last.
    draws
        Places of the last walk that are run through the engine, and weighted.
    """

    ensemble: int = 256
    places: int = 1000
    rounds: int = 2
    refine: int = 600
    steps: int = 800
    last_steps: int = 12_000
    draws: int = 3000

    @classmethod
    def quick(cls) -> Effort:
        """Give a rough calibration in seconds, for trying things out; it will say that it has not converged."""
        return cls(ensemble=128, places=400, rounds=1, refine=300, steps=400, last_steps=800, draws=500)


@dataclass(frozen=True)
class Quality:
    """How well a block was sampled.

    Attributes
    ----------
    names
        The unknowns of the block.
    rhat, ess
        Of the walk, the worst unknown.
    pareto_k, effective
        Of the weights that correct the emulator: at most 0.7 is good, and how many draws they are worth.
    steps, acceptance
        Of the walk.
    """

    names: tuple[str, ...]
    rhat: float
    ess: float
    pareto_k: float
    effective: float
    steps: int
    acceptance: float
    walk_converged: bool

    @property
    def converged(self) -> bool:
        """Say whether the draws can be trusted."""
        return self.walk_converged and self.pareto_k <= 0.7 and self.effective >= 200


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
    tell = _Told(progress, effort)
    z = moved_ensemble(likelihood, effort.ensemble, rng)
    moved = effects(likelihood, z[:6])
    parts = blocks(moved)
    touched = np.array(sorted(number for part in parts for number in part.unknowns), dtype=int)
    places = _around(z, effort.places, touched, rng)
    models = likelihood.models(places)
    tell("fitted")
    current = _only(z, touched)
    for round_ in range(effort.rounds):
        current = np.zeros((effort.refine, z.shape[1]))
        for part in parts:
            target = Emulated.fitted(likelihood, part, places, models)
            walked = sample(target.log_posterior, _from(places, target, rng), seed + round_, effort.steps)
            current[:, part.unknowns] = _some(walked, effort.refine, rng)
        places, models = np.concatenate([places, current]), _joined(models, likelihood.models(current))
        tell("refined")
    return _last_walk(likelihood, parts, places, models, moved, seed, effort, rng, tell)


def _last_walk(
    likelihood: Likelihood,
    parts: tuple[Block, ...],
    places: Floats,
    models: list[Model],
    moved: Floats,
    seed: int,
    effort: Effort,
    rng: np.random.Generator,
    tell: _Told,
) -> Learnt:
    walked = np.zeros((effort.draws, places.shape[1]))
    emulated, chains = [], []
    for part in parts:
        target = Emulated.fitted(likelihood, part, places, models)
        chains.append(sample(target.log_posterior, _from(places, target, rng), seed + 99, effort.last_steps, tell.walk))
        walked[:, part.unknowns] = _some(chains[-1], effort.draws, rng)
        emulated.append(target.log_likelihood(walked[:, part.unknowns]))
    models = likelihood.models(walked)
    true = likelihood.by_series(walked, models)
    z, by_series, quality = np.zeros_like(walked), np.zeros_like(true), []
    paths = [(np.zeros_like(height), np.zeros_like(slope)) for height, slope in models]
    decided = set(range(len(likelihood.readings)))
    for part, guessed, chain in zip(parts, emulated, chains, strict=True):
        weights, found = _weighed(likelihood, part, true[list(part.series)].sum(axis=0) - guessed, chain)
        pick = _resampled(weights, effort.draws, rng)
        z[:, part.unknowns] = walked[pick][:, part.unknowns]
        for series in part.series:
            by_series[series] = true[series, pick]
            paths[series] = (models[series][0][:, pick], models[series][1][:, pick])
        decided -= set(part.series)
        quality.append(found)
    for series in decided:  # what moves with no unknown is the same in every draw
        by_series[series], paths[series] = true[series], models[series]
    touched = tuple(sorted(number for part in parts for number in part.unknowns))
    tell("done")
    return Learnt(z, by_series, paths, moved, touched, tuple(quality))


def _weighed(likelihood: Likelihood, part: Block, log_weights: Floats, chain: Chains) -> tuple[Floats, Quality]:
    weights, pareto_k = smoothed_weights(log_weights)
    return weights, Quality(
        names=tuple(likelihood.unknowns.names[number] for number in part.unknowns),
        rhat=float(chain.rhat.max()),
        ess=float(chain.ess.min()),
        pareto_k=pareto_k,
        effective=float(1 / (weights**2).sum()),
        steps=chain.steps,
        acceptance=chain.acceptance,
        walk_converged=chain.converged,
    )


def _resampled(weights: Floats, size: int, rng: np.random.Generator) -> Numbers:
    """Pick systematically by weight, in random order."""
    at = (np.arange(size) + rng.random()) / size
    return np.asarray(rng.permutation(np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)))


def _around(z: Floats, size: int, touched: Numbers, rng: np.random.Generator) -> Floats:
    """Spread places about an ensemble, a little wider than it is."""
    spread = 0.9 * np.cov(z.T) + 0.1 * np.eye(z.shape[1])
    root = np.linalg.cholesky(WIDER * spread)
    return _only(z.mean(axis=0) + rng.standard_normal((size, z.shape[1])) @ root.T, touched)


def _only(z: Floats, touched: Numbers) -> Floats:
    kept = np.zeros_like(z)
    kept[:, touched] = z[:, touched]
    return kept


def _from(places: Floats, target: Emulated, rng: np.random.Generator) -> Floats:
    """Let walkers start at places that are likely, among those the engine has been run at."""
    unknowns = len(target.part.unknowns)
    walkers = max(4 * unknowns, 64)
    x = places[:, target.part.unknowns]
    best = np.argsort(-target.log_posterior(x))[: max(2 * walkers, len(x) // 4)]
    picked = x[rng.choice(best, walkers, replace=len(best) < walkers)]
    return np.asarray(picked + 1e-3 * rng.standard_normal(picked.shape))


def _some(chains: Chains, size: int, rng: np.random.Generator) -> Floats:
    flat = chains.samples.reshape(-1, chains.samples.shape[-1])
    return np.asarray(flat[rng.choice(len(flat), size, replace=len(flat) < size)])


def _joined(a: list[Model], b: list[Model]) -> list[Model]:
    return [
        (np.concatenate([x[0], y[0]], axis=1), np.concatenate([x[1], y[1]], axis=1)) for x, y in zip(a, b, strict=True)
    ]


class _Told:
    """Turns what has been done into parts of a hundred, for a progress bar."""

    _PARTS = ("fitted", "refined", "done")

    def __init__(self, progress: Progress | None, effort: Effort) -> None:
        self._progress, self._done, self._effort = progress, 0.0, effort

    def __call__(self, part: str) -> None:
        self._done = {"fitted": 20.0, "refined": self._done + 30 / max(self._effort.rounds, 1), "done": 100.0}[part]
        self._tell(self._done)

    def walk(self, step: int, steps: int) -> None:
        """Tell how far the last walk is."""
        self._tell(50 + 40 * step / steps)

    def _tell(self, done: float) -> None:
        if self._progress:
            self._progress(round(done), 100)
