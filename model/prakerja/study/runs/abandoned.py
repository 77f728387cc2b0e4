"""Folders of arrays that a living process uses, and those of processes that were killed: a lock tells them apart.

The lock is one of POSIX, by process: the system lets go of it when its owner ends in any way, and workers that were
forked do not hold it. Where there is none (Windows), nothing is taken for abandoned.
"""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    import fcntl

PREFIX = "draws-"

_LOCK, _DAY = ".lock", 86_400.0
_held: dict[Path, IO[str]] = {}


def hold(folder: Path) -> None:
    """Hold a folder for as long as this process lives, or until it lets go."""
    lock = (folder / f"{_LOCK}.new").open("w")
    if sys.platform != "win32":
        fcntl.lockf(lock, fcntl.LOCK_EX)
    Path(lock.name).rename(folder / _LOCK)  # held from the moment it is there
    _held[folder.resolve()] = lock


def let_go(folder: Path) -> None:
    """Remove a folder that this process holds."""
    shutil.rmtree(folder, ignore_errors=True)
    if lock := _held.pop(folder.resolve(), None):
        lock.close()


def remove_abandoned(within: Path) -> None:
    """Remove the folders whose owners no longer live."""
    alive = set(living(within))
    for folder in within.glob(f"{PREFIX}*"):
        if folder.is_dir() and folder not in alive:
            shutil.rmtree(folder, ignore_errors=True)


def living(within: Path) -> Iterator[Path]:
    """Return the folders that a living process holds; one without a lock is new, or of a version that had none."""
    for folder in within.glob(f"{PREFIX}*"):
        try:
            if folder.resolve() in _held or not _free(folder):
                yield folder
        except FileNotFoundError:
            if folder.exists() and folder.stat().st_mtime > time.time() - _DAY:
                yield folder


def _free(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    with (folder / _LOCK).open("r+") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
