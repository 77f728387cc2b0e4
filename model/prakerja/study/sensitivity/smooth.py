"""How much of an outcome's variance one value explains: splines over the draws there are.

E[Y | x] is estimated by nonparametric regression on one value at a time (Strong, Oakley & Brennan 2014, Medical
Decision Making 34), here a penalised cubic B-spline (Eilers & Marx 1996) whose stiffness is chosen by generalised
cross-validation. The value enters by the normal scores of its ranks: its own scale does not matter, every value has
the same basis, and thousands of regressions, permuted ones included, are one product of matrices.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.interpolate import BSpline
from scipy.special import ndtri

from prakerja.scenario.arrays import Floats

LEAST = 32
"""Draws that a regression needs."""

_PIECES, _DEGREE = 10, 3
STIFFNESS = np.logspace(5, -4, 37)


def explained(order: NDArray[np.intp], outcome: Floats) -> Floats:
    """Estimate which share of an outcome's variance each value explains.

    Parameters
    ----------
    order
        Shape (value, draw): the draws by each value, the smallest first (`np.argsort`).
    outcome
        Shape (draw,).

    Returns
    -------
    shape (value,): Var(E[Y | x]) / Var(Y), corrected for what a spline explains of mere noise, as an adjusted R² is: it
    may fall below 0

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, noise = rng.normal(size=(2, 2000))
    >>> explained(np.argsort(x)[None], x**2 + noise).round(1).tolist()  # Var(x²) = 2, of 3
    [0.7]
    """
    y = outcome - outcome.mean()
    n, total = len(y), float(y @ y)
    if total == 0:
        return np.zeros(len(order))
    basis, stiff = spline_basis(n)
    parts = y[order] @ basis  # (value, column)
    kept = 1 / (1 + STIFFNESS[:, None] * stiff)  # (stiffness, column)
    left = total - (parts**2) @ (2 * kept - kept**2).T  # residual sums of squares, (value, stiffness)
    degrees = kept.sum(axis=1)
    best = np.argmin(left / (n - degrees) ** 2, axis=1)
    rest = left[np.arange(len(order)), best] / (n - degrees[best])
    return np.asarray(1 - rest * (n - 1) / total)


def noise(outcome: Floats, rng: np.random.Generator, times: int) -> Floats:
    """Return the shares that values explain which have nothing to do with the outcome: it is permuted so many times."""
    shuffled = rng.permuted(np.broadcast_to(np.arange(len(outcome)), (times, len(outcome))), axis=1)
    return explained(shuffled, outcome)


@lru_cache(maxsize=8)
def spline_basis(n: int) -> tuple[Floats, Floats]:
    """Return an orthonormal basis at the normal scores of n ranks, and how rough each column is.

    In this basis (Demmler & Reinsch 1975) smoothing shrinks each column by itself.
    """
    scores = ndtri((np.arange(n) + 0.5) / n)
    width = (scores[-1] - scores[0]) / _PIECES
    knots = scores[0] + width * np.arange(-_DEGREE, _PIECES + _DEGREE + 1)
    inside = np.clip(scores, knots[_DEGREE], np.nextafter(knots[-_DEGREE - 1], -np.inf))
    splines = BSpline.design_matrix(inside, knots, _DEGREE).toarray()
    bends = np.diff(np.eye(splines.shape[1]), n=2, axis=0)
    rough, turned = linalg.eigh(bends.T @ bends, splines.T @ splines)
    return splines @ turned, np.maximum(rough, 0) * n


def smoothed(order: NDArray[np.intp], outcome: Floats) -> Floats:
    """Return the outcome that is expected given one value, at every draw in the order of that value.

    Parameters
    ----------
    order
        Shape (draw,): the draws by the value, the smallest first.
    outcome
        Shape (outcome, draw): several are smoothed alike, each with its own stiffness.

    Returns
    -------
    shape (outcome, draw), in that order

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, noise = rng.normal(size=(2, 2000))
    >>> order = np.argsort(x)
    >>> found = smoothed(order, (x**2 + noise)[None])[0]
    >>> bool(np.corrcoef(found, x[order] ** 2)[0, 1] > 0.98)
    True
    """
    n, mean = outcome.shape[1], outcome.mean(axis=1, keepdims=True)
    y = outcome - mean
    basis, stiff = spline_basis(n)
    parts = y[:, order] @ basis
    kept = 1 / (1 + STIFFNESS[:, None] * stiff)
    left = (y**2).sum(axis=1)[:, None] - (parts**2) @ (2 * kept - kept**2).T
    best = np.argmin(left / (n - kept.sum(axis=1)) ** 2, axis=1)
    return np.asarray(mean + (kept[best] * parts) @ basis.T)
