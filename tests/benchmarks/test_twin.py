"""What a run of the twin costs: the 2020 scenario at 1:1000 and at 1:100, in time and in memory."""

from __future__ import annotations

import pytest

from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import NATIONAL, seconds_and_megabytes

_RUN = """
import time
from prakerja.study import live
begun = time.process_time()
live("{path}", scale=1 / {small}, seed=1)
print(time.process_time() - begun)
"""


@pytest.mark.parametrize(("small", "seconds", "megabytes"), [(1000, 3, None), (100, 60, 600)])
def test_a_run_of_2020(small: int, seconds: float, megabytes: float | None, once: Once, tell: Tell) -> None:
    """On its own, one core; what is aimed at is told, and only memory, which no neighbour disturbs, is asserted."""
    spent, held = once(lambda: seconds_and_megabytes(_RUN.format(path=NATIONAL, small=small)))
    tell(f"2020 at 1:{small}, a run of the twin (aim {seconds:g} s)", f"{spent:.2f} s, {held:,} MB")
    assert megabytes is None or held <= megabytes
