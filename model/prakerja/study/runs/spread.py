"""Work spread over processes or any executor: the same pieces, so the same bits, wherever they are done."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

Map = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Like the built-in ``map``: the results in the order of the pieces."""


@contextmanager
def spread_over(workers: int | None = None, executor: Executor | None = None) -> Iterator[Map]:
    """Return a ``map`` for as long as the block lasts.

    Parameters
    ----------
    workers
        Processes on this machine; all cores unless given. With one, all is done in this process.
    executor
        Any other executor, which its owner closes; it takes the place of the processes.

    Examples
    --------
    >>> with spread_over(workers=1) as spread:
    ...     list(spread(abs, [-1, 2]))
    [1, 2]
    """
    workers = workers or os.cpu_count() or 1
    if executor is not None:
        yield executor.map
    elif workers == 1:
        yield map
    else:
        with ProcessPoolExecutor(workers) as pool:
            yield pool.map
