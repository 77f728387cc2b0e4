"""Finished blocks, as they come from processes or any executor, kept so that an ensemble goes on where it stood."""

from __future__ import annotations

import logging
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed, wait
from contextlib import nullcontext, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np

from prakerja.study.runs.block import Arrays, Block, simulate_block, simulate_together, together
from prakerja.study.runs.checksum import Damaged, check_seal, seal
from prakerja.study.runs.kernels import compile_once
from prakerja.study.runs.spread import count_workers
from prakerja.study.runs.whole_file import whole_file
from prakerja.study.runs.working_process import end_all, live_with_parent

_log = logging.getLogger("prakerja")

WORTH_A_PROCESS = 100
"""Draws that take as long as a process takes to begin: half a second."""


PATIENCE = 60.0
"""Seconds in which a block that has begun should end when its run is stopped: several times what one takes."""


class Named(Protocol):
    """A piece of work, whose key names everything that its result depends on."""

    @property
    def key(self) -> str:
        """Name it, in letters that a file may be called by."""


class BlockCache:
    """A folder of finished blocks, or of other pieces, one file each; a file is whole or not there at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __str__(self) -> str:
        return str(self._folder)

    def put(self, block: Named, arrays: Arrays) -> None:
        """Keep a finished block: written beside, then renamed; or not, if another process clears it meanwhile."""
        with suppress(FileNotFoundError), whole_file(self._path(block)) as beside:
            with beside.open("wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]  # the stubs take the arrays for the flag
            seal(beside)

    def take(self, block: Named) -> Arrays | None:
        """Return a block that was finished before, if it is here and can be read."""
        path = self._path(block)
        try:
            check_seal(path)
            with path.open("rb") as stored, np.load(stored, allow_pickle=False) as file:
                return {name: file[name] for name in file.files}
        except FileNotFoundError:
            return None  # never finished, or cleared by another process
        except (Damaged, OSError, ValueError) as error:  # by a full disk or a power cut; or of an older version
            _log.warning("a kept block is damaged (%s: %s): it is simulated again", path, error)
            return None

    def clear(self, blocks: Sequence[Named]) -> None:
        """Throw away blocks that are no longer needed, and the folder when it is empty."""
        for block in blocks:
            self._path(block).unlink(missing_ok=True)
            for left in self._folder.glob(
                f"{self._path(block).name}.*.part"
            ):  # of a worker that was killed while it wrote
                left.unlink(missing_ok=True)
        with suppress(OSError):  # something else is kept there, or was never anything
            self._folder.rmdir()

    def _path(self, block: Named) -> Path:
        return self._folder / f"{block.key}.npz"


def finished(
    blocks: list[Block], keep: BlockCache | None, workers: int | None, executor: Executor | None
) -> Generator[tuple[Block, Arrays], None, None]:
    """Return every block when it is finished: those in the cache first, the rest from processes or an executor."""
    missing = []
    for block in blocks:
        arrays = keep.take(block) if keep else None
        if arrays is None:
            missing.append(block)
        else:
            yield block, arrays
    if workers is None:  # a process must be worth its start
        workers = min(count_workers(None, None), 1 + sum(len(block.world) for block in missing) // WORTH_A_PROCESS)
    pieces = together(missing)
    workers = min(workers, len(pieces))
    if missing:
        compile_once(missing[0])
    if executor is not None:
        yield from _kept(_on_executor(pieces, keep, executor), keep)
    elif workers > 1:
        yield from _on_processes(pieces, keep, workers)
    else:
        yield from _kept((pair for piece in pieces for pair in zip(piece, simulate_together(piece), strict=True)), keep)


def _kept(finished: Iterable[tuple[Block, Arrays]], keep: BlockCache | None) -> Iterator[tuple[Block, Arrays]]:
    for block, arrays in finished:
        if keep:
            keep.put(block, arrays)
        yield block, arrays


def _on_executor(pieces: list[list[Block]], keep: BlockCache | None, pool: Executor) -> Iterator[tuple[Block, Arrays]]:
    """Simulate pieces on someone else's executor, which its owner closes; they travel as plain arrays."""
    waiting: dict[Future[list[Arrays]], list[Block]] = {pool.submit(_all_of, piece): piece for piece in pieces}
    try:
        for future in as_completed(list(waiting)):
            yield from zip(waiting.pop(future), future.result(), strict=True)
    finally:
        for future in [future for future in waiting if not future.cancel()]:
            if keep and future.exception() is None:  # it had begun when we were stopped: let it end, and keep it
                for block, arrays in zip(waiting[future], future.result(), strict=True):
                    keep.put(block, arrays)


def _all_of(piece: list[Block]) -> list[Arrays]:
    return list(simulate_together(piece))


def _on_processes(pieces: list[list[Block]], keep: BlockCache | None, workers: int) -> Iterator[tuple[Block, Arrays]]:
    """Simulate pieces on processes of this machine, which put them in the cache themselves.

    Only numbers travel through the pool's pipes: a worker that is killed while it reads or writes something large
    would leave the others waiting for ever (python/cpython#94777).
    """
    with TemporaryDirectory() if keep is None else nullcontext() as folder:
        cache = keep or BlockCache(Path(str(folder)))
        with ProcessPoolExecutor(workers, initializer=_begin, initargs=(pieces, cache)) as pool:
            waiting = {pool.submit(_simulate_to_cache, number): piece for number, piece in enumerate(pieces)}
            try:
                for future in as_completed(waiting):
                    future.result()
                    for block in waiting[future]:
                        arrays = cache.take(block)
                        if arrays is None:  # another process has cleared the cache
                            arrays = simulate_block(block)
                        yield block, arrays
            finally:
                _end(pool, waiting)


def _end(pool: ProcessPoolExecutor, waiting: Collection[Future[None]]) -> None:
    """Let what has begun end, in the cache; but not for ever, and a second Ctrl-C ends it at once.

    A rule of one's own may never answer, and workers do not hear Ctrl-C.
    """
    begun = [future for future in waiting if not future.cancel()]
    left: Iterable[object] = begun  # unless all of it ends in time
    try:
        left = wait(begun, timeout=PATIENCE).not_done
    finally:
        if left or len(begun) == len(waiting):
            end_all(pool)


_pieces: list[list[Block]] = []
_cache: list[BlockCache] = []


def _begin(pieces: list[list[Block]], cache: BlockCache) -> None:
    """Let a worker know its work."""
    live_with_parent()
    _pieces[:], _cache[:] = pieces, [cache]


def _simulate_to_cache(number: int) -> None:
    for block, arrays in zip(_pieces[number], simulate_together(_pieces[number]), strict=True):
        _cache[0].put(block, arrays)
