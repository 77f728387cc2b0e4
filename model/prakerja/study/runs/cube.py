"""The labelled cube of an ensemble: every series by day, member and draw, with its unit."""

from __future__ import annotations

import numpy as np
import xarray as xr

from prakerja.programme import ONCE, SERIES, members
from prakerja.scenario import Scenario
from prakerja.study.runs.block import Arrays


class Cube:
    """Takes blocks of numpy arrays in, in any order, and gives them back as one labelled dataset."""

    def __init__(self, scenario: Scenario, draws: int) -> None:
        self._scenario, self._draws = scenario, draws
        self._arrays: Arrays = {}

    def fill(self, draws: slice, arrays: Arrays) -> None:
        """Put a block into its place."""
        for name, values in arrays.items():
            if name not in self._arrays:
                self._arrays[name] = np.empty((*values.shape[:-1], self._draws), dtype=values.dtype)
            self._arrays[name][..., draws] = values

    def dataset(self) -> xr.Dataset:
        """Label the arrays: dimensions, dates, names of members, units and meanings."""
        daily = {
            name: (("day", series.axis, "draw") if series.axis else ("day", "draw"), series.unit, series.meaning)
            for name, series in SERIES.items()
        }
        once = {name: ((*axes, "draw"), unit, meaning) for name, (axes, unit, meaning) in ONCE.items()}
        variables = {
            name: xr.Variable(axes, self._arrays[name], {"units": unit, "long_name": meaning})
            for name, (axes, unit, meaning) in (daily | once).items()
        }
        days = np.array(self._scenario.days.dates, dtype="datetime64[ns]")
        return xr.Dataset(variables, coords={"day": days, **members(self._scenario)})
