"""Ctrl-C, once and twice, at random moments: as a terminal sends it, to the call and to all that work for it."""

from __future__ import annotations

import random
import signal
import time

from tests.campaign.calls import CALLS, place, with_all
from tests.campaign.kills import Fault, forget, twice
from tests.campaign.outcome import undisturbed, wrong_end, wrong_files, wrong_rest, wrong_words
from tests.campaign.watched import Watched

BETWEEN = 0.3
"""Seconds from the first to the second."""

BEGUN = 0.15
"""The first moment, as a part of the whole: before it Python loads itself, and has words of its own."""


def stopped(name: str, times: int, tries: int, seed: int) -> Fault:
    """Press Ctrl-C so many times in each call; return what came of it."""
    fault, dice = Fault(f"Ctrl-C {'twice' if times == 2 else 'once'}"), random.Random(f"Ctrl-C {name} {times} {seed}")
    for _ in range(tries):
        with place() as where, Watched(where.cache) as watched:
            running = where.begin(CALLS[name])
            time.sleep(dice.uniform(BEGUN, 1) * undisturbed(name).seconds)
            for number in range(times):
                time.sleep(BETWEEN * bool(number))
                with_all(running.process.pid, signal.SIGINT)
            done = running.end()
            wrong = wrong_rest(running.process.pid) + wrong_words(done, (0, 130, -2), silent=(0, 130, -2))
            with_all(running.process.pid, signal.SIGKILL)
            wrong += wrong_files(name, where, complete=done.code == 0)
            made = set(watched.finished())
            forget(name, where, made)
            if done.code != 0:
                wrong += wrong_end(name, where)
                fault.lost = max(fault.lost, twice(made, watched))
            fault.tries += 1
            fault.wrong += [f"{name}, Ctrl-C: {one}" for one in wrong]
    return fault
