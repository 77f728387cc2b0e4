"""The unknowns of a calibration: values of the world, the discrepancy of the model, and how old statements were.

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
from prakerja.study.calibration.observation_operator import PIPELINE, REGISTRATION
from prakerja.study.calibration.statements import age_of, unknown_of

DISCREPANCY: Mapping[str, tuple[float, float]] = {REGISTRATION: (0.2, 0.5), PIPELINE: (0.2, 0.5)}
"""Relative discrepancy of an increment, median and sd of its logarithm. The figures teach it, but they are few, so the
priors matter: calibrated on 19 May and on 25 August, the model missed the next increments of completions by 45 and
36 %, of payments by 11 %, of registrations by 25 % (`prakerja hindcast`), changes of plan being part of the miss."""


@dataclass(frozen=True)
class Unknowns:
    """The uncertain values of a scenario's world, in the order of their paths, then the discrepancies, then the ages.

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
        """Name the unknowns: paths of the world, ``discrepancy.GROUP``, and ``age.STATEMENT``."""
        discrepancies = [f"discrepancy.{group}" for group in DISCREPANCY]
        return [value.path for value in self.uncertain] + discrepancies + [unknown_of(name) for name in self.statements]

    def world(self, z: Floats) -> Draws:
        """Return the draws of the world that normal numbers of shape (draw, unknown) stand for."""
        columns = {value.path: column for value, column in zip(self.uncertain, z.T, strict=False)}
        drawn = {value.path: _value(value, columns.get(value.path), len(z)) for value in self.values}
        return Draws(drawn, lags_of(self.scenario))

    def discrepancy(self, z: Floats, group: str) -> Floats:
        """Return the discrepancy of a group, shape (draw,); none of what was decided."""
        if group not in DISCREPANCY:
            return np.zeros(len(z))
        median, sd = DISCREPANCY[group]
        return np.asarray(median * np.exp(sd * z[:, self.names.index(f"discrepancy.{group}")]))

    def ages(self, z: Floats) -> dict[str, Floats]:
        """Return the ages of the statements in days, each of shape (draw,)."""
        first = len(self.names) - len(self.statements)
        return {name: age_of(z[:, first + at]) for at, name in enumerate(self.statements)}


def _value(value: Value, z: Floats | None, size: int) -> Floats:
    if z is None or not isinstance(value.stated, Distribution):
        return np.full(size, float(value.stated))  # type: ignore[arg-type]  # a certain value is a number
    if (z == z[0]).all():  # what no figure touches stays at one place, and quantiles cost
        return np.full(size, value.stated.ppf(ndtr(z[:1]), value.within.low, value.within.high))
    return value.stated.ppf(ndtr(z), value.within.low, value.within.high)
