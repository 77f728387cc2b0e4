"""Processes that work for another one: Ctrl-C is not for them, and they end when it has ended, in whatever way."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

_SECONDS = 1.0
"""Between two looks at who is the parent."""


def live_with_parent() -> None:
    """Leave Ctrl-C to the process that began this one, and end as soon as it is no more: killed, it cannot say so.

    Who began a process of `multiprocessing` tells it by a pipe of its end, but younger processes that were forked hold
    that pipe too; and of a server of forks, the parent of the system is another. So both are looked at.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    began, above = parent_process(), os.getppid()

    def watch() -> None:
        while os.getppid() == above:
            if began is None:
                time.sleep(_SECONDS)
            elif wait([began.sentinel], _SECONDS):
                break
        os._exit(0)

    Thread(target=watch, daemon=True).start()


def end_all(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool whose work is done, without waiting for each to take its leave.

    They take their orders one at a time, the last one too, behind a lock; one that is killed while it holds the lock
    leaves the others, and who waits for them, waiting for ever.
    """
    for process in list((pool._processes or {}).values()):
        process.kill()
