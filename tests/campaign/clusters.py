"""kill -9 of the workers of a Dask cluster, on this machine, while a call has its futures simulated there."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress

from tests.campaign.calls import CALLS, MODEL, place
from tests.campaign.kills import Fault, twice
from tests.campaign.outcome import undisturbed, wrong_end, wrong_files, wrong_words
from tests.campaign.watched import Watched


def killed_on_cluster(name: str, kills: int, seed: int) -> Fault:
    """Kill so many workers, one in each call; the cluster begins others, as clusters do."""
    from distributed import LocalCluster

    fault, dice = Fault("kill -9 of a worker of a Dask cluster"), random.Random(f"Dask {name} {seed}")
    os.environ["PYTHONPATH"] = MODEL  # of the workers, which are begun anew
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        words = [*CALLS[name], f"--cluster={cluster.scheduler_address}"]
        for _ in range(4 * kills):
            if fault.tries >= kills or fault.wrong:
                break
            with place() as where, Watched(where.cache) as watched:
                running = where.begin(words)
                time.sleep(dice.uniform(0, undisturbed(name).seconds))
                if running.process.poll() is None:
                    victims = [worker.pid for worker in cluster.workers.values() if worker.pid]
                    with suppress(ProcessLookupError, IndexError):
                        os.kill(dice.choice(victims), signal.SIGKILL)
                        fault.tries += 1
                done = running.end()
                made = set(watched.finished())
                wrong = wrong_words(done, (0, 130)) + wrong_files(name, where, complete=done.code == 0)
                if done.code != 0:
                    wrong += wrong_end(name, where)
                    fault.lost = max(fault.lost, twice(made, watched))
                fault.wrong += [f"{name} on a cluster, kill {fault.tries}: {one}" for one in wrong]
    return fault
