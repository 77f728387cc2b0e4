"""The parts of a posterior: all that is kept of it, and its file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import xarray as xr
from pydantic import TypeAdapter

from prakerja.scenario import Observation, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.draws import values_of
from prakerja.study.calibration.quality import Quality
from prakerja.study.calibration.readings import Model, Reading
from prakerja.study.calibration.unknowns import DISCREPANCY
from prakerja.study.runs import netcdf

_ROWS = TypeAdapter(tuple[Observation, ...])
_LEFT_OUT = TypeAdapter(tuple[tuple[Observation, str], ...])
_LARGEST = 1e100
_OF_A_READING = ("days", "values", "error", "hours")


@dataclass(frozen=True, repr=False)
class PosteriorParts:
    """What was learnt from published figures.

    Attributes
    ----------
    scenario
        What was calibrated, at its as-of date.
    seed
        Of the sampler.
    values
        Equally likely values of what the figures touched, by path, each of shape (draw,).
    discrepancy
        How far the model misses an increment, by half of the model, shape (draw,).
    ages
        How many days old the counts of each statement were when they were told, by statement, shape (draw,).
    readings
        The published series that were used.
    left_out
        The published figures that were not, each with the reason.
    models
        The model's path on the days of the figures, for every series: height and slope, each (figure, draw).
    prior_models
        The same from what the scenario believed before.
    by_series
        Log likelihood of every series, shape (series, draw).
    moved
        By how many standard deviations of its figures each unknown moves a series at most, by the unknown's name.
    quality
        How well the unknowns were sampled.
    """

    scenario: Scenario
    seed: int
    values: Mapping[str, Floats]
    discrepancy: Mapping[str, Floats]
    ages: Mapping[str, Floats]
    readings: tuple[Reading, ...]
    left_out: tuple[tuple[Observation, str], ...]
    models: tuple[Model, ...]
    prior_models: tuple[Model, ...]
    by_series: Floats
    moved: Mapping[str, float]
    quality: Quality

    def __len__(self) -> int:
        return len(self.discrepancy[next(iter(DISCREPANCY))])

    @property
    def figures(self) -> int:
        """How many published figures were used."""
        return sum(len(reading.values) for reading in self.readings)

    @property
    def converged(self) -> bool:
        """Return whether the unknowns were sampled well enough."""
        return self.quality.converged

    @property
    def key(self) -> str:
        """Name everything this depends on: twelve characters."""
        named = hashlib.sha256(f"{self.scenario.hash}/{self.seed}".encode())
        for path in sorted(self.values):
            named.update(path.encode() + np.ascontiguousarray(self.values[path]).tobytes())
        return named.hexdigest()[:12]

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: scenario and its hash, date, figures, seed, versions."""
        told = {"calibrated_on": self.figures, "posterior": self.key, "converged": self.converged}
        return netcdf.made_of(self.scenario, self.seed, len(self), "arviz-stats") | told

    def save(self, path: str | Path) -> Path:
        """Write everything to a netCDF file, complete or not at all."""
        several = {
            "values": (self.values, "value"),
            "discrepancy": (self.discrepancy, "group"),
            "ages": (self.ages, "statement"),
        }
        groups = {name: netcdf.by_name(values, axis, len(self)) for name, (values, axis) in several.items()}
        groups["/"] = xr.Dataset({"by_series": (("series", "draw"), self.by_series)})
        for number, reading in enumerate(self.readings):
            groups[f"readings/{number}"] = _group(reading, self.models[number], self.prior_models[number])
        about = {
            "scenario_json": self.scenario,
            "left_out": _LEFT_OUT.dump_python(self.left_out, mode="json"),
            "moved": dict(self.moved),
            "quality": asdict(self.quality),
        }
        return netcdf.write(path, "posterior", groups, self.provenance | about)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a posterior that `save` wrote."""
        return netcdf.read(path, "posterior", cls._from)

    @classmethod
    def _from(cls, tree: xr.DataTree) -> Self:
        count = len(tree["by_series"])
        read = [_read(netcdf.group_of(tree, f"readings/{number}")) for number in range(count)]
        found = cls(
            scenario=netcdf.scenario_of(tree),
            seed=int(tree.attrs["seed"]),
            values=netcdf.named(tree, "values"),
            discrepancy=netcdf.named(tree, "discrepancy"),
            ages=netcdf.named(tree, "ages"),
            readings=tuple(reading for reading, _, _ in read),
            left_out=_LEFT_OUT.validate_json(tree.attrs["left_out"]),
            models=tuple(after for _, after, _ in read),
            prior_models=tuple(before for _, _, before in read),
            by_series=np.asarray(tree["by_series"]),
            moved=json.loads(tree.attrs["moved"]),
            quality=Quality(**json.loads(tree.attrs["quality"])),
        )
        found._check(str(tree.attrs["posterior"]))
        return found

    def _check(self, key: str) -> None:
        """Raise ValueError unless these are draws of the scenario's world, and those that the file names by its key."""
        self._check_arrays()
        ranges = {value.path: value.within for value in values_of(self.scenario)}
        for path, drawn in self.values.items():
            within = ranges.get(path)
            if within is None or not ((within.low <= drawn) & (drawn <= within.high) & np.isfinite(drawn)).all():
                raise ValueError(f"{path} is none of its scenario's values, or outside what they may be")
        if key != self.key:
            raise ValueError("it has other values than its key names")

    def _check_arrays(self) -> None:
        """Raise ValueError unless all is there for every draw and figure, in numbers that can be reckoned with."""
        draws, by_draw = len(self), [*self.values.values(), *self.discrepancy.values(), *self.ages.values()]
        wrong = [array.shape for array in by_draw if array.shape != (draws,)]
        if self.by_series.shape != (len(self.readings), draws) or not draws:
            wrong.append(self.by_series.shape)
        each = zip(self.readings, self.models, self.prior_models, strict=True)
        arrays = [*by_draw, self.by_series, np.array([*self.moved.values()])]
        for reading, after, before in each:
            of_figures = [getattr(reading, name) for name in _OF_A_READING]
            count = len(reading.observations)
            wrong += [array.shape for array in of_figures if array.shape != (count,)]
            wrong += [array.shape for array in after if array.shape != (count, draws)]
            wrong += [array.shape for array in before if array.ndim != 2 or len(array) != count or not array.size]
            arrays += [*of_figures, *after, *before]
        if wrong or any((~(np.abs(array) < _LARGEST)).any() for array in arrays):
            raise ValueError("it has numbers that are none, or not as many as draws and figures")


def _group(reading: Reading, after: Model, before: Model) -> xr.Dataset:
    """Return a reading as a group of the file, with the model's path on its days, before and after."""
    data = {
        **{name: (("figure",), getattr(reading, name)) for name in _OF_A_READING},
        "model": (("of", "figure", "draw"), np.stack(after)),
        "prior_model": (("of", "figure", "prior_draw"), np.stack(before)),
    }
    said = {"quantity": reading.quantity, "wave": reading.wave, "statements": json.dumps(reading.statements)}
    return xr.Dataset(data, attrs=said | {"observations": _ROWS.dump_json(reading.observations).decode()})


def _read(group: xr.Dataset) -> tuple[Reading, Model, Model]:
    said = group.attrs
    arrays = {name: np.asarray(group[name]) for name in _OF_A_READING}
    rows, statements = _ROWS.validate_json(said["observations"]), tuple(json.loads(said["statements"]))
    reading = Reading(said["quantity"], said["wave"], rows, **arrays, statements=statements)
    (height, slope), (prior_height, prior_slope) = np.asarray(group["model"]), np.asarray(group["prior_model"])
    return reading, (height, slope), (prior_height, prior_slope)
