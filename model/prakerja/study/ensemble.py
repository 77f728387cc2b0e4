"""Ensembles: all draws of a scenario, simulated block by block on any executor."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import xarray as xr

from prakerja.scenario import Draws, Scenario, draw_world
from prakerja.study.block import Arrays, Block, blocks_of, simulate_block
from prakerja.study.cube import Cube
from prakerja.study.shelf import Shelf

SHELF = Path(".prakerja")
"""Where blocks are kept until their ensemble is complete, seen from the working folder."""

Progress = Callable[[int, int], None]
"""Is told how many draws are done, and of how many."""


class EnsembleStopped(Exception):
    """An ensemble was stopped before its end; what is finished is kept."""


@dataclass(frozen=True)
class Ensemble:
    """All draws of a scenario.

    Attributes
    ----------
    scenario, seed
        What was simulated.
    data
        Every series of the journal, with its dimensions and units: (day, ..., draw).
    world
        The draws of the world, future by future.
    """

    scenario: Scenario
    seed: int
    data: xr.Dataset
    world: Draws

    def __len__(self) -> int:
        return int(self.data.sizes["draw"])

    def __getitem__(self, name: str) -> xr.DataArray:
        return self.data[name]


def run_ensemble(
    scenario: Scenario,
    draws: int | Draws = 2000,
    seed: int = 2020,
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    shelf: Path | None = SHELF,
) -> Ensemble:
    """Simulate a scenario in many futures.

    Parameters
    ----------
    scenario
        What to simulate.
    draws
        How many draws from what the scenario believes, or the draws themselves.
    seed
        Scrambles the draws of the world and seeds every stream of random numbers.
    workers
        Processes on this machine; all cores unless given. The results do not depend on it.
    executor
        Any other executor, such as ``dask.distributed.Client(address).get_executor()``.
    progress
        Is called with (draws done, draws wanted).
    shelf
        A folder that keeps finished blocks while others are simulated; None keeps nothing.

    Raises
    ------
    EnsembleStopped
        On Ctrl-C or when a worker is killed. Finished blocks stay on the shelf: the same call goes on from there.
    """
    world = draw_world(scenario, draws, seed) if isinstance(draws, int) else draws
    blocks = list(blocks_of(scenario, world, seed))
    keep = Shelf(shelf) if shelf is not None and len(blocks) > 1 else None
    cube = Cube(scenario, len(world))
    finished = _finished(blocks, keep, workers, executor)
    try:
        with closing(finished):
            for block, arrays in finished:
                cube.fill(block.draws, arrays)
                if progress:
                    progress(cube.filled, len(world))
    except (KeyboardInterrupt, BrokenExecutor) as stop:
        kept = f"kept in {shelf}: the same call goes on from there" if keep else "lost, since there is no shelf"
        raise EnsembleStopped(f"stopped after {cube.filled:,} of {len(world):,} draws; they are {kept}") from stop
    if keep:
        keep.clear(blocks)
    return Ensemble(scenario, seed, cube.dataset(), world)


def _finished(
    blocks: list[Block], keep: Shelf | None, workers: int | None, executor: Executor | None
) -> Generator[tuple[Block, Arrays], None, None]:
    """Give every block when it is finished: those on the shelf first."""
    missing = []
    for block in blocks:
        arrays = keep.take(block) if keep else None
        if arrays is None:
            missing.append(block)
        else:
            yield block, arrays
    workers = min(workers or os.cpu_count() or 1, len(missing))
    if executor is None and workers <= 1:
        simulated = ((block, simulate_block(block)) for block in missing)
        yield from _kept(simulated, keep)
    else:
        with _executor(executor, workers) as pool:
            yield from _kept(_in_parallel(missing, keep, pool), keep)


def _kept(finished: Iterable[tuple[Block, Arrays]], keep: Shelf | None) -> Iterator[tuple[Block, Arrays]]:
    for block, arrays in finished:
        if keep:
            keep.put(block, arrays)
        yield block, arrays


def _in_parallel(blocks: list[Block], keep: Shelf | None, pool: Executor) -> Iterator[tuple[Block, Arrays]]:
    waiting: dict[Future[Arrays], Block] = {pool.submit(simulate_block, block): block for block in blocks}
    try:
        for future in as_completed(list(waiting)):
            yield waiting.pop(future), future.result()
    finally:
        running = [future for future in waiting if not future.cancel()]
        for future in running:  # it had begun when we were stopped: let it end, and keep it
            if keep and future.exception() is None:
                keep.put(waiting[future], future.result())


@contextmanager
def _executor(executor: Executor | None, workers: int) -> Iterator[Executor]:
    """Use a given executor, which its owner closes, or processes of this machine."""
    if executor is not None:
        yield executor
        return
    with ProcessPoolExecutor(workers, initializer=_leave_interrupts_to_parent) as pool:
        yield pool


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
