"""Lags in whole days: named families whose parameters may be uncertain, made into daily shares in one place.

A lag of k means that k midnights pass. For a continuous family the share of day k is F(k + 1) - F(k); what
lies beyond `longest` is cut and the rest rescaled, so that the shares of the days 0..longest come to one.
`at_least` moves the whole lag: so many days pass first.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator
from scipy import stats

from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.families import Uncertain
from prakerja.scenario.plain import Real, Whole
from prakerja.scenario.problems import Problem, found, refusal

_Z90 = float(stats.norm.ppf(0.9))

Value = Callable[[str], NDArray[np.float64]]
"""Gives the draws, shape (draw,), of a lag's parameter by its name."""

LagDays = Annotated[Uncertain, Within(0.05, 200, "days")]
Ratio = Annotated[Uncertain, Within(1.05, 30, "times the median")]


class BaseLag(BaseModel, ABC):
    """What every lag has: where it comes from, and days that always pass."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str | None = None
    at_least: Annotated[Whole, Within(0, 60, "days")] = 0

    @abstractmethod
    def shares(self, value: Value) -> NDArray[np.float64]:
        """Return the share of each whole day, shape (day, draw or 1), each column summing to one."""


class FamilyLag(BaseLag):
    """A lag of a named family; its first parameter says how long it takes on the whole."""

    extent: ClassVar[str] = "median"

    longest: Annotated[Whole, Within(1, 200, "days")] = 60

    @model_validator(mode="after")
    def _has_room(self) -> Self:
        if self.longest <= self.at_least:
            raise refusal(Problem("longest", found(self.longest), f"must be more than at_least ({self.at_least})"))
        stated = getattr(self, self.extent)
        middle = stated.middle() if isinstance(stated, Distribution) else stated
        room = self.longest - self.at_least
        if middle > room:
            raise refusal(
                Problem(self.extent, f"{middle:,.3g}", f"must be at most longest less at_least ({room} days)")
            )
        return self

    def shares(self, value: Value) -> NDArray[np.float64]:
        """Return the share of each whole day, shape (longest + 1, draw), each column summing to one."""
        days = np.arange(self.longest + 2 - self.at_least, dtype=np.float64)[:, None]
        by_day = self._by_day(days, value)
        by_day[-1, by_day.sum(axis=0) <= 0] = 1  # all of it lies beyond the longest
        shares = np.zeros((self.longest + 1, by_day.shape[1]))
        shares[self.at_least :] = by_day / by_day.sum(axis=0)
        return shares

    @abstractmethod
    def _by_day(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        """Return the mass between days, shape (day, draw), of the lag that follows `at_least`."""


class ContinuousLag(FamilyLag):
    """A family of any time, not of whole days."""

    def _by_day(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        return np.diff(self._cdf(days, value), axis=0)

    @abstractmethod
    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        """Return the share that takes at most so many days, shape (day, draw)."""


class LognormalLag(ContinuousLag):
    """Half take at most `median` days, nine in ten at most `median * p90_over_median`."""

    dist: Literal["lognormal"]
    median: LagDays
    p90_over_median: Ratio

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        spread = np.log(value("p90_over_median")) / _Z90
        return np.asarray(stats.lognorm.cdf(days, spread, scale=value("median")))


class WeibullLag(ContinuousLag):
    """Like the lognormal lag, with the Weibull's lighter tail."""

    dist: Literal["weibull"]
    median: LagDays
    p90_over_median: Ratio

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        shape = math.log(math.log(10) / math.log(2)) / np.log(value("p90_over_median"))
        scale = value("median") / math.log(2) ** (1 / shape)
        return np.asarray(stats.weibull_min.cdf(days, shape, scale=scale))


class GammaLag(ContinuousLag):
    """A mean, and the standard deviation as a share of it."""

    extent = "mean"
    dist: Literal["gamma"]
    mean: LagDays
    cv: Annotated[Uncertain, Within(0.05, 5, "sd / mean")]

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        shape = value("cv") ** -2
        return np.asarray(stats.gamma.cdf(days, shape, scale=value("mean") / shape))


class NegativeBinomialLag(FamilyLag):
    """Whole days by nature: mean and size (size 1 is the geometric lag)."""

    extent = "mean"
    dist: Literal["negative_binomial"]
    mean: LagDays
    size: Annotated[Uncertain, Within(0.05, 1000, "1 = geometric")]

    def _by_day(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        size, mean = value("size"), value("mean")
        return np.asarray(stats.nbinom.pmf(days[:-1], size, size / (size + mean)))


class EmpiricalLag(BaseLag):
    """The weight of each day from 0 on, as counted."""

    dist: Literal["empirical"]
    by_day: Annotated[
        tuple[Annotated[Real, Within(0, 1e9, "weight, relative to the other days")], ...],
        Field(min_length=1, max_length=201),
    ]

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if sum(self.by_day) <= 0:
            raise refusal(Problem("by_day", found(self.by_day), "must not be all 0"))
        return self

    def shares(self, value: Value) -> NDArray[np.float64]:
        """Return the share of each day, shape (days, 1)."""
        weights = np.concatenate([np.zeros(self.at_least), self.by_day])[:, None]
        return np.asarray(weights / weights.sum())


Lag = Annotated[
    LognormalLag | WeibullLag | GammaLag | NegativeBinomialLag | EmpiricalLag,
    Field(discriminator="dist"),
]
"""A lag, such as ``{ dist = "lognormal", median = 5, p90_over_median = 3 }``."""
