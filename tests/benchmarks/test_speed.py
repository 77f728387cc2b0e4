"""What a draw costs, that it does not grow with the number of people, and what a run costs beyond its draws."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from prakerja.person.scale import scaled
from prakerja.programme import simulate
from prakerja.scenario import draw_world, load
from prakerja.study import run_ensemble
from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import DRAWS, NATIONAL, SMALL, ratio, seconds, simulating, wall

NO_MORE_THAN = 1.3
FEW, MANY = 50, 250


@pytest.mark.parametrize("path", [NATIONAL, SMALL])
def test_cost_of_a_draw(path: str, once: Once, tell: Tell) -> None:
    """1,000 draws on one core, 355 days each."""
    work = simulating(load(path))
    work()  # warm up: the first run reads the calendar of holidays and fills caches
    found = once(lambda: seconds(work))
    tell(f"a draw of {Path(path).stem}, one core", f"{found / DRAWS * 1000:.2f} ms")


def test_a_thousand_times_the_people(once: Once, tell: Tell) -> None:
    """5.6 million recipients against 5,600, 1,000 draws: the same arrays, but where nobody is no dice are thrown."""
    people, few = simulating(load(NATIONAL)), simulating(load(SMALL))
    found = once(lambda: ratio(people, few))
    tell("5,600,000 recipients / 5,600", f"{found:.2f} times")


def test_ten_times_the_people(once: Once, tell: Tell) -> None:
    """5.6 million recipients against 560,000: what throwing dice costs grows no more where counts are large."""
    national = load(NATIONAL)
    people, fewer = simulating(national), simulating(scaled(national, 1 / 10))
    found = once(lambda: ratio(people, fewer))
    tell("5,600,000 recipients / 560,000", f"{found:.2f} times")
    assert found <= NO_MORE_THAN


def test_a_run_costs_little_more_than_its_draws(once: Once, tell: Tell) -> None:
    """The clock and the journal do the same work for one draw as for many: what that adds to a run of 50."""
    scenario = load(NATIONAL)
    few, many = (draw_world(scenario, count, 1) for count in (FEW, MANY))

    def fixed() -> tuple[float, float]:
        short, long = (seconds(lambda: simulate(scenario, world, seed=1)) for world in (few, many))  # noqa: B023
        a_draw = (long - short) / (MANY - FEW)
        return short - FEW * a_draw, FEW * a_draw

    fixed()  # warm up
    found = once(lambda: [fixed() for _ in range(9)])
    tell("a run, whatever its draws", f"{median(alone for alone, _ in found) * 1000:.0f} ms")
    tell(f"a run of {FEW} draws, beyond the time of these", f"{median(alone / own for alone, own in found):.0%}")


def test_two_cores(once: Once, tell: Tell) -> None:
    """2,000 national draws by the clock on the wall, everything included; only told, since a core may be busy."""
    scenario = load(NATIONAL)

    def on(workers: int) -> float:
        return wall(lambda: run_ensemble(scenario, 2000, 1, workers=workers, cache=None))

    on(2)  # warm up
    found = once(lambda: median(on(2) / on(1) for _ in range(3)))
    tell("2,000 draws, two cores / one", f"{found:.2f} times")
