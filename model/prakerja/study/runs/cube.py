"""The cube of an ensemble: blocks of numpy arrays, put together and labelled."""

from __future__ import annotations

import numpy as np
import xarray as xr

from prakerja.programme import ONCE, SERIES, members
from prakerja.scenario import Scenario
from prakerja.study.runs.block import Arrays
from prakerja.study.runs.on_disk import Room, Stored, held


class Cube:
    """Takes blocks of numpy arrays in, in any order, and gives them back as one labelled dataset.

    Parameters
    ----------
    scenario, draws
        Of the ensemble.
    room
        Where its arrays are; in memory unless given.
    """

    def __init__(self, scenario: Scenario, draws: int, room: Room | None = None) -> None:
        self._scenario, self._draws, self._room = scenario, draws, room or Room(0)
        self._arrays: dict[str, Stored] = {}

    def fill(self, draws: slice, arrays: Arrays) -> None:
        """Put a block into its place."""
        for name, values in arrays.items():
            if name not in self._arrays:
                self._arrays[name] = self._room.array(name, (*values.shape[:-1], self._draws), values.dtype)
            self._arrays[name][..., draws] = values

    def dataset(self) -> xr.Dataset:
        """Label the arrays: dimensions, dates, names of members, units and meanings."""
        daily = {
            name: (("day", series.axis, "draw") if series.axis else ("day", "draw"), series.unit, series.meaning)
            for name, series in SERIES.items()
        }
        once = {name: ((*axes, "draw"), unit, meaning) for name, (axes, unit, meaning) in ONCE.items()}
        variables = {
            name: xr.Variable(axes, held(self._arrays[name]), {"units": unit, "long_name": meaning})
            for name, (axes, unit, meaning) in (daily | once).items()
        }
        days = np.array(self._scenario.days.dates, dtype="datetime64[ns]")
        return xr.Dataset(variables, coords={"day": days, **members(self._scenario)})
