"""The unknowns of a calibration: values of the world, how far single figures may be missed, how old statements were.

Each is a standard normal number. A value's number z stands for the Phi(z) quantile of what the scenario believes, so
the prior of every unknown is the standard normal, whatever its distribution, and no bound can be crossed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtr

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import Value, lags_of, values_of
from prakerja.scenario.drift import STEP
from prakerja.study.calibration.observation_operator import JOINING, PIPELINE, REGISTRATION
from prakerja.study.calibration.statements import age_of, unknown_of

RESIDUAL: Mapping[str, tuple[float, float]] = {REGISTRATION: (0.04, 0.7), JOINING: (0.1, 0.5), PIPELINE: (0.04, 0.7)}
"""Residual of a figure as a part of its count, median and sd of its logarithm; an assumption. Rates that wander take up
what lasts. What two offices told of one day differed by a tenth (9.4 and 10.4 million registered, 19 May), which is
0.05 for each, and mostly by less. Who joins a single wave is a count of days, whose rate a step a fortnight follows
less well. """


@dataclass(frozen=True)
class Unknowns:
    """The uncertain values of a scenario's world, in the order of their paths, then the residuals, then the ages.

    Attributes
    ----------
    values
        Every value of the world, certain ones included.
    statements
        The statements whose age is not known.
    """

    scenario: Scenario
    values: tuple[Value, ...]
    statements: tuple[str, ...] = ()

    @classmethod
    def of(cls, scenario: Scenario, statements: Iterable[str] = ()) -> Unknowns:
        """List the unknowns of a scenario and of the statements about it."""
        return cls(scenario, tuple(values_of(scenario)), tuple(statements))

    @cached_property
    def uncertain(self) -> tuple[Value, ...]:
        """The values that are not certain."""
        return tuple(value for value in self.values if isinstance(value.stated, Distribution))

    @cached_property
    def names(self) -> list[str]:
        """Name the unknowns: paths of the world, ``residual.GROUP``, and ``age.STATEMENT``."""
        residuals = [f"residual.{group}" for group in RESIDUAL]
        return [value.path for value in self.uncertain] + residuals + [unknown_of(name) for name in self.statements]

    def world(self, z: Floats) -> Draws:
        """Return the draws of the world that normal numbers of shape (draw, unknown) stand for."""
        columns = {value.path: column for value, column in zip(self.uncertain, z.T, strict=False)}
        drawn = {value.path: _value(value, columns.get(value.path), len(z)) for value in self.values}
        return Draws(drawn, lags_of(self.scenario))

    def residual(self, z: Floats, group: str) -> Floats:
        """Return the residual of a group, shape (draw,); none of what was decided."""
        if group not in RESIDUAL:
            return np.zeros(len(z))
        return residual_of(group, z[:, self.names.index(f"residual.{group}")])

    def ages(self, z: Floats) -> dict[str, Floats]:
        """Return the ages of the statements in days, each of shape (draw,)."""
        first = len(self.names) - len(self.statements)
        return {name: age_of(z[:, first + at]) for at, name in enumerate(self.statements)}


def residual_of(group: str, z: Floats) -> Floats:
    """Return the residuals of a group that standard normal numbers stand for."""
    median, sd = RESIDUAL[group]
    return np.asarray(median * np.exp(sd * z))


def _value(value: Value, z: Floats | None, size: int) -> Floats:
    if z is None or not isinstance(value.stated, Distribution):
        return np.full(size, float(value.stated))  # type: ignore[arg-type]  # a certain value is a number
    if value.stated is STEP:
        return z
    return value.stated.ppf(ndtr(z), value.within.low, value.within.high)
