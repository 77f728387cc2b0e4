"""The command line in a process of its own, quickly: `prakerja(*words)`.

Each call is a process with its own arguments, folder, output and exit code. It is the fork of one that has imported
everything and loaded what is compiled, for that takes longer than most calls. What importing costs, and that it works
from nothing, is asked elsewhere, by `python -m prakerja` itself (`cli/test_exit_codes.py`, `benchmarks/test_start.py`,
`ensemble/`, `hindcast/`); so are calls with an environment of their own.
"""

from __future__ import annotations

import json
import os
import pkgutil
import runpy
import subprocess
import sys
import time
import traceback
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

_COMMAND = [sys.executable, "-m", "prakerja"]


def prakerja(
    *words: str | Path | int, folder: Path | None = None, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Call `prakerja` with some words, in a folder; what was kept for all calls by `PRAKERJA_CACHE` is not used."""
    said = [str(word) for word in words]
    if not hasattr(os, "fork"):
        return subprocess.run([*_COMMAND, *said], capture_output=True, text=True, timeout=timeout, cwd=folder)
    with TemporaryDirectory() as own:
        out, err = Path(own, "out"), Path(own, "err")
        call = {"words": said, "folder": str(folder or Path.cwd()), "out": str(out), "err": str(err), "limit": timeout}
        forks = _forks()
        assert forks.stdin is not None
        assert forks.stdout is not None
        forks.stdin.write(json.dumps(call) + "\n")
        forks.stdin.flush()
        code = json.loads(forks.stdout.readline())
        if code is None:
            raise subprocess.TimeoutExpired(said, timeout)
        return subprocess.CompletedProcess(said, code, out.read_text("utf-8"), err.read_text("utf-8"))


@cache
def _forks() -> subprocess.Popen[str]:
    """Begin the process that forks; it ends when nobody can ask it any more."""
    usual = {name: value for name, value in os.environ.items() if name != "PRAKERJA_CACHE"}
    command = [sys.executable, "-m", "tests.forked"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=usual)


def _import_all() -> None:
    """Import the package, what writes its files, and what is compiled of both engines."""
    package = import_module("prakerja")
    for module in pkgutil.walk_packages(package.__path__, "prakerja."):
        if not module.name.endswith(("__main__", "my-study")):
            import_module(module.name)
    for writer in ("h5netcdf", "distributed", "matplotlib.backends.backend_svg", "matplotlib.backends.backend_agg"):
        import_module(writer)
    from prakerja.programme import Dice, Expectation, simulate
    from prakerja.scenario import draw_world, load

    small = load("small")
    for chance in (Dice, Expectation):
        simulate(small, draw_world(small, 2, 1), 1, chance)


def _serve() -> None:
    """Fork for every line that asks for it, and answer with the exit code; None if it took too long."""
    _import_all()
    for line in sys.stdin:
        call = json.loads(line)
        child = os.fork()
        if not child:
            _be(call)
        print(json.dumps(_end_of(child, call["limit"])), flush=True)


def _be(call: dict[str, Any]) -> NoReturn:
    """Be a call, as the shell would have begun it, to its end."""
    code: Any = 1
    try:
        for stream, path in enumerate((os.devnull, call["out"], call["err"])):
            os.dup2(os.open(path, os.O_RDONLY if not stream else os.O_WRONLY | os.O_CREAT), stream)
        os.chdir(call["folder"])
        sys.argv = ["prakerja", *call["words"]]
        try:
            runpy.run_module("prakerja", run_name="__main__", alter_sys=True)
            code = 0
        except SystemExit as end:
            code = end.code or 0
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _end_of(child: int, limit: float) -> int | None:
    """Wait for a call, at most so many seconds, and return how it ended."""
    ends = time.monotonic() + limit
    while time.monotonic() < ends:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None


if __name__ == "__main__":
    _serve()
