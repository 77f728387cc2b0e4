"""How evenly places are spread over the provinces, for their weight: the Gini coefficient, and the worst province."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats


def gini(selected: NDArray[np.generic], weights: Floats) -> Floats:
    """Return the Gini coefficient of coverage (selected per resident) over residents.

    With provinces in the order of coverage it is one minus twice the area below the Lorenz curve: the share of the
    selected that the least covered residents have. Within a province all residents count as covered alike.

    Parameters
    ----------
    selected
        Shape (province, draw).
    weights
        Residents, or anything in proportion to them, shape (province, draw).

    Returns
    -------
    shape (draw,): 0 where coverage is the same everywhere, or nobody is selected; near 1 where one small place has all

    Examples
    --------
    >>> gini(np.array([[10], [30]]), np.array([[1.0], [1.0]])).tolist()
    [0.25]
    """
    counts, weights = np.asarray(selected, dtype=np.float64), np.broadcast_to(weights, selected.shape)
    order = np.argsort(counts / np.where(weights > 0, weights, 1), axis=0, kind="stable")
    people, residents = np.take_along_axis(counts, order, axis=0), np.take_along_axis(weights, order, axis=0)
    total = np.where(people.sum(axis=0) > 0, people.sum(axis=0), 1)
    height = np.cumsum(people, axis=0) / total
    below = np.concatenate([np.zeros_like(height[:1]), height[:-1]])
    twice_area = ((height + below) * residents).sum(axis=0) / residents.sum(axis=0)
    return np.where(people.sum(axis=0) > 0, 1 - twice_area, 0.0)


def worst(selected: NDArray[np.generic], weights: Floats) -> Floats:
    """Return the coverage of the province that has least, as a part of the country's; shapes as for `gini`.

    Examples
    --------
    >>> worst(np.array([[10], [30]]), np.array([[1.0], [1.0]])).tolist()
    [0.5]
    """
    counts, weights = np.asarray(selected, dtype=np.float64), np.broadcast_to(weights, selected.shape)
    national = counts.sum(axis=0) / weights.sum(axis=0)
    lowest = np.min(np.where(weights > 0, counts / np.where(weights > 0, weights, 1), np.inf), axis=0)
    return np.where(national > 0, lowest / np.where(national > 0, national, 1), 1.0)
