"""Which settings of a search are judged anew: along the front, and across all that may be as good as the best."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.paired import critical
from prakerja.study.optimisation.search import Looked

TENTH = 0.1

ALONG, ACROSS = 8, 8
"""Settings along the front; across what may be as good as the best."""


def finalists(looked: Looked, within: float | None = None) -> list[int]:
    """Return the numbers of the settings to judge anew, the best of the search first.

    Along the front (of the objectives and of what must hold) evenly. With one objective also those of the settings as
    good as the best that lie farthest apart, by which a flat optimum shows; and the next best, where that leaves few.

    Parameters
    ----------
    within
        How much less is as good as the best; as for `margin`.
    """
    front = looked.front
    worth = looked.worth[front]
    several = len(looked.goal.objectives) > 1
    along = front[apart(worth / np.where(np.ptp(worth, axis=0) > 0, np.ptp(worth, axis=0), 1.0), [0], ALONG)].tolist()
    if several:
        return along
    gains, base, best = looked.gains[:, 0], looked.goal.gains(looked.baseline)[0], int(front[0])
    near = np.flatnonzero((looked.slacks >= 0) & ~clearly_worse(gains, best, margin(gains[best], base, within)))
    pool = [*along, *(n for n in near if n not in along)]
    chosen = [pool[n] for n in apart(looked.places[pool], range(len(along)), len(along) + ACROSS)]
    ranked = sorted(range(len(gains)), key=lambda n: (looked.slacks[n] < 0, -gains[n].mean()))
    return chosen + [n for n in ranked if n not in chosen][: max(0, ALONG - len(chosen))]


def apart(points: Floats, first: Iterable[int], most: int) -> list[int]:
    """Return the numbers of points that lie far apart: some that are given, then always the farthest from all chosen.

    Examples
    --------
    >>> apart(np.array([[0.0], [0.1], [0.6], [1.0]]), [0], 3)
    [0, 3, 2]
    """
    chosen = list(first)
    while len(chosen) < min(most, len(points)):
        distance = np.abs(points[:, None] - points[None, chosen]).max(axis=2).min(axis=1)
        distance[chosen] = -1
        chosen.append(int(distance.argmax()))
    return chosen


def margin(best: Floats, baseline: Floats, within: float | None = None) -> float:
    """Return how much less is as good as the best: as said, else a tenth of what the best gains over the baseline.

    Common random numbers show the smallest of differences; most of them are of no use to anybody.

    Examples
    --------
    >>> margin(np.array([6.0, 8.0]), np.array([2.0, 4.0]))
    0.4
    """
    return TENTH * max(0.0, float(best.mean() - baseline.mean())) if within is None else within


def clearly_worse(gains: Floats, best: int, margin: float = 0.0) -> NDArray[np.bool_]:
    """Say which settings are worse than one of them, by more than a margin and chance, all taken together.

    Parameters
    ----------
    gains
        More being better, in the same futures, shape (setting, draw).

    Examples
    --------
    >>> futures = np.arange(8.0)
    >>> clearly_worse(np.stack([futures, futures - 1, futures + [-1, 1] * 4]), 0).tolist()
    [False, True, False]
    """
    behind = gains[best] - gains
    draws = behind.shape[1]
    reach = critical(draws, max(1, len(gains) - 1)) * behind.std(axis=1, ddof=1) / np.sqrt(draws)
    return np.asarray(behind.mean(axis=1) - margin > reach)
