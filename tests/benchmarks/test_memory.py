"""How much memory an ensemble needs."""

from __future__ import annotations

from tests.benchmarks.conftest import Once, Tell
from tests.benchmarks.measure import NATIONAL, peak_megabytes

_RUN = """
from prakerja.scenario import load
from prakerja.study import run_ensemble
found = run_ensemble(load("{path}"), {draws}, 1, workers=2, cache=None)
print(found.data.nbytes // 2**20)
"""


def test_memory_of_2000_draws(once: Once, tell: Tell) -> None:
    """Two workers; the parent holds every series of all draws, a worker one block. Against an ensemble of 2 blocks."""
    parent, worker = once(lambda: peak_megabytes(_RUN.format(path=NATIONAL, draws=2000)))
    fewer, _ = peak_megabytes(_RUN.format(path=NATIONAL, draws=500))
    tell("2,000 draws, national: memory of the parent", f"{parent:,} MB")
    tell("2,000 draws, national: memory of the largest worker", f"{worker:,} MB")
    tell("2,000 draws / 500 draws, the parent", f"{parent / fewer:.2f} times")
    assert parent <= 4 * fewer
