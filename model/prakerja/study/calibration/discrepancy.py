"""The error model: how far a published series may lie from the model's path.

A published figure is y_i = m_i + w_i + e_i. The *discrepancy* w is what the model gets wrong: a random walk whose steps
have a standard deviation of `discrepancy` times the model's increment since the last figure, so that a model which is
10 % off in one month is not taken for exact in the next. The *publication error* e is independent: grade, rounding, and
the slope times the hour of the count. Counts are read at their age (`statements`), so the walk goes through them in the
order of the model's height, which is that of their true days. Future figures continue it from where the past ones left
it.
"""

from __future__ import annotations

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.readings import Model, Reading

_APART = 1e-12
"""Relative: a sampler also tries millions, beside which publication errors are lost in floating point."""


def covariance(reading: Reading, model: Model, discrepancy: Floats) -> Floats:
    """Return the covariance of the figures of a series about the model's path.

    Parameters
    ----------
    model
        As from `Reading.read`.
    discrepancy
        Relative discrepancy of an increment, shape (draw,), or of the increment up to each figure, (observation, draw).

    Returns
    -------
    shape (draw, observation, observation)

    Notes
    -----
    Of the random walk: cov(w_i, w_j) = sum of the variances of the steps up to the earlier of the two counts.
    """
    height, slope = model
    order = np.argsort(height, axis=0, kind="stable")
    steps = np.diff(np.take_along_axis(height, order, axis=0), axis=0, prepend=0)
    each = np.take_along_axis(np.broadcast_to(discrepancy, height.shape), order, axis=0)
    walked = np.empty_like(height)
    np.put_along_axis(walked, order, np.cumsum((each * steps) ** 2, axis=0), axis=0)
    walk = np.minimum(walked.T[:, :, None], walked.T[:, None, :])
    published = reading.error[:, None] ** 2 + (reading.hours[:, None] * slope) ** 2
    at = np.arange(len(height))
    walk[:, at, at] += published.T
    return walk


def log_likelihood(reading: Reading, model: Model, discrepancy: Floats) -> Floats:
    """Return the Gaussian log density of a published series, draw by draw, shape (draw,)."""
    root = _root(covariance(reading, model, discrepancy))
    residual = (reading.values[:, None] - model[0]).T[..., None]
    scaled = np.linalg.solve(root, residual)[..., 0]
    half_log_det = np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    constant = 0.5 * len(reading.values) * np.log(2 * np.pi)
    return np.asarray(-0.5 * (scaled**2).sum(axis=1) - half_log_det - constant)


def _root(spread: Floats) -> Floats:
    """Return the Cholesky root of covariances (draw, i, i)."""
    try:
        return np.asarray(np.linalg.cholesky(spread))
    except np.linalg.LinAlgError:
        apart = spread.copy()
        at = np.arange(spread.shape[1])
        apart[:, at, at] *= 1 + _APART
        return np.asarray(np.linalg.cholesky(apart))
