"""Work spread over processes or any executor: the same pieces, so the same bits, wherever they are done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

from prakerja.study.runs.working_process import end_all, live_with_parent

Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Like the built-in ``map``: the results in the order of the pieces."""


class EnsembleStopped(Exception):
    """Runs of the engine were stopped before their end; of an ensemble, what is finished is kept."""


BEGINS_AGAIN, GOES_ON = "begins again", "goes on from there"
"""What the same call does after it was stopped, as users are told."""


@contextmanager
def spread_over(
    workers: int | None = None,
    executor: Executor | None = None,
    again: str = BEGINS_AGAIN,
    begin: Callable[[], object] = int,
) -> Iterator[Map]:
    """Return a ``map`` for as long as the block lasts.

    Parameters
    ----------
    workers
        Processes on this machine; all cores unless given. With one, all is done in this process.
    executor
        Any other executor, which its owner closes; it takes the place of the processes.
    again
        What the same call does if one of the processes is killed.
    begin
        What each process does first, such as to hold what is too large to come with every piece; not on an executor.

    Raises
    ------
    EnsembleStopped
        When one of the processes is killed.

    Examples
    --------
    >>> with spread_over(workers=1) as spread:
    ...     list(spread(abs, [-1, 2]))
    [1, 2]
    """
    workers = count_workers(workers, executor)
    if executor is not None:
        yield executor.map
    elif workers == 1:
        begin()
        yield map
    else:
        try:
            with ProcessPoolExecutor(workers, initializer=_begin, initargs=(begin,)) as pool:
                yield pool.map
                end_all(pool)
        except BrokenProcessPool as stop:
            said = f"stopped: a process that worked for it was killed; the same call {again}"
            raise EnsembleStopped(said) from stop


def _begin(begin: Callable[[], object]) -> None:
    live_with_parent()
    begin()


def count_workers(workers: int | None, executor: Executor | None) -> int:
    """Return how many pieces can be worked on at once.

    An executor says it where it can: a pool of processes or threads, or the cluster behind Dask's.

    Examples
    --------
    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(3) as pool:
    ...     count_workers(None, pool), count_workers(2, None)
    (3, 2)
    """
    if executor is None:
        return workers or os.cpu_count() or 1
    client = getattr(executor, "_client", None)
    known = sum(client.ncores().values()) if client is not None else getattr(executor, "_max_workers", None)
    return int(known or workers or os.cpu_count() or 1)
