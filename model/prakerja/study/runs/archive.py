"""Results as files: netCDF with everything needed to read them again, and no pickle in it."""

from __future__ import annotations

import json
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from prakerja.scenario import Draws, InputError, Problem, Scenario
from prakerja.scenario.draws import lags_of
from prakerja.scenario.scenario import build
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.whole_file import whole_file
from prakerja.version import VERSION

_COMPRESSED = {"zlib": True, "complevel": 1, "shuffle": True}


def provenance(ensemble: Ensemble) -> dict[str, Any]:
    """Name everything that decides the numbers of an ensemble: scenario and its hash, seed, draws, versions."""
    return made_of(ensemble.scenario, ensemble.seed, len(ensemble)) | dict(ensemble.origin)


def made_of(scenario: Scenario, seed: int, draws: int) -> dict[str, Any]:
    """Name everything that decides the numbers of so many draws of a scenario."""
    return {
        "scenario": scenario.name,
        "scenario_hash": scenario.hash,
        "as_of": scenario.as_of.isoformat(),
        "seed": seed,
        "draws": draws,
        "prakerja": VERSION,
        "model": model_fingerprint(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "simpy", "xarray")},
    }


def save(ensemble: Ensemble, path: str | Path) -> Path:
    """Write an ensemble to a netCDF file: beside first, then renamed, so that no half file is ever left."""
    path = Path(path)
    world = ensemble.world.values
    values = np.stack([world[name] for name in sorted(world)])
    data = ensemble.data.assign_coords(value=sorted(world)).assign(world=(("value", "draw"), values))
    attributes = made_of(ensemble.scenario, ensemble.seed, len(ensemble)) | scenario_attributes(ensemble.scenario, path)
    attributes["origin_json"] = json.dumps(dict(ensemble.origin))
    data = data.assign_attrs(attributes)
    with whole_file(path) as beside:
        data.to_netcdf(beside, engine="h5netcdf", encoding={name: _COMPRESSED for name in data.data_vars})
    return path


def load(path: str | Path) -> Ensemble:
    """Read a file that `save` wrote.

    Raises
    ------
    InputError
        If it is not there or is something else.
    """
    try:
        with xr.open_dataset(path, engine="h5netcdf") as file:
            data = file.load()
        scenario = scenario_from(data.attrs, Path(path).resolve().parent)
    except FileNotFoundError:
        raise InputError(str(path), [Problem("(file)", "", "there is no such file")]) from None
    except (OSError, KeyError, ValueError, InputError):
        raise InputError(str(path), [Problem("(file)", "", "is not a forecast saved by prakerja")]) from None
    values = {str(name): np.asarray(data["world"].sel(value=name)) for name in data["value"].values}
    seed = int(data.attrs["seed"])
    origin = json.loads(data.attrs.get("origin_json", "{}"))
    return Ensemble(scenario, seed, data.drop_vars(["world", "value"]), Draws(values, lags_of(scenario)), origin)


def scenario_attributes(scenario: Scenario, path: Path) -> dict[str, str]:
    """Write a scenario into the attributes of a file, and where its own file lies, seen from that one."""
    attributes = {"scenario_json": scenario.model_dump_json()}
    if scenario.own_folder is not None:  # seen from the file, so that both can move together
        attributes["scenario_folder"] = os.path.relpath(scenario.own_folder, path.resolve().parent)
    return attributes


def scenario_from(attributes: dict[str, Any], beside: Path) -> Scenario:
    """Read the scenario, and find the folder again whose observations lie beside it."""
    folder = attributes.get("scenario_folder")
    return build(
        json.loads(attributes["scenario_json"]),
        where="scenario",
        folder=(beside / folder).resolve() if folder is not None else None,
    )
