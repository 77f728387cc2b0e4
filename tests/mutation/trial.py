"""One trial: a fresh process in which one file has a fault, and the tests that should see it."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import numba  # imported here, once, and so are others: not in every process
import pandas  # noqa: F401
import pytest
import scipy.stats  # noqa: F401
import xarray  # noqa: F401

from tests.mutation.mutants import MODEL, Mutant

SECONDS = 300
"""Of the processor: ten times what the tests take that see nothing. What takes longer hangs, and is seen, too."""
BYTES = 6 * 2**30
BROKEN = 70
"""How a trial ends that could not be made."""

ERROR = "trial failed:"
"""How what is said of a trial begins that says nothing of its fault."""


class Faulty(importlib.machinery.SourceFileLoader, importlib.abc.MetaPathFinder):
    """Finds one module, and gives it the source of a mutant; the file stays as it is."""

    def __init__(self, mutant: Mutant, path: Path) -> None:
        super().__init__(mutant.module, str(path))
        self._source = mutant.source()

    def find_spec(self, name: str, path: Any, target: ModuleType | None = None) -> Any:
        """Find the module, if it is this one."""
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_code(self, fullname: str) -> CodeType:
        """Compile the mutant, and keep nothing."""
        return compile(self._source, self.path, "exec", dont_inherit=True)


class First:
    """Writes down the first test that failed."""

    def __init__(self, found: Path) -> None:
        self._found = found

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed and not self._found.exists():
            self._found.write_text(report.nodeid or "import")
            os._exit(1)


def alone(mutant: Mutant, tests: Sequence[str], compiled: bool, out: Path) -> tuple[Mutant, str, float]:
    """Import a mutant in a process of its own, and give what saw it ("" if nothing did), and in which time.

    Compiled code is taken from the user's cache if `compiled`, which is for faults above it.
    """
    found, began = out / f"found-{os.getpid()}", time.monotonic()
    found.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="mutant-") as own:
        child = os.fork()
        if not child:
            _try(mutant, tests, compiled, found, Path(own))
        status = os.waitpid(child, 0)[1]
    return mutant, what_saw(found, status), time.monotonic() - began


def what_saw(found: Path, status: int) -> str:
    """Return which test saw a fault, or that it ended its process; "" if nothing did, `ERROR` if the trial failed."""
    if found.exists():
        return found.read_text()
    if os.WIFSIGNALED(status):
        return f"ended by signal {os.WTERMSIG(status)}"
    return f"{ERROR} {os.WEXITSTATUS(status)}" if status else ""


def _try(mutant: Mutant, tests: Sequence[str], compiled: bool, found: Path, own: Path) -> None:
    try:
        limited()
        silent()
        own_cache(compiled, own)
        sys.meta_path.insert(0, Faulty(mutant, MODEL / mutant.file))
        os._exit(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=[First(found)]))
    except BaseException:
        found.write_text(traceback.format_exc())
    finally:
        os._exit(BROKEN)


def limited() -> None:
    """Let this process end when it takes too long or too much."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))


def silent() -> None:
    """Let this process and its children say nothing."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def own_cache(compiled: bool, own: Path) -> None:
    """Begin with nothing kept; with compiled code, if that is the same as ever, or without the compiler."""
    kernels = Path(os.environ.get("PRAKERJA_CACHE") or Path.home() / ".cache") / "prakerja"
    os.environ["PRAKERJA_CACHE"] = str(own)
    if compiled and kernels.exists():
        (own / "prakerja").symlink_to(kernels)
    else:
        numba.config.DISABLE_JIT = 1
