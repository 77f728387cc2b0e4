"""What is kept has a bound, the oldest goes first; arrays of the dead go, those of the living stay; many share it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from prakerja.scenario import InputError, draw_world, load
from prakerja.study import run_ensemble
from prakerja.study.runs import block as block_module
from prakerja.study.runs import kept
from prakerja.study.runs.block import blocks_of, simulate_block
from prakerja.study.runs.cache import BlockCache
from prakerja.study.runs.on_disk import Folder

HOLDS = """
import os, sys, time
from pathlib import Path
from prakerja.study.runs.on_disk import Folder
folder = Folder(Path(sys.argv[1]))
worker = os.fork()  # as a pool of processes does
if worker:
    print(worker, flush=True)
time.sleep(60)
"""


def file(folder: Path, name: str, size: int, age: float) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"0" * size)
    os.utime(path, (time.time() - age, time.time() - age))
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_oldest_goes_first_and_blocks_before_posteriors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of others are neither counted nor touched, and a file being written is left to whoever writes it."""
    for name, size, age in (
        ("posterior-a.nc", 400, 900), ("posterior-b.nc", 400, 100), ("x.npz", 400, 300), ("y.npz", 400, 200),
        ("notes.txt", 9000, 9000), ("z.npz.1.part", 400, 50), ("w.npz.2.part", 400, 99_999),
    ):  # fmt: skip
        file(tmp_path, name, size, age)
    monkeypatch.setenv("PRAKERJA_CACHE_GB", str(1300 / 1e9))
    kept.trim(tmp_path)
    assert names(tmp_path) == ["notes.txt", "posterior-a.nc", "posterior-b.nc", "w.npz.2.part", "z.npz.1.part"]
    kept.used(tmp_path / "posterior-a.nc")
    monkeypatch.setenv("PRAKERJA_CACHE_GB", str(900 / 1e9))
    kept.trim(tmp_path)
    assert names(tmp_path) == ["notes.txt", "posterior-a.nc", "w.npz.2.part", "z.npz.1.part"]
    kept.clear(tmp_path)
    assert names(tmp_path) == ["notes.txt", "z.npz.1.part"]


def test_a_run_makes_room_when_it_begins_and_spares_its_own_blocks(tmp_path: Path, monkeypatch) -> None:
    """Of a run that was stopped after its first block, another run is to stop after the first of its own."""
    monkeypatch.setattr(block_module, "BLOCK", 6)
    small = load("scenarios/small.toml")
    first, _ = blocks_of(small, draw_world(small, 12, 5), 5)
    file(tmp_path, "old.npz", 8000, 1)
    BlockCache(tmp_path).put(first, simulate_block(first))
    os.utime(tmp_path / f"{first.key}.npz", (1e9, 1e9))  # older than the other
    monkeypatch.setenv("PRAKERJA_CACHE_GB", "0")
    seen: list[dict[str, float]] = []

    def look(*_: int) -> None:
        seen.append({path.name: path.stat().st_mtime for path in tmp_path.iterdir()})

    run_ensemble(small, 12, 5, workers=1, cache=tmp_path, progress=look)
    assert seen[0] == {f"{first.key}.npz": 1e9}  # as it was, and not simulated again
    assert not tmp_path.exists()


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("workers", [1, 2])
def test_a_cache_that_others_clear_all_the_time_changes_no_bit(workers: int, tmp_path: Path, monkeypatch) -> None:
    """After every block; those that are finished, and not yet taken, are simulated again."""
    monkeypatch.setattr(block_module, "BLOCK", 6)
    small = load("scenarios/small.toml")
    alone = run_ensemble(small, 24, 5, workers=1, cache=None)
    cache = tmp_path / "cache"

    def clear(*_: int) -> None:
        time.sleep(0.3)  # the workers go on
        kept.clear(cache)

    again = run_ensemble(small, 24, 5, workers=workers, cache=cache, progress=clear)
    assert again.data.identical(alone.data)


@pytest.mark.parametrize("said", ["much", "-1", "nan"])
def test_a_bound_that_is_none_is_told(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRAKERJA_CACHE_GB", said)
    with pytest.raises(InputError, match=r"PRAKERJA_CACHE_GB .* must be a number of at least 0"):
        kept.limit()


def test_where_it_is_and_how_large_it_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PRAKERJA_CACHE", raising=False)
    monkeypatch.delenv("PRAKERJA_CACHE_GB", raising=False)
    assert (kept.place(), kept.limit()) == (Path(".prakerja"), 10e9)
    monkeypatch.setenv("PRAKERJA_CACHE", "/office")
    assert kept.place() == Path("/office/prakerja/results")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks of POSIX")
def test_arrays_of_a_killed_process_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    """A worker that outlives its parent does not hold them."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    running = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], stdout=subprocess.PIPE, env=environment)
    assert running.stdout is not None
    with running.stdout as told:
        worker = int(told.readline())
    (theirs,) = tmp_path.iterdir()
    ours = Folder(tmp_path)
    assert {theirs, ours.path} == set(tmp_path.iterdir())
    assert kept.contents(tmp_path)["futures"] == (2, 0)
    kept.clear(tmp_path)
    assert {theirs, ours.path} == set(tmp_path.iterdir())
    running.send_signal(signal.SIGKILL)
    running.wait()
    another = Folder(tmp_path)
    assert {ours.path, another.path} == set(tmp_path.iterdir())
    os.kill(worker, signal.SIGKILL)


def test_a_folder_without_a_lock_goes_after_a_day(tmp_path: Path) -> None:
    """It is of an older version; a young one may be about to get its lock."""
    for name, age in (("draws-old", 100_000), ("draws-new", 10)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (time.time() - age, time.time() - age))
    kept.clear(tmp_path)
    assert names(tmp_path) == ["draws-new"]
