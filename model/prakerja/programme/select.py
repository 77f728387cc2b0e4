"""Who of a wave's joiners is selected: groups first, then provinces, then at random."""

from __future__ import annotations

import numpy as np

from prakerja.policy import share_out
from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import take
from prakerja.programme.dice.compiled import compiled
from prakerja.scenario.arrays import Floats


def select(streams: Streams, candidates: Counts, places: Counts, list_share: float, weights: Floats | None) -> Counts:
    """Return who is selected, by cell, shape (2 * province, draw): at random within groups and provinces.

    Parameters
    ----------
    streams
        Dice for where people are alike.
    candidates
        Eligible joiners by cell, shape (2 * province, draw), the priority list's provinces first.
    places
        Shape (draw,).
    list_share
        The share of the places kept for the list. What it cannot fill falls to the others, and the other way round.
    weights
        Weights of the provinces, shape (province,); None lets everyone of a group have the same chance.
    """
    groups = candidates.reshape(2, -1, len(places))
    can_fill = groups if weights is None else groups * (weights > 0)[:, None]  # a province without weight has no places
    listed, others = can_fill.sum(axis=1)
    kept = np.asarray(places * list_share)
    if np.issubdtype(places.dtype, np.integer):
        kept = np.floor(kept + 1e-9).astype(places.dtype)  # 0.8 x 800,000 may fall just short in floating point
    from_list = np.minimum(listed, kept)
    from_others = np.minimum(others, places - from_list)
    from_list = np.minimum(listed, places - from_others)
    chosen = np.zeros_like(candidates)
    if weights is None:
        _at_random(streams, groups, np.stack([from_list, from_others]), chosen.reshape(groups.shape))
        return chosen
    return np.concatenate([share_out(n, weights, g) for g, n in zip(groups, (from_list, from_others), strict=True)])


@compiled
def _at_random(streams: Streams, groups: Counts, places: Counts, chosen: Counts) -> None:
    """Draw those selected of each group, shape (group, province, draw), without replacement."""
    for draw in range(len(streams)):
        for group in range(len(groups)):
            take(streams[draw], groups[group, :, draw], places[group, draw], chosen[group, :, draw])
