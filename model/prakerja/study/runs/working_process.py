"""Processes that work for another one: Ctrl-C is not for them, and they end when it has ended, in whatever way."""

from __future__ import annotations

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread

_SECONDS = 1.0
"""Between two looks; of processes that were forked, the younger hold what tells the older of their parent's end."""


def live_with_parent() -> None:
    """Leave Ctrl-C to the process that began this one, and end as soon as it is no more: killed, it cannot say so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent, above = parent_process(), os.getppid()
    if parent is None:
        return

    def watch() -> None:
        while not wait([parent.sentinel], _SECONDS) and os.getppid() == above:
            pass
        os._exit(0)

    Thread(target=watch, daemon=True).start()
