"""How flat an optimum is: the region of settings that, judged in fresh futures, do as well as the best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.paired import critical
from prakerja.study.optimisation.finalists import clearly_worse
from prakerja.study.optimisation.search import Looked, Point, places


@dataclass(frozen=True)
class Region:
    """A box of settings about the best in which none that was looked at is clearly worse.

    Attributes
    ----------
    ends
        From which value to which, by the path of the lever.
    whole
        The levers of which it takes all that was searched.
    judged, looked_at
        How many settings in it were judged anew, the best among them; how many the search had looked at.
    margin
        How much less than the best was still as good.
    at_most
        What any of those judged anew loses against the best at most (upper ends of intervals that hold together).
    """

    ends: Mapping[str, tuple[int | float | date, int | float | date]]
    whole: tuple[str, ...]
    judged: int
    looked_at: int
    margin: float
    at_most: float

    @property
    def flat(self) -> bool:
        """Return whether it is more than the best setting alone."""
        return self.judged > 1


def region(
    looked: Looked, points: Sequence[Point], gains: Floats, holds: NDArray[np.bool_], best: int, margin: float
) -> Region:
    """Return the region about the best of some settings that were judged anew.

    Beginning with the best, settings as good are taken in by their distance, each if no worse one comes to lie in the
    box that then holds all of them. Worse are those of the fresh futures that are clearly so or miss what must hold;
    and, of the settings that were not judged anew, those of the search.

    Parameters
    ----------
    points, gains, holds
        The settings judged anew, their first objective, more being better, shape (setting, draw), and whether all
        holds that must.
    best, margin
        Which of them is the best, and how much less is as good.
    """
    at = np.array([places(looked.levers, point) for point in points])
    good = holds & ~clearly_worse(gains, best, margin)
    bad = np.vstack([at[~good], looked.places[_bad_in_search(looked, points, margin)]])
    low = high = at[best]
    inside = [best]
    for one in sorted(np.flatnonzero(good), key=lambda n: float(np.abs(at[n] - at[best]).max())):
        lower, upper = np.minimum(low, at[one]), np.maximum(high, at[one])
        if one != best and not _within(bad, lower, upper).any():
            low, high = lower, upper
            inside.append(int(one))
    ends = {
        lever.path: tuple(lever.value(lever.low + end[n] * (lever.high - lever.low)) for end in (low, high))
        for n, lever in enumerate(looked.levers)
    }
    whole = tuple(lever.path for n, lever in enumerate(looked.levers) if low[n] == 0 and high[n] == 1)
    behind = gains[best] - gains[inside]
    error = behind.std(axis=1, ddof=1) / np.sqrt(behind.shape[1])
    loss = float((behind.mean(axis=1) + critical(behind.shape[1], max(1, len(gains) - 1)) * error).max())
    seen = int(_within(looked.places, low, high).sum())
    return Region(ends, whole, len(inside), seen, margin, loss)  # type: ignore[arg-type]  # mypy sees no pair in a generator


def _bad_in_search(looked: Looked, anew: Sequence[Point], margin: float) -> list[int]:
    """Return the settings not judged anew that the search found worse than its best, or not to do."""
    worse = clearly_worse(looked.gains[:, 0], int(looked.front[0]), margin) | (looked.slacks < 0)
    return [n for n, point in enumerate(looked.points) if worse[n] and point not in {*anew}]


def _within(at: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    return np.asarray(((at >= low) & (at <= high)).all(axis=1))
