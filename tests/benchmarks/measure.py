"""How things are measured: processor time, interleaved, as a ratio within one run, since machines differ."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from prakerja.scenario import Scenario, draw_world
from prakerja.study.runs.block import BLOCK, Block, simulate_block

DRAWS = 1_000
NATIONAL, SMALL = "scenarios/prakerja-2020.toml", "scenarios/small.toml"


def blocks(scenario: Scenario, draws: int = DRAWS) -> list[Block]:
    """Cut an ensemble into its blocks."""
    world = draw_world(scenario, draws, 1)
    return [Block(scenario, 1, n, world.part(n * BLOCK, (n + 1) * BLOCK)) for n in range(-(-draws // BLOCK))]


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work on the processor."""
    start = time.process_time()
    work()
    return time.process_time() - start


def simulating(scenario: Scenario, draws: int = DRAWS) -> Callable[[], None]:
    """Make the work of simulating an ensemble, one block after another."""
    parts = blocks(scenario, draws)

    def work() -> None:
        for part in parts:
            simulate_block(part)

    return work


def ratio(work: Callable[[], object], to: Callable[[], object], rounds: int = 5) -> float:
    """Give the median of the ratios of two pieces of work done in turn, after a round to warm up."""
    found = []
    for _ in range(rounds + 1):
        found.append(seconds(work) / seconds(to))
    return median(found[1:])


def wall_seconds(command: list[str], rounds: int = 9) -> float:
    """Give the median time that a command takes to start, work and end."""
    found = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - start)
    return median(found[1:])


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
