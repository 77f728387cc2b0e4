"""Runs a command line as a user would, and watches its words, its time, its memory, and what it leaves behind."""

from __future__ import annotations

import contextlib
import io
import os
import re
import resource
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from prakerja.cli import main
from prakerja.scenario.problems import HIDDEN

SECONDS = 2.0
"""Of processor time for one input; of the clock ten times as long, as others use the machine."""

MEGABYTES = 500
"""Of memory, all that is imported included."""

_REPORT = re.compile(r": (\d+) problems?$")
_LINES = 16
"""Of what a wrong option is told at most: usage, and a box with the mistake."""


@dataclass(frozen=True)
class Said:
    """What a command line came to: its exit code, what it answered, and what it said of mistakes."""

    code: int
    answer: str
    words: str


class Watch:
    """Measures one input after the other; knows the slowest and the largest of them."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds, self.slowest, self.largest = seconds, 0.0, 0.0
        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (held + 3 * 2**30, most))  # before the machine has none left

    def on(self, folder: Path, check: Callable[[], bool]) -> bool:
        """Return what a check says; fail if it takes too long, holds too much, warns, or leaves a file of its own.

        What the check itself puts into the folder is called ``fuzzed``.
        """
        began = _cpu()
        _forget_peak()
        signal.signal(signal.SIGALRM, _hangs)
        signal.alarm(int(10 * self.seconds))
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                refused = check()
        finally:
            signal.alarm(0)
        took, held = _cpu() - began, _peak()
        self.slowest, self.largest = max(self.slowest, took), max(self.largest, held)
        assert took < self.seconds, f"took {took:.1f} s"
        assert held < MEGABYTES, f"held {held:,.0f} MB"
        left = [
            str(path)
            for path in folder.rglob("*")
            if path.is_file() and not path.is_symlink() and not path.name.startswith("fuzzed")
        ]
        assert not left, f"left {sorted(left)}"
        return refused


def run(words: Sequence[str], folder: Path) -> Said:
    """Run a command line in this process, in a folder of its own."""
    before, answer, said = Path.cwd(), io.StringIO(), io.StringIO()
    argv, sys.argv = sys.argv, ["prakerja", *words]
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(said):
            main()
        code = 0
    except SystemExit as done:
        code = int(done.code or 0)
    finally:
        os.chdir(before)
        sys.argv = argv
    return Said(code, answer.getvalue(), said.getvalue())


def run_process(words: Sequence[str], folder: Path) -> Said:
    """Run a command line in a process of its own."""
    command = [sys.executable, "-c", "import sys; sys.argv[0] = 'prakerja'; from prakerja.cli import main; main()"]
    done = subprocess.run(
        [*command, *words], capture_output=True, cwd=folder, timeout=60, stdin=subprocess.DEVNULL, check=False
    )
    return Said(done.returncode, *(text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr)))


def check_told(said: Said, allowed: Sequence[int] = (2,)) -> bool:
    """Return whether it was refused; fail unless that was in lines, one for every problem, that hide nothing."""
    assert said.code in allowed, f"exit code {said.code}: {said.answer[-500:]} {said.words[-2000:]}"
    assert "Traceback" not in said.words, said.words[-2000:]
    assert not HIDDEN.search(said.answer.replace("\n", "")), f"hides something: {said.answer[:2000]!a}"
    if said.code == 0:
        return False
    check_lines(said.words)
    return True


def check_lines(words: str) -> None:
    """Fail unless these are a report of problems, a line each, or what the parser of options says."""
    lines = words.rstrip("\n").split("\n")
    assert not any(HIDDEN.search(line) for line in lines), f"hides something: {words[:2000]!a}"
    report = _REPORT.search(lines[0])
    if report:
        assert int(report[1]) == len(lines) - 1 > 0, words[:2000]
    else:
        assert lines[0].lstrip().startswith("Usage:"), words[:2000]
        assert any("Error" in line for line in lines), words[:2000]
        assert len(lines) <= _LINES, words[:4000]


def _cpu() -> float:
    """Return the processor time of this process and of those it waited for."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def _hangs(*_: object) -> None:
    raise AssertionError("still at work after ten times as long as it may take")


def _forget_peak() -> None:
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    """Return the most that this process, or one that it waited for, has held, in MB."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return max(ended, int(line.split()[1]) / 1024)
    return ended
