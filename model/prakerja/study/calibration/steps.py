"""What the engine answered at every step of a calibration, kept while it lasts: one that is killed goes on from there.

The same calibration asks the same questions in the same order, so an answer is known again by its question. Only the
engine's answers are kept: the sampler walks anew, in a small part of the time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.readings import Model
from prakerja.study.runs.block import Arrays
from prakerja.study.runs.cache import BlockCache


@dataclass(frozen=True)
class KeptStep:
    """What the engine answered once, by its name."""

    key: str


@dataclass
class Steps:
    """The steps of one calibration.

    Attributes
    ----------
    calibration
        Names everything that decides the answers, but for the places that are asked about.
    keep
        Where answers are kept; None keeps nothing.

    Examples
    --------
    >>> steps, asked = Steps(), []
    >>> ask = steps.known(lambda z: asked.append(len(z)) or z.sum(axis=1))
    >>> ask(np.ones((2, 3))).tolist(), ask(np.ones((2, 3))).tolist(), asked  # nothing is kept: asked twice
    ([3.0, 3.0], [3.0, 3.0], [2, 2])
    """

    calibration: str = ""
    keep: BlockCache | None = None
    _asked: list[KeptStep] = field(default_factory=list)

    def known(self, ask: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
        """Return a function of places that is asked only where its answer is not kept yet."""
        return lambda z: self._once(z, lambda: {"answer": ask(z)})["answer"]

    def models(self, ask: Callable[[Floats], list[Model]]) -> Callable[[Floats], list[Model]]:
        """Return the same for paths of the published series."""

        def asked(z: Floats) -> list[Model]:
            found = self._once(z, lambda: {f"{n}": np.stack(model) for n, model in enumerate(ask(z))})
            return [(found[f"{n}"][0], found[f"{n}"][1]) for n in range(len(found))]

        return asked

    def forget(self) -> None:
        """Throw all answers away: what was learnt from them is kept."""
        if self.keep:
            self.keep.clear(self._asked)

    def _once(self, z: Floats, answer: Callable[[], Arrays]) -> Arrays:
        if self.keep is None:
            return answer()
        named = hashlib.sha256(f"{self.calibration} {z.shape}".encode() + np.ascontiguousarray(z).tobytes())
        step = KeptStep(named.hexdigest()[:20])
        self._asked.append(step)
        found = self.keep.take(step)
        if found is None:
            found = answer()
            self.keep.put(step, found)
        return found
