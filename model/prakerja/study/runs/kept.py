"""The folder of what is kept: where it is, how large it may be, what is in it; the oldest goes first."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from prakerja.scenario import InputError, Problem
from prakerja.study.runs.abandoned import living, remove_abandoned

LIMIT_GB = 10.0
"""How large the folder may be unless `PRAKERJA_CACHE_GB` says otherwise: about what 100,000 national draws take."""

KINDS = ("block", "posterior", "rest")
"""In the order in which they go: blocks are left by runs that were stopped, a posterior is minutes of work."""

_DAY = 86_400.0


def place() -> Path:
    """Return the folder: `.prakerja` of the working folder, or a part of `PRAKERJA_CACHE` if that is set."""
    named = os.environ.get("PRAKERJA_CACHE")
    return Path(named) / "prakerja" / "results" if named else Path(".prakerja")


def limit() -> float:
    """Return how many bytes the folder may have.

    Raises
    ------
    InputError
        If `PRAKERJA_CACHE_GB` is no number of at least 0.
    """
    said = os.environ.get("PRAKERJA_CACHE_GB") or str(LIMIT_GB)
    try:
        gigabytes = float(said)
    except ValueError:
        gigabytes = -1.0
    if not gigabytes >= 0:
        raise InputError("environment", [Problem("PRAKERJA_CACHE_GB", said, "must be a number of at least 0")])
    return gigabytes * 1e9


def trim(folder: Path, spare: Collection[str] = ()) -> None:
    """Remove what was used longest ago until the folder is no larger than it may be; others may be removing it, too.

    Parameters
    ----------
    spare
        Blocks that stay, by their keys: those of a run that begins or goes on, which it removes itself at its end.
    """
    files = [(KINDS.index(kind), used, size, path) for kind, path, size, used in _files(folder)]
    too_much = sum(size for _, _, size, _ in files) - limit()
    for _, _, size, path in sorted(files):
        if too_much <= 0:
            return
        if path.stem not in spare:
            _remove(path)
            too_much -= size


def used(path: Path) -> None:
    """Note that a file is used; when it was written stays."""
    with suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def contents(folder: Path) -> dict[str, tuple[int, int]]:
    """Return how many there are of each kind, and their bytes; ``futures`` are arrays that a living process uses."""
    found = dict.fromkeys((*KINDS, "futures"), (0, 0))
    sizes = [(kind, size) for kind, _, size, _ in _files(folder)]
    sizes += [("futures", sum(size for *_, size, _ in _stated(path))) for path in living(folder)]
    for kind, size in sizes:
        found[kind] = found[kind][0] + 1, found[kind][1] + size
    return found


def clear(folder: Path) -> None:
    """Remove everything but the arrays of living processes; whoever waits for a block makes it again."""
    remove_abandoned(folder)
    for _, path, _, _ in list(_files(folder)):
        _remove(path)
    with suppress(OSError):  # it is not empty, or was never there
        folder.rmdir()


def _files(folder: Path) -> Iterator[tuple[str, Path, int, float]]:
    """Return kind, path, bytes and last use of every file of ours in the folder, and of none of anybody else's."""
    for path, size, last in _stated(folder):
        if path.suffix == ".part" and last < time.time() - _DAY:  # else somebody may be writing it
            yield "rest", path, size, last
        elif path.suffix == ".npz":
            yield "block", path, size, last
        elif path.name.startswith("posterior-"):
            yield "posterior", path, size, last


def _stated(folder: Path) -> Iterator[tuple[Path, int, float]]:
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(OSError):  # it has just gone
            about = path.stat()
            if path.is_file():
                yield path, about.st_size, max(about.st_atime, about.st_mtime)


def _remove(path: Path) -> None:
    with suppress(OSError):  # another process was first, or is reading it where that forbids it
        path.unlink()
