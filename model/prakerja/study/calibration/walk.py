"""One block's walk: where it starts, what is taken of it, and by what the engine corrects it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.effort import Progress
from prakerja.study.calibration.emulated import Emulated
from prakerja.study.calibration.sampler import GROUPS, Chains, sample


@dataclass(frozen=True)
class Walk:
    """What was taken of a walk on the emulator.

    Attributes
    ----------
    target
        What was walked on.
    chains
        The walk.
    x
        Some of its places, shape (draw, unknown of the block).
    """

    target: Emulated
    chains: Chains
    x: Floats


def walk(
    target: Emulated,
    places: Floats,
    seed: int,
    steps: int,
    size: int,
    rng: np.random.Generator,
    progress: Progress | None = None,
) -> Walk:
    """Walk on a block's emulated posterior, and take `size` of the places.

    Parameters
    ----------
    places
        Where the engine has been run, shape (place, unknown).
    """
    chains = sample(target.log_posterior, _from(places, target, rng), seed, steps, progress)
    return Walk(target, chains, _some(chains, size, rng))


def _from(places: Floats, target: Emulated, rng: np.random.Generator) -> Floats:
    """Let walkers start at places that are likely, among those the engine has been run at."""
    unknowns = len(target.part.unknowns)
    walkers = 2 * GROUPS * max(-(-unknowns // 5), 4)  # at least twice the unknowns, as `emcee` asks, and 64
    x = places[:, target.part.unknowns]
    best = np.argsort(-target.log_posterior(x))[: max(2 * walkers, len(x) // 4)]
    picked = x[rng.choice(best, walkers, replace=len(best) < walkers)]
    return np.asarray(picked + 1e-3 * rng.standard_normal(picked.shape))


def _some(chains: Chains, size: int, rng: np.random.Generator) -> Floats:
    flat = chains.samples.reshape(-1, chains.samples.shape[-1])
    return np.asarray(flat[rng.choice(len(flat), size, replace=len(flat) < size)])
