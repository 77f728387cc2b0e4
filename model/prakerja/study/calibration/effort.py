"""How much work a calibration may be, and how it tells how far it is."""

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
    ensemble, places
        Size of the starting ensemble; places the emulator is first fitted to.
    rounds
        Rounds before the last one; each adds `refine` places where the sampler went.
    steps, last_steps
        Steps of the sampler at most: in each of these rounds, and in the last.
    draws
        Places of the last walk that are run through the engine, and weighted.
    """

    ensemble: int = 256
    places: int = 1000
    rounds: int = 2
    refine: int = 600
    steps: int = 800
    last_steps: int = 12_000
    draws: int = 3000

    @classmethod
    def quick(cls) -> Effort:
        """Return a rough calibration in seconds, for trying things out; it will say that it has not converged."""
        return cls(ensemble=128, places=400, rounds=1, refine=200, steps=200, last_steps=400, draws=400)


class Told:
    """Turns what has been done into parts of a hundred, for a progress bar."""

    def __init__(self, progress: Progress | None, effort: Effort) -> None:
        self._progress, self._done, self._effort = progress, 0.0, effort

    def __call__(self, part: str) -> None:
        """Tell that a part is done."""
        self._done = {"fitted": 20.0, "refined": self._done + 30 / max(self._effort.rounds, 1), "done": 100.0}[part]
        self._tell(self._done)

    def walk(self, step: int, steps: int) -> None:
        """Tell how far the last walk is."""
        self._tell(50 + 40 * step / steps)

    def _tell(self, done: float) -> None:
        if self._progress:
            self._progress(round(done), 100)
