"""What may be wrong with a kept block, and a real worker that is killed: simulated again, and the same bits."""

from __future__ import annotations

import io
import multiprocessing
import os
import pickle
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import xarray as xr

from prakerja.scenario import InputError, Scenario, draw_world, load
from prakerja.study import Comparison, EnsembleStopped, Forecast, run_ensemble
from prakerja.study.runs import block as block_module
from prakerja.study.runs.block import blocks_of, simulate_block
from prakerja.study.runs.cache import BlockCache
from prakerja.study.runs.checksum import seal
from prakerja.study.runs.spread import spread_over

SIZE = 6

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_module, "BLOCK", SIZE)


def _one_bit_off(whole: bytes) -> bytes:
    at = len(whole) // 2
    return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]


def _sealed(content: bytes) -> bytes:
    """Give bytes a checksum, as a program would that saved them."""
    with NamedTemporaryFile() as file:
        Path(file.name).write_bytes(content)
        seal(Path(file.name))
        return Path(file.name).read_bytes()


def _pickled(_whole: bytes) -> bytes:
    """Make a file of whatever can only be read by running it."""
    file = io.BytesIO()
    np.savez(file, allow_pickle=True, paid_once=np.array([{"a": 1}], dtype=object))
    return _sealed(file.getvalue())


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[:100],
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: b"\0" * len(whole),
        _one_bit_off,
        _pickled,
    ],
    ids=["empty", "begun", "half", "one byte short", "zeros", "one bit off", "pickle"],
)
def test_a_damaged_block_is_not_taken(damage: Callable[[bytes], bytes], small: Scenario, tmp_path: Path) -> None:
    (block,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    cache, arrays = BlockCache(tmp_path), {"paid_once": np.arange(3000), "bought": np.arange(5)}
    cache.put(block, arrays)
    whole = cache.take(block)
    assert whole is not None
    assert {name: values.tolist() for name, values in whole.items()} == {k: v.tolist() for k, v in arrays.items()}
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert cache.take(block) is None


_DAMAGES: tuple[Callable[[bytes], bytes], ...] = (bytes, _one_bit_off, lambda whole: whole[:-9])


@pytest.mark.parametrize("workers", [1, 2])
def test_damaged_blocks_are_simulated_again(workers: int, small: Scenario, tmp_path: Path) -> None:
    """A good block, a block cut short and one with a bit off in the cache: in the end the same as without them."""
    alone = run_ensemble(small, 4 * SIZE, 5, workers=1, cache=None)
    cache = BlockCache(tmp_path / "cache")
    blocks = list(blocks_of(small, alone.world, 5))
    for block, damage in zip(blocks, _DAMAGES, strict=False):
        cache.put(block, simulate_block(block))
        file = tmp_path / "cache" / f"{block.key}.npz"
        file.write_bytes(damage(file.read_bytes()))
    again = run_ensemble(small, 4 * SIZE, 5, workers=workers, cache=tmp_path / "cache")
    assert again.data.identical(alone.data)


def test_a_killed_worker_costs_no_finished_block_and_no_bit(small: Scenario, tmp_path: Path) -> None:
    """Two processes, eight blocks, one process killed when the second block is in; then all over again."""
    alone = run_ensemble(small, 8 * SIZE, 5, workers=1, cache=None)
    others = multiprocessing.active_children()  # of other tests

    def kill(done: int, wanted: int) -> None:
        if done == 2 * SIZE:
            worker = next(child for child in multiprocessing.active_children() if child not in others)
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)

    with pytest.raises(EnsembleStopped, match="the same call goes on from there"):
        run_ensemble(small, 8 * SIZE, 5, workers=2, cache=tmp_path / "cache", progress=kill)
    kept = len(list((tmp_path / "cache").glob("*.npz")))
    assert 2 <= kept < 8
    done: list[int] = []
    again = run_ensemble(small, 8 * SIZE, 5, workers=2, cache=tmp_path / "cache", progress=lambda d, _: done.append(d))
    assert again.data.identical(alone.data)
    assert done == [n * SIZE for n in range(1, 9)]
    assert not (tmp_path / "cache").exists()


@pytest.fixture
def at_most_a_minute() -> Iterator[None]:
    """Fail where something waits for ever."""

    def fail(*_: object) -> None:
        raise TimeoutError("it waits for ever")

    before = signal.signal(signal.SIGALRM, fail)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def stop_all(others: list[Any]) -> None:
    """Stop the processes that work for this one, so that they never take their leave."""
    for child in multiprocessing.active_children():
        if child not in others and child.pid is not None:
            os.kill(child.pid, signal.SIGSTOP)


