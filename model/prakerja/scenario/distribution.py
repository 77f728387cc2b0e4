"""Values nobody knows exactly: a number, or a distribution given by moments or quantiles.

Every distribution is a `scipy.stats` one; what is written here is only how people state it. A field's plausible
range truncates it, so that no draw leaves the range the schema allows.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict, Discriminator, Tag, model_validator
from scipy import optimize, stats

_Z90, _Z95 = float(stats.norm.ppf(0.9)), float(stats.norm.ppf(0.95))


class Distribution(BaseModel):
    """A distribution as a scenario file states it; every subclass says in which `ways` it may be stated."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    ways: ClassVar[tuple[tuple[str, ...], ...]]

    source: str | None = None

    def _frozen(self) -> Any:
        raise NotImplementedError

    @cached_property
    def _scipy(self) -> Any:
        return self._frozen()

    @model_validator(mode="after")
    def _stated_once_and_possible(self) -> Self:
        keys = sorted({key for way in self.ways for key in way if getattr(self, key) is not None})
        if keys not in [sorted(way) for way in self.ways]:
            ways = " or ".join(" and ".join(way) for way in self.ways)
            raise ValueError(f"must be stated by {ways}; here by {' and '.join(keys) or 'nothing'}")
        in_order = [key for key in ("low", "p05", "mode", "median", "p90", "p95", "high") if key in keys]
        values = [getattr(self, key) for key in in_order]
        if values != sorted(values) or (len(values) > 1 and values[0] == values[-1]):
            raise ValueError(f"must increase: {' < '.join(in_order)}")
        if not np.isfinite(self._scipy.mean()):
            raise ValueError("has no such distribution")
        return self

    def ppf(self, u: ArrayLike, low: float = -math.inf, high: float = math.inf) -> NDArray[np.float64]:
        """Turn uniform numbers into draws of this distribution truncated to [low, high].

        Examples
        --------
        >>> Lognormal(dist="lognormal", median=14, p90=30).ppf([0.5, 0.9]).round(6).tolist()
        [14.0, 30.0]
        """
        below, above = self._scipy.cdf(low), self._scipy.cdf(high)
        inside = self._scipy.ppf(below + (above - below) * np.asarray(u, dtype=np.float64))
        return np.asarray(np.clip(inside, low, high))

    def mass_outside(self, low: float, high: float) -> float:
        """Give the probability of falling outside [low, high]."""
        return float(self._scipy.cdf(low) + self._scipy.sf(high))


class Uniform(Distribution):
    """Every value between two bounds alike."""

    ways = (("low", "high"),)
    dist: Literal["uniform"]
    low: float
    high: float

    def _frozen(self) -> Any:
        return stats.uniform(self.low, self.high - self.low)


class LogUniform(Distribution):
    """Every order of magnitude between two positive bounds alike."""

    ways = (("low", "high"),)
    dist: Literal["loguniform"]
    low: float
    high: float

    def _frozen(self) -> Any:
        if self.low <= 0:
            raise ValueError("low must be above 0")
        return stats.loguniform(self.low, self.high)


class Triangular(Distribution):
    """The least, the likeliest and the greatest value."""

    ways = (("low", "mode", "high"),)
    dist: Literal["triangular"]
    low: float
    mode: float
    high: float

    def _frozen(self) -> Any:
        width = self.high - self.low
        return stats.triang((self.mode - self.low) / width if width else 0, self.low, width)


class Normal(Distribution):
    """Symmetric around a mean."""

    ways = (("mean", "sd"), ("p05", "p95"))
    dist: Literal["normal"]
    mean: float | None = None
    sd: float | None = None
    p05: float | None = None
    p95: float | None = None

    def _frozen(self) -> Any:
        if self.mean is not None and self.sd is not None:
            return stats.norm(self.mean, self.sd)
        low, high = _both(self.p05, self.p95)
        return stats.norm((low + high) / 2, (high - low) / (2 * _Z95))


class Lognormal(Distribution):
    """Positive and skewed: the logarithm is normal."""

    ways = (("median", "p90"), ("mean", "sd"), ("p05", "p95"))
    dist: Literal["lognormal"]
    median: float | None = None
    p90: float | None = None
    mean: float | None = None
    sd: float | None = None
    p05: float | None = None
    p95: float | None = None

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
    mean: float
    sd: float

    def _frozen(self) -> Any:
        if min(self.mean, self.sd) <= 0:
            raise ValueError("mean and sd must be above 0")
        shape = (self.mean / self.sd) ** 2
        return stats.gamma(shape, scale=self.mean / shape)


class Beta(Distribution):
    """A share between 0 and 1."""

    ways = (("mean", "sd"), ("p05", "p95"))
    dist: Literal["beta"]
    mean: float | None = None
    sd: float | None = None
    p05: float | None = None
    p95: float | None = None

    def _frozen(self) -> Any:
        if self.mean is not None and self.sd is not None:
            size = self.mean * (1 - self.mean) / self.sd**2 - 1 if self.sd > 0 else -1.0
            if not 0 < self.mean < 1 or size <= 0:
                raise ValueError("mean must lie between 0 and 1, and sd below sqrt(mean (1 - mean))")
            return stats.beta(self.mean * size, (1 - self.mean) * size)
        low, high = _both(self.p05, self.p95)
        if not 0 < low < high < 1:
            raise ValueError("must satisfy 0 < p05 < p95 < 1")

        def misses(log_shapes: NDArray[np.float64]) -> NDArray[np.float64]:
            a, b = np.exp(log_shapes)
            return np.asarray(stats.beta.cdf([low, high], a, b) - [0.05, 0.95])

        found = optimize.root(misses, np.log([2 * (low + high), 2 * (2 - low - high)]), method="lm")
        if not found.success or np.abs(found.fun).max() > 1e-6:
            raise ValueError("no beta distribution has these p05 and p95")
        return stats.beta(*np.exp(found.x))


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
    return value.dist if isinstance(value, Distribution) else "number"  # type: ignore[attr-defined, no-any-return]


Uncertain = Annotated[
    Annotated[float, Tag("number")]
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
