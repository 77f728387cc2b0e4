"""Whoever simulates which block, and whichever is finished first: the same bits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from prakerja.scenario import Scenario, load
from prakerja.study import Ensemble, run_ensemble
from prakerja.study.runs.cube import Cube

BLOCKS = 4

# Python 3.12 and later warn when a process with threads is forked; a worker has nothing to do with them.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(scope="module")
def alone(small: Scenario, small_blocks: int) -> Ensemble:
    return run_ensemble(small, BLOCKS * small_blocks, 5, workers=1, cache=None)


@pytest.mark.parametrize(("workers", "kept"), [(2, True), (2, False), (3, True)])
def test_processes(small: Scenario, alone: Ensemble, workers: int, kept: bool, tmp_path: Path) -> None:
    cache = tmp_path / "cache" if kept else None
    assert run_ensemble(small, len(alone), 5, workers=workers, cache=cache).data.identical(alone.data)
    assert list(tmp_path.iterdir()) == []


class LastFirst(Executor):
    """Finishes what was submitted in the opposite order, one after another."""

    def __init__(self, count: int) -> None:
        self._count, self._jobs = count, list[tuple[Future[Any], Callable[[], Any]]]()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        self._jobs.append((future, lambda: fn(*args, **kwargs)))
        if len(self._jobs) == self._count:
            threading.Thread(target=self._work).start()
        return future

    def _work(self) -> None:
        for future, work in reversed(self._jobs):
            future.set_running_or_notify_cancel()
            future.set_result(work())


def test_blocks_that_come_last_first(small: Scenario, alone: Ensemble, monkeypatch: pytest.MonkeyPatch) -> None:
    """And they did come last first, with an incomplete block at the end."""
    came, fill = [], Cube.fill

    def note(cube: Cube, draws: slice, arrays: Any) -> None:
        came.append(draws.start)
        fill(cube, draws, arrays)

    monkeypatch.setattr(Cube, "fill", note)
    draws = len(alone) - 2
    found = run_ensemble(small, draws, 5, executor=LastFirst(BLOCKS), cache=None)
    assert came == sorted(came, reverse=True)
    full = len(alone) * (BLOCKS - 1) // BLOCKS
    assert found.data.isel(draw=slice(0, full)).identical(alone.data.isel(draw=slice(0, full)))
    again = run_ensemble(small, draws, 5, workers=1, cache=None)
    assert found.data.identical(again.data)


@pytest.mark.slow
def test_a_dask_cluster(small: Scenario, alone: Ensemble) -> None:
    """Two worker processes behind a scheduler, as `Client(address).get_executor()` of any other cluster."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        found = run_ensemble(small, len(alone), 5, executor=executor, cache=None)
        assert len(client.scheduler_info()["workers"]) == 2
    assert found.data.identical(alone.data)
    assert np.array_equal(found["paid_once"], alone["paid_once"])
