"""What is worth measuring next: how much better a forecast would be if one more value of the world were known.

The expected value of partial perfect information. A forecast that is judged by squared error loses Var(Y) as things
stand, and E[Var(Y | x)] once x is known: knowing x is worth Var(E[Y | x]). For a yes or no, Y is 0 or 1 and the squared
error of its announced chance is the Brier score; for money it is the square of rupiah, so its root is told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.arrays import Floats
from prakerja.study.sensitivity.smooth import explained, noise

_PARTS = 10
_PERMUTATIONS = 2000
_FALSE_ALARM = 0.05


@dataclass(frozen=True)
class Worth:
    """What it is worth to know a value.

    Attributes
    ----------
    path
        Which value.
    share
        The part of the variance that knowing it would take away; 0 where it cannot be told from noise.
    estimate, error
        The share as estimated, and its standard error (a jackknife of ten parts).
    """

    path: str
    share: float
    estimate: float
    error: float


@dataclass(frozen=True)
class Question:
    """A number nobody knows yet, and what each value would tell about it.

    Attributes
    ----------
    name
        The quantity.
    at_least
        The threshold, if the question is whether it is reached; else None.
    mean, variance
        As things stand, over the draws. For a yes or no the mean is the chance, the variance the Brier score.
    floor
        Shares up to here are noise: of 20 questions that no value tells anything about, 19 see no value rise above it.
    worth
        The most worth knowing first.
    """

    name: str
    at_least: float | None
    mean: float
    variance: float
    floor: float
    worth: tuple[Worth, ...]

    @property
    def error(self) -> float:
        """The typical error (root mean square) of a forecast as things stand."""
        return math.sqrt(self.variance)

    def error_knowing(self, worth: Worth) -> float:
        """Return the typical error to expect once a value is known."""
        return math.sqrt(self.variance * (1 - worth.share))

    @property
    def telling(self) -> list[Worth]:
        """The values that tell something."""
        return [worth for worth in self.worth if worth.share > 0]


def question(
    world: Mapping[str, Floats],
    paths: Sequence[str],
    name: str,
    values: Floats,
    at_least: float | None = None,
    seed: int = 0,
) -> Question:
    """Ask what each value would tell about a number, or about whether it reaches a threshold.

    Parameters
    ----------
    world, values
        Values by path, as from `told_by`, and what they lead to, each of shape (draw,).
    paths
        The uncertain values.
    name, at_least
        The question.
    seed
        Of the permutations that show what noise looks like.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> world = {"x": rng.normal(size=1000), "z": rng.normal(size=1000)}
    >>> asked = question(world, ["x", "z"], "owed", world["x"] + rng.normal(size=1000))
    >>> [(worth.path, round(worth.share, 1)) for worth in asked.worth]
    [('x', 0.5), ('z', 0.0)]
    """
    y = values if at_least is None else (values >= at_least).astype(np.float64)
    variance = float(np.var(y))
    if variance == 0 or not paths:
        return Question(name, at_least, float(y.mean()), variance, 0.0, ())
    order = np.argsort([world[path] for path in paths], axis=1, kind="stable")
    shares, errors = explained(order, y), _errors(order, y)
    level = (1 - _FALSE_ALARM) ** (1 / len(paths))
    floor = float(np.quantile(noise(y, np.random.default_rng([seed, len(y)]), _PERMUTATIONS), level))
    found = [
        Worth(path, min(share, 1.0) if share > floor else 0.0, share, error)
        for path, share, error in zip(paths, shares.tolist(), errors.tolist(), strict=True)
    ]
    ranked = sorted(found, key=lambda worth: -worth.estimate)
    return Question(name, at_least, float(y.mean()), variance, floor, tuple(ranked))


def _errors(order: NDArray[np.intp], y: Floats) -> Floats:
    """Return the standard errors of the shares: the jackknife over ten stretches of the draws, left out in turn."""
    part = np.arange(len(y)) * _PARTS // len(y)
    without = []
    for left_out in range(_PARTS):
        stay = part != left_out
        number = np.cumsum(stay) - 1
        without.append(explained(np.array([number[row[stay[row]]] for row in order]), y[stay]))
    spread = np.var(without, axis=0)
    return np.asarray(np.sqrt((_PARTS - 1) * spread))
