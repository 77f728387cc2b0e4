"""What the sampler walks on: the posterior of a block of unknowns, with an emulator for the engine.

The engine's paths are emulated whole, day by day, so that a count may be read at any age; only the values of the world
move them. Paths are smooth, so their principal components stand for them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import log_likelihood
from prakerja.study.calibration.emulator import Emulator
from prakerja.study.calibration.identifiability import ParameterBlock
from prakerja.study.calibration.likelihood import Likelihood

LOST = 1e-6
"""The part of the variance of the scaled paths that the components left out may hold."""

EARLY = 1e-3
"""Days on which a path varies by less than this part of what it varies by later are not worth components."""


@dataclass(frozen=True)
class Paths:
    """The paths of some series by some values of the world, emulated.

    Attributes
    ----------
    columns
        The values, among all unknowns.
    series
        The series, among all series.
    days
        How many there are.
    emulator
        Gives the components.
    basis, middle, scale
        Components (component, series x day) of the paths less their middle, in units of their scale, each
        (series x day,).
    """

    columns: tuple[int, ...]
    series: tuple[int, ...]
    days: int
    emulator: Emulator
    basis: Floats
    middle: Floats
    scale: Floats

    @classmethod
    def fitted(cls, part: ParameterBlock, places: Floats, paths: list[Floats]) -> Paths:
        """Fit to the engine's paths, each (day, place), at places of shape (place, unknown)."""
        days = len(paths[0])
        outputs = np.nan_to_num(np.concatenate([paths[number] for number in part.series]).T)  # such days are not read
        middle, spread = outputs.mean(axis=0), outputs.std(axis=0).reshape(-1, days)
        scale = np.maximum(spread, EARLY * spread.max(axis=1, keepdims=True) + 1e-9).ravel()
        scaled = (outputs - middle) / scale
        variance, vectors = np.linalg.eigh(scaled.T @ scaled)
        lost = np.cumsum(np.maximum(variance, 0))
        basis = vectors[:, lost > LOST * lost[-1]].T
        emulator = Emulator.fitted(places[:, part.unknowns], scaled @ basis.T)
        return cls(part.unknowns, part.series, days, emulator, basis, middle, scale)

    def __call__(self, z: Floats) -> dict[int, Floats]:
        """Return the paths of the series at normal numbers (place, unknown), each (day, place)."""
        outputs = ((self.emulator(z[:, self.columns]) @ self.basis) * self.scale + self.middle).T
        return {number: outputs[at * self.days : (at + 1) * self.days] for at, number in enumerate(self.series)}


@dataclass(frozen=True)
class Emulated:
    """The posterior of a block of unknowns, with emulators for the engine.

    Attributes
    ----------
    engine
        The paths of the series that values of the world move.
    still
        The paths of those that none does, by the series' number, each (day, 1).
    """

    likelihood: Likelihood
    part: ParameterBlock
    engine: tuple[Paths, ...]
    still: dict[int, Floats]

    @classmethod
    def fitted(
        cls,
        likelihood: Likelihood,
        part: ParameterBlock,
        engine: tuple[ParameterBlock, ...],
        places: Floats,
        paths: list[Floats],
    ) -> Emulated:
        """Fit emulators to runs of the engine.

        Parameters
        ----------
        part
            The unknowns that are learnt together, and their series.
        engine
            The values of the world that move paths together, of all unknowns, and the paths they move.
        places, paths
            Where the engine has been run, shape (place, unknown), and what it gave, each (day, place).
        """
        mine = tuple(one for one in engine if set(one.series) <= set(part.series))
        moved = {number for one in mine for number in one.series}
        still = {number: paths[number][:, :1] for number in part.series if number not in moved}
        return cls(likelihood, part, tuple(Paths.fitted(one, places, paths) for one in mine), still)

    def log_likelihood(self, x: Floats) -> Floats:
        """Return the log likelihood of the block's series at x (place, unknown of the block), shape (place,)."""
        unknowns = self.likelihood.unknowns
        z = np.zeros((len(x), len(unknowns.names)))
        z[:, self.part.unknowns] = x
        paths = {number: np.repeat(path, len(x), axis=1) for number, path in self.still.items()}
        for some in self.engine:
            paths |= some(z)
        total, ages = np.zeros(len(x)), unknowns.ages(z)
        for number in self.part.series:
            reading = self.likelihood.readings[number]
            total += log_likelihood(reading, reading.read(paths[number], ages), unknowns.discrepancy(z, reading.group))
        return total

    def log_posterior(self, x: Floats) -> Floats:
        """Add the standard normal prior, up to a constant."""
        return np.asarray(-0.5 * (x**2).sum(axis=1) + self.log_likelihood(x))
