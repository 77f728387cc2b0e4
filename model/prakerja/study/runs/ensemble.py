"""Ensembles: all draws of a scenario, simulated block by block on any executor."""

from __future__ import annotations

import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import closing, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xarray as xr

from prakerja.scenario import Draws, Scenario, draw_world
from prakerja.study.runs.block import Arrays, Block, blocks_of, simulate_block
from prakerja.study.runs.cache import BlockCache
from prakerja.study.runs.cube import Cube
from prakerja.study.runs.kernels import compile_once
from prakerja.study.runs.spread import count_workers

CACHE = Path(".prakerja")
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
    origin
        Where these draws come from, if not from what the scenario believes: for the provenance.
    """

    scenario: Scenario
    seed: int
    data: xr.Dataset
    world: Draws
    origin: Mapping[str, Any] = field(default_factory=dict)

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
    cache: Path | None = CACHE,
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
    cache
        A folder that keeps finished blocks while others are simulated; None keeps nothing.

    Raises
    ------
    EnsembleStopped
        On Ctrl-C or when a worker is killed. Finished blocks stay in the cache: the same call goes on from there.
    """
    world = draw_world(scenario, draws, seed) if isinstance(draws, int) else draws
    blocks = list(blocks_of(scenario, world, seed, workers=count_workers(workers, executor)))
    cube = Cube(scenario, len(world))
    run_blocks(
        blocks,
        lambda block, arrays: cube.fill(block.draws, arrays),
        workers=workers,
        executor=executor,
        progress=progress,
        cache=cache,
    )
    return Ensemble(scenario, seed, cube.dataset(), world)


def run_blocks(
    blocks: list[Block],
    take: Callable[[Block, Arrays], None],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    cache: Path | None = CACHE,
) -> None:
    """Simulate blocks, of one ensemble or of several, and hand over each when it is finished.

    Parameters
    ----------
    blocks
        What to simulate.
    take
        Is called with every block and its arrays, in any order.
    workers, executor, progress, cache
        As for `run_ensemble`.

    Raises
    ------
    EnsembleStopped
        As by `run_ensemble`.
    """
    keep = BlockCache(cache) if cache is not None and len(blocks) > 1 else None
    done, wanted = 0, sum(len(block.world) for block in blocks)
    finished = _finished(blocks, keep, workers, executor)
    try:
        with closing(finished):
            for block, arrays in finished:
                take(block, arrays)
                done += len(block.world)
                if progress:
                    progress(done, wanted)
    except (KeyboardInterrupt, BrokenExecutor) as stop:
        kept = f"kept in {cache}: the same call goes on from there" if keep else "lost, since there is no cache"
        raise EnsembleStopped(f"stopped after {done:,} of {wanted:,} draws; they are {kept}") from stop
    if keep:
        keep.clear(blocks)


def _finished(
    blocks: list[Block], keep: BlockCache | None, workers: int | None, executor: Executor | None
) -> Generator[tuple[Block, Arrays], None, None]:
    """Return every block when it is finished: those in the cache first."""
    missing = []
    for block in blocks:
        arrays = keep.take(block) if keep else None
        if arrays is None:
            missing.append(block)
        else:
            yield block, arrays
    workers = min(count_workers(workers, None), len(missing))
    if missing:
        compile_once(missing[0])
    if executor is not None:
        yield from _kept(_on_executor(missing, keep, executor), keep)
    elif workers > 1:
        yield from _on_processes(missing, keep, workers)
    else:
        yield from _kept(((block, simulate_block(block)) for block in missing), keep)


def _kept(finished: Iterable[tuple[Block, Arrays]], keep: BlockCache | None) -> Iterator[tuple[Block, Arrays]]:
    for block, arrays in finished:
        if keep:
            keep.put(block, arrays)
        yield block, arrays


def _on_executor(blocks: list[Block], keep: BlockCache | None, pool: Executor) -> Iterator[tuple[Block, Arrays]]:
    """Simulate blocks on someone else's executor, which its owner closes; they travel as plain arrays."""
    waiting: dict[Future[Arrays], Block] = {pool.submit(simulate_block, block): block for block in blocks}
    try:
        for future in as_completed(list(waiting)):
            yield waiting.pop(future), future.result()
    finally:
        for future in [future for future in waiting if not future.cancel()]:
            if keep and future.exception() is None:  # it had begun when we were stopped: let it end, and keep it
                keep.put(waiting[future], future.result())


def _on_processes(blocks: list[Block], keep: BlockCache | None, workers: int) -> Iterator[tuple[Block, Arrays]]:
    """Simulate blocks on processes of this machine, which put them in the cache themselves.

    Only numbers travel through the pool's pipes: a worker that is killed while it reads or writes something large
    would leave the others waiting for ever (python/cpython#94777).
    """
    with TemporaryDirectory() if keep is None else nullcontext() as folder:
        cache = keep or BlockCache(Path(str(folder)))
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(blocks, cache)) as pool:
            waiting = {pool.submit(_simulate_to_cache, number): block for number, block in enumerate(blocks)}
            try:
                for future in as_completed(waiting):
                    future.result()
                    arrays = cache.take(waiting[future])
                    if arrays is None:
                        raise OSError(f"a finished block could not be read back from {cache}")
                    yield waiting[future], arrays
            finally:
                pool.shutdown(wait=True, cancel_futures=True)  # what has begun still ends, in the cache


_blocks: list[Block] = []
_cache: list[BlockCache] = []


def _begin(blocks: list[Block], cache: BlockCache) -> None:
    """Let a worker know its work, and leave Ctrl-C to the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _blocks[:], _cache[:] = blocks, [cache]


def _simulate_to_cache(number: int) -> None:
    _cache[0].put(_blocks[number], simulate_block(_blocks[number]))
