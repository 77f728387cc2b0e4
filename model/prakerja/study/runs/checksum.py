"""Files that say whether they are as they were written: a checksum of all their bytes, at their end.

Readers of netCDF and of zip archives pass over what stands after the end of theirs. So every reader can open such a
file, and a bit that flips anywhere is noticed, in a header, in numbers, or in the checksum itself.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

_BEFORE, _DIGITS = b"\nsha256 of the bytes above: ", 64
_LENGTH = len(_BEFORE) + _DIGITS + 1
_AT_ONCE = 1 << 20


class Damaged(Exception):
    """A file is not as it was written."""


def seal(path: Path) -> None:
    """Write the checksum of a file at its end.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     answer = Path(folder, "answer.txt")
    ...     _ = answer.write_bytes(b"42")
    ...     seal(answer)
    ...     check_seal(answer)
    ...     _ = answer.write_bytes(answer.read_bytes().replace(b"42", b"43"))
    ...     check_seal(answer)
    Traceback (most recent call last):
    prakerja.study.runs.checksum.Damaged: its checksum is of other bytes
    """
    with path.open("r+b") as file:
        end = file.seek(0, 2)
        file.write(_end(path, end))


def check_seal(path: Path) -> None:
    """Read a file once, and hold it against its checksum.

    Raises
    ------
    Damaged
        If a bit of it is another, or it has no checksum.
    """
    end = path.stat().st_size - _LENGTH
    if end < 0:
        raise Damaged("it is cut short")
    with path.open("rb") as file:
        file.seek(end)
        written = file.read()
    if written[: len(_BEFORE)] != _BEFORE:
        raise Damaged("it has no checksum")
    if written != _end(path, end):
        raise Damaged("its checksum is of other bytes")


def _end(path: Path, length: int) -> bytes:
    """Return what stands at the end of a file of so many bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(min(_AT_ONCE, length)):
            digest.update(part)
            length -= len(part)
    return _BEFORE + digest.hexdigest().encode() + b"\n"
