"""Posteriors as files: netCDF with everything needed to read them again, and no pickle in it."""

from __future__ import annotations

import json
import platform
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import xarray as xr

from prakerja.scenario import InputError, Observation, Problem
from prakerja.study.calibration.parts import Parts
from prakerja.study.calibration.quality import Quality
from prakerja.study.calibration.readings import Reading
from prakerja.study.runs.archive import scenario_attributes, scenario_from
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from prakerja.version import VERSION

P = TypeVar("P", bound=Parts)


def provenance(posterior: Parts) -> dict[str, Any]:
    """Return everything that decides a posterior: scenario and its hash, date, figures, seed, versions."""
    scenario = posterior.scenario
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "as_of": scenario.as_of.isoformat(),
        "calibrated_on": posterior.figures,
        "posterior": posterior.key,
        "converged": posterior.converged,
        "seed": posterior.seed,
        "draws": len(posterior),
        "prakerja": VERSION,
        "model": model_fingerprint(),
        "python": platform.python_version(),
        **_versions("numpy", "scipy", "simpy", "emcee", "arviz-stats"),
    }


def _versions(*packages: str) -> dict[str, str]:
    """Return the versions of what is installed: a posterior can be read where nothing can be calibrated."""
    found = {}
    for name in packages:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def save(posterior: Parts, path: str | Path) -> Path:
    """Write a posterior: beside first, then renamed."""
    path = Path(path)
    variables: dict[str, Any] = {
        "values": (("value", "draw"), np.stack(list(posterior.values.values())))
        if posterior.values
        else (("value", "draw"), np.zeros((0, len(posterior)))),
        "misfit": (("group", "draw"), np.stack(list(posterior.misfit.values()))),
        "ages": (("statement", "draw"), np.reshape(list(posterior.ages.values()), (-1, len(posterior)))),
        "by_series": (("series", "draw"), posterior.by_series),
    }
    for number, (after, before) in enumerate(zip(posterior.models, posterior.prior_models, strict=True)):
        variables[f"model_{number}"] = (("of", f"figure_{number}", "draw"), np.stack(after))
        variables[f"prior_model_{number}"] = (("of", f"figure_{number}", "prior_draw"), np.stack(before))
    for number, reading in enumerate(posterior.readings):
        variables[f"days_{number}"] = ((f"figure_{number}",), reading.days)
        variables[f"figures_{number}"] = ((f"figure_{number}",), reading.values)
        variables[f"errors_{number}"] = ((f"figure_{number}",), reading.error)
        variables[f"hours_{number}"] = ((f"figure_{number}",), reading.hours)
    prose = {
        "readings": [
            [r.quantity, r.wave, r.statements, [_row(row) for row in r.observations]] for r in posterior.readings
        ],
        "statements": list(posterior.ages),
        "left_out": [[_row(row), reason] for row, reason in posterior.left_out],
        "moved": dict(posterior.moved),
        "quality": [asdict(quality) for quality in posterior.quality],
    }
    data = xr.Dataset(variables, coords={"value": list(posterior.values), "group": list(posterior.misfit)})
    known = {key: str(value) if isinstance(value, bool) else value for key, value in provenance(posterior).items()}
    data = data.assign_attrs(
        known | scenario_attributes(posterior.scenario, path) | {"posterior_json": json.dumps(prose)}
    )
    with whole_file(path) as beside:
        data.to_netcdf(beside, engine="h5netcdf")
    return path


def load(kind: type[P], path: str | Path) -> P:
    """Return the posterior, of a kind that consists of these parts, that `save` wrote.

    Raises
    ------
    InputError
        If it is not there or is something else.
    """
    try:
        with xr.open_dataset(path, engine="h5netcdf") as file:
            return _read(kind, file.load(), Path(path).resolve().parent)
    except FileNotFoundError:
        raise InputError(str(path), [Problem("(file)", "", "there is no such file")]) from None
    except (OSError, KeyError, ValueError, TypeError, InputError):
        said = "is not a posterior saved by this version of prakerja"
        raise InputError(str(path), [Problem("(file)", "", said)]) from None


def _read(kind: type[P], data: xr.Dataset, beside: Path) -> P:
    prose = json.loads(data.attrs["posterior_json"])
    count = len(prose["readings"])
    return kind(
        scenario=scenario_from(data.attrs, beside),
        seed=int(data.attrs["seed"]),
        values=_by_name(data, "values", "value"),
        misfit=_by_name(data, "misfit", "group"),
        ages=dict(zip(prose["statements"], np.asarray(data["ages"]), strict=True)),
        readings=tuple(_reading(data, number, *prose["readings"][number]) for number in range(count)),
        left_out=tuple((_observation(row), reason) for row, reason in prose["left_out"]),
        models=tuple(_pair(data[f"model_{number}"]) for number in range(count)),
        prior_models=tuple(_pair(data[f"prior_model_{number}"]) for number in range(count)),
        by_series=np.asarray(data["by_series"]),
        moved=prose["moved"],
        quality=tuple(Quality(**quality | {"names": tuple(quality["names"])}) for quality in prose["quality"]),
    )


def _by_name(data: xr.Dataset, name: str, axis: str) -> dict[str, Any]:
    return {str(key): np.asarray(data[name].sel({axis: key})) for key in data[axis].values}


def _pair(both: xr.DataArray) -> tuple[Any, Any]:
    height, slope = np.asarray(both)
    return height, slope


def _reading(data: xr.Dataset, number: int, quantity: str, wave: str, told: list[str], rows: list[Any]) -> Reading:
    days, values, errors, hours = (
        np.asarray(data[f"{name}_{number}"]) for name in ("days", "figures", "errors", "hours")
    )
    return Reading(quantity, wave, tuple(map(_observation, rows)), days, values, errors, hours, tuple(told))


def _row(row: Observation) -> dict[str, Any]:
    return {key: str(value) if isinstance(value, date) else value for key, value in asdict(row).items()}


def _observation(row: dict[str, Any]) -> Observation:
    dates = {key: date.fromisoformat(row[key]) for key in ("observed_on", "published_on")}
    return Observation(**row | dates)
