"""Disks that fill up at any write, or cannot be written to: small ones in memory, where they may be mounted.

Results are written to such a disk, or what is kept is; then there is room again, and the same call comes to its end.
"""

from __future__ import annotations

import random
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from tests.campaign.calls import CALLS, Place, place
from tests.campaign.kills import Fault, twice
from tests.campaign.outcome import undisturbed, wrong_end, wrong_files, wrong_words
from tests.campaign.watched import Watched

ROOM = "size=200m"


@cache
def can_mount() -> bool:
    """Return whether small disks can be made here: only by root, and not in every container."""
    with tempfile.TemporaryDirectory() as folder:
        if _mount("-t", "tmpfs", "-o", ROOM, "tmpfs", folder):
            subprocess.run(["umount", folder], check=True)
            return True
    return False


def _mount(*words: str) -> bool:
    return subprocess.run(["mount", *words], capture_output=True, check=False).returncode == 0


@contextmanager
def disk(folder: Path, size: int) -> Iterator[None]:
    """Put a disk of so many bytes in a folder's place for as long as the block lasts."""
    folder.mkdir(exist_ok=True)
    assert _mount("-t", "tmpfs", "-o", f"size={max(4096, size)}", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def filled(name: str, tries: int, seed: int) -> Fault:
    """Let the disk of the results be full at random writes of a call, one size for each of its tries."""
    fault, dice = Fault("disk of results full"), random.Random(f"full {name} {seed}")
    whole = sum(map(len, undisturbed(name).files.values()))
    for number in range(tries):
        size = int(whole * (number + dice.random()) / tries)
        with place() as where, disk(where.out, size), Watched(where.cache) as watched:
            fault = _told(fault, name, where, where.out, watched, f"of {size:,} bytes")
    return fault


def filled_cache(name: str, tries: int, seed: int) -> Fault:
    """Let the disk of what is kept be full."""
    fault, dice = Fault("disk of what is kept full"), random.Random(f"full cache {name} {seed}")
    for _ in range(tries):
        size = int(10 ** dice.uniform(3.6, 7))
        with place() as where, disk(where.cache, size), Watched(where.cache) as watched:
            (where.cache / ".stays").touch()
            fault = _told(fault, name, where, where.cache, watched, f"of {size:,} bytes")
    return fault


def read_only(name: str, inside: str) -> Fault:
    """Let a folder be on a disk that cannot be written to."""
    fault = Fault("read-only disk")
    with place() as where, disk(where.folder / inside, 10**8):
        folder = where.folder / inside
        if folder == where.cache:
            (folder / ".stays").touch()
        assert _mount("-o", "remount,ro", str(folder))
        with Watched(where.cache) as watched:
            return _told(fault, name, where, folder, watched, f"{inside}, read-only", allowed=(0, 2, 3))


def _told(
    fault: Fault, name: str, where: Place, folder: Path, watched: Watched, what: str, allowed: tuple[int, ...] = (0, 3)
) -> Fault:
    done = where.call(CALLS[name])
    made = set(watched.finished())
    wrong = wrong_words(done, allowed) + wrong_files(name, where, complete=done.code == 0)
    wrong += [f"{path.name} is half-written" for path in folder.rglob("*.part")]
    assert _mount("-o", f"remount,rw,{ROOM}", str(folder))
    if done.code != 0:
        wrong += wrong_end(name, where)
        fault.lost = max(fault.lost, twice(made, watched))
    fault.tries += 1
    fault.wrong += [f"{name}, {what}: {one}" for one in wrong]
    return fault
