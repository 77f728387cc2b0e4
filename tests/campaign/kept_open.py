"""`prakerja explore` as a process of its own, and what it and its workers hold."""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import NATIONAL

SAID, TEMPORARY = "said.txt", "temporary"
_TICKS = os.sysconf("SC_CLK_TCK")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\?key=\S+")


@dataclass(frozen=True)
class Holding:
    """What a server and its workers hold at a moment: memory, pages they share counted once, and the rest by number."""

    megabytes: float
    processes: int
    threads: int
    files: int
    temporary: int
    server: float
    workers: float

    @property
    def counted(self) -> tuple[int, int, int, int]:
        """Processes, threads, open files and sockets, and files in the folder for temporary ones."""
        return self.processes, self.threads, self.files, self.temporary

    @property
    def spent(self) -> float:
        """Seconds of the processor, the workers' included."""
        return self.server + self.workers


class Opened:
    """A server at its address."""

    def __init__(self, process: subprocess.Popen[str], address: str, folder: Path) -> None:
        self.process, self.address, self._folder = process, address, folder

    def said(self) -> str:
        """Return what it said of mistakes."""
        return (self._folder / SAID).read_text()

    def holding(self) -> Holding:
        """Return what it holds now."""
        server = Path(f"/proc/{self.process.pid}")
        below = [Path(f"/proc/{pid}") for pid in _children(server)]
        alive = [one for one in (server, *below) if one.exists()]
        return Holding(
            megabytes=sum(map(_proportional, alive)),
            processes=len(alive),
            threads=sum(len(list((one / "task").iterdir())) for one in alive),
            files=sum(len(list((one / "fd").iterdir())) for one in alive),
            temporary=sum(1 for _ in (self._folder / TEMPORARY).rglob("*")),
            server=_seconds(server),
            workers=sum(map(_seconds, below)),
        )


@contextmanager
def opened(folder: Path, workers: int = 2, scenario: str = NATIONAL, draws: int = 500) -> Iterator[Opened]:
    """Serve a scenario's page until it is no longer wanted; it must then end by itself, and say nothing of mistakes."""
    (folder / TEMPORARY).mkdir()
    command: list[Any] = [sys.executable, "-m", "prakerja", "explore", scenario, "--prior", "--no-browser", "--port", 0,
                          "--workers", workers, "--draws", draws, "--out", folder / "saved"]  # fmt: skip
    about = os.environ | {"TMPDIR": str(folder / TEMPORARY)}
    with (folder / SAID).open("w") as said:
        process = subprocess.Popen([*map(str, command)], stdout=subprocess.PIPE, stderr=said, text=True, env=about)
    try:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := _ADDRESS.search(line)))
        yield Opened(process, address, folder)
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
        process.kill()
        process.communicate()


def machine_seconds() -> float:
    """Return the processor seconds that anybody on this machine has had."""
    user, nice, system, _, _, irq, soft, *_ = map(int, Path("/proc/stat").read_text("ascii").split()[1:9])
    return (user + nice + system + irq + soft) / _TICKS


def seconds_below() -> float:
    """Return the processor seconds of this process and of all below it, those that have ended included."""
    below = [Path("/proc/self")]
    for process in below:
        below += [Path(f"/proc/{pid}") for pid in _children(process)]
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(map(_seconds, below)) + ended.ru_utime + ended.ru_stime


def _children(process: Path) -> list[int]:
    with suppress(OSError):
        return [int(pid) for task in (process / "task").iterdir() for pid in (task / "children").read_text().split()]
    return []


def _proportional(process: Path) -> float:
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def _seconds(process: Path) -> float:
    with suppress(OSError):
        fields = (process / "stat").read_text().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    return 0.0
