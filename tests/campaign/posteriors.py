"""Posteriors of which hypothesis changed the structure, sealed again: as if another version had written so.

A variable or attribute is gone, is of another kind or shape, has values that cannot be, is nested without end, leads in
a circle or to a device, or promises more numbers than there is memory. What is taken all the same must be of use: every
table of it can be made, and worlds drawn, without a warning.
"""

from __future__ import annotations

import functools
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import h5py
import numpy as np
from hypothesis import strategies as st

from prakerja.scenario import InputError
from prakerja.study import Posterior
from prakerja.study.calibration import Effort, calibrate
from prakerja.study.runs.checksum import seal
from tests.campaign.told import check_lines
from tests.learning.toy import BOUGHT, chain, figure, published

VALUES = [np.nan, np.inf, -np.inf, -1.0, 0.0, 1e308, 5e-324, 2.0]
TEXTS = ["", "[" * 100_000, '{"a":' * 5_000, "null", "[]", "{}", "\x1b[2J", "x" * 100_000, "nan", "1e999", "-1"]
WAYS = ["gone", "other values", "one other value", "other kind", "other shape", "no numbers", "endless", "elsewhere",
        "circle", "other text", "other attribute", "attribute gone"]  # fmt: skip


@functools.cache
def sound() -> Path:
    """Return a small posterior that is as it was written."""
    effort = Effort(ensemble=16, particles=32, sweeps=3, draws=40)
    learnt = calibrate(chain(), seed=1, observations=published(figure(BOUGHT, 5, 31_517)), effort=effort, cache=None)
    return learnt.save(Path(mkdtemp(prefix="campaign-")) / "posterior.nc")


@functools.cache
def _names() -> tuple[list[str], list[tuple[str, str]]]:
    data: list[str] = []
    attributes: list[tuple[str, str]] = []

    def note(name: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset):
            data.append(name)
        attributes.extend((name, key) for key in item.attrs)

    with h5py.File(sound()) as file:
        file.visititems(note)
        attributes += [("/", key) for key in file.attrs] * 4  # where most of the meaning is
    return sorted(data), sorted(attributes)


@st.composite
def changes(draw: st.DrawFn) -> list[tuple[str, str, str, Any]]:
    """Draw one to three changes: the way, the object, its attribute, and a value or text."""
    data, attributes = _names()
    drawn: list[tuple[str, str, str, Any]] = []
    for _ in range(draw(st.integers(1, 3))):
        way = draw(st.sampled_from(WAYS))
        name, key = (
            draw(st.sampled_from(attributes))
            if "attribute" in way or "text" in way
            else (draw(st.sampled_from(data)), "")
        )
        if (name, key) not in [one[1:3] for one in drawn]:
            drawn.append((way, name, key, draw(st.sampled_from(TEXTS if "text" in way else VALUES))))
    return drawn


def check_posterior(changed: list[tuple[str, str, str, Any]], folder: Path) -> bool:
    """Write a posterior so changed, and read it; what is taken must be of use."""
    path = folder / "fuzzed.nc"
    shutil.copy(sound(), path)
    with h5py.File(path, "r+") as file:
        for one in changed:
            _change(file, *one)
    seal(path)
    try:
        found = Posterior.load(path)
    except InputError as error:
        check_lines(str(error))
        return True
    found.draws(5)
    tables = [found.learnt(), found.fits(), found.statements(), found.taught(), found.to_dataframe()]
    assert all(np.isfinite(table.select_dtypes("number").to_numpy()).all() for table in tables)
    assert isinstance(found.converged, bool)
    return False


def _change(file: h5py.File, way: str, name: str, key: str, value: Any) -> None:
    if key:
        with suppress(KeyError, RuntimeError):  # an object that is gone by now
            _attribute(file[name], way, key, value)
        return
    if way in ("other values", "one other value"):
        _values(file[name], way, value)
        return
    shape, attributes = file[name].shape, {key: one for key, one in file[name].attrs.items() if not key.isupper()}
    del file[name]
    match way:
        case "other kind":
            file[name] = np.full(shape, b"many") if value > 0 else np.zeros(shape, complex)
        case "other shape":
            file[name] = np.zeros((2, *shape, 3))
        case "no numbers":
            file[name] = np.zeros((0,) * len(shape))
        case "endless":
            file.create_dataset(name, shape=(10**9, *shape[1:]), dtype="f8", chunks=True, compression="gzip")
        case "elsewhere":
            file[name] = h5py.ExternalLink("/dev/zero" if value > 0 else "/etc/hostname", "/x")
        case "circle":
            file[name] = h5py.SoftLink("/" + name)
    if way in ("other kind", "other shape"):
        file[name].attrs.update(attributes)


def _values(item: Any, way: str, value: float) -> None:
    """Put a value into all places of an array, or into the first."""
    if item.dtype.kind in "fiu" and item.size:
        with np.errstate(all="ignore"):
            new = np.array(item[...])
            new[... if way == "other values" else (0,) * new.ndim] = np.array(value).astype(new.dtype)
        item[...] = new


def _attribute(item: Any, way: str, key: str, value: Any) -> None:
    if way == "attribute gone":
        del item.attrs[key]
    elif way == "other text":
        try:
            item.attrs[key] = value
        except (OSError, RuntimeError):  # longer than an attribute may be
            item.attrs[key] = "x"
    else:
        item.attrs[key] = np.float64(value) if value > 0 else np.array([value, value])
