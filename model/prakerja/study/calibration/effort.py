"""How much work a calibration may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Progress = Callable[[int, int], None]
"""Is told how many parts are done, and of how many."""


@dataclass(frozen=True)
class Effort:
    """How much work a calibration may be.

    Attributes
    ----------
    ensemble
        Size of the starting ensemble.
    particles
        Of the sampler.
    sweeps
        Moves of every particle at most.
    draws
        Places that are kept of the sampler's last ones.
    """

    ensemble: int = 1024
    particles: int = 1024
    sweeps: int = 400
    draws: int = 3000

    @classmethod
    def quick(cls) -> Effort:
        """Return a rough calibration in seconds, for trying things out; it will say that it has not converged."""
        return cls(ensemble=256, particles=256, sweeps=20, draws=400)
