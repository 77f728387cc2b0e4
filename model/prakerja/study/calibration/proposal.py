"""Proposals for many unknowns: a multivariate t fitted to particles, and moves that leave it unchanged."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular
from scipy.special import gammaln

from prakerja.scenario.arrays import Floats

DEGREES = 5.0
"""Degrees of freedom: tails heavy enough for posteriors of few figures."""

SHRUNK = 0.05
"""So much of the covariance of the particles is replaced by that of the prior, as there are few of them."""


@dataclass(frozen=True)
class StudentT:
    """A multivariate t with some particles' mean and covariance.

    Attributes
    ----------
    middle
        Shape (unknown,).
    root
        Lower Cholesky root of the scale, shape (unknown, unknown).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> t = StudentT.fitted(rng.standard_normal((5000, 2)), np.full(5000, 1 / 5000))
    >>> t.sample(4, rng).shape, bool(abs(t.middle).max() < 0.1)
    ((4, 2), True)
    """

    middle: Floats
    root: Floats

    @classmethod
    def fitted(cls, x: Floats, weights: Floats, wider: float = 1.0) -> StudentT:
        """Fit to weighted particles (particle, unknown), with so many times their covariance."""
        middle = weights @ x
        away = x - middle
        spread = (1 - SHRUNK) * (away.T * weights) @ away + SHRUNK * np.eye(x.shape[1])
        return cls(middle, np.asarray(np.linalg.cholesky(wider * spread * (DEGREES - 2) / DEGREES)))

    def units(self, x: Floats) -> Floats:
        """Return places in units of the t, shape (place, unknown)."""
        return np.asarray(solve_triangular(self.root, (x - self.middle).T, lower=True).T)

    def sample(self, size: int, rng: np.random.Generator) -> Floats:
        """Draw places, shape (place, unknown)."""
        scale = np.sqrt(DEGREES / rng.chisquare(DEGREES, (size, 1)))
        return np.asarray(self.middle + scale * rng.standard_normal((size, len(self.middle))) @ self.root.T)

    def log_density(self, x: Floats) -> Floats:
        """Return the log density at places (place, unknown), shape (place,)."""
        unknowns = len(self.middle)
        norm = gammaln((DEGREES + unknowns) / 2) - gammaln(DEGREES / 2) - unknowns / 2 * np.log(DEGREES * np.pi)
        return self._kernel(self.units(x)) + norm - np.log(np.diag(self.root)).sum()

    def propose(self, x: Floats, step: Floats, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return new places, and log q(old; new) - log q(new; old).

        Notes ----- With u the place in units of the t, and its scale s drawn given u, the new place is sqrt(1 - step²)
        u + step s n, n standard normal: reversible about the t (Karamanis & Beutler 2022, "preconditioned Monte Carlo";
        Cotter et al. 2013 for the normal case), so the correction is the ratio of its densities.
        """
        u = self.units(x)
        scale = np.sqrt((DEGREES + (u**2).sum(axis=1)) / rng.chisquare(DEGREES + u.shape[1], len(u)))
        moved = np.sqrt(1 - step**2)[:, None] * u + (step * scale)[:, None] * rng.standard_normal(u.shape)
        return self.middle + moved @ self.root.T, self._kernel(u) - self._kernel(moved)

    def _kernel(self, u: Floats) -> Floats:
        return np.asarray(-0.5 * (DEGREES + u.shape[1]) * np.log1p((u**2).sum(axis=1) / DEGREES))
