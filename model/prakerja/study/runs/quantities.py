"""The one registry of quantities: every series of the journal, what is derived from them, what is published of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from prakerja.programme import SERIES
from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest

Arrays = Callable[[str], NDArray[Any]]
"""Gives a series of the journal by name, shape (day, draw) or (day, member, draw)."""


@dataclass(frozen=True)
class Quantity:
    """A quantity by day and draw: a series of the journal, its members added up, or a sum and difference of some.

    Attributes
    ----------
    plus, minus
        The series of the journal that are added and taken off.
    unit, meaning
        What its numbers are.
    observed
        The name of the published figure that is a reading of it; empty where nothing is published.
    """

    plus: tuple[str, ...]
    unit: str
    meaning: str
    minus: tuple[str, ...] = ()
    observed: str = ""

    @property
    def series(self) -> tuple[str, ...]:
        """The series of the journal that it reads."""
        return self.plus + self.minus

    def read(self, data: xr.Dataset) -> xr.DataArray:
        """Return the quantity of an ensemble, dimensions (day, draw)."""
        values = sum(_total(data[name]) for name in self.plus) - sum(_total(data[name]) for name in self.minus)
        assert isinstance(values, xr.DataArray)
        return values.assign_attrs(units=self.unit, long_name=self.meaning)

    def daily(self, arrays: Arrays) -> NDArray[Any]:
        """Return the quantity of plain arrays, shape (day, draw)."""
        added = sum(_members_added(arrays(name)) for name in self.plus)
        return np.asarray(added - sum(_members_added(arrays(name)) for name in self.minus))


def _total(series: xr.DataArray) -> xr.DataArray:
    return series.sum([axis for axis in series.dims if axis not in ("day", "draw")])


def _members_added(series: NDArray[Any]) -> NDArray[Any]:
    return series if series.ndim == 2 else series.reshape(len(series), -1, series.shape[-1]).sum(axis=1)


_PAID = ("paid_training", "paid_incentive", "paid_survey", "paid_management")

_PUBLISHED: Mapping[str, str] = {
    "registered": "registered_cumulative",
    "selected": "selected_cumulative",
    "revoked": "revoked_cumulative",
    "bought": "bought_training_cumulative",
    "completed": "completed_first_training_cumulative",
    "paid_once": "incentive_recipients_cumulative",
    "paid_incentive": "incentive_rupiah_cumulative",
    "committed": "budget_committed_rupiah_cumulative",
    "paid_out": "paid_out_rupiah_cumulative",
    "owed": "owed_rupiah",
}
"""The published figure that reads a series, by its name in observations.csv."""

QUANTITIES: Mapping[str, Quantity] = {
    **{
        name: Quantity((name,), series.unit, series.meaning, observed=_PUBLISHED.get(name, ""))
        for name, series in SERIES.items()
    },
    "effective": Quantity(("selected",), "persons", "selected and not revoked", minus=("revoked",)),
    "paid_out": Quantity(
        _PAID, "rupiah", "vouchers, incentives, surveys and management paid", observed=_PUBLISHED["paid_out"]
    ),
}
"""By name, every quantity of a forecast."""

COUNTS = ("selected", "effective", "paid_once")
"""The three answers to "how many recipients": they are never mixed up."""

OBSERVED: Mapping[str, str] = {said: name for name, said in _PUBLISHED.items()}
"""The quantity that a published figure, by its name in observations.csv, is a reading of."""


def day_reached(series: NDArray[Any], target: float) -> Floats:
    """Return the first day on which a series (day, draw) is at least a target, shape (draw,); infinity for never.

    Examples
    --------
    >>> day_reached(np.array([[1, 1], [5, 2]]), 5).tolist()
    [1.0, inf]
    """
    above = series >= target
    return np.where(above.any(axis=0), above.argmax(axis=0), np.inf)


def wait_within(first_wait: NDArray[Any], level: float) -> Floats:
    """Return the days within which a share of the first incentives were paid, shape (draw,).

    Parameters
    ----------
    first_wait
        How many were paid after so many days, shape (day, draw).
    level
        The share: 0.5 for the median wait, 0.9 for the wait that one in ten exceeds.

    Examples
    --------
    >>> wait_within(np.array([[3], [3], [3], [1]]), 0.9).tolist()
    [2.0]
    """
    up_to = np.cumsum(first_wait, axis=0, dtype=np.float64)
    return np.argmax(up_to >= level * up_to[-1], axis=0).astype(np.float64)


def quantity(name: str) -> Quantity:
    """Find a quantity by name.

    Raises
    ------
    InputError
        If there is none, naming the nearest.
    """
    if name not in QUANTITIES:
        raise InputError("quantity", [Problem(name, "unknown", nearest(name, QUANTITIES))])
    return QUANTITIES[name]
