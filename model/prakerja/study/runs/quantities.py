"""What can be asked about: every series of the journal, and what is derived from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import xarray as xr

from prakerja.programme import SERIES
from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import nearest


@dataclass(frozen=True)
class Quantity:
    """A quantity by day and draw: a series of the journal, its members added up, or a sum and difference of some.

    Attributes
    ----------
    plus, minus
        The series of the journal that are added and taken off.
    unit, meaning
        What its numbers are.
    """

    plus: tuple[str, ...]
    unit: str
    meaning: str
    minus: tuple[str, ...] = ()

    def read(self, data: xr.Dataset) -> xr.DataArray:
        """Read the quantity off an ensemble, dimensions (day, draw)."""
        values = sum(_total(data[name]) for name in self.plus) - sum(_total(data[name]) for name in self.minus)
        assert isinstance(values, xr.DataArray)
        return values.assign_attrs(units=self.unit, long_name=self.meaning)


def _total(series: xr.DataArray) -> xr.DataArray:
    return series.sum([axis for axis in series.dims if axis not in ("day", "draw")])


_PAID = ("paid_training", "paid_incentive", "paid_survey", "paid_management")

QUANTITIES: Mapping[str, Quantity] = {
    **{name: Quantity((name,), series.unit, series.meaning) for name, series in SERIES.items()},
    "effective": Quantity(("selected",), "persons", "selected and not revoked", minus=("revoked",)),
    "paid_out": Quantity(_PAID, "rupiah", "vouchers, incentives, surveys and management paid"),
}
"""By name, every quantity of a forecast."""

COUNTS = ("selected", "effective", "paid_once")
"""The three answers to "how many recipients": they are never mixed up."""

OBSERVED: Mapping[str, str] = {
    "registered_cumulative": "registered",
    "selected_cumulative": "selected",
    "revoked_cumulative": "revoked",
    "bought_training_cumulative": "bought",
    "completed_first_training_cumulative": "completed",
    "incentive_recipients_cumulative": "paid_once",
    "incentive_rupiah_cumulative": "paid_incentive",
    "budget_committed_rupiah_cumulative": "committed",
    "paid_out_rupiah_cumulative": "paid_out",
    "owed_rupiah": "owed",
}
"""The quantity that a published figure, by its name in observations.csv, is a reading of."""


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
