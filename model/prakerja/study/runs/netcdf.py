"""netCDF files of results: whole or not there at all, read without pickle, naming all that decides their numbers."""

from __future__ import annotations

import errno
import json
import os
import platform
import shutil
import warnings
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
import xarray as xr

from prakerja.scenario import Draws, InputError, Problem, Scenario
from prakerja.scenario.draws import lags_of
from prakerja.scenario.scenario import build
from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.checksum import Damaged, check_seal, seal
from prakerja.study.runs.whole_file import whole_file
from prakerja.version import VERSION

T = TypeVar("T")

_ENGINE: Literal["h5netcdf"] = "h5netcdf"
_MOST_PACKED = 1100
"""Zlib makes nothing smaller than by a factor of 1,032."""
_COMPRESSED = {"zlib": True, "complevel": 1, "shuffle": True}


def versions(*packages: str) -> dict[str, Any]:
    """Return the versions of all that decides numbers: the model, Python, and packages, where they are installed."""
    found = {"prakerja": VERSION, "model": model_fingerprint(), "python": platform.python_version()}
    for name in ("numpy", "scipy", "simpy", "xarray", *packages):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def made_of(scenario: Scenario, seed: int, draws: int, *packages: str) -> dict[str, Any]:
    """Return all that decides the numbers of so many draws of a scenario: its hash, the seed, versions."""
    about = {"scenario": scenario.name, "scenario_hash": scenario.hash, "as_of": scenario.as_of.isoformat()}
    return about | {"seed": seed, "draws": draws} | versions(*packages)


def write(path: str | Path, kind: str, groups: Mapping[str, xr.Dataset], about: Mapping[str, Any]) -> Path:
    """Write a result, and its checksum at the end: beside first, then renamed; give the path back.

    Parameters
    ----------
    kind
        What it is in a word; `read` asks for it.
    groups
        Its datasets by the path of their group, ``"/"`` being the root.
    about
        What stands in attributes of the root: text and numbers as they are, a scenario as `scenario_of` reads it,
        anything else as JSON.
    """
    path = Path(path)
    tree = xr.DataTree.from_dict(dict(groups))
    tree.attrs = {"kind": kind}
    for name, value in about.items():
        tree.attrs |= _scenario(value, path) if isinstance(value, Scenario) else {name: _attribute(value)}
    packed = {
        node.path: {
            name: _COMPRESSED for name, data in node.data_vars.items() if data.size and data.dtype.kind in "iuf"
        }
        for node in tree.subtree
    }
    with whole_file(path) as beside:
        _check_room(tree, beside.parent)
        tree.to_netcdf(beside, engine=_ENGINE, encoding=packed)
        seal(beside)
    return path


def read(path: str | Path, kind: str, result: Callable[[xr.DataTree], T]) -> T:
    """Return what a function makes of the tree of a file that `write` wrote.

    Raises
    ------
    InputError
        If it is not there, is of another kind, or any bit of it is not as it was written.
    """
    said = f"is not a {kind} saved by this version of prakerja"
    try:
        check_seal(Path(path))
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # of what lacks the names of its axes
            with xr.open_datatree(path, engine=_ENGINE) as tree:
                found = str(tree.attrs.get("kind", "no kind"))
                if found == kind:
                    _check_size(tree, Path(path))
                    return result(tree)
    except FileNotFoundError:
        found, said = "", "there is no such file"
    except Damaged as error:
        found = f"damaged: {error}"
    except (OSError, RuntimeError):  # of the HDF5 library, to which it is no netCDF
        found = "no netCDF"
    except Exception as error:  # whatever its libraries and what is made of it say to a file of another structure
        found = f"lacks {error}" if isinstance(error, KeyError) else "of another version"
    raise InputError(str(path), [Problem("(file)", found, said)]) from None


def scenario_of(tree: xr.DataTree) -> Scenario:
    """Return the scenario that a file names, in the folder its own file has now, where its observations lie."""
    folder = tree.attrs.get("scenario_folder")
    beside = Path(tree.encoding["source"]).resolve().parent
    place = (beside / folder).resolve() if folder is not None else None
    return build(json.loads(tree.attrs["scenario_json"]), where="scenario", folder=place)


def by_name(values: Mapping[str, Any], axis: str, draws: int) -> xr.Dataset:
    """Return arrays over draws as a group of a file, their names along an axis: not every name may be a variable's.

    Examples
    --------
    >>> by_name({"world.a/b": np.array([1.0, 2.0])}, "value", 2)["values"].dims
    ('value', 'draw')
    """
    return xr.Dataset({"values": ((axis, "draw"), np.reshape([*values.values()], (-1, draws)))}, {axis: [*values]})


def group_of(tree: xr.DataTree, path: str) -> xr.Dataset:
    """Return a group of a file; KeyError if there is none."""
    found = tree[path]
    if not isinstance(found, xr.DataTree):
        raise KeyError(path)
    return found.to_dataset(inherit=False)


def named(tree: xr.DataTree, path: str) -> dict[str, Any]:
    """Return what `by_name` put into a group."""
    values = group_of(tree, path)["values"]
    return dict(zip(map(str, values[values.dims[0]].values), np.asarray(values), strict=True))


def world_of(tree: xr.DataTree, scenario: Scenario) -> Draws:
    """Return the draws of the world that stand in the group of this name."""
    return Draws(named(tree, "world"), lags_of(scenario))


def _check_room(tree: xr.DataTree, folder: Path) -> None:
    """Raise OSError unless the disk has room for all that is written: where it fills, HDF5 ends the process."""
    if sum(node.to_dataset(inherit=False).nbytes for node in tree.subtree) > shutil.disk_usage(folder).free:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _check_size(tree: xr.DataTree, path: Path) -> None:
    """Raise ValueError if a file promises more numbers than can be in it: made up, they would fill the memory."""
    if sum(node.to_dataset(inherit=False).nbytes for node in tree.subtree) > _MOST_PACKED * path.stat().st_size:
        raise ValueError("it promises more than it can hold")


def _attribute(value: Any) -> Any:
    """Return text and numbers as they are, anything else, and a seed of more than 64 bits, as JSON."""
    fits = isinstance(value, str | float) or (isinstance(value, int) and abs(value) < 2**63)
    return value if fits and not isinstance(value, bool) else json.dumps(value)


def _scenario(scenario: Scenario, path: Path) -> dict[str, str]:
    attributes = {"scenario_json": scenario.model_dump_json()}
    if scenario.own_folder is not None:  # seen from the file, so that both can move together
        attributes["scenario_folder"] = os.path.relpath(scenario.own_folder, path.resolve().parent)
    return attributes
