"""Files that are whole or not there at all: written beside, then renamed."""

from __future__ import annotations

import errno
import glob
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

_HOUR = 3600.0


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Return a place beside a path to write to; what was written takes the path's place when the block ends well.

    Raises
    ------
    OSError
        If the path is a folder, a pipe or a device: a rename would put a file in the place of the device itself.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     with whole_file(Path(folder, "new", "answer.txt")) as beside:
    ...         _ = beside.write_text("42")
    ...     Path(folder, "new", "answer.txt").read_text()
    '42'
    """
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "is a folder, a pipe or a device", str(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_left(path)
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        if error.errno is not None and error.filename is None:  # a disk that is full does not say whose it is
            error.filename = str(path)
        raise
    finally:
        beside.unlink(missing_ok=True)


def _remove_left(path: Path) -> None:
    """Remove what was begun beside a path and has not grown for an hour: its process was killed, here or elsewhere."""
    for left in path.parent.glob(f"{glob.escape(path.name)}.*.part"):
        with suppress(OSError):  # another process was first
            if left.stat().st_mtime < time.time() - _HOUR:
                left.unlink()


def write_table(table: pd.DataFrame, path: str | Path, **how: Any) -> Path:
    """Write a table to a CSV file and give its path back; `how` as for `pandas.DataFrame.to_csv`.

    What would be a formula to a spreadsheet is a text there.
    """
    path = Path(path)
    with whole_file(path) as beside:
        _inert_table(table).to_csv(beside, lineterminator="\n", **how)
    return path


def _inert_table(table: pd.DataFrame) -> pd.DataFrame:
    safe = table.copy()
    for place, (_, column) in enumerate(table.items()):
        if column.dtype.kind not in "biufmM" and any(inert(cell) is not cell for cell in column):
            safe.isetitem(place, [inert(cell) for cell in column])
    if table.index.nlevels > 1 or table.index.dtype.kind not in "biufmM":
        safe = safe.rename(index=inert)
    return safe


def inert(cell: Any) -> Any:
    """Return a cell of a table, with a mark in front if it is a text that a spreadsheet would run: names are anybody's.

    Examples
    --------
    >>> inert("=1+1"), inert("@SUM(1)"), inert("-5"), inert("over-select"), inert(7)
    ("'=1+1", "'@SUM(1)", '-5', 'over-select', 7)
    """
    if not isinstance(cell, str) or not cell.startswith(_BEGIN_A_FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


_BEGIN_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
