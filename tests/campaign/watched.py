"""Watches a folder for files that take their places in it: what was finished, and what was finished twice (Linux)."""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

_MOVED_TO = 0x80
_NONBLOCK = 0o4000
_HEADER = struct.Struct("iIII")


class Watched:
    """Tells the names of files that were renamed into a folder since it was asked last.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Watched(Path(folder)) as watched:
    ...     Path(folder, "beside").touch()
    ...     _ = Path(folder, "beside").rename(Path(folder, "a.npz"))
    ...     watched.finished(), watched.finished()
    (['a.npz'], [])
    """

    def __init__(self, folder: Path) -> None:
        system = ctypes.CDLL(None, use_errno=True)
        self._events = system.inotify_init1(_NONBLOCK)
        if self._events < 0 or system.inotify_add_watch(self._events, os.fsencode(folder), _MOVED_TO) < 0:
            raise OSError(ctypes.get_errno(), f"{folder} cannot be watched")

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._events)

    def finished(self) -> list[str]:
        """Return the names, in the order in which they came, and as often."""
        names = []
        while True:
            try:
                told = os.read(self._events, 1 << 16)
            except BlockingIOError:
                return names
            while told:
                _, _, _, length = _HEADER.unpack_from(told)
                names.append(told[_HEADER.size :][:length].rstrip(b"\0").decode())
                told = told[_HEADER.size + length :]
