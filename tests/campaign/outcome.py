"""Whether a call came to what it comes to undisturbed: whole files with the same bits, the same answer, plain lines."""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import xarray as xr

from tests.campaign.calls import CALLS, Answer, Place, place, session

HOUR = 3600.0
_LINES = 12
"""That a call may say of a fault, at most."""


@dataclass(frozen=True)
class Undisturbed:
    """What a call comes to when nothing happens: its answer, its files, and how many seconds it takes."""

    answer: str
    files: dict[str, bytes]
    seconds: float


@functools.cache
def undisturbed(name: str) -> Undisturbed:
    """Call it once, in an empty place."""
    with place() as quiet:
        began = time.monotonic()
        done = quiet.call(CALLS[name])
        assert done.code == 0, done.words
        return Undisturbed(done.answer, written(quiet.out), time.monotonic() - began)


def written(folder: Path) -> dict[str, bytes]:
    """Return every file of results by its name, those left out that are being written."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".part")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def wrong_files(name: str, where: Place, complete: bool) -> list[str]:
    """Return which results are not whole and the same to the bit; if complete, those too that are not there."""
    wanted, found = undisturbed(name).files, written(where.out)
    wrong = [f"{file} is other" for file in found if file not in wanted or not _same(file, wanted[file], found[file])]
    return wrong + [f"{file} is missing" for file in wanted if complete and file not in found]


def _same(file: str, wanted: bytes, found: bytes) -> bool:
    if wanted == found or not file.endswith(".nc"):
        return wanted == found
    from io import BytesIO

    with (
        xr.open_datatree(BytesIO(wanted), engine="h5netcdf") as one,
        xr.open_datatree(BytesIO(found), engine="h5netcdf") as other,
    ):
        return one.identical(other)


def wrong_words(done: Answer, allowed: Sequence[int], silent: Sequence[int] = (0, -9)) -> list[str]:
    """Return what is wrong with how a fault was told: another exit code, a traceback, no word, more than a few lines.

    Nothing need be said with the exit codes of `silent`.
    """
    said = done.words.strip()
    wrong = [f"exit code {done.code}, not of {[*allowed]}: {said[-1500:]}"] if done.code not in allowed else []
    if "Traceback" in said or len(said.splitlines()) > _LINES:
        wrong.append(f"told in {len(said.splitlines())} lines: {said[-3000:]}")
    if done.code not in silent and not said:
        wrong.append(f"exit code {done.code} without a word")
    return wrong


def wrong_end(name: str, where: Place) -> list[str]:
    """Make the same call again, with nothing in its way; return what is other than in the undisturbed one."""
    aged(where)
    done = where.call(CALLS[name])
    wrong = wrong_words(done, (0,)) + wrong_files(name, where, complete=True)
    if done.answer != undisturbed(name).answer:
        wrong.append(f"answers otherwise: {done.answer[:2000]}")
    wrong += [f"{path.name} is left" for path in where.out.rglob("*.part")]
    return [f"again: {one}" for one in wrong]


def aged(where: Place) -> None:
    """Let an hour pass for what is half-written."""
    for folder in (where.out, where.cache):
        for path in folder.rglob("*.part"):
            os.utime(path, (time.time() - 2 * HOUR,) * 2)


def wrong_rest(leader: int, seconds: float = 20.0) -> list[str]:
    """Return which processes are at work still, that many seconds after the one that began them has ended."""
    end = time.monotonic() + seconds
    while session(leader) and time.monotonic() < end:
        time.sleep(0.1)
    return [f"{len(left)} processes go on without their parent"] if (left := session(leader)) else []
