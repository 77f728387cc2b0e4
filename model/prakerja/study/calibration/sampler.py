"""The sampler: particles are tempered from a first guess to the posterior, and moved until they have forgotten it.

Sequential Monte Carlo (Del Moral, Doucet & Jasra 2006): particles of a multivariate t about an ensemble that is near
the posterior already are weighted, resampled and moved along q^(1 - b) p^b, with b from 0 to 1 in steps that keep the
effective sample size at half the particles. Moves are preconditioned Crank-Nicolson about a t fitted to the particles
(`proposal`), and every one asks the engine itself. At b = 1 they go on until R-hat and the effective sample size are
good enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import logsumexp

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.proposal import StudentT

RHAT, ESS = 1.05, 400.0
"""Converged when rank-normalised nested R-hat is at most, and the effective sample size at least, so much for every
unknown."""

FAR = 0.5
"""How far particles go at each step of the temper, in units of their spread (mean square; 2 is to forget all)."""

GROUPS = 16
"""Particles of a group are resampled among themselves only, so groups that still differ have not forgotten where they
came from: R-hat of many short chains, nested (Margossian et al. 2024). How much the means of groups differ also says
how many independent draws all are worth."""

WORTH = 0.5
"""Part of the particles that their weights are worth after a step of the temper."""

WIDER = 1.5
"""The first particles are spread so much wider than the ensemble (a variance)."""

ACCEPTED = 0.25
"""Part of the moves that shall be accepted; steps are as long as that allows."""

FORGOTTEN = 0.3
"""Particles of all groups begin alike, and R-hat of groups does not see where they went together. So they go on until
the autocorrelation at a lag of half the sweeps is small for the slowest unknown, too."""

LOOK = 10
"""Sweeps from one look at the convergence to the next."""


@dataclass(frozen=True)
class Chains:
    """What a sampler leaves.

    Attributes
    ----------
    samples
        Shape (particle, sweep, unknown), at the posterior: the second half of the sweeps there.
    rhat, ess
        Rank-normalised R-hat of groups of particles, and effective sample size, shape (unknown,).
    autocorrelation
        At a lag of half the sweeps, over particles, shape (unknown,).
    acceptance
        Part of the moves at the posterior that were accepted.
    stages, sweeps
        Steps of the temper, and moves of every particle, in all.
    """

    samples: Floats
    rhat: Floats
    ess: Floats
    autocorrelation: Floats
    acceptance: float
    stages: int
    sweeps: int

    @property
    def converged(self) -> bool:
        """Return whether the groups agree, and the moves were many enough to forget where the particles began."""
        return bool((self.rhat <= RHAT).all() and (self.ess >= ESS).all() and (self.autocorrelation <= FORGOTTEN).all())


@dataclass
class _Particles:
    """Where the particles stand, and what is known of each place: log posterior and log density of the first guess."""

    x: Floats
    log_p: Floats
    log_q: Floats
    step: float = 0.5

    def take(self, pick: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        self.x, self.log_p, self.log_q = self.x[pick], self.log_p[pick], self.log_q[pick]


class Sampler:
    """Tempers particles to a distribution.

    Parameters
    ----------
    log_probability
        Of places (place, unknown), all at a time, shape (place,).
    about
        Places near the distribution, shape (place, unknown).
    particles
        How many; a multiple of `GROUPS`.
    """

    def __init__(
        self, log_probability: Callable[[Floats], Floats], about: Floats, particles: int, rng: np.random.Generator
    ) -> None:
        self._log_probability, self._rng = log_probability, rng
        self._first = StudentT.fitted(about, np.full(len(about), 1 / len(about)), WIDER)
        x = self._first.sample(particles, rng)
        self._at = _Particles(x, log_probability(x), self._first.log_density(x))
        self._beta, self._stages, self._sweeps = 0.0, 0, 0
        self._moves = self._first

    def run(self, most: int, progress: Callable[[float], None] = lambda _part: None) -> Chains:
        """Sample until the particles have converged, or `most` sweeps have been made; tells which part is done."""
        while self._beta < 1 and self._sweeps < most:
            self._temper()
            while self._distance() < FAR and self._sweeps < most:
                self._sweep()
            progress(0.5 * self._beta)
        kept: list[Floats] = []
        accepted: list[float] = []
        while True:
            self._moves = StudentT.fitted(self._at.x, np.full(len(self._at.x), 1 / len(self._at.x)))
            for _ in range(LOOK):
                accepted.append(self._sweep())
                kept.append(self._at.x)
            if self._sweeps >= most or (_forgetting(kept) <= FORGOTTEN).all():  # cheap, and the last to be reached
                found = self._look(kept, accepted)
                if found.converged or self._sweeps >= most:
                    progress(1.0)
                    return found
            progress(0.5 + 0.5 * self._sweeps / most)

    def nothing_asked(self) -> Chains:
        """Return what there is to sample of no unknowns at all: nothing, and that is exact."""
        none = np.zeros(0)
        return Chains(self._at.x[:, None, :], none, none, none, 0.0, 0, 0)

    def _temper(self) -> None:
        """Go as far towards the posterior as the particles bear, and let every one come as often as it is worth."""
        gain = self._at.log_p - self._at.log_q

        def worth(by: float) -> float:
            weights = by * gain
            return float(np.exp(2 * logsumexp(weights) - logsumexp(2 * weights))) / len(gain) - WORTH

        left = 1 - self._beta
        by = left if worth(left) >= 0 else brentq(worth, 0, left, xtol=1e-6 * left)
        weights = np.exp(by * gain - logsumexp(by * gain))
        self._moves = StudentT.fitted(self._at.x, weights)
        groups = np.arange(len(gain)).reshape(GROUPS, -1)
        self._at.take(np.concatenate([group[_systematic(weights[group], self._rng)] for group in groups]))
        self._beta, self._stages = (1.0 if by == left else self._beta + by), self._stages + 1
        self._began = self._moves.units(self._at.x)

    def _sweep(self) -> float:
        """Move every particle once; return the part of the moves that were accepted."""
        at, rng = self._at, self._rng
        step = np.clip(at.step * rng.uniform(0.5, 1.5, len(at.x)), 1e-3, 0.98)
        x, correction = self._moves.propose(at.x, step, rng)
        log_p, log_q = self._log_probability(x), self._first.log_density(x)
        gain = self._beta * (log_p - at.log_p) + (1 - self._beta) * (log_q - at.log_q) + correction
        better = np.log(rng.random(len(x))) < gain
        at.x = np.where(better[:, None], x, at.x)
        at.log_p, at.log_q = np.where(better, log_p, at.log_p), np.where(better, log_q, at.log_q)
        rate = float(better.mean())
        at.step = float(np.clip(at.step * np.exp(rate - ACCEPTED), 0.02, 0.8))
        self._sweeps += 1
        return rate

    def _distance(self) -> float:
        """Return how far particles have gone since they were resampled, in units of their spread (mean square)."""
        return float(((self._moves.units(self._at.x) - self._began) ** 2).mean())

    def _look(self, kept: list[Floats], accepted: list[float]) -> Chains:
        later = np.ascontiguousarray(np.stack(kept[len(kept) // 2 :]).transpose(1, 0, 2))
        rhat = rank_rhat(later.reshape(GROUPS, -1, later.shape[-1]))
        of_a_group = later.shape[0] * later.shape[1] // GROUPS
        ess = GROUPS / (rhat**2 - 1 + 1 / of_a_group)  # R-hat² is 1 - 1/n + the variance of group means, in units
        return Chains(
            later,
            rhat,
            ess,
            _forgetting(kept),
            float(np.mean(accepted)),
            self._stages,
            self._sweeps,
        )


def rank_rhat(chains: Floats) -> Floats:
    """Return rank-normalised R-hat (Vehtari et al. 2021) of chains (chain, step, unknown), shape (unknown,)."""
    from arviz_stats.base import array_stats  # type: ignore[attr-defined]  # arviz-stats has no types

    return np.asarray(array_stats.rhat(chains, chain_axis=0, draw_axis=1))  # type: ignore[no-untyped-call]


def _forgetting(kept: list[Floats]) -> Floats:
    """Return the autocorrelation at a lag of half the sweeps, over particles, shape (unknown,)."""
    one, other = kept[len(kept) // 2], kept[-1]
    away, away_too = one - one.mean(axis=0), other - other.mean(axis=0)
    return np.asarray((away * away_too).mean(axis=0) / (one.std(axis=0) * other.std(axis=0)))


def _systematic(weights: Floats, rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Pick as many as there are weights, each about as often as its weight says."""
    at = (np.arange(len(weights)) + rng.random()) / len(weights) * weights.sum()
    return np.minimum(np.searchsorted(np.cumsum(weights), at), len(weights) - 1)
