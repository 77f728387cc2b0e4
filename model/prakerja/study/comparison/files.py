"""Comparisons as files: netCDF with everything needed to read them again, and CSV for a spreadsheet."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import xarray as xr

from prakerja.scenario import Draws, InputError, Problem, Scenario
from prakerja.scenario.draws import lags_of
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.own_rule import OwnRule
from prakerja.study.comparison.parts import Parts
from prakerja.study.comparison.policy import Policy
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from prakerja.version import VERSION

P = TypeVar("P", bound=Parts)

_COMPRESSED = {"zlib": True, "complevel": 1, "shuffle": True}


def provenance(comparison: Parts) -> dict[str, Any]:
    """Return everything that decides the numbers of a comparison."""
    scenario = comparison.scenario
    return {
        "sign": "policy minus baseline",
        "baseline": comparison.baseline,
        "policies": {policy.name: _made_of(policy) for policy in comparison.policies},
        "as_of": scenario.as_of.isoformat(),
        "seed": comparison.seed,
        "draws": len(comparison),
        **comparison.origin,
        "prakerja": VERSION,
        "model": model_fingerprint(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "simpy", "xarray")},
    }


def _made_of(policy: Policy) -> str:
    own = f"a function of one's own, on {policy.scenario.hash}"
    return own if policy.rule is not None else policy.scenario.hash


def save_table(table: pd.DataFrame, path: Path) -> Path:
    """Write a table to a CSV file: beside first, then renamed; give the path back."""
    with whole_file(path) as beside:
        table.to_csv(beside, index=False, lineterminator="\n")
    return path


def save(comparison: Parts, path: Path) -> Path:
    """Write a comparison to a netCDF file: beside first, then renamed; give the path back.

    Raises
    ------
    InputError
        If the path does not end in .nc.
    """
    if path.suffix != ".nc":
        raise InputError("comparison", [Problem("file", str(path), "must end in .nc or .csv")])
    world = comparison.world.values
    data = comparison.data.assign_coords(value=sorted(world)).assign(
        world=(("value", "draw"), np.stack([world[name] for name in sorted(world)]))
    )
    policies = [
        {"name": policy.name, "scenario": json.loads(policy.scenario.model_dump_json()),
         "rule": policy.rule is not None, "contracts": policy.contracts} for policy in comparison.policies
    ]  # fmt: skip
    data = data.assign_attrs(
        sign="policy minus baseline",
        seed=comparison.seed,
        policies_json=json.dumps(policies),
        origin_json=json.dumps(dict(comparison.origin)),
        provenance_json=json.dumps(provenance(comparison)),
    )
    with whole_file(path) as beside:
        data.to_netcdf(beside, engine="h5netcdf", encoding={name: _COMPRESSED for name in data.data_vars})
    return path


def load(kind: type[P], path: Path) -> P:
    """Return the comparison, of a kind that consists of these parts, that `save` wrote.

    Raises
    ------
    InputError
        If it is not there or is something else.
    """
    try:
        with xr.open_dataset(path, engine="h5netcdf") as file:
            data = file.load()
        policies = [
            Policy(said["name"], Scenario.model_validate(said["scenario"]),
                   OwnRule(said["name"], _gone) if said["rule"] else None, tuple(said["contracts"]))
            for said in json.loads(data.attrs["policies_json"])
        ]  # fmt: skip
        criteria = [CRITERIA[str(name)] for name in data["criterion"].values]
    except FileNotFoundError:
        raise InputError(str(path), [Problem("(file)", "", "there is no such file")]) from None
    except (OSError, KeyError, ValueError):
        raise InputError(str(path), [Problem("(file)", "", "is not a comparison saved by prakerja")]) from None
    values = {str(name): np.asarray(data["world"].sel(value=name)) for name in data["value"].values}
    world = Draws(values, lags_of(policies[0].scenario))
    seed = int(data.attrs["seed"])
    origin = json.loads(data.attrs["origin_json"])
    return kind(tuple(policies), seed, tuple(criteria), data.drop_vars(["world", "value"]), world, origin)


def _gone(_view: object) -> int:
    raise InputError("comparison", [Problem("rule", "", "a function is not saved with a comparison: run it again")])
