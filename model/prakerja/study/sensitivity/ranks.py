"""Rank correlations of the world's values with an outcome, over the draws there are: what goes with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario.arrays import Floats


@dataclass(frozen=True)
class Driver:
    """A value of the world and its Spearman rank correlation with an outcome."""

    path: str
    correlation: float


def rank_correlations(values: Mapping[str, Floats], outcome: NDArray[np.float64]) -> list[Driver]:
    """Rank the uncertain values of the world by how strongly an outcome goes with them.

    Parameters
    ----------
    values
        By path, each of shape (draw,), as from `told_by`.
    outcome
        Shape (draw,).

    Returns
    -------
    the strongest first; empty when the outcome does not vary

    Examples
    --------
    >>> rank_correlations({"world.a": np.arange(9.0), "world.b": np.ones(9)}, -np.arange(9.0))
    [Driver(path='world.a', correlation=-1.0)]
    """
    if outcome.min() == outcome.max():
        return []
    ranks = _standard(stats.rankdata(outcome))
    found = [
        Driver(path, round(float(ranks @ _standard(stats.rankdata(drawn))), 12))
        for path, drawn in values.items()
        if drawn.min() < drawn.max()
    ]
    return sorted(found, key=lambda driver: -abs(driver.correlation))


def _standard(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = ranks - ranks.mean()
    return np.asarray(centred / np.sqrt(centred @ centred))
