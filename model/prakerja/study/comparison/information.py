"""What would have to be known for a choice between policies to be better: the value of information on this choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.sensitivity.smooth import LEAST, smoothed

_PERMUTATIONS, _FALSE_ALARM = 40, 0.05


@dataclass(frozen=True)
class Known:
    """What the choice gains if a value of the world is known first, in points; its part of what all knowledge gains."""

    path: str
    gain: float
    share: float


def known_first(world: Mapping[str, Floats], scores: Floats, seed: int) -> tuple[Known, ...]:
    """Return the values whose knowledge changes the choice for the better, the most telling first.

    Parameters
    ----------
    world
        Values by path, as from `told_by`, each of shape (draw,).
    scores
        Of each policy in points, shape (policy, draw).
    seed
        Of the permutations that show what noise looks like.

    Notes
    -----
    The expected value of partial perfect information for a choice: E[max E[score | x]] - max E[score], each E[. | x]
    a spline (Strong, Oakley & Brennan 2014). A maximum of noisy splines gains by noise alone: what permuted values gain
    on average is taken off, and what 19 in 20 of them stay below, over all values, counts as nothing. Splines are laid
    through what each policy is better than the best on average: what all have in common would only be noise.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> x, z = rng.normal(size=(2, 4000))
    >>> found = known_first({"x": x, "z": z}, np.stack([np.zeros(4000), x]), seed=1)
    >>> [(one.path, round(one.gain, 1)) for one in found]  # E max(0, x) = 0.399
    [('x', 0.4)]
    """
    paths = [path for path, values in world.items() if values.min() < values.max()]
    scores = scores - scores[scores.mean(axis=1).argmax()]
    all_known = float(scores.max(axis=0).mean())
    if len(scores) < 2 or scores.shape[1] < LEAST or all_known <= 0 or not paths:
        return ()
    rng = np.random.default_rng([seed, scores.shape[1]])
    chance = np.array([_gain(rng.permutation(scores.shape[1]), scores) for _ in range(_PERMUTATIONS)])
    expected = float(chance.mean())
    floor = expected + _far(len(paths)) * float(chance.std(ddof=1))
    found = [(path, _gain(np.argsort(world[path], kind="stable"), scores)) for path in paths]
    told = [Known(path, gain - expected, (gain - expected) / all_known) for path, gain in found if gain > floor]
    return tuple(sorted(told, key=lambda one: -one.gain))


def _gain(order: np.ndarray[tuple[int], np.dtype[np.intp]], scores: Floats) -> float:
    """Return what knowing a value gains; scores are over those of the policy that is best on average."""
    return float(smoothed(order, scores).max(axis=0).mean())


def _far(values: int) -> float:
    """Return how many standard deviations above its mean noise of so many values stays, 19 times in 20."""
    from scipy.stats import norm

    return float(norm.ppf((1 - _FALSE_ALARM) ** (1 / values)))
