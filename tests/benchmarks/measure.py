"""How things are measured: processor time, interleaved, as a ratio within one run, since machines differ."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from prakerja.scenario import Scenario, draw_world
from prakerja.study.runs.block import blocks_of, simulate_block

DRAWS = 1_000
NATIONAL, SMALL = "scenarios/prakerja-2020.toml", "scenarios/small.toml"


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work on the processor, the programs that it runs to their end included."""
    start = _spent()
    work()
    return _spent() - start


def _spent() -> float:
    both = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(spent.ru_utime + spent.ru_stime for spent in both)


def wall(work: Callable[[], object]) -> float:
    """Time a piece of work by the clock on the wall."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def simulating(scenario: Scenario, draws: int = DRAWS) -> Callable[[], None]:
    """Make the work of simulating an ensemble, one block after another."""
    parts = list(blocks_of(scenario, draw_world(scenario, draws, 1), 1))

    def work() -> None:
        for part in parts:
            simulate_block(part)

    return work


def ratio(
    work: Callable[[], object],
    to: Callable[[], object],
    rounds: int = 5,
    clock: Callable[[Callable[[], object]], float] = seconds,
) -> float:
    """Give the median of the ratios of two pieces of work done in turn, after a round to warm up."""
    found = []
    for _ in range(rounds + 1):
        found.append(clock(work) / clock(to))
    return median(found[1:])


def running(command: list[str], environment: Mapping[str, str] | None = None) -> Callable[[], object]:
    """Make the work of running a program, with some more variables in its environment."""
    variables = {**os.environ, **(environment or {})}
    return lambda: subprocess.run(command, check=True, capture_output=True, env=variables)


def wall_seconds(command: list[str], rounds: int = 9) -> float:
    """Give the median time that a command takes to start, work and end, after a round to warm up."""
    return median([wall(running(command)) for _ in range(rounds + 1)][1:])


def peak_megabytes(code: str) -> tuple[int, int]:
    """Run some Python on its own and give the most memory that it, and the largest of its workers, ever held."""
    return _alone(code)[1]


def seconds_and_megabytes(code: str) -> tuple[float, int]:
    """Run some Python on its own, whose last words are seconds; give them and the most memory that it ever held."""
    words, (itself, _) = _alone(code)
    return float(words[-1]), itself


def _alone(code: str) -> tuple[list[str], tuple[int, int]]:
    # what getrusage says of itself includes what the process that started it held
    ends = (
        "import re, resource\nhigh = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())\n"
        "print(high[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    command = [sys.executable, "-c", f"{code}\n{ends}"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path.cwd()).stdout
    *words, itself, workers = told.split()
    return words, (int(itself) // 1024, int(workers) // 1024)
