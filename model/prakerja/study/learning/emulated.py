"""What the sampler walks on: the posterior of a block of unknowns, with an emulator for the engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.study.learning.components import Floats
from prakerja.study.learning.emulator import Emulator
from prakerja.study.learning.likelihood import Likelihood
from prakerja.study.learning.misfit import Model, log_likelihood
from prakerja.study.learning.touched import Block


@dataclass(frozen=True)
class Emulated:
    """The posterior of a block of unknowns, with an emulator for the engine.

    Attributes
    ----------
    emulator, scale
        Give heights and slopes of the block's series, one after another, in units of their spread.
    """

    likelihood: Likelihood
    part: Block
    emulator: Emulator
    scale: Floats

    @classmethod
    def fitted(cls, likelihood: Likelihood, part: Block, places: Floats, models: list[Model]) -> Emulated:
        """Fit the emulator to runs of the engine at places of shape (place, unknown)."""
        outputs = np.concatenate([np.concatenate(models[number]) for number in part.series]).T
        scale = outputs.std(axis=0) + 1e-9
        return cls(likelihood, part, Emulator.fitted(places[:, part.unknowns], outputs / scale), scale)

    def log_likelihood(self, x: Floats) -> Floats:
        """Give the log likelihood of the block's series at x (place, unknown of the block), shape (place,)."""
        outputs = (self.emulator(x) * self.scale).T
        z = np.zeros((len(x), len(self.likelihood.unknowns.names)))
        z[:, self.part.unknowns] = x
        total, at = np.zeros(len(x)), 0
        for number in self.part.series:
            reading = self.likelihood.readings[number]
            size = len(reading.values)
            model = (outputs[at : at + size], outputs[at + size : at + 2 * size])
            total += log_likelihood(reading, model, self.likelihood.unknowns.misfit(z, reading.group))
            at += 2 * size
        return total

    def log_posterior(self, x: Floats) -> Floats:
        """Add the standard normal prior, up to a constant."""
        return np.asarray(-0.5 * (x**2).sum(axis=1) + self.log_likelihood(x))
