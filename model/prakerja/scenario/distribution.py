"""What every distribution of a scenario file has in common.

A distribution is a `scipy.stats` one; what is written here is only how people state it. A field's plausible
range truncates it, so that no draw leaves the range the schema allows.
"""

from __future__ import annotations

import math
import warnings
from abc import ABC, abstractmethod
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import BaseModel, ConfigDict, Field, model_validator

_IN_ORDER = ("low", "p05", "mode", "median", "p90", "p95", "high")


class Distribution(BaseModel, ABC):
    """A distribution as a scenario file states it; every subclass says in which `ways` it may be stated."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    ways: ClassVar[tuple[tuple[str, ...], ...]]

    source: Annotated[str | None, Field(max_length=2000)] = None

    @abstractmethod
    def _frozen(self) -> Any:
        """Return the distribution of scipy; raise ValueError where there is none."""

    @property
    def _scipy(self) -> Any:
        return _made(type(self), tuple(self.stated.items()))[0]

    @property
    def stated(self) -> dict[str, float]:
        """The numbers that state it, by name, in the order of its way."""
        keys = dict.fromkeys(key for way in self.ways for key in way)
        return {key: getattr(self, key) for key in keys if getattr(self, key) is not None}

    @model_validator(mode="after")
    def _stated_once_and_possible(self) -> Self:
        stated = self.stated
        if sorted(stated) not in [sorted(way) for way in self.ways]:
            ways = " or ".join(" and ".join(way) for way in self.ways)
            raise ValueError(f"must be stated by {ways}; here by {' and '.join(sorted(stated)) or 'nothing'}")
        in_order = [key for key in _IN_ORDER if key in stated]
        values = [stated[key] for key in in_order]
        if values != sorted(values) or (len(values) > 1 and values[0] == values[-1]):
            raise ValueError(f"must increase: {' < '.join(in_order)}")
        if not _made(type(self), tuple(stated.items()))[1]:
            raise ValueError("there is no such distribution")
        return self

    def ppf(self, u: ArrayLike, low: float = -math.inf, high: float = math.inf) -> NDArray[np.float64]:
        """Turn uniform numbers into draws of this distribution truncated to [low, high].

        Examples
        --------
        >>> from prakerja.scenario.families import Lognormal
        >>> Lognormal(dist="lognormal", median=14, p90=30).ppf([0.5, 0.9]).round(6).tolist()
        [14.0, 30.0]
        """
        below, above = _mass_below(type(self), tuple(self.stated.items()), low, high)
        with np.errstate(all="ignore"):  # of absurd numbers, as below
            inside = self._scipy.ppf(below + (above - below) * np.asarray(u, dtype=np.float64))
        return np.asarray(np.clip(inside, low, high))

    def mass_outside(self, low: float, high: float) -> float:
        """Return the probability of falling outside [low, high]."""
        return _mass_outside(type(self), tuple(self.stated.items()), low, high)

    def middle(self) -> float:
        """Return the median."""
        return float(self._scipy.ppf(0.5))


@lru_cache(maxsize=1024)
def _mass_below(
    kind: type[Distribution], stated: tuple[tuple[str, float], ...], low: float, high: float
) -> tuple[float, float]:
    """Return the probability of being below each end of a range; kept, as what is made of scipy is."""
    with np.errstate(all="ignore"):
        below, above = _made(kind, stated)[0].cdf([low, high])
    return float(below), float(above)


@lru_cache(maxsize=1024)
def _mass_outside(kind: type[Distribution], stated: tuple[tuple[str, float], ...], low: float, high: float) -> float:
    """Return the probability of being outside a range, which is asked of every value whenever one of them changes."""
    frozen = _made(kind, stated)[0]
    with np.errstate(all="ignore"):
        return float(frozen.cdf(low) + frozen.sf(high))


@lru_cache(maxsize=1024)
def _made(kind: type[Distribution], stated: tuple[tuple[str, float], ...]) -> tuple[Any, bool]:
    """Make the distribution of scipy, and say whether it is one; kept, since scipy takes its time over each."""
    values: dict[str, Any] = dict(stated)
    # Numbers of absurd size overflow inside scipy: that is an answer here, no warning to anybody.
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            frozen = kind.model_construct(**values)._frozen()
            quantiles = frozen.ppf([0.001, 0.5, 0.999])
            known = [*quantiles, frozen.mean(), *frozen.cdf(quantiles)]
        except ArithmeticError:  # the logarithm of a ratio that overflows, and the like
            return None, False
    return frozen, bool(np.isfinite(known).all() and quantiles[0] < quantiles[1] < quantiles[2])
