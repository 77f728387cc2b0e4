"""Comparisons as files: netCDF with everything needed to read them again, and CSV for a spreadsheet."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import xarray as xr

from prakerja.scenario import Draws, InputError, Problem, Scenario
from prakerja.scenario.draws import lags_of
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.comparison.paired import LEVEL
from prakerja.study.runs.block import BLOCK, model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from prakerja.version import VERSION

if TYPE_CHECKING:
    from prakerja.study.comparison.comparison import Comparison

_COMPRESSED = {"zlib": True, "complevel": 1, "shuffle": True}


def provenance(comparison: Comparison) -> dict[str, Any]:
    """Name everything that decides the numbers of a comparison."""
    scenario = comparison.scenario
    return {
        "sign": "policy minus baseline",
        "baseline": comparison.baseline,
        "policies": {policy.name: _made_of(policy) for policy in comparison.policies},
        "as_of": scenario.as_of.isoformat(),
        "seed": comparison.seed,
        "draws": len(comparison),
        **comparison.origin,
        "block": BLOCK,
        "prakerja": VERSION,
        "model": model_fingerprint(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("numpy", "scipy", "simpy", "xarray")},
    }


def _made_of(policy: Any) -> str:
    own = f"a function of one's own, on {policy.scenario.hash}"
    return own if policy.rule is not None else policy.scenario.hash


def table(comparison: Comparison) -> pd.DataFrame:
    """Give one row a criterion and policy: policy minus baseline, both named."""
    best = {one.name: comparison.best(one.name) for one in comparison.criteria}
    regret = {one.name: comparison.regret(one.name) for one in comparison.criteria}
    rows = []
    for found in comparison.differences:
        name, policy, baseline = found.criterion.name, found.policy, found.baseline
        ends = {f"difference_p{50 + side * 45:g}": found.futures.ranges[90][(side + 1) // 2] for side in (-1, 1)}
        rows.append({
            "criterion": name, "unit": found.criterion.unit, "better": found.criterion.better,
            "policy": policy, "baseline": baseline,
            "policy_expected": comparison.range(name, policy).expected,
            "baseline_expected": comparison.range(name, baseline).expected,
            "policy_minus_baseline": found.expected, "standard_error": found.error,
            "simultaneous_low": found.low, "simultaneous_high": found.high, **ends,
            "verdict": found.verdict, "chance_policy_better": found.better.probability,
            "chance_policy_best": best[name][policy].probability,
            "chance_baseline_best": best[name][baseline].probability,
            "policy_regret": regret[name][policy].expected, "baseline_regret": regret[name][baseline].expected,
            "more_draws_to_decide": found.more_draws,
        })  # fmt: skip
    frame = pd.DataFrame(rows).astype({"more_draws_to_decide": "Int64"})
    frame.attrs |= {"sign": "policy minus baseline", "simultaneous_level": LEVEL}
    return frame


def save(comparison: Comparison, path: Path) -> Path:
    """Write a comparison as the path ends: beside first, then renamed.

    Raises
    ------
    InputError
        If it ends in neither .nc nor .csv.
    """
    if path.suffix == ".csv":
        with whole_file(path) as beside:
            table(comparison).to_csv(beside, index=False, lineterminator="\n")
        return path
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


def load(path: Path) -> tuple[Any, ...]:
    """Read a file that `save` wrote: the parts of a comparison.

    Raises
    ------
    InputError
        If it is not there or is something else.
    """
    from prakerja.study.comparison.comparison import Policy
    from prakerja.study.comparison.own_rule import OwnRule

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
    return tuple(policies), seed, tuple(criteria), data.drop_vars(["world", "value"]), world, origin


def _gone(_view: object) -> int:
    raise InputError("comparison", [Problem("rule", "", "a function is not saved with a comparison: run it again")])
