"""Arrays of more draws than memory holds: files that are filled block by block, and read as far as is asked for."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import DTypeLike, NDArray
from xarray.core.indexing import (
    ExplicitIndexer,
    IndexingSupport,
    LazilyIndexedArray,
    explicit_indexing_adapter,
)

from prakerja.scenario import InputError, Problem
from prakerja.study.runs.abandoned import PREFIX, hold, let_go, remove_abandoned

IN_MEMORY = 10_000
"""Up to so many draws an ensemble is kept in memory: some 1.5 GB."""


class Folder:
    """A new folder for arrays, which goes when none of them is used any more, and at the end of the process.

    Those of processes that were killed go when the next one is made beside them.
    """

    def __init__(self, within: Path | None) -> None:
        if within is not None:
            within.mkdir(parents=True, exist_ok=True)
            remove_abandoned(within)
        self._promised = 0
        self.path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=within))
        hold(self.path)
        weakref.finalize(self, let_go, self.path)

    def array(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> ArrayOnDisk:
        """Make room for an array.

        Raises
        ------
        InputError
            If the disk has not as much left: to fill a file without would end the process.
        """
        self._promised += int(np.prod(shape)) * np.dtype(dtype).itemsize
        left = shutil.disk_usage(self.path).free
        if self._promised > left:
            allowed = f"need a disk with more room: {self._promised / 1e9:.1f} GB, and {left / 1e9:.1f} are left"
            raise InputError("forecast", [Problem("draws", f"{shape[-1]:,}", allowed)])
        return ArrayOnDisk(self, name, shape, dtype)


class ArrayOnDisk(xr.backends.BackendArray):
    """An array in a file, row after row: what is read of it is all that memory has to hold.

    Examples
    --------
    >>> stored = Folder(None).array("selected", (3, 4), np.int32)
    >>> stored[..., slice(0, 2)] = np.array([[1, 2], [3, 4], [5, 6]])
    >>> xr.Variable(("day", "draw"), stored.lazy())[1, 0:2].values.tolist()
    [3, 4]
    """

    def __init__(self, folder: Folder, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> None:
        self._folder, self._path = folder, folder.path / f"{name}.bin"
        self.shape, self.dtype = shape, np.dtype(dtype)
        self._path.touch()
        with self._path.open("r+b") as file:
            file.truncate(int(np.prod(shape)) * self.dtype.itemsize)

    def __setitem__(self, place: Any, values: NDArray[Any]) -> None:
        np.memmap(self._path, self.dtype, "r+", shape=self.shape)[place] = values  # nothing stays in memory of it

    def __getitem__(self, key: ExplicitIndexer) -> Any:
        return explicit_indexing_adapter(key, self.shape, IndexingSupport.BASIC, self._read)

    def lazy(self) -> LazilyIndexedArray:
        """Return it in the form in which a dataset holds what is read when it is asked for."""
        return LazilyIndexedArray(self)

    def _read(self, key: tuple[Any, ...]) -> NDArray[Any]:
        """Return a part, read row by row: a whole array would be in memory twice."""
        first, rest = key[0], key[1:]
        if not isinstance(first, slice):
            return self._row(int(first))[rest]
        rows = range(*first.indices(self.shape[0]))
        found = np.empty((len(rows), *np.empty(self.shape[1:], np.bool_)[rest].shape), self.dtype)
        for place, row in enumerate(rows):
            found[place] = self._row(row)[rest]
        return found

    def _row(self, row: int) -> NDArray[Any]:
        count = int(np.prod(self.shape[1:]))
        values = np.fromfile(self._path, self.dtype, count, offset=row * count * self.dtype.itemsize)
        return values.reshape(self.shape[1:])


Stored = NDArray[Any] | ArrayOnDisk


class Room:
    """Makes room for arrays of so many draws: in memory, or on disk where they are too many for it."""

    def __init__(self, draws: int, within: Path | None = None) -> None:
        self._folder = Folder(within) if draws > IN_MEMORY else None

    def array(self, name: str, shape: tuple[int, ...], dtype: DTypeLike) -> Stored:
        """Make room for an array, with anything in it."""
        return self._folder.array(name, shape, dtype) if self._folder else np.empty(shape, dtype)


def held(values: Stored) -> Any:
    """Return an array in the form in which a dataset holds it."""
    return values.lazy() if isinstance(values, ArrayOnDisk) else values
