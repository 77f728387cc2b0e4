"""Contrasts of a full factorial: what each lever does, and what levers do together, future by future.

Outcomes of all combinations of k levers have the shape (2, ..., 2, draw), one axis a lever: 0 without it, 1 with it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np

from prakerja.scenario.arrays import Floats


def on_average(outcomes: Floats, levers: Collection[int]) -> Floats:
    """Return the effect of one lever, or the interaction of several, averaged over all settings of the others.

    Of one: with it minus without it. Of two: by how much the effect of one is larger with the other than without it; of
    three, by how much that interaction is larger with the third than without it; and so on (Box, Hunter and Hunter,
    Statistics for Experimenters, 2005, but not halved: an interaction is what levers gain together over their parts).

    Parameters
    ----------
    outcomes
        Shape (2, ..., 2, draw).
    levers
        Their axes.

    Returns
    -------
    shape (draw,)

    Examples
    --------
    >>> outcomes = np.array([[[0.0], [1.0]], [[2.0], [5.0]]])  # alone 2 and 1, together 5
    >>> [float(on_average(outcomes, levers)[0]) for levers in ([0], [1], [0, 1])]
    [3.0, 2.0, 2.0]
    """
    found: Any = outcomes
    for axis in reversed(range(outcomes.ndim - 1)):  # the last first, so that the axes before it keep their numbers
        without, with_it = found.take(0, axis), found.take(1, axis)
        found = with_it - without if axis in levers else (without + with_it) / 2
    return np.asarray(found)


def over_the_base(outcomes: Floats, levers: Collection[int]) -> Floats:
    """Return what some levers bring together, all others being left out, shape (draw,)."""
    return _of(outcomes, levers) - _of(outcomes, ())


def over_the_parts(outcomes: Floats, levers: Collection[int]) -> Floats:
    """Return what some levers bring together beyond the sum of what each brings alone, shape (draw,).

    Examples
    --------
    >>> over_the_parts(np.array([[[0.0], [1.0]], [[2.0], [5.0]]]), [0, 1]).tolist()
    [2.0]
    """
    alone = [over_the_base(outcomes, [lever]) for lever in levers]
    return over_the_base(outcomes, levers) - np.asarray(np.sum(alone, axis=0))


def _of(outcomes: Floats, levers: Collection[int]) -> Floats:
    return np.asarray(outcomes[tuple(int(axis in levers) for axis in range(outcomes.ndim - 1))])
