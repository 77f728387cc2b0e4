"""How the places of a wave are shared out: between groups, and over provinces by exact largest remainders."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.policy.view import Counts


def largest_remainder(places: Counts, weights: NDArray[np.float64]) -> Counts:
    """Share out places in proportion to weights, in whole places that add up exactly.

    Each share is rounded down; the places left go one each to the largest remainders (Hamilton's method), ties to the
    first. Real-valued places, as the fluid limit has, are shared exactly.

    Parameters
    ----------
    places
        Shape (draw,).
    weights
        Shape (province, draw), not all zero in a draw that has places.

    Returns
    -------
    array of shape (province, draw) whose columns sum to `places`

    Examples
    --------
    >>> largest_remainder(np.array([10]), np.array([[1.0], [1.0], [1.0]])).ravel().tolist()
    [4, 3, 3]
    """
    total = weights.sum(axis=0)
    exact = places * weights / np.where(total > 0, total, 1)
    if not np.issubdtype(places.dtype, np.integer):
        return exact
    # The guards keep 3 * (1 / 3) at 1, and equal remainders equal, which floating point may put just apart.
    whole = np.floor(exact + 1e-9).astype(places.dtype)
    left = np.where(total > 0, places, 0) - whole.sum(axis=0)
    order = np.argsort(-np.round(exact - whole, 9), axis=0, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(len(weights))[:, None], axis=0)
    return whole + (rank < left)


def share_out(places: Counts, weights: NDArray[np.float64], candidates: Counts) -> Counts:
    """Share places over provinces by weight, never more than a province has candidates; unused places move on.

    Parameters
    ----------
    places
        Shape (draw,).
    weights
        Shape (province,) or (province, draw).
    candidates
        Shape (province, draw).

    Returns
    -------
    selected, shape (province, draw): all places are used, unless there are too few candidates in provinces with weight

    Examples
    --------
    >>> share_out(np.array([10]), np.array([1.0, 1.0]), np.array([[2], [20]])).ravel().tolist()
    [2, 8]
    """
    weights = np.broadcast_to(weights.reshape(len(weights), -1), candidates.shape)
    taken = np.zeros_like(candidates)
    left = places
    for _ in range(len(weights)):  # each round fills at least one province, or uses every place
        room = candidates - taken
        taken = taken + np.minimum(largest_remainder(left, np.where(room > 0, weights, 0.0)), room)
        left = places - taken.sum(axis=0)
        if not (left > 0).any():
            break
    return taken