@pytest.mark.usefixtures("at_most_a_minute")
def test_nobody_waits_for_a_worker_that_never_takes_its_leave(small: Scenario, tmp_path: Path) -> None:
    """As where another is killed while it takes its last order, leaving a lock behind: of blocks, and of any work."""
    others = multiprocessing.active_children()
    last: list[int] = []

    def stop(done: int, wanted: int) -> None:
        last.append(done)
        if done == wanted:
            stop_all(others)

    run_ensemble(small, 2 * SIZE, 5, workers=2, cache=tmp_path / "cache", progress=stop)
    assert last[-1] == 2 * SIZE
    with spread_over(2) as spread:
        assert list(spread(abs, [-1, -2])) == [1, 2]
        stop_all(others)
    assert not [child for child in multiprocessing.active_children() if child not in others]


def test_nothing_is_unpickled_from_a_file(small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading a forecast, or a kept block, calls no unpickler: a file of a stranger can be looked at."""
    saved = Forecast(run_ensemble(small, SIZE, 5, workers=1, cache=None)).save(tmp_path / "f.nc")
    (block,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    BlockCache(tmp_path).put(block, {"paid_once": np.arange(3)})

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("something is unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    assert Forecast.load(saved).values("selected").shape == (SIZE,)
    assert BlockCache(tmp_path).take(block) is not None


def test_provenance_names_everything_that_decides_the_numbers(small: Scenario) -> None:
    """And changes with each of them: the seed, the draws, a value of the scenario."""
    given = run_ensemble(small, 2, 5, workers=1, cache=None)
    found = Forecast(given).provenance
    assert set(found) == {
        "scenario", "scenario_hash", "as_of", "seed", "draws", "prakerja", "model", "python",
        "numpy", "scipy", "simpy", "xarray",
    }  # fmt: skip
    assert all(str(value) for value in found.values())
    assert (found["scenario"], found["as_of"], found["draws"]) == ("small", "2020-09-04", 2)
    assert (found["scenario_hash"], found["numpy"]) == (small.hash, np.__version__)
    other = small.replace({"policy.quota.places": 799}, name="small")
    changed = Forecast(run_ensemble(other, 3, 6, workers=1, cache=None)).provenance
    assert {name for name, value in found.items() if changed[name] != value} == {"scenario_hash", "seed", "draws"}


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda whole: b"", "damaged: it is cut short"),
        (lambda whole: whole[: len(whole) // 2], "damaged: it has no checksum"),
        (lambda whole: b"\0" * 4000 + whole[4000:], "damaged: its checksum is of other bytes"),
        (lambda whole: b"figures, for my own use", "damaged: it is cut short"),
        (lambda whole: whole.replace(b"purpose", b"purfoze"), "damaged: its checksum is of other bytes"),
        (lambda whole: _sealed(b"figures, for my own use"), "no netCDF"),
        (lambda whole: _sealed(whole.replace(b"purpose", b"purfoze")), "of another version"),
    ],
    ids=["empty", "half", "zeros", "something else", "changed", "something else, sealed", "a scenario of other keys"],
)
def test_a_damaged_forecast_is_refused_in_a_line(
    damage: Callable[[bytes], bytes], said: str, small: Scenario, tmp_path: Path
) -> None:
    """The line names the file and what is wrong with it."""
    path = Forecast(run_ensemble(small, SIZE, 5, workers=1, cache=None)).save(tmp_path / "f.nc")
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(InputError) as refused:
        Forecast.load(path)
    assert str(refused.value).splitlines() == [
        f"{path}: 1 problem",
        f"  (file)   {said}   is not a forecast saved by this version of prakerja",
    ]


def test_a_disk_without_room_for_a_forecast_is_told(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it is written: the HDF5 library would end the process."""
    found = Forecast(run_ensemble(small, 2, 5, workers=1, cache=None))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(OSError, match="No space left on device") as full:
        found.save(tmp_path / "f.nc")
    assert full.value.filename == str(tmp_path / "f.nc")
    assert not list(tmp_path.iterdir())


def test_a_file_of_another_kind_is_named(small: Scenario, tmp_path: Path) -> None:
    path = Forecast(run_ensemble(small, SIZE, 5, workers=1, cache=None)).save(tmp_path / "f.nc")
    with pytest.raises(InputError, match=r"\(file\)   forecast   is not a comparison saved by this version"):
        Comparison.load(path)


def test_a_forecast_without_its_scenario_is_refused(small: Scenario, tmp_path: Path) -> None:
    path = Forecast(run_ensemble(small, SIZE, 5, workers=1, cache=None)).save(tmp_path / "f.nc")
    with xr.open_datatree(path, engine="h5netcdf") as file:
        tree = file.load()
    del tree.attrs["scenario_json"]
    tree.to_netcdf(tmp_path / "g.nc", engine="h5netcdf")
    seal(tmp_path / "g.nc")
    with pytest.raises(InputError, match=r"\(file\)   lacks 'scenario_json'   is not a forecast"):
        Forecast.load(tmp_path / "g.nc")
