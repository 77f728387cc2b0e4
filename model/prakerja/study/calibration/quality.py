"""How well a block of unknowns was sampled: its walk, and the weights that make it the engine's own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.sampler import Chains

Numbers = NDArray[np.intp]


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

    @classmethod
    def of(cls, names: tuple[str, ...], chains: Chains, weights: Floats, pareto_k: float) -> Quality:
        """Judge a walk, and the weights of the draws that were taken from it, which sum to one."""
        return cls(
            names=names,
            rhat=float(chains.rhat.max()),
            ess=float(chains.ess.min()),
            pareto_k=pareto_k,
            effective=float(1 / (weights**2).sum()),
            steps=chains.steps,
            acceptance=chains.acceptance,
            walk_converged=chains.converged,
        )

    @property
    def converged(self) -> bool:
        """Return whether the draws can be trusted."""
        return self.walk_converged and self.pareto_k <= 0.7 and self.effective >= 200


def resampled(weights: Floats, size: int, rng: np.random.Generator) -> Numbers:
    """Pick systematically by weight, in random order."""
    at = (np.arange(size) + rng.random()) / size
    return np.asarray(rng.permutation(np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)))
