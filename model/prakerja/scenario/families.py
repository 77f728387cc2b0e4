"""The families of distributions, stated by moments or quantiles; `Uncertain` is a number or one of them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Discriminator, Tag
from scipy import optimize, stats

from prakerja.scenario.distribution import Distribution
from prakerja.scenario.plain import Real

_Z90, _Z95 = float(stats.norm.ppf(0.9)), float(stats.norm.ppf(0.95))


class Uniform(Distribution):
    """Every value between two bounds alike."""

    ways = (("low", "high"),)
    dist: Literal["uniform"]
    low: Real
    high: Real

    def _frozen(self) -> Any:
        return stats.uniform(self.low, self.high - self.low)


class LogUniform(Distribution):
    """Every order of magnitude between two positive bounds alike."""

    ways = (("low", "high"),)
    dist: Literal["loguniform"]
    low: Real
    high: Real

    def _frozen(self) -> Any:
        if self.low <= 0:
            raise ValueError("low must be above 0")
        return stats.loguniform(self.low, self.high)


class Triangular(Distribution):
    """The least, the likeliest and the greatest value."""

    ways = (("low", "mode", "high"),)
    dist: Literal["triangular"]
    low: Real
    mode: Real
    high: Real

    def _frozen(self) -> Any:
        width = self.high - self.low
        return stats.triang((self.mode - self.low) / width if width else 0, self.low, width)


class Normal(Distribution):
    """Symmetric around a mean."""

    ways = (("mean", "sd"), ("p05", "p95"))
    dist: Literal["normal"]
    mean: Real | None = None
    sd: Real | None = None
    p05: Real | None = None
    p95: Real | None = None

    def _frozen(self) -> Any:
        if self.mean is not None and self.sd is not None:
            return stats.norm(self.mean, self.sd)
        low, high = _both(self.p05, self.p95)
        return stats.norm((low + high) / 2, (high - low) / (2 * _Z95))


class Lognormal(Distribution):
    """Positive and skewed: the logarithm is normal."""

    ways = (("median", "p90"), ("mean", "sd"), ("p05", "p95"))
    dist: Literal["lognormal"]
    median: Real | None = None
    p90: Real | None = None
    mean: Real | None = None
    sd: Real | None = None
    p05: Real | None = None
    p95: Real | None = None

    def _frozen(self) -> Any:
        if min(v for v in (self.median, self.p90, self.mean, self.sd, self.p05, self.p95) if v is not None) <= 0:
            raise ValueError("every value must be above 0")
        if self.mean is not None and self.sd is not None:
            spread = math.sqrt(math.log1p((self.sd / self.mean) ** 2))
            return stats.lognorm(spread, scale=self.mean * math.exp(-(spread**2) / 2))
        if self.median is not None and self.p90 is not None:
            return stats.lognorm(math.log(self.p90 / self.median) / _Z90, scale=self.median)
        low, high = _both(self.p05, self.p95)
        return stats.lognorm(math.log(high / low) / (2 * _Z95), scale=math.sqrt(low * high))


class Gamma(Distribution):
    """Positive, with a lighter tail than the lognormal."""

    ways = (("mean", "sd"),)
    dist: Literal["gamma"]
    mean: Real
    sd: Real

    def _frozen(self) -> Any:
        if min(self.mean, self.sd) <= 0:
            raise ValueError("mean and sd must be above 0")
        shape = (self.mean / self.sd) ** 2
        return stats.gamma(shape, scale=self.mean / shape)


class Beta(Distribution):
    """A share between 0 and 1."""

    ways = (("mean", "sd"), ("p05", "p95"))
    dist: Literal["beta"]
    mean: Real | None = None
    sd: Real | None = None
    p05: Real | None = None
    p95: Real | None = None

    def _frozen(self) -> Any:
        if self.mean is not None and self.sd is not None:
            size = self.mean * (1 - self.mean) / self.sd**2 - 1 if self.sd > 0 else -1.0
            if not 0 < self.mean < 1 or size <= 0:
                raise ValueError("mean must lie between 0 and 1, and sd below sqrt(mean (1 - mean))")
            return stats.beta(self.mean * size, (1 - self.mean) * size)
        low, high = _both(self.p05, self.p95)
        return stats.beta(*_beta_shapes(low, high))


@lru_cache(maxsize=256)
def _beta_shapes(low: float, high: float) -> tuple[float, float]:
    """Find the shapes of the beta distribution with these 5 % and 95 % quantiles."""
    if not 0 < low < high < 1:
        raise ValueError("must satisfy 0 < p05 < p95 < 1")

    def misses(log_shapes: NDArray[np.float64]) -> NDArray[np.float64]:
        a, b = np.exp(log_shapes)
        found: NDArray[np.float64] = stats.beta.cdf(np.array([low, high]), a, b)
        return np.subtract(found, [0.05, 0.95])

    mean, sd = (low + high) / 2, (high - low) / (2 * _Z95)
    size = mean * (1 - mean) / sd**2  # as for a normal: near enough to start from
    found = optimize.root(misses, np.log([mean * size, (1 - mean) * size]), method="lm")
    if not found.success or not np.abs(found.fun).max() <= 1e-6:
        raise ValueError("no beta distribution with these p05 and p95 was found: state mean and sd")
    a, b = np.exp(found.x)
    return float(a), float(b)


def _both(first: float | None, second: float | None) -> tuple[float, float]:
    assert first is not None  # the way it is stated has been checked
    assert second is not None
    return first, second


FAMILIES: dict[str, type[Distribution]] = {
    "uniform": Uniform,
    "loguniform": LogUniform,
    "triangular": Triangular,
    "normal": Normal,
    "lognormal": Lognormal,
    "gamma": Gamma,
    "beta": Beta,
}


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("dist", "dist is missing"))
    return str(getattr(value, "dist", "number")) if isinstance(value, Distribution) else "number"


Uncertain = Annotated[
    Annotated[Real, Tag("number")]
    | Annotated[Uniform, Tag("uniform")]
    | Annotated[LogUniform, Tag("loguniform")]
    | Annotated[Triangular, Tag("triangular")]
    | Annotated[Normal, Tag("normal")]
    | Annotated[Lognormal, Tag("lognormal")]
    | Annotated[Gamma, Tag("gamma")]
    | Annotated[Beta, Tag("beta")],
    Discriminator(_kind),
]
"""A number, or a table such as ``{ dist = "lognormal", median = 14, p90 = 30 }``."""
