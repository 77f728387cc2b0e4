"""A move for many unknowns: preconditioned Crank-Nicolson about a multivariate t."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from prakerja.scenario.arrays import Floats

Proposal = Callable[[Floats, np.random.RandomState], tuple[Floats, Floats]]

DEGREES = 5.0
"""Degrees of freedom of the t: tails heavy enough for posteriors of few figures."""

STEP = (0.2, 0.9)
"""Each walker's step is drawn between these: small ones are taken more often, large ones go further."""

_JITTER = 1e-9


def t_move(places: Floats) -> Proposal:
    """Return a proposal that leaves a t with the mean and covariance of some places (place, unknown) unchanged.

    Returns
    -------
    what gives, for places (walker, unknown), new places and log q(old; new) - log q(new; old), as `emcee` takes them

    Notes
    -----
    With u the place in units of the t, and its scale s drawn given u, the new place is sqrt(1 - step²) u + step s n, n
    standard normal: reversible about the t (Karamanis & Beutler 2022, "preconditioned Monte Carlo"; Cotter et al. 2013
    for the normal case), so the correction is the ratio of its densities.

    Examples
    --------
    >>> rng = np.random.RandomState(1)
    >>> new, correction = t_move(rng.standard_normal((500, 3)))(np.zeros((2, 3)), rng)
    >>> new.shape, bool((correction > 0).all())  # away from the middle, where the t is lower
    ((2, 3), True)
    """
    unknowns = places.shape[1]
    middle = places.mean(axis=0)
    spread = np.atleast_2d(np.cov(places.T))
    root = np.linalg.cholesky(spread + _JITTER * np.trace(spread) / unknowns * np.eye(unknowns))

    def density(u: Floats) -> Floats:
        return np.asarray(-0.5 * (DEGREES + unknowns) * np.log1p((u**2).sum(axis=1) / DEGREES))

    def propose(x: Floats, rng: np.random.RandomState) -> tuple[Floats, Floats]:
        u = np.linalg.solve(root, (x - middle).T).T
        scale = np.sqrt((DEGREES + (u**2).sum(axis=1)) / rng.chisquare(DEGREES + unknowns, len(x)))
        step = rng.uniform(*STEP, size=len(x))
        moved = np.sqrt(1 - step**2)[:, None] * u + (step * scale)[:, None] * rng.standard_normal(x.shape)
        return middle + moved @ root.T, density(u) - density(moved)

    return propose
