"""What a draw costs against a program in C that does the same by hand, for one set of numbers only.

The program is no part of the project: the environment variable `PRAKERJA_YARDSTICK` names the folder in which it was
built, or else these benchmarks are left out. Both run on one core, in turn.

| program | what it plays |
|---|---|
| `cohort_plain` | the core of the programme, as `tests/known/plain.py` says it in a scenario: like for like |
| `cohort` | the same with failed payments and surveys, and ties at random |
| `cohort_fluid` | the same without dice |
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from prakerja.programme import simulate
from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.scenario import draw_world, load
from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import NATIONAL, ratio, running
from tests.known.plain import plain, worlds

Yardstick = Callable[[str, int], Callable[[], object]]
PLAIN_WANTED, PLAIN_AIM = 1.6, 1.2
"""Times as long as the program in C: what is wanted, and what is aimed at; told only, as long as neither is met."""


@pytest.fixture
def yardstick() -> Yardstick:
    """Make the work of so many replications, at 1:1, of a program by its name."""
    folder = os.environ.get("PRAKERJA_YARDSTICK")
    if not folder:
        pytest.skip("PRAKERJA_YARDSTICK names no folder with the programs to measure against")
    return lambda name, count: running([str(Path(folder) / name), "1", str(count), "1"])


def test_like_for_like(yardstick: Yardstick, once: Once, tell: Tell) -> None:
    """500 draws in one block against 500 replications, everything that a run writes down included."""
    scenario = plain()
    world = worlds(scenario, 500)
    found = once(lambda: ratio(lambda: simulate(scenario, world, seed=1), yardstick("cohort_plain", 500), rounds=7))
    tell(f"plain, 500 draws / C (wanted {PLAIN_WANTED}, aim {PLAIN_AIM})", f"{found:.2f} times")


@pytest.mark.parametrize(
    ("chance", "program", "times"), [(Dice, "cohort", 1), (Expectation, "cohort_fluid", 10)], ids=["dice", "fluid"]
)
def test_national(chance: Chance, program: str, times: int, yardstick: Yardstick, once: Once, tell: Tell) -> None:
    """250 draws of the 2020 scenario, which has registrations, quotas, surveys and shocks beside, and more days."""
    scenario = load(NATIONAL)
    world = draw_world(scenario, 250, 1)
    c = yardstick(program, 250 * times)
    found = once(lambda: times * ratio(lambda: simulate(scenario, world, seed=1, chance=chance), c))
    tell(f"national, 250 draws / {program} in C", f"{found:.2f} times")
