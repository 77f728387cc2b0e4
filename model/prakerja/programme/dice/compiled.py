"""How functions are compiled, and where what was compiled is kept.

numba keeps compiled code beside a stamp of the file that a function stands in, and does not notice when a function that
it calls, in another file, has changed. So everything is kept in a folder named after all the sources of the programme.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., Any])
_SOURCES = Path(__file__).parents[1]
_KEPT = 3  # folders of kernels: of this version, and of those that were used before


def compiled(function: F) -> F:
    """Return a function compiled when it is first called, and kept for later processes. It must make no array.

    Who holds an array is not counted in it: counted between threads, on every call that passes arrays on, it would take
    ten times as long as the work. Division by zero gives infinity, as in numpy; floating-point operations stay in the
    order they are written in, so that numbers are the same without a compiler (`NUMBA_DISABLE_JIT=1`).

    Examples
    --------
    >>> @compiled
    ... def half(x: float) -> float:
    ...     return x / 2
    >>> half(3.0)
    1.5
    """
    return _compiled(function, _nrt=False)


def inlined(function: F) -> F:
    """Return the same for a function that becomes a part of every compiled one that calls it."""
    return _compiled(function, _nrt=False, forceinline=True)


def allocating(function: F) -> F:
    """Return the same for a function that makes arrays, and so is for what is seldom done.

    Examples
    --------
    >>> @allocating
    ... def zeros(count: int) -> NDArray[np.float64]:
    ...     return np.zeros(count)
    >>> zeros(2).tolist()
    [0.0, 0.0]
    """
    return _compiled(function)


def _compiled(function: F, **options: Any) -> F:
    folder, settings = kept_in(), vars(numba.config)
    can_be_kept = folder is not None and Path(function.__code__.co_filename).exists()
    before = settings["CACHE_DIR"]
    settings["CACHE_DIR"] = str(folder)
    try:
        return cast(F, numba.njit(cache=can_be_kept, nogil=True, error_model="numpy", **options)(function))
    finally:
        settings["CACHE_DIR"] = before


@cache
def fingerprint() -> str:
    """Return 12 hexadecimal digits that change with any source of the programme, numba, or numpy."""
    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}".encode())
    for path in sorted(_SOURCES.rglob("*.py")):
        digest.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


@cache
def kept_in() -> Path | None:
    """Return the folder of compiled code, made if it was missing; None if it cannot be written to.

    The folders of other versions go when a new one is made, but for those that were used last.
    """
    folder = user_cache() / "prakerja" / f"kernels-{fingerprint()}"
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()  # what numba asks of a folder: if not, it would take another
        os.utime(folder)
        if is_new:
            _clear(folder.parent)
    except OSError:
        return None
    return folder


def user_cache() -> Path:
    """Return the folder of this user's caches: `PRAKERJA_CACHE` if it is set, or else what the system has for them."""
    home = Path.home()
    if sys.platform == "win32":
        usual = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        usual = home / "Library" / "Caches"
    else:
        usual = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return Path(os.environ.get("PRAKERJA_CACHE") or usual)


def _clear(folder: Path) -> None:
    """Remove all folders of kernels but those used last; another process may be removing them too."""
    kept = sorted(folder.glob("kernels-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in kept[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
