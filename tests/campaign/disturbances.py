"""Real calls of every verb, disturbed: killed, stopped, out of disk or memory, elsewhere; a table of what came of it.

python -m tests.campaign.disturbances FOLDER [KILLS [WORKERS]] tries these alone.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from prakerja.study.runs.block import model_fingerprint
from prakerja.study.runs.whole_file import whole_file
from tests.campaign import circumstances, disks
from tests.campaign.calls import ALONE, CALLS
from tests.campaign.clusters import killed_on_cluster
from tests.campaign.kills import Fault, killed
from tests.campaign.outcome import undisturbed
from tests.campaign.stops import stopped

KILLS = 200
SEED = 18
FEW_KILLS = 24
"""Of `make campaign`, for time."""

OFTEN = {
    "forecast": 24, "compare": 24, "stress": 24, "optimise": 20, "brief": 16, "drivers": 12, "live": 24, "follow": 24,
    "calibrate": 12, "hindcast": 4, "since": 4,
}  # fmt: skip
"""How many of 200 kills each verb has: the shorter ones more. Half of them hit a worker, where there are any."""
ON_CLUSTER = 12

FILLED = {"forecast": 4, "compare": 2, "stress": 1, "optimise": 1, "live": 1, "follow": 1}
"""On how many disks, each full at another write, the results of a verb are written."""
SLOW = ("hindcast", "since", "drivers", "calibrate", "brief")
"""Verbs that Ctrl-C is not tried with."""
WAYS = ("spawn", "forkserver")
"""How processes begin, besides the system's own way, in which all other calls are made."""
MEGABYTES = (400, 700, 1000)

Try = Callable[[], Fault]


def tried_disturbances(folder: Path, kills: int = KILLS, workers: int = 2) -> int:
    """Try all and write what came of it; return how many sorts of fault went wrong, or lost more than they may."""
    began, before, faults = time.monotonic(), _processor(), dict[str, Fault]()
    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(undisturbed, CALLS))
        tries = _tries(kills)
        for number, fault in enumerate(pool.map(_guarded, tries), 1):
            whole = faults.setdefault(fault.sort, Fault(fault.sort))
            whole.tries += fault.tries
            whole.lost = max(whole.lost, fault.lost)
            whole.wrong += fault.wrong
            said = f"{number} of {len(tries)}: {fault.sort}, {fault.tries} tries, {time.monotonic() - began:,.0f} s"
            print("\n  ".join([said, *fault.wrong]), file=sys.stderr, flush=True)
    seconds = f"{time.monotonic() - began:,.0f} s, {_processor() - before:,.0f} s of the processor"
    path = folder / "disturbances.md"
    with whole_file(path) as beside:
        beside.write_text(_report(faults.values(), seconds), encoding="utf-8", errors="backslashreplace")
    print(path.read_text(encoding="utf-8"))
    return sum(bool(fault.wrong) or fault.lost > 1 for fault in faults.values())


def _tries(kills: int) -> list[Try]:
    """Return what is tried."""
    tries: list[Try] = [partial(killed_on_cluster, "forecast", max(1, round(ON_CLUSTER * kills / KILLS)), SEED)]
    tries += [partial(circumstances.two_versions, name, SEED) for name in circumstances.CHANGED]
    tries += [partial(circumstances.begun_as, name, way) for way in WAYS for name in ("stress", "drivers")]
    tries += [
        partial(circumstances.elsewhere, name, way) for way in circumstances.ways() for name in ("stress", "live")
    ]
    tries += [partial(circumstances.odd_times, "compare", SEED), partial(circumstances.together, "stress")]
    tries += [partial(circumstances.out_of_memory, "stress", size) for size in MEGABYTES]
    if disks.can_mount():
        tries += [partial(disks.filled, name, count, SEED) for name, count in FILLED.items()]
        tries += [partial(disks.filled_cache, name, 2, SEED) for name in ("stress", "calibrate")]
        tries += [partial(disks.read_only, "stress", inside) for inside in ("out", ".prakerja")]
    else:
        tries.append(partial(Fault, "disks full or read-only: not tried, nothing may be mounted here"))
    tries += [partial(stopped, name, times, 1, SEED) for name in CALLS for times in (1, 2) if name not in SLOW]
    often = {name: max(1, round(count * kills / KILLS)) for name, count in OFTEN.items()}
    for name in CALLS:
        of_workers = 0 if name in ALONE else often[name] // 2
        for worker, count in ((True, of_workers), (False, often[name] - of_workers)):
            tries += [partial(killed, name, worker, count, SEED)] * bool(count)
    return tries


def _guarded(one: Try) -> Fault:
    """Try it; what breaks the try itself is wrong, too."""
    try:
        return one()
    except Exception as error:  # whatever it is, the others are tried all the same
        return Fault(f"tries that broke: {one}", wrong=["".join(traceback.format_exception(error))])


def _report(faults: Iterable[Fault], seconds: str) -> str:
    rows = [(fault.sort, fault.tries, fault.lost, len(fault.wrong)) for fault in faults]
    lines = [
        "# Calls that were disturbed: nothing lost, nothing wrong",
        "",
        "| fault | tries | lost (pieces of work at most) | wrong |",
        "|---|---|---|---|",
        *(f"| {sort} | {tries} | {lost} | {wrong} |" for sort, tries, lost, wrong in sorted(rows)),
        "",
        "Lost: a block or a calibration that had been kept, and was done again. Besides, what was being worked on.",
        f"{seconds}; {os.cpu_count()} cores, Python {platform.python_version()}, model {model_fingerprint()}.",
        *(f"\n## {fault.sort}\n\n```\n{one}\n```" for fault in faults for one in fault.wrong),
    ]
    return "\n".join(lines) + "\n"


def _processor() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime + time.process_time()


if __name__ == "__main__":
    raise SystemExit(int(tried_disturbances(Path(sys.argv[1]), *map(int, sys.argv[2:])) > 0))
