"""What is chosen at a review, future by future, by somebody who has learnt from other futures what figures tell."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.signpost import chosen_by_one
from prakerja.study.sensitivity.cross_fitted import expected_given


def choose(figures: Floats, scores: Floats, part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of the policy that is chosen in every future, shape (draw,).

    There are three ways to choose: to stay with the first whatever is published; by what is expected given all figures;
    by a mark of one figure, which sees a step, such as a trigger makes, where what is expected is smooth. The one that
    does best in the other parts of the futures, each judged by rules from those beside it, is taken in a part.

    Parameters
    ----------
    figures, scores
        Shapes (figure, draw) and (policy, draw); the first policy is what is best as things stand.
    part
        As from `parts_of`.

    Examples
    --------
    The second is better by 1 where the figure is above 70, and else worse by 1.

    >>> from prakerja.study.sensitivity.cross_fitted import parts_of
    >>> x = np.linspace(0, 100, 500)
    >>> chosen = choose(x[None], np.stack([np.zeros(500), np.where(x > 70, 1.0, -1.0)]), parts_of(500, seed=1))
    >>> bool((chosen == (x > 70)).mean() > 0.99)
    True
    """
    ways = _ways(figures, scores, part)
    chosen = np.zeros(scores.shape[1], dtype=np.int64)
    for one in np.unique(part):
        others = part != one
        tried = _ways(figures[:, others], scores[:, others], part[others])
        come_to = [float(np.take_along_axis(scores[:, others], way[None], axis=0).mean()) for way in tried]
        chosen[~others] = ways[int(np.argmax(come_to))][~others]
    return chosen


def _ways(figures: Floats, scores: Floats, part: NDArray[np.int64]) -> list[NDArray[np.int64]]:
    stay = np.zeros(scores.shape[1], dtype=np.int64)
    by_all = expected_given(figures, scores - scores[0], part).argmax(axis=0)
    return [stay, by_all, chosen_by_one(figures, scores, part)]
