"""Who of a wave's joiners is selected: groups first, then provinces, then at random."""

from __future__ import annotations

import numpy as np

from prakerja.policy import share_out
from prakerja.programme.chance import Chance, Counts
from prakerja.scenario.arrays import Floats


def select(chance: Chance, candidates: Counts, places: Counts, list_share: float, weights: Floats | None) -> Counts:
    """Select at random within groups and provinces.

    Parameters
    ----------
    chance
        Throws the dice where people are alike.
    candidates
        Eligible joiners by cell, shape (2 * province, draw), the priority list's provinces first.
    places
        Shape (draw,).
    list_share
        The share of the places kept for the list. What it cannot fill falls to the others, and the other way round.
    weights
        Weights of the provinces, shape (province,); None lets everyone of a group have the same chance.

    Returns
    -------
    selected by cell, shape (2 * province, draw)
    """
    groups = candidates.reshape(2, -1, len(places))
    listed, others = groups.sum(axis=1)
    kept = np.asarray(places * list_share)
    if np.issubdtype(places.dtype, np.integer):
        kept = np.floor(kept + 1e-9).astype(places.dtype)  # 0.8 x 800,000 may fall just short in floating point
    from_list = np.minimum(listed, kept)
    from_others = np.minimum(others, places - from_list)
    from_list = np.minimum(listed, places - from_others)
    if weights is None:  # both groups at once, province after province
        chosen = chance.take(groups.swapaxes(0, 1), np.stack([from_list, from_others]))
        return chosen.swapaxes(0, 1).reshape(candidates.shape)
    return np.concatenate([share_out(n, weights, g) for g, n in zip(groups, (from_list, from_others), strict=True)])
