"""The energy test: do two samples of vectors come from one law? Any difference counts, not only of a mean."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist, squareform

Floats = NDArray[np.float64]


PERMUTATIONS = 999


def energy(first: Floats, second: Floats, permutations: int = PERMUTATIONS, seed: int = 0) -> tuple[float, float]:
    """Give the energy statistic and its p-value by permutation (Szekely and Rizzo, 2004).

    Parameters
    ----------
    first, second
        Shape (future, quantity), standardised so that every quantity weighs alike.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> a, b = rng.normal(size=(60, 5)), rng.normal(size=(60, 5))
    >>> energy(a, b)[1] > 0.05, energy(a, b + 1)[1] <= 0.001
    (True, True)
    """
    distance = squareform(pdist(np.vstack([first, second])))
    size, rng = len(first), np.random.default_rng(seed)
    member = np.zeros((permutations + 1, len(distance)))
    member[0, :size] = 1
    for row in member[1:]:
        row[rng.permutation(len(distance))[:size]] = 1
    within_first = np.einsum("pi,pi->p", member @ distance, member)
    within_second = np.einsum("pi,pi->p", (1 - member) @ distance, 1 - member)
    between = np.einsum("pi,pi->p", member @ distance, 1 - member)
    n, m = size, len(distance) - size
    distances = 2 * between / (n * m) - within_first / n**2 - within_second / m**2
    p = float((distances[1:] >= distances[0] - 1e-12).sum() + 1) / (permutations + 1)
    return float(distances[0]) * n * m / (n + m), p


def vectors(*samples: dict[str, Floats]) -> list[Floats]:
    """Make vectors of samples of the same quantities, standardised together; what never varies is left out.

    Returns
    -------
    arrays of shape (future, quantity)
    """
    names = sorted(samples[0])
    stacked = [np.stack([sample[name] for name in names], axis=1) for sample in samples]
    everything = np.vstack(stacked)
    spread = everything.std(axis=0)
    varies = spread > 0
    return [(one[:, varies] - everything[:, varies].mean(axis=0)) / spread[varies] for one in stacked]
