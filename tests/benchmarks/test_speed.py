"""What a draw costs, that it does not grow with the number of people, and how fast the program starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from prakerja.person.scale import scaled
from prakerja.scenario import load
from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import DRAWS, NATIONAL, SMALL, ratio, seconds, simulating, wall_seconds

NO_MORE_THAN = 1.3


@pytest.mark.parametrize("path", [NATIONAL, SMALL])
def test_cost_of_a_draw(path: str, once: Once, tell: Tell) -> None:
    """1,000 draws on one core, 355 days each."""
    work = simulating(load(path))
    work()  # warm up: the first run reads the calendar of holidays and fills caches
    found = once(lambda: seconds(work))
    tell(f"a draw of {Path(path).stem}, one core", f"{found / DRAWS * 1000:.2f} ms")


def test_a_thousand_times_the_people(once: Once, tell: Tell) -> None:
    """5.6 million recipients against 5,600, 1,000 draws: cohorts are arrays of counts, of the same shape in both."""
    people, few = simulating(load(NATIONAL)), simulating(load(SMALL))
    found = once(lambda: ratio(people, few))
    tell("5,600,000 recipients / 5,600", f"{found:.2f} times")
    assert found <= NO_MORE_THAN


def test_ten_times_the_people(once: Once, tell: Tell) -> None:
    """5.6 million recipients against 560,000: what throwing dice costs grows no more where counts are large."""
    national = load(NATIONAL)
    people, fewer = simulating(national), simulating(scaled(national, 1 / 10))
    found = once(lambda: ratio(people, fewer))
    tell("5,600,000 recipients / 560,000", f"{found:.2f} times")
    assert found <= NO_MORE_THAN


def test_start(once: Once, tell: Tell) -> None:
    """`prakerja --help` against a Python that does nothing: what is heavy is imported when it is needed."""
    helping, nothing = [sys.executable, "-m", "prakerja", "--help"], [sys.executable, "-c", "pass"]
    found = once(lambda: wall_seconds(helping) / wall_seconds(nothing))
    tell("prakerja --help / python -c pass", f"{found:.1f} times")
    code = "import sys, prakerja.cli; print(*{'numpy', 'scipy', 'pandas', 'xarray', 'matplotlib'} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert told.split() == []
