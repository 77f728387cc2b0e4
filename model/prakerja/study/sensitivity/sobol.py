"""Sobol indices: which part of an outcome's variance each value, or group of values, answers for.

First order is the part that would go if the value alone were known; total, the part that would stay if all others were
known. Where the two differ, the value matters together with others (Saltelli et al. 2010, as in `scipy.stats`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import sobol_indices

from prakerja.scenario import Draws
from prakerja.scenario.arrays import Floats
from prakerja.study.sensitivity.marginals import joined
from prakerja.study.sensitivity.tornado import Outcome

RESAMPLES = 500
"""Of the bootstrap that gives the intervals."""


@dataclass(frozen=True)
class Index:
    """The indices of a value, or of a group that is exchanged together.

    Attributes
    ----------
    paths
        The value, or the values of the group.
    first, total
        Shares of the outcome's variance.
    first_range, total_range
        Their 90 % bootstrap intervals.
    """

    paths: tuple[str, ...]
    first: float
    first_range: tuple[float, float]
    total: float
    total_range: tuple[float, float]


def sobol(
    world: Draws,
    outcomes: Floats,
    groups: Sequence[Sequence[str]],
    outcome: Outcome,
    seed: int = 0,
    told: Mapping[str, Sequence[str]] | None = None,
) -> list[Index]:
    """Estimate first and total indices.

    Parameters
    ----------
    world, outcomes
        Independent draws, twice a power of two, and what they lead to. The first half are Saltelli's matrix A, the
        second his B (`Marginals.pair`).
    groups
        The values to exchange together, a group each; together they should be all that are uncertain.
    outcome
        Gives one number a draw; is asked for half as many draws a group.
    seed
        Of the bootstrap.
    told
        What each value of a group is, as `Marginals.told`, where it is not itself.

    Examples
    --------
    Of x + 2 y, x answers for a fifth:

    >>> rng = np.random.default_rng(1)
    >>> world = Draws({"x": rng.random(4096), "y": rng.random(4096)}, lags={})
    >>> outcome = lambda world: world["x"] + 2 * world["y"]
    >>> [round(index.total, 1) for index in sobol(world, outcome(world), [["x"], ["y"]], outcome)]
    [0.2, 0.8]
    """
    n = len(world) // 2
    a, b = world.part(0, n), world.part(n, 2 * n)
    parts = [[part for path in group for part in (told or {}).get(path, (path,))] for group in groups]
    mixed = joined([a.replace({path: b[path] for path in part}) for part in parts])
    f_a, f_b = outcomes[None, :n], outcomes[None, n : 2 * n]
    f_ab = outcome(mixed).reshape(len(groups), 1, n)
    found = _indices(f_a, f_b, f_ab)
    rows = np.random.default_rng([seed, n]).integers(n, size=(RESAMPLES, n))
    again = np.array([_indices(f_a[:, row], f_b[:, row], f_ab[..., row]) for row in rows])
    low, high = np.quantile(again, [0.05, 0.95], axis=0)
    ends = np.stack([low, high], axis=-1)  # (order, group, end)

    def interval(order: int, group: int) -> tuple[float, float]:
        return float(ends[order, group, 0]), float(ends[order, group, 1])

    return [
        Index(tuple(group), float(found[0, i]), interval(0, i), float(found[1, i]), interval(1, i))
        for i, group in enumerate(groups)
    ]


def _indices(f_a: Floats, f_b: Floats, f_ab: Floats) -> Floats:
    """Return the first and total index of every group, shape (2, group)."""
    found = sobol_indices(func={"f_A": f_a, "f_B": f_b, "f_AB": f_ab}, n=f_a.shape[-1])
    return np.array([np.atleast_1d(found.first_order), np.atleast_1d(found.total_order)])
