"""Contrasts of a factorial, full or a fraction: what each lever does, what levers do together, and what that foretells.

Runs are rows of `Levels`, the first without any lever; outcomes have the shape (run, draw).
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import combinations

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.fraction import Levels, mixed_with


def on_average(levels: Levels, outcomes: Floats, levers: Collection[int]) -> Floats:
    """Return the effect of one lever, or the interaction of several, averaged over all settings of the others.

    Of one: with it minus without it. Of two: by how much the effect of one is larger with the other than without it; of
    three, by how much that interaction is larger with the third than without it; and so on (Box, Hunter and Hunter,
    Statistics for Experimenters, 2005, but not halved: an interaction is what levers gain together over their parts).

    Parameters
    ----------
    levels, outcomes
        The runs, and what each came to, shape (run, draw).
    levers
        Columns of the runs.

    Returns
    -------
    shape (draw,)

    Examples
    --------
    >>> levels = np.array([[False, False], [True, False], [False, True], [True, True]])
    >>> outcomes = np.array([[0.0], [2.0], [1.0], [5.0]])  # alone 2 and 1, together 5
    >>> [float(on_average(levels, outcomes, levers)[0]) for levers in ([0], [1], [0, 1])]
    [3.0, 2.0, 2.0]
    """
    gained = outcomes - outcomes[0]  # what all have in common leaves no rounding behind
    return np.asarray(_signs(levels, levers) @ gained * (2 ** len(levers) / len(levels)))


def foretold(levels: Levels, outcomes: Floats, wanted: Levels) -> Floats:
    """Return what other combinations should come to: by the effects of levers and pairs, all else taken for nothing.

    Where the runs mix pairs, what they do together is put down to the pair whose levers do most by themselves
    (effect heredity; Wu and Hamada, Experiments, 2021).

    Parameters
    ----------
    levels, outcomes
        The runs, and what each came to, shape (run, draw).
    wanted
        Combinations, shape (combination, lever).

    Returns
    -------
    shape (combination, draw)

    Examples
    --------
    >>> levels = np.array([[False, False], [True, False], [False, True], [True, True]])
    >>> foretold(levels, np.array([[0.0], [2.0], [1.0], [5.0]]), np.array([[True, True]])).tolist()
    [[5.0]]
    """
    count = levels.shape[1]
    alone = [abs(float(on_average(levels, outcomes, [lever]).mean())) for lever in range(count)]
    effects: list[tuple[int, ...]] = [(lever,) for lever in range(count)]
    for pair in combinations(range(count), 2):
        rivals = [pair, *(other for other in mixed_with(pair, count) if len(other) > 1)]
        if pair == max(sorted(rivals), key=lambda some: alone[some[0]] * alone[some[1]]):
            effects.append(pair)
    gained = outcomes - outcomes[0]
    sizes = np.stack([_signs(levels, some) @ gained for some in effects]) / len(levels)
    told = np.column_stack([_signs(wanted, some) for some in effects]) @ sizes
    return np.asarray(outcomes[0] + gained.mean(axis=0) + told)


def _signs(levels: Levels, levers: Collection[int]) -> Floats:
    """Return 1 or -1 a run: the product over some levers of 1 where it is in, -1 where not."""
    return np.where(levels[:, list(levers)], 1.0, -1.0).prod(axis=1)
