"""Rank correlations of the world's values with an outcome, over the draws there are: what goes with what."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from prakerja.scenario import Draws


@dataclass(frozen=True)
class Driver:
    """A value of the world and its Spearman rank correlation with an outcome."""

    path: str
    correlation: float


def rank_correlations(world: Draws, outcome: NDArray[np.float64]) -> list[Driver]:
    """Rank the uncertain values of the world by how strongly an outcome goes with them.

    Parameters
    ----------
    world
        The draws.
    outcome
        Shape (draw,).

    Returns
    -------
    the strongest first; empty when the outcome does not vary

    Examples
    --------
    >>> world = Draws({"world.a": np.arange(9.0), "world.b": np.ones(9)}, lags={})
    >>> rank_correlations(world, -np.arange(9.0))
    [Driver(path='world.a', correlation=-1.0)]
    """
    if outcome.min() == outcome.max():
        return []
    ranks = _standard(stats.rankdata(outcome))
    found = [
        Driver(path, round(float(ranks @ _standard(stats.rankdata(values))), 12))
        for path, values in world.values.items()
        if values.min() < values.max()
    ]
    return sorted(found, key=lambda driver: -abs(driver.correlation))


def _standard(ranks: NDArray[np.float64]) -> NDArray[np.float64]:
    centred = ranks - ranks.mean()
    return np.asarray(centred / np.sqrt(centred @ centred))
