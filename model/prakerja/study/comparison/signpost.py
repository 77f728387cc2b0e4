"""The one figure to watch at a review: above a mark one policy is chosen, below it another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats

_TAIL = 0.05
"""A mark leaves at least this part of the futures on either side."""


@dataclass(frozen=True)
class Rule:
    """Which policy to choose by one figure: the number of the figure, its mark, and the policies on either side."""

    figure: int
    mark: float
    below: int
    above: int

    def choose(self, figures: Floats) -> NDArray[np.int64]:
        """Return the number of the policy that is chosen in every future, shape (draw,)."""
        return np.where(figures[self.figure] > self.mark, self.above, self.below)


@dataclass(frozen=True)
class Signpost:
    """The figure to watch.

    Attributes
    ----------
    figure
        By its name in observations.csv.
    mark
        What it has to exceed.
    below, above
        What to choose.
    gain, low, high
        What choosing by it alone gains over the best of these policies as things stand, with an interval of 90 %.
    """

    figure: str
    mark: float
    below: str
    above: str
    gain: float
    low: float
    high: float


def best_rule(figures: Floats, scores: Floats) -> Rule:
    """Return the figure and the mark by which the choice comes out best in some futures.

    Parameters
    ----------
    figures, scores
        Shapes (figure, draw) and (policy, draw).

    Examples
    --------
    >>> x = np.arange(100.0)
    >>> best_rule(np.stack([x % 7, x]), np.stack([np.zeros(100), np.where(x > 69, 1.0, -1.0)]))
    Rule(figure=1, mark=69.5, below=0, above=1)
    """
    found = [_best_mark(row, scores) for row in figures]
    figure = int(np.argmax([come_to for come_to, _ in found]))
    mark, below, above = found[figure][1]
    return Rule(figure, mark, below, above)


def chosen_by_one(figures: Floats, scores: Floats, part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return what is chosen by one figure, in every future by a rule from the futures of other parts, shape (draw,)."""
    chosen = np.empty(scores.shape[1], dtype=np.int64)
    for one in np.unique(part):
        learn = part != one
        rule = best_rule(figures[:, learn], scores[:, learn])
        chosen[~learn] = rule.choose(figures[:, ~learn])
    return chosen


def _best_mark(figure: Floats, scores: Floats) -> tuple[float, tuple[float, int, int]]:
    """Return what the choice by a figure comes to, the mark, and the policies below and above it."""
    order = np.argsort(figure, kind="stable")
    first = int(len(order) * _TAIL)
    ends: Sequence[int] | slice = slice(first, max(first + 1, len(order) - 1 - first))
    below = np.cumsum(scores[:, order], axis=1)
    above = below[:, -1:] - below
    at = first + int(np.argmax(below[:, ends].max(axis=0) + above[:, ends].max(axis=0)))
    mark = float(figure[order[at : at + 2]].mean())
    policies = int(below[:, at].argmax()), int(above[:, at].argmax())
    return float(below[policies[0], at] + above[policies[1], at]), (mark, *policies)
