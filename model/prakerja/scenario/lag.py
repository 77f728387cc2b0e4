"""Lags in whole days: named families whose parameters may be uncertain, made into daily shares in one place.

A lag of k means that k midnights pass. For a continuous family the share of day k is F(k + 1) - F(k); what lies
beyond `longest` is cut and the rest rescaled, so that the shares of the days 0..longest come to one.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, field_validator
from scipy import stats

from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Uncertain

_Z90 = float(stats.norm.ppf(0.9))

Value = Callable[[str], NDArray[np.float64]]
"""Gives the draws, shape (draw,), of a lag's parameter by its name."""

LagDays = Annotated[Uncertain, Within(0.05, 200, "days")]
Ratio = Annotated[Uncertain, Within(1.05, 30, "times the median")]


class _Lag(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    uncertain: ClassVar[tuple[str, ...]] = ()

    source: str | None = None
    at_least: Annotated[int, Within(0, 60, "days")] = 0
    longest: Annotated[int, Within(1, 200, "days")] = 60

    def shares(self, value: Value) -> NDArray[np.float64]:
        """Give the share of each whole day, shape (longest + 1, draw), each column summing to one."""
        room = self.longest + 1 - self.at_least
        days = np.arange(max(room, 1) + 1, dtype=np.float64)[:, None]
        by_day = self._by_day(days, value)
        shares = np.zeros((self.longest + 1, by_day.shape[1]))
        shares[self.longest + 1 - len(by_day) :] = by_day
        return np.asarray(shares / shares.sum(axis=0))

    def _by_day(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        return np.diff(self._cdf(days, value), axis=0)

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        raise NotImplementedError


class LognormalLag(_Lag):
    """Half take at most `median` days, nine in ten at most `median * p90_over_median`."""

    uncertain = ("median", "p90_over_median")
    dist: Literal["lognormal"]
    median: LagDays
    p90_over_median: Ratio

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        spread = np.log(value("p90_over_median")) / _Z90
        return np.asarray(stats.lognorm.cdf(days, spread, scale=value("median")))


class WeibullLag(_Lag):
    """Like the lognormal lag, with the Weibull's lighter tail."""

    uncertain = ("median", "p90_over_median")
    dist: Literal["weibull"]
    median: LagDays
    p90_over_median: Ratio

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        shape = math.log(math.log(10) / math.log(2)) / np.log(value("p90_over_median"))
        scale = value("median") / math.log(2) ** (1 / shape)
        return np.asarray(stats.weibull_min.cdf(days, shape, scale=scale))


class GammaLag(_Lag):
    """A mean, and the standard deviation as a share of it."""

    uncertain = ("mean", "cv")
    dist: Literal["gamma"]
    mean: LagDays
    cv: Annotated[Uncertain, Within(0.05, 5, "sd / mean")]

    def _cdf(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        shape = value("cv") ** -2
        return np.asarray(stats.gamma.cdf(days, shape, scale=value("mean") / shape))


class NegativeBinomialLag(_Lag):
    """Whole days by nature: mean and size (size 1 is the geometric lag)."""

    uncertain = ("mean", "size")
    dist: Literal["negative_binomial"]
    mean: LagDays
    size: Annotated[Uncertain, Within(0.05, 1000, "1 = geometric")]

    def _by_day(self, days: NDArray[np.float64], value: Value) -> NDArray[np.float64]:
        size, mean = value("size"), value("mean")
        return np.asarray(stats.nbinom.pmf(days[:-1], size, size / (size + mean)))


class EmpiricalLag(_Lag):
    """The weight of each day from 0 on, as counted."""

    dist: Literal["empirical"]
    by_day: tuple[float, ...] = Field(min_length=1, max_length=201)

    @field_validator("by_day")
    @classmethod
    def _weights(cls, weights: tuple[float, ...]) -> tuple[float, ...]:
        if min(weights) < 0 or not math.isfinite(sum(weights)) or sum(weights) <= 0:
            raise ValueError("must be weights of at least 0, not all 0")
        return weights

    def shares(self, value: Value) -> NDArray[np.float64]:
        """Give the share of each day, shape (days, 1)."""
        weights = np.concatenate([np.zeros(self.at_least), self.by_day])[:, None]
        return np.asarray(weights / weights.sum())



Lag = Annotated[
    LognormalLag | WeibullLag | GammaLag | NegativeBinomialLag | EmpiricalLag,
    Field(discriminator="dist"),
]
"""A lag, such as ``{ dist = "lognormal", median = 5, p90_over_median = 3 }``."""
