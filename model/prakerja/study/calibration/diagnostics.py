"""Diagnostics of draws, from `arviz-stats`: R-hat, effective sample size, Pareto k of weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from prakerja.scenario.arrays import Floats

ALIKE = 0.99
"""Weights worth this part of their draws have no tail: the k of what is left is that of noise, however small."""


def rank_rhat(chains: Floats) -> Floats:
    """Return rank-normalised R-hat (Vehtari et al. 2021) of chains (chain, step, unknown), shape (unknown,)."""
    return np.asarray(_arviz().rhat(chains, chain_axis=0, draw_axis=1))


def bulk_ess(chains: Floats) -> Floats:
    """Return the bulk effective sample size of chains (chain, step, unknown), shape (unknown,)."""
    return np.asarray(_arviz().ess(chains, chain_axis=0, draw_axis=1))


def smoothed_weights(log_weights: Floats) -> tuple[Floats, float]:
    """Smooth the largest importance weights by a Pareto tail (Vehtari et al. 2024).

    Returns
    -------
    weights that sum to one, shape (draw,); and Pareto k, up to 0.7 of which they can be relied on: 0 where they hardly
    differ, infinite where no tail could be fitted, the draws being too few or their largest weights equal

    Examples
    --------
    >>> weights, k = smoothed_weights(np.log(1 + np.arange(100.0)))
    >>> float(weights.sum().round(9)), k < 0.7
    (1.0, True)
    """
    raw = _normalised(log_weights)
    if 1 / (raw**2).sum() >= ALIKE * len(raw):
        return raw, 0.0
    try:
        smoothed, k = _arviz().psislw(-log_weights)  # it takes log likelihoods, whose inverse are the weights
    except (ValueError, IndexError):
        return raw, np.inf
    return _normalised(smoothed), float(k)


def _normalised(log_weights: Floats) -> Floats:
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum())


def _arviz() -> Any:  # arviz-stats has no types
    from arviz_stats.base import array_stats  # type: ignore[attr-defined]

    return array_stats
