"""kill -9 at random moments: of the call, of a process that works for it, of a worker on a Dask cluster.

A call is killed again and again in one folder, until it comes to its end: then everything must be as if nobody had
killed it. Between two kills every file of results is whole, and nothing that was kept is simulated a second time.
"""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.campaign.calls import CALLS, Place, Running, place, with_all
from tests.campaign.outcome import undisturbed, wrong_end, wrong_files, wrong_rest, wrong_words
from tests.campaign.watched import Watched

IN_A_ROW = 4
"""Kills of one call before it is let through."""


@dataclass
class Fault:
    """What came of one sort of fault.

    Attributes
    ----------
    sort
        What was done.
    tries
        How often.
    lost
        Most pieces of work (blocks, calibrations) that were kept before one of these, and done again after it.
    wrong
        What was not as it must be.
    """

    sort: str
    tries: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def killed(name: str, worker: bool, kills: int, seed: int) -> Fault:
    """Kill a call, or a process that works for it, so many times; return what came of it."""
    fault, dice = (
        Fault(f"kill -9 of {'a worker of ' if worker else ''}{name}"),
        random.Random(f"{name} {worker} {seed}"),
    )
    for _ in range(10 * kills):
        if fault.tries >= kills or fault.wrong:
            break
        with place() as where, Watched(where.cache) as watched:
            _in_a_row(fault, name, worker, min(IN_A_ROW, kills - fault.tries), dice, where, watched)
    return fault


def _in_a_row(
    fault: Fault, name: str, worker: bool, most: int, dice: random.Random, where: Place, watched: Watched
) -> None:
    made: set[str] = set()
    for _ in range(most):
        running = where.begin(CALLS[name])
        hit = _kill(running, worker, dice.uniform(0, undisturbed(name).seconds))
        done = running.end()
        wrong = wrong_rest(running.process.pid)
        with_all(running.process.pid, signal.SIGKILL)
        fault.lost = max(fault.lost, twice(made, watched))
        wrong += wrong_words(done, ((0, 130) if worker else (0, -9)) if hit else (0,))
        wrong += wrong_files(name, where, complete=done.code == 0)
        fault.tries += hit
        fault.wrong += [f"{name}, kill {fault.tries}: {one}" for one in wrong]
        if done.code == 0 or wrong:
            return
        forget(name, where, made)
    fault.wrong += wrong_end(name, where)
    fault.lost = max(fault.lost, twice(made, watched))


def forget(name: str, where: Place, made: set[str]) -> None:
    """Forget what was made if it was thrown away by right: all results are written, and the end came after that."""
    if not list(where.cache.glob("*.npz")) and not wrong_files(name, where, complete=True):
        made.clear()


def twice(made: set[str], watched: Watched) -> int:
    """Return how many pieces were made that had been made before, and note those of now."""
    now = watched.finished()
    again = sum(piece in made for piece in now)
    made |= set(now)
    return again


def _kill(running: Running, worker: bool, after: float) -> bool:
    """Kill it, or one of its workers, after so many seconds or as soon as there is one; return whether it was hit."""
    end = time.monotonic() + after
    while running.process.poll() is None:
        if time.monotonic() >= end:
            victims = workers_of(running.process.pid) if worker else [running.process.pid]
            if victims:
                with suppress(ProcessLookupError):
                    os.kill(victims[-1], signal.SIGKILL)
                    return True
        time.sleep(0.005)
    return False


def workers_of(parent: int) -> list[int]:
    """Return the processes that work for one."""
    with suppress(OSError):
        tasks = Path(f"/proc/{parent}/task").iterdir()
        return [int(one) for task in tasks for one in (task / "children").read_text().split()]
    return []
