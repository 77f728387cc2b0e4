"""The programme's counts against the person-by-person twin, in worlds that nobody thought of.

Where nothing is left to dice, every number of every day must be the same. Elsewhere their laws must be: means,
variances and distributions (`tests.person.compare`), at one level for all worlds together. A world in which they differ
is made as small as it still does, and printed; it then belongs into `tests/laws/test_both_engines.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from prakerja.person import live
from prakerja.programme import SERIES, simulate
from prakerja.programme.journal import ONCE
from prakerja.scenario import Scenario, draw_world
from tests.campaign.certain import certain_worlds
from tests.laws.worlds import worlds
from tests.person.compare import findings
from tests.person.samples import DAYS, Sample, of_cohorts, of_persons

LEVEL = 0.001
"""Of a false alarm among all chancy worlds together."""

RUNS = 100
"""Of the twin in a chancy world; ten times as many futures of the programme."""

AGAIN = 1000
"""A finding must be found again, in eight times as many futures of other seeds: in a hundred, a variance of counts that
are seldom large is not as normal as its test takes it to be."""

EXPECTED = (
    "wave_bought", "wave_completed", "wave_validated", "wave_paid_once", "effective_by", "completed_by", "paid_once_by",
)  # fmt: skip
"""What the programme tells as an expectation, given its counts."""


@dataclass(frozen=True)
class Differential:
    """What one process found.

    Attributes
    ----------
    sort
        Of the worlds.
    worlds, persons, paid, compared
        Worlds tried, who registered in them (in the first future of the twin), worlds in which somebody was paid, and
        numbers or quantities compared.
    differs
        The smallest world in which the engines differ, if any.
    """

    sort: str
    worlds: int
    persons: int
    paid: int
    compared: int
    differs: str


def differing(scenario: Scenario, number: int = 1) -> tuple[list[int], list[str]]:
    """Return what a world without dice comes to, and the first day of each series in which the engines differ there.

    It comes to: who registered, whether anybody was paid, how many numbers were compared.
    """
    draws = draw_world(scenario, 1, number)
    cohorts, persons = simulate(scenario, draws, seed=number), live(scenario, draws, seed=number)
    wrong, count = [], 0
    for name in [*SERIES, *(name for name in ONCE if not name.startswith(EXPECTED))]:
        one = np.asarray(cohorts[name][..., 0], dtype=np.float64).round(4)  # mean waits are kept in single precision
        other = np.asarray(persons[name], dtype=np.float64).round(4)
        count += one.size
        if one.shape != other.shape:
            wrong.append(f"{name}: shapes {one.shape} and {other.shape}")
        elif not np.array_equal(one, other):
            at = tuple(np.argwhere(one != other)[0].tolist())
            wrong.append(f"{name}{list(at)}: {one[at]:,} of the programme, {other[at]:,} of the twin")
    return [int(persons["registered"][-1]), int(persons["paid_once"][-1] > 0), count], wrong


def both(scenario: Scenario, number: int, runs: int = RUNS) -> tuple[Sample, Sample]:
    """Draw futures of a world from the twin, and ten times as many from the programme."""
    return of_persons(scenario, runs, number * 1000), of_cohorts(scenario, 10 * runs, number)


def tried_certain(number: int, count: int) -> Differential:
    """Compare both engines in so many worlds without dice, day by day."""

    def same(world: Scenario) -> list[int]:
        came_to, wrong = differing(world, number)
        assert not wrong, "\n".join(wrong)
        return came_to

    return _tried("without dice", certain_worlds(), same, number, count)


def tried_chancy(number: int, count: int, of: int) -> Differential:
    """Compare the laws of both engines in so many worlds of so many in all."""

    def same(world: Scenario) -> list[int]:
        persons, cohorts = both(world, number)
        wrong = findings(persons, cohorts, LEVEL / of)
        if wrong:
            again = {(found.what, found.test) for found in findings(*both(world, AGAIN + number, 8 * RUNS), LEVEL / of)}
            wrong = [found for found in wrong if (found.what, found.test) in again]
        assert not wrong, "\n".join(map(str, wrong))
        last = world.days.number(world.clock.year_end)
        day = max(day for day in DAYS if day <= last)
        ends = [persons[f"{name}@{day}"] for name in ("registered", "paid_once")]
        return [int(ends[0][0]), int(ends[1].any()), len(persons)]

    return _tried("with dice", worlds(), same, number, count)


def _tried(
    sort: str, drawn: st.SearchStrategy[Scenario], same: Callable[[Scenario], list[int]], number: int, count: int
) -> Differential:
    """Try so many worlds; each adds what it came to."""
    sums, differs = np.zeros(4, dtype=np.int64), ""

    @seed(number)
    @settings(
        max_examples=count, derandomize=False, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(world=drawn)
    def holds(world: Scenario) -> None:
        nonlocal sums
        sums = sums + np.array([1, *same(world)])

    try:
        holds()
    except Exception as error:  # whatever it is, it is what the campaign looks for
        differs = f"{type(error).__name__}: {error}\n" + "\n".join(getattr(error, "__notes__", ()))
    return Differential(sort, *map(int, sums), differs)
