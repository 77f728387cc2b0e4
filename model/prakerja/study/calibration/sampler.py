"""The sampler: `emcee`, all walkers at a time, with moves that take scales and correlations from the walkers.

Seven in ten moves are preconditioned Crank-Nicolson about a multivariate t fitted to the walkers (`t_move`): in 49
unknowns they gave half as many effective draws again as differential evolution (ter Braak 2006), which makes the rest,
one in ten at full length, to jump between modes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.diagnostics import bulk_ess, rank_rhat
from prakerja.study.calibration.t_move import t_move

if TYPE_CHECKING:
    import emcee

RHAT, ESS = 1.05, 400.0
"""Converged when rank-normalised nested R-hat is at most, and the bulk effective sample size at least, so much for
every unknown."""

GROUPS = 8
"""All walkers of a group start in one place, so groups that still differ have not forgotten where they came from: R-hat
of many short chains, nested (Margossian et al. 2024); that of single walkers would ask for ten times the samples."""

NEAR = 1e-3
"""Walkers of a group are so far apart at first: differences between walkers are what some moves are made of."""

LEARNING = 200
"""Steps of each of the two walks that teach the moves, and are thrown away."""

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
        Rank-normalised R-hat of groups of walkers, and bulk effective sample size, shape (unknown,).
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
        """Return whether the chains agree and are long enough."""
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
        Likely places, one a walker, shape (walker, unknown): they teach the moves, and in some of them, as many as
        there are `GROUPS`, the walkers begin.
    """
    import emcee

    rng = np.random.RandomState(seed % 2**32)
    groups = start[rng.choice(len(start), GROUPS, replace=False)]
    begin = np.repeat(groups, len(start) // GROUPS, axis=0) + NEAR * rng.standard_normal(start.shape)
    state = emcee.State(begin, random_state=rng.get_state())
    about, first = start, min(LEARNING, max(steps // 4, 1))
    for _ in range(2):  # the first walks only teach the moves
        walked = _sampler(log_probability, len(start), about)
        state = walked.run_mcmc(state, first, skip_initial_state_check=True)
        about = walked.get_chain(discard=first // 2, flat=True)
    sampler, look = _sampler(log_probability, len(start), about), min(FIRST_LOOK, steps)
    walk = sampler.sample(state, iterations=steps // THIN, thin_by=THIN, skip_initial_state_check=True)
    for step, _ in enumerate(walk, start=1):
        if progress:
            progress(step * THIN, steps)
        if step * THIN >= look:
            look = min(2 * look, steps)
            if _look(sampler).converged:
                break
    return _look(sampler)


def _sampler(log_probability: Callable[[Floats], Floats], walkers: int, about: Floats) -> emcee.EnsembleSampler:
    """Return a sampler whose moves know places of shape (place, unknown) of the distribution, or near it."""
    import emcee
    from emcee.moves import DEMove, MHMove

    moves = [(MHMove(t_move(about)), 0.7), (DEMove(sigma=0.05), 0.2), (DEMove(sigma=0.001, gamma0=1.0), 0.1)]
    return emcee.EnsembleSampler(walkers, about.shape[1], log_probability, moves=moves, vectorize=True)


def _look(sampler: emcee.EnsembleSampler) -> Chains:
    chain = sampler.get_chain()
    kept = np.ascontiguousarray(chain[len(chain) // 2 :].transpose(1, 0, 2))
    return Chains(
        samples=kept,
        rhat=rank_rhat(kept.reshape(GROUPS, -1, kept.shape[-1])),
        ess=bulk_ess(kept),
        acceptance=float(np.mean(sampler.acceptance_fraction)),
        steps=len(chain) * THIN,
    )
