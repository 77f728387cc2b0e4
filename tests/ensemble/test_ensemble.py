"""Ensembles: the same bits however they are simulated, kept when they are stopped, and saved whole."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from prakerja.programme import simulate
from prakerja.programme.payment import Payment
from prakerja.programme.programme import Programme
from prakerja.programme.training import Training
from prakerja.scenario import InputError, Scenario, draw_world, load
from prakerja.study import Ensemble, EnsembleStopped, Forecast, run_ensemble
from prakerja.study.runs import block as block_module
from prakerja.study.runs import cache as cache_module
from prakerja.study.runs.block import Arrays, Block, blocks_of, simulate_block
from prakerja.study.runs.cache import BlockCache

SIZE = 12  # draws of a block in these tests, so that few draws make several blocks


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(block_module, "BLOCK", SIZE)


def same(one: Ensemble, other: Ensemble) -> bool:
    return one.data.identical(other.data)


def test_any_executor_and_any_order_of_blocks_give_the_same_bits(small: Scenario) -> None:
    alone = run_ensemble(small, 3 * SIZE, 5, workers=1, cache=None)
    with ThreadPoolExecutor(3) as pool:
        assert same(run_ensemble(small, 3 * SIZE, 5, executor=pool, cache=None), alone)


def test_a_process_begins_only_where_it_is_worth_it(small: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two cores, 36 draws and worth 37: none; worth 36: two. A number that is given holds."""
    begun: list[int] = []

    def on_processes(
        pieces: list[list[Block]], _keep: BlockCache | None, workers: int
    ) -> Iterator[tuple[Block, Arrays]]:
        begun.append(workers)
        return ((block, simulate_block(block)) for piece in pieces for block in piece)

    monkeypatch.setattr(cache_module, "_on_processes", on_processes)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(cache_module, "WORTH_A_PROCESS", 3 * SIZE + 1)
    run_ensemble(small, 3 * SIZE, 5, cache=None)
    assert begun == []
    run_ensemble(small, 3 * SIZE, 5, workers=2, cache=None)
    monkeypatch.setattr(cache_module, "WORTH_A_PROCESS", 3 * SIZE)
    run_ensemble(small, 3 * SIZE, 5, cache=None)
    assert begun == [2, 2]


def test_a_draw_is_the_same_in_a_longer_ensemble(small: Scenario) -> None:
    short = run_ensemble(small, 2 * SIZE, 5, workers=1, cache=None)
    longer = run_ensemble(small, 3 * SIZE, 5, workers=1, cache=None)
    assert longer.data.isel(draw=slice(0, 2 * SIZE)).identical(short.data)


def test_other_draws_and_seeds_throw_other_dice(small: Scenario) -> None:
    """In the same worlds: only the numbers of the draws, or the seed, are others."""
    world = draw_world(small, SIZE, 5)
    later = replace(world, first=SIZE)
    twice = [simulate_block(Block(small, 5, 0, draws))["paid_once"] for draws in (world, later)]
    other_seed = simulate_block(Block(small, 6, 0, world))["paid_once"]
    assert not np.array_equal(twice[0], twice[1])
    assert not np.array_equal(twice[0], other_seed)


