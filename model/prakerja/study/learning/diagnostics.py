"""Diagnostics of draws, from `arviz-stats`: R-hat, effective sample size, Pareto k of weights."""

from __future__ import annotations

from typing import Any

import numpy as np

from prakerja.study.learning.components import Floats


def rank_rhat(chains: Floats) -> Floats:
    """Give rank-normalised R-hat (Vehtari et al. 2021) of chains (chain, step, unknown), shape (unknown,)."""
    return np.asarray(_arviz().rhat(chains, chain_axis=0, draw_axis=1))


def bulk_ess(chains: Floats) -> Floats:
    """Give the bulk effective sample size of chains (chain, step, unknown), shape (unknown,)."""
    return np.asarray(_arviz().ess(chains, chain_axis=0, draw_axis=1))


def smoothed_weights(log_weights: Floats) -> tuple[Floats, float]:
    """Smooth the largest importance weights by a Pareto tail (Vehtari et al. 2024).

    Returns
    -------
    weights that sum to one, shape (draw,); and Pareto k, up to 0.7 of which they can be relied on

    Examples
    --------
    >>> weights, k = smoothed_weights(np.log(1 + np.arange(100) % 2))
    >>> float(weights.sum().round(9)), k < 0.7
    (1.0, True)
    """
    smoothed, k = _arviz().psislw(-log_weights)  # it takes log likelihoods, whose inverse are the weights
    weights = np.exp(smoothed - smoothed.max())
    return weights / weights.sum(), float(k)


def _arviz() -> Any:  # arviz-stats has no types
    from arviz_stats.base import array_stats  # type: ignore[attr-defined]

    return array_stats
