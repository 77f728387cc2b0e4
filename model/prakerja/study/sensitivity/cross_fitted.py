"""What is expected given several figures at once, each draw by a fit to others: noise gains nothing.

E[Y | figures] is estimated by nonparametric regression on the draws there are (Strong, Oakley, Brennan & Breeze 2015,
Medical Decision Making 35), here a sum of the penalised splines of `smooth` over the principal components of the
figures' normal scores: figures of one programme move together, and what tells is often by how much two of them part.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import linalg
from scipy.special import ndtri
from scipy.stats import rankdata

from prakerja.scenario.arrays import Floats
from prakerja.study.sensitivity.smooth import STIFFNESS, spline_basis

PARTS = 5
"""Each part of the draws is judged by a fit to the other four."""

_NOTHING = 1e-9


def parts_of(draws: int, seed: int) -> NDArray[np.int64]:
    """Return to which part each draw belongs, shape (draw,): at random, as many in each as can be.

    Examples
    --------
    >>> np.bincount(parts_of(12, seed=1)).tolist()
    [3, 3, 2, 2, 2]
    """
    return np.random.default_rng([seed, draws]).permutation(draws) % PARTS


def expected_given(figures: Floats, outcome: Floats, part: NDArray[np.int64]) -> Floats:
    """Return the outcome that is expected given the figures, at every draw by a fit to the draws of the other parts.

    Parameters
    ----------
    figures
        Shape (figure, draw). What has one value in all draws tells nothing.
    outcome
        Shape (outcome, draw).
    part
        As from `parts_of`.

    Returns
    -------
    shape (outcome, draw)

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, z, noise = rng.normal(size=(3, 2000))
    >>> found = expected_given(np.stack([x, x + 0.1 * z]), (z + noise)[None], parts_of(2000, seed=1))[0]
    >>> bool(np.corrcoef(found, z)[0, 1] > 0.95)
    True
    """
    found = np.empty_like(outcome)
    with _one_thread():
        columns, rough = _sums_of_splines(figures)
        for one in np.unique(part):
            learn, judge = part != one, part == one
            centre = columns[learn].mean(axis=0)
            mean = outcome[:, learn].mean(axis=1, keepdims=True)
            slopes = _fitted(columns[learn] - centre, rough, outcome[:, learn] - mean)
            found[:, judge] = mean + slopes @ (columns[judge] - centre).T
    return found


def _one_thread() -> AbstractContextManager[Any]:
    """Keep small matrices on one thread, where threadpoolctl is there: on a busy machine more wait for each other."""
    try:
        from threadpoolctl import threadpool_limits
    except ImportError:
        return nullcontext()
    limits: AbstractContextManager[Any] = threadpool_limits(1, "blas")
    return limits


def _sums_of_splines(figures: Floats) -> tuple[Floats, Floats]:
    """Return the splines of every component, shape (draw, column), and how rough each column is, shape (column,)."""
    varied = figures[figures.min(axis=1) < figures.max(axis=1)]
    draws = figures.shape[1]
    if not len(varied):
        return np.zeros((draws, 0)), np.zeros(0)
    sizes, turned = np.linalg.eigh(np.atleast_2d(np.corrcoef(_scores(varied))))
    components = turned[:, sizes > _NOTHING].T @ _scores(varied)
    basis, rough = spline_basis(draws)
    place = np.argsort(np.argsort(components, axis=1, kind="stable"), axis=1)
    return np.concatenate([basis[row] for row in place], axis=1), np.tile(rough, len(place))


def _scores(figures: Floats) -> Floats:
    """Return the normal scores of the ranks, figures that are alike having the same."""
    return np.asarray(ndtri((rankdata(figures, axis=1) - 0.5) / figures.shape[1]))


def _fitted(columns: Floats, rough: Floats, outcome: Floats) -> Floats:
    """Return the slopes of each outcome on the columns, its stiffness chosen by generalised cross-validation.

    In the basis in which fit and roughness are both diagonal, smoothing shrinks each column by itself.
    """
    n, width = columns.shape
    if not width:
        return np.zeros((len(outcome), 0))
    within = columns.T @ columns
    rough_of, turned = linalg.eigh(np.diag(rough), within + _NOTHING * np.trace(within) * np.eye(width))
    parts = outcome @ columns @ turned  # (outcome, column)
    kept = 1 / (1 + STIFFNESS[:, None] * np.maximum(rough_of, 0))  # (stiffness, column)
    left = (outcome**2).sum(axis=1)[:, None] - (parts**2) @ (2 * kept - kept**2).T
    best = np.argmin(left / (n - kept.sum(axis=1)) ** 2, axis=1)
    return np.asarray((kept[best] * parts) @ turned.T)
