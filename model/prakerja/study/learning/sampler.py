"""The sampler: `emcee`, all walkers at a time, with moves of differential evolution.

Differences between walkers carry the posterior's own scales and correlations, so nothing is tuned by hand: 8 in 10
moves are differential evolution (ter Braak 2006), 1 in 10 the same at full length, which jumps between modes, 1 in 10
snooker moves (ter Braak & Vrugt 2008).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prakerja.study.learning.components import Floats
from prakerja.study.learning.diagnostics import bulk_ess, rank_rhat

if TYPE_CHECKING:
    import emcee

RHAT, ESS = 1.05, 400.0
"""Converged when rank-normalised R-hat is at most, and the bulk effective sample size at least, so much for every
unknown (Vehtari et al. 2021 ask for 1.01 of independent chains; walkers help each other, and start near the end)."""

THIN = 4
"""Every so many-th step is kept: neighbours are nearly the same."""

FIRST_LOOK = 800
"""Steps before the first look at the convergence; after so many more as there have been, the next."""


@dataclass(frozen=True)
class Chains:
    """What a sampler leaves.

    Attributes
    ----------
    samples
        Shape (walker, step, unknown): the second half of all steps, every `THIN`-th.
    rhat, ess
        Rank-normalised R-hat and bulk effective sample size, shape (unknown,).
    acceptance
        Part of the moves that were accepted.
    steps
        Steps in all.
    """

    samples: Floats
    rhat: Floats
    ess: Floats
    acceptance: float
    steps: int

    @property
    def converged(self) -> bool:
        """Say whether the chains agree and are long enough."""
        return bool((self.rhat <= RHAT).all() and (self.ess >= ESS).all())


def sample(
    log_probability: Callable[[Floats], Floats],
    start: Floats,
    seed: int,
    steps: int,
    progress: Callable[[int, int], None] | None = None,
) -> Chains:
    """Sample a distribution until the chains have converged, and no longer than `steps`.

    Parameters
    ----------
    log_probability
        Of places (walker, unknown), all at a time.
    start
        Where the walkers begin, shape (walker, unknown).
    """
    import emcee
    from emcee.moves import DEMove, DESnookerMove

    walkers, unknowns = start.shape
    moves = [(DEMove(sigma=0.05), 0.8), (DEMove(sigma=0.001, gamma0=1.0), 0.1), (DESnookerMove(), 0.1)]
    sampler = emcee.EnsembleSampler(walkers, unknowns, log_probability, moves=moves, vectorize=True)
    state = emcee.State(start, random_state=np.random.RandomState(seed % 2**32).get_state())
    look = min(FIRST_LOOK, steps)
    for step, _ in enumerate(
        sampler.sample(state, iterations=steps // THIN, thin_by=THIN, skip_initial_state_check=True), start=1
    ):
        if progress:
            progress(step * THIN, steps)
        if step * THIN >= look:
            look = min(2 * look, steps)
            if _look(sampler).converged:
                break
    return _look(sampler)


def _look(sampler: emcee.EnsembleSampler) -> Chains:
    chain = sampler.get_chain()
    kept = np.ascontiguousarray(chain[len(chain) // 2 :].transpose(1, 0, 2))
    return Chains(
        samples=kept,
        rhat=rank_rhat(kept),
        ess=bulk_ess(kept),
        acceptance=float(np.mean(sampler.acceptance_fraction)),
        steps=len(chain) * THIN,
    )
