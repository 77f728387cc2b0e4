"""From the blocks of several policies to what a comparison keeps: little enough for ten policies at once.

Each block is judged where it was simulated. What comes back is a number a criterion and future, the provinces, and a
few daily series; of these only quantiles remain as soon as all futures of a policy are in.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from prakerja.programme import EVERYTHING, members
from prakerja.scenario import Draws
from prakerja.study.comparison import coverage, criteria, until_review
from prakerja.study.comparison.criteria import CRITERIA, Criterion, FutureBlock, Yardstick
from prakerja.study.comparison.policy import NamedPolicy
from prakerja.study.comparison.until_review import FIGURES, UntilReview
from prakerja.study.runs import quantities
from prakerja.study.runs.answers import LEVELS
from prakerja.study.runs.block import Arrays, Block

KEPT_SERIES = ("selected", "effective", "paid_once", "paid_out", "owed", "backlog")
"""What is kept by day."""

QUANTILES = tuple(sorted({0.5, *((50 + side * level / 2) / 100 for level in LEVELS for side in (-1, 1))}))
"""Which quantiles of the futures are kept of every day: the median and the ends of the ranges."""


@dataclass(frozen=True)
class Judged:
    """Judges a block of futures by some criteria, and keeps what a later review would know if there is one."""

    rule: Yardstick
    names: tuple[str, ...]
    until: UntilReview | None = None

    @property
    def key(self) -> str:
        """Name everything that decides what is kept."""
        return f"{self.rule}{self.names}{self.until}{KEPT_SERIES}{_source()}"

    @property
    def reads(self) -> Collection[str]:
        """Name what criteria may read: everything."""
        return EVERYTHING

    def __call__(self, world: Draws, arrays: Arrays) -> Arrays:
        """Return ``criteria`` (criterion, draw), ``provinces`` (province, draw) and the daily series (day, draw)."""
        future = FutureBlock(self.rule, world, arrays)
        kept: Arrays = {name: np.asarray(future.daily(name), dtype=np.float32) for name in KEPT_SERIES}
        kept["criteria"] = np.stack([CRITERIA[name].read(future) for name in self.names])
        kept["provinces"] = arrays["effective_by_province"]
        return kept | (self.until(future) if self.until else {})


def _source() -> str:
    files = (Path(__file__), *(Path(str(module.__file__)) for module in (criteria, coverage, quantities, until_review)))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:12]


class Gathering:
    """Takes judged blocks in, of any policy and in any order.

    Attributes
    ----------
    outcomes
        Shape (policy, criterion, draw).
    provinces
        Effective by province, shape (policy, province, draw).
    by_day, gaps
        Quantiles over the futures of each policy, and of each policy minus the first, shape (policy, series, day,
        quantile).
    means, mean_gaps
        The same for what is expected, shape (policy, series, day).
    figures, ways
        Of a later review, if there is one, shape (policy, figure, draw) and (policy, draw).
    """

    def __init__(
        self, policies: int, criteria: int, provinces: int, days: int, draws: int, review: date | None = None
    ) -> None:
        self.outcomes = np.empty((policies, criteria, draws))
        self.provinces = np.empty((policies, provinces, draws), dtype=np.float32)
        self.by_day, self.gaps = (
            np.empty((policies, len(KEPT_SERIES), days, len(QUANTILES)), np.float32) for _ in "ab"
        )
        self.means, self.mean_gaps = (np.empty((policies, len(KEPT_SERIES), days)) for _ in "ab")
        self._review, reviewed = review, policies if review else 0
        self.figures = np.empty((reviewed, len(FIGURES), draws))
        self.ways = np.empty((reviewed, draws), dtype=np.int64)
        self._shape = len(KEPT_SERIES), days, draws
        self._daily: dict[int, NDArray[np.float32]] = {}
        self._missing = [draws] * policies
        self._waiting = list(range(policies))

    def take(self, policy: int, block: Block, arrays: Arrays) -> None:
        """Put a block in its place, and sum up what is complete."""
        at = block.draws
        self.outcomes[policy, :, at] = arrays["criteria"]
        self.provinces[policy, :, at] = arrays["provinces"]
        if self._review:
            self.figures[policy, :, at], self.ways[policy, at] = arrays["figures"], arrays["way"]
        daily = self._daily.setdefault(policy, np.empty(self._shape, np.float32))
        for number, name in enumerate(KEPT_SERIES):
            daily[number, :, at] = arrays[name]
        self._missing[policy] -= at.stop - at.start
        if self._missing[0] == 0:
            self._sum_up([policy for policy in self._waiting if self._missing[policy] == 0])

    def dataset(self, policies: Sequence[NamedPolicy], criteria: Sequence[Criterion]) -> xr.Dataset:
        """Return what was gathered as the data of a comparison, whose first policy is the baseline."""
        base = policies[0].scenario
        by_day, quantiles = ("policy", "series", "day"), ("policy", "series", "day", "quantile")
        found = xr.Dataset(
            {
                "outcome": (("policy", "criterion", "draw"), self.outcomes),
                "by_day": (quantiles, self.by_day),
                "gap": (quantiles, self.gaps),
                "expected": (by_day, self.means),
                "expected_gap": (by_day, self.mean_gaps),
                "effective": (("policy", "province", "draw"), self.provinces),
            },
            coords={
                "policy": [policy.name for policy in policies],
                "criterion": [criterion.name for criterion in criteria],
                "series": list(KEPT_SERIES),
                "day": np.array(base.days.dates, dtype="datetime64[ns]"),
                "quantile": list(QUANTILES),
                "province": members(base)["province"],
            },
        )
        return found if self._review is None else self._reviewed(found, self._review)

    def _reviewed(self, found: xr.Dataset, day: date) -> xr.Dataset:
        """Add what a later review would know."""
        known = {"figure": (("policy", "kind", "draw"), self.figures), "way": (("policy", "draw"), self.ways)}
        return found.assign(known).assign_coords(kind=list(FIGURES), review=np.datetime64(day, "ns"))

    def _sum_up(self, complete: Sequence[int]) -> None:
        with ThreadPoolExecutor(os.cpu_count()) as threads:  # most of it is sorting, which lets others go on
            list(threads.map(self._sum_up_series, *zip(*product(complete, range(len(KEPT_SERIES))), strict=True)))
        for policy in complete:
            if policy > 0:
                del self._daily[policy]
            self._waiting.remove(policy)

    def _sum_up_series(self, policy: int, number: int) -> None:
        base, daily = self._daily[0][number], self._daily[policy][number]
        _quantiles(daily, self.by_day[policy, number], self.means[policy, number])
        _quantiles(daily - base, self.gaps[policy, number], self.mean_gaps[policy, number])


def _quantiles(values: NDArray[np.float32], into: NDArray[np.float32], mean: NDArray[np.float64]) -> None:
    mean[:] = values.mean(axis=1, dtype=np.float64)
    place = np.array(QUANTILES) * (values.shape[1] - 1)  # sorted once: faster than `np.quantile`, of the same numbers
    before = np.minimum(place.astype(np.int64), values.shape[1] - 2)
    values = np.sort(values, axis=1)
    low, high = values[:, before].astype(np.float64), values[:, before + 1].astype(np.float64)
    into[:] = low + (high - low) * (place - before)
