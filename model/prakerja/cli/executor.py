"""Where the futures are simulated: processes of this machine, or a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


@contextmanager
def executor_of(cluster: str | None) -> Iterator[Executor | None]:
    """Connect to a Dask cluster for the time of a command, if one is asked for; None without.

    Raises
    ------
    InputError
        If the extra is not installed, or the scheduler cannot be reached.
    """
    from prakerja.scenario import InputError, Problem

    if cluster is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        problem = Problem("--cluster", cluster, "needs the extra: pip install 'prakerja[cluster]'")
        raise InputError("command line", [problem]) from None
    try:
        # Not the default of the process: files that are written later would ask a lost scheduler for their locks.
        client = Client(cluster, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except Exception as error:  # each way of connecting has errors of its own, and none of them is ours
        problem = Problem("--cluster", cluster, f"cannot be reached: {type(error).__name__}")
        raise InputError("command line", [problem]) from None
    with client:
        yield client.get_executor()  # type: ignore[no-untyped-call]
