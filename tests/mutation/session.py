"""Many trials after one collection: the tests are read once, and every fault gets a copy of that process."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.mutants import MODEL, Mutant
from tests.mutation.trial import First, limited, own_cache, silent, what_saw

Code = dict[tuple[str, int], CodeType]


def is_in_a_function(mutant: Mutant) -> bool:
    """Whether nothing but bodies of functions changes, so that it can be put in after the import."""
    old, new = (_own(source, mutant.file) for source in ((MODEL / mutant.file).read_text(), mutant.source()))
    return old.keys() == new.keys() and all(
        old[place] == new[place] for place in old if not old[place]["flags"] & 2
    )  # 2: CO_NEWLOCALS, which modules and classes lack


def put_in(mutant: Mutant) -> None:
    """Give every function of the file the code of the mutant."""
    codes = dict(_codes(compile(mutant.source(), mutant.file, "exec", dont_inherit=True)))
    for found in gc.get_objects():
        if isinstance(found, FunctionType) and found.__code__.co_filename.endswith(f"/model/{mutant.file}"):
            code = found.__code__
            found.__code__ = codes[code.co_qualname, code.co_firstlineno]


def _codes(code: CodeType) -> Iterator[tuple[tuple[str, int], CodeType]]:
    yield (code.co_qualname, code.co_firstlineno), code
    for part in code.co_consts:
        if isinstance(part, CodeType):
            yield from _codes(part)


def _own(source: str, file: str) -> dict[tuple[str, int], dict[str, Any]]:
    """Give what each code object is by itself, without those inside it."""
    return {
        place: {
            "flags": code.co_flags,
            "code": code.co_code,
            "names": (code.co_names, code.co_varnames, code.co_freevars),
            "constants": [repr(part) for part in code.co_consts if not isinstance(part, CodeType)],
        }
        for place, code in _codes(compile(source, file, "exec", dont_inherit=True))
    }


class Trials:
    """Instead of running the tests: runs them once for every fault, in a process of its own."""

    def __init__(self, mutants: list[Mutant], out: Path, at_once: int, told: Any) -> None:
        self._mutants, self._out, self._at_once, self._told = mutants, out, at_once, told
        self._running: dict[int, tuple[Mutant, Path, float]] = {}
        self._is_a_trial = False

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        for mutant in self._mutants:
            if len(self._running) == self._at_once:
                self._end()
            found = self._out / f"found-{os.getpid()}-{len(self._running)}-{time.monotonic_ns()}"
            child = os.fork()
            if child == 0:
                self._begin(session, mutant, found)
                return None  # pytest goes on, as if nothing had happened
            self._running[child] = mutant, found, time.monotonic()
        while self._running:
            self._end()
        return True

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        if self._is_a_trial:
            os._exit(int(exitstatus))

    def _begin(self, session: pytest.Session, mutant: Mutant, found: Path) -> None:
        self._is_a_trial = True
        limited()
        os.environ["PRAKERJA_CACHE"] = str(_cache(found))  # the sources are as ever, and so would be what is kept
        session.config.pluginmanager.register(First(found))
        put_in(mutant)
        session.items.sort(key=lambda item: item.path != MODEL / mutant.file)  # its own examples are the first

    def _end(self) -> None:
        child, status = os.wait()
        mutant, found, began = self._running.pop(child)
        by = what_saw(found, status)
        found.unlink(missing_ok=True)
        shutil.rmtree(_cache(found), ignore_errors=True)
        self._told.send((mutant, by, time.monotonic() - began))


def _cache(found: Path) -> Path:
    return found.with_suffix(".cache").absolute()


def together(
    mutants: list[Mutant], tests: tuple[str, ...], compiled: bool, out: Path, at_once: int
) -> Iterator[tuple[Mutant, str, float]]:
    """Try faults inside functions that the same tests should see, and give what saw each ("" if nothing did)."""
    here, there = get_context("fork").Pipe(duplex=False)
    session = get_context("fork").Process(target=_collect, args=(mutants, tests, compiled, out, at_once, there))
    session.start()
    there.close()
    for _ in mutants:
        yield here.recv()
    session.join()


def _collect(mutants: list[Mutant], tests: tuple[str, ...], compiled: bool, out: Path, at_once: int, told: Any) -> None:
    silent()
    with tempfile.TemporaryDirectory(prefix="mutant-") as own:
        own_cache(compiled, Path(own))
        pytest.main(["-x", "-q", "-p", "no:cacheprovider", *tests], plugins=[Trials(mutants, out, at_once, told)])
