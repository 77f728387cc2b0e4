"""The programme's counts against the person-by-person twin, in worlds that nobody thought of.

Where nothing is left to dice, every number of every day must be the same. Elsewhere their laws must be: means,
variances and distributions (`tests.person.compare`), at one level for all worlds together. A world in which they differ
is made as small as it still does, and printed; it then belongs into `tests/laws/test_both_engines.py`.
"""

from __future__ import annotations

import time
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
from tests.person.samples import Sample, of_cohorts, of_persons

LEVEL = 0.001
"""Of a false alarm among all chancy worlds together."""

RUNS = 100
"""Of the twin in a chancy world; ten times as many futures of the programme."""

EXPECTED = ("wave_bought", "wave_completed", "wave_validated", "wave_paid_once", "effective_by", "completed_by", "paid_once_by")  # fmt: skip
"""What the programme tells as an expectation, given its counts."""


@dataclass(frozen=True)
class Differential:
    """What one process found: worlds tried, comparisons made, and the smallest world that differs, if any."""

    sort: str
    worlds: int
    compared: int
    seconds: float
    differs: str


def differing(scenario: Scenario, number: int = 1) -> tuple[int, list[str]]:
    """Return how many numbers were compared in a world without dice, and the first day of each series that differs."""
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
    return count, wrong


def both(scenario: Scenario, number: int, runs: int = RUNS) -> tuple[Sample, Sample]:
    """Draw futures of a world from the twin, and ten times as many from the programme."""
    return of_persons(scenario, runs, number * 1000), of_cohorts(scenario, 10 * runs, number)


def tried_certain(number: int, count: int) -> Differential:
    """Compare both engines in so many worlds without dice, day by day."""
    done = [0, 0]

    @_tries(number, count)
    @given(world=certain_worlds())
    def same(world: Scenario) -> None:
        compared, wrong = differing(world, number)
        assert not wrong, "\n".join(wrong)
        done[:] = done[0] + 1, done[1] + compared

    return _told("without dice", same, done)


def tried_chancy(number: int, count: int, of: int) -> Differential:
    """Compare the laws of both engines in so many worlds of so many in all."""
    done = [0, 0]

    @_tries(number, count)
    @given(world=worlds(), luck=st.just(number))
    def same(world: Scenario, luck: int) -> None:
        persons, cohorts = both(world, luck)
        assert not findings(persons, cohorts, LEVEL / of)
        done[:] = done[0] + 1, done[1] + len(persons)

    return _told("with dice", same, done)


def _tries(number: int, count: int):  # type: ignore[no-untyped-def]
    of = settings(
        max_examples=count, derandomize=False, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    return lambda test: seed(number)(of(test))


def _told(sort: str, same, done: list[int]) -> Differential:  # type: ignore[no-untyped-def]
    began, differs = time.monotonic(), ""
    try:
        same()
    except Exception as error:  # whatever it is, it is what the campaign looks for
        differs = f"{type(error).__name__}: {error}\n" + "\n".join(getattr(error, "__notes__", ()))
    return Differential(sort, done[0], done[1], time.monotonic() - began, differs)
