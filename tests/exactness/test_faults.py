"""Every fault put into one engine on purpose is found, and where it must show.

400 runs of the faulty twin (160 in the world of a thousand people, for rates that are 1 % off) against ten times as
many futures of the programme, at a family-wise level of 0.001; where futures of the programme share something, each
with its neighbour. That the same comparison finds nothing without a fault
is shown in `test_exact.py`, with more runs.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.exactness.conftest import Tell
from tests.exactness.faults import FAULTS, Fault, injected
from tests.exactness.products import neighbours
from tests.exactness.results import LEVEL, Caught
from tests.exactness.worlds import PATHS, RUNS, world
from tests.person.compare import compared
from tests.person.samples import Sample, of_cohorts, of_persons


@cache
def _reference(name: str) -> Sample:
    return of_cohorts(world(name), 10 * RUNS[name], 1, PATHS.get(name))


def _faulty(fault: Fault) -> tuple[Sample, Sample]:
    """Return a sample of each engine, the twin's first, of which one has the fault."""
    here, paths = fault.world, PATHS.get(fault.world)
    reference = None if fault.shared else _reference(here)
    with injected(fault):
        persons = of_persons(world(here, fault.changes), RUNS[here], 2000, paths)
        cohorts = of_cohorts(world(here), 10 * RUNS[here], 1, paths) if reference is None else reference
    persons = {what: numbers for what, numbers in persons.items() if what in cohorts}
    if reference is None:
        persons, cohorts = neighbours(persons, cohorts)
    return persons, cohorts


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found(name: str, tell: Tell) -> None:
    """The quantity that must show it is among the findings."""
    fault = FAULTS[name]
    tried = compared(*_faulty(fault))
    there = next(finding for finding in tried if finding.what.startswith(fault.shows_in))
    found = [finding for finding in tried if finding.p < LEVEL]
    tell(
        Caught(
            name,
            fault.world,
            fault.shows_in,
            dict(Counter(finding.test for finding in found)),
            there.statistic,
            there.test,
            there.what,
            there.p,
            RUNS[fault.world],
            10 * RUNS[fault.world],
        )
    )
    assert there.p < LEVEL, sorted(finding.what for finding in found)