def test_stopped_half_way_it_keeps_its_blocks_and_goes_on_from_them(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run_ensemble(small, 3 * SIZE, 5, workers=1, cache=None)

    def interrupt(done: int, wanted: int) -> None:
        if done >= 2 * SIZE:
            raise KeyboardInterrupt

    with pytest.raises(EnsembleStopped, match=f"after {2 * SIZE} of {3 * SIZE} draws"):
        run_ensemble(small, 3 * SIZE, 5, workers=1, cache=tmp_path / "cache", progress=interrupt)
    assert len(list((tmp_path / "cache").glob("*.npz"))) == 2

    simulated = []
    monkeypatch.setattr(
        block_module, "simulate_block", lambda block, past: simulated.append(block.first) or simulate_block(block, past)
    )
    assert same(run_ensemble(small, 3 * SIZE, 5, workers=1, cache=tmp_path / "cache"), whole)
    assert simulated == [2 * SIZE]
    assert not (tmp_path / "cache").exists()


def test_a_block_cut_short_or_of_other_draws_is_never_used(small: Scenario, tmp_path: Path) -> None:
    cache = BlockCache(tmp_path)
    first, second = blocks_of(small, draw_world(small, 2 * SIZE, 5), 5)
    cache.put(first, {"paid_once": np.arange(3)})
    assert cache.take(second) is None
    assert cache.take(Block(small.replace({"policy.quota.places": 1}), 5, 0, first.world)) is None
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(file.read_bytes()[:100])
    assert cache.take(first) is None
    assert not list(tmp_path.glob("*.part"))


def test_what_a_killed_worker_left_half_written_is_cleared_away(small: Scenario, tmp_path: Path) -> None:
    (block,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    cache = BlockCache(tmp_path / "cache")
    cache.put(block, {"paid_once": np.arange(3)})
    (tmp_path / "cache" / f"{block.key}.npz.99999.part").write_bytes(b"half")
    cache.clear([block])
    assert not (tmp_path / "cache").exists()


def test_a_block_that_another_process_clears_while_it_is_written_is_not_kept(
    small: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight calls in one folder: the first to end clears what all of them are making."""
    (block,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    cache = BlockCache(tmp_path / "cache")
    monkeypatch.setattr(cache_module, "seal", lambda _beside: BlockCache(tmp_path / "cache").clear([block]))
    cache.put(block, {"paid_once": np.arange(3)})
    assert cache.take(block) is None
    assert not (tmp_path / "cache").exists()


def test_blocks_of_another_version_of_the_model_have_another_key(
    small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    (same_one,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    assert one.key == same_one.key
    monkeypatch.setattr(block_module, "model_fingerprint", lambda: "another")
    (other,) = blocks_of(small, draw_world(small, SIZE, 5), 5)
    assert other.key != one.key


@pytest.mark.slow
@pytest.mark.parametrize("how", ["Ctrl-C", "a killed worker"])
def test_a_real_process_stopped_keeps_what_it_finished(how: str, tmp_path: Path) -> None:
    """2,100 draws are ten blocks: stop after the first is in the cache, with seconds left, and see the next use it."""
    scenario = Path("scenarios/small.toml").resolve()
    command = [sys.executable, "-m", "prakerja", "forecast", str(scenario), "--draws", "2100", "--workers", "2",
               "--out", str(tmp_path / "out")]  # fmt: skip
    environment = os.environ | {"PYTHONPATH": str(Path("model").resolve())}
    environment.pop("PRAKERJA_CACHE", None)  # the cache is in the working folder
    running = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True, env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background job ignores Ctrl-C
    )  # fmt: skip
    cache, end = tmp_path / ".prakerja", time.monotonic() + 60
    while not list(cache.glob("*.npz")) and time.monotonic() < end:
        time.sleep(0.02)
    if how == "Ctrl-C":
        os.killpg(running.pid, signal.SIGINT)
    else:
        workers = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
        os.kill(int(workers[-1]), signal.SIGKILL)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130, said
    assert "the same call goes on from there" in said
    assert "Traceback" not in said
    kept = {file.name for file in cache.glob("*.npz")}
    assert kept
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120, env=environment)
    assert again.returncode == 0, again.stderr
    assert not cache.exists()


def test_saved_and_loaded_it_is_the_same_without_pickle(small: Scenario, tmp_path: Path) -> None:
    found = Forecast(run_ensemble(small, SIZE, 5, workers=1, cache=None))
    back = Forecast.load(found.save(tmp_path / "f.nc"))
    assert same(back.ensemble, Ensemble(small, 5, back.ensemble.data, back.ensemble.world))
    assert back.ensemble.data.equals(found.ensemble.data)
    assert back.provenance == found.provenance
    assert (back.scenario.name, back.scenario.hash) == (small.name, small.hash)
    for path, values in found.ensemble.world.values.items():
        np.testing.assert_array_equal(back.ensemble.world[path], values)
    assert [path.name for path in tmp_path.iterdir()] == ["f.nc"]


def test_a_file_that_is_no_forecast_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.nc").write_text("not netCDF")
    for path, said in ((tmp_path / "x.nc", "is not a forecast"), (tmp_path / "y.nc", "no such file")):
        with pytest.raises(InputError, match=said):
            Forecast.load(path)


def test_a_run_is_forgotten_at_once():
    """Actors know each other and their clock: if the collector had to find that, two runs would stand in memory."""
    scenario = load("scenarios/small.toml")
    gc.disable()
    try:
        gc.collect()
        simulate(scenario, draw_world(scenario, 2, seed=1), until=20)
        assert not [actor for actor in gc.get_objects() if type(actor) in (Programme, Payment, Training)]
    finally:
        gc.enable()
