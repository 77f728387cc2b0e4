"""How long one waits for the first answer: for the compiler, for imports, for figures."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import NATIONAL, running, wall, wall_seconds

NOTHING = [sys.executable, "-c", "pass"]
ONE_DRAW = """
from prakerja.programme import simulate
from prakerja.scenario import draw_world, load
scenario = load("{path}")
simulate(scenario, draw_world(scenario, 1, 1), seed=1)
"""


def test_the_compiler(tmp_path: Path, once: Once, tell: Tell) -> None:
    """One draw in a new process, with nothing compiled before, and then with what the first one has left."""
    work = running([sys.executable, "-c", ONE_DRAW.format(path=NATIONAL)], {"PRAKERJA_CACHE": str(tmp_path)})
    first = once(lambda: wall(work))
    later = median(wall(work) for _ in range(5))
    tell("one draw in a new process, all compiled first", f"{first:.1f} s")
    tell("one draw in a new process, compiled before", f"{later:.2f} s")
    tell("compiled first / compiled before", f"{first / later:.1f} times")


def test_help(once: Once, tell: Tell) -> None:
    """`prakerja --help` against a Python that does nothing: what is heavy is imported when it is needed."""
    helping, nothing = once(lambda: (wall_seconds([sys.executable, "-m", "prakerja", "--help"]), wall_seconds(NOTHING)))
    tell("prakerja --help", f"{helping:.2f} s")
    tell("prakerja --help / python -c pass", f"{helping / nothing:.1f} times")
    code = (
        "import sys, prakerja.cli; "
        "print(*{'numba', 'numpy', 'scipy', 'pandas', 'xarray', 'matplotlib'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split() == []


def test_a_forecast(tmp_path: Path, once: Once, tell: Tell) -> None:
    """`prakerja forecast` of two draws from the prior, with its figures: nearly all of it is not the simulation."""
    command = [sys.executable, "-m", "prakerja", "forecast", NATIONAL, "--draws", "2", "--prior", "--quiet"]
    found = once(lambda: wall_seconds([*command, "--out", str(tmp_path)], rounds=5))
    tell("prakerja forecast --draws 2 --prior, with figures", f"{found:.1f} s")
    tell("the same / python -c pass", f"{found / wall_seconds(NOTHING):.0f} times")
    assert list(tmp_path.rglob("*.png")) or list(tmp_path.rglob("*.svg"))
