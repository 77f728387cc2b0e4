"""Every fault put into the twin on purpose is found, and where it must show.

400 runs of the faulty twin (160 in the world of a thousand people, for rates that are 1 % off) against ten times as
many futures of the programme, at a family-wise level of 0.001. That the same comparison finds nothing without a fault
is shown in `test_exact.py`, with more runs.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from tests.exactness.conftest import Tell
from tests.exactness.faults import FAULTS, injected
from tests.exactness.results import LEVEL, Caught
from tests.exactness.worlds import RUNS, world
from tests.person.compare import compared
from tests.person.samples import Sample, of_cohorts, of_persons


@cache
def _reference(name: str) -> Sample:
    return of_cohorts(world(name), 10 * RUNS[name], seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found(name: str, tell: Tell) -> None:
    """The quantity that must show it is among the findings."""
    fault = FAULTS[name]
    reference = _reference(fault.world)
    with injected(fault):
        sample = of_persons(world(fault.world, fault.changes), RUNS[fault.world], seed=2000)
    sample = {what: numbers for what, numbers in sample.items() if what in reference}
    tried = compared(sample, reference)
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
