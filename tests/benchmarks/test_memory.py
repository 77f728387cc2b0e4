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


_BLOCK = """
from prakerja.scenario import draw_world, load
from prakerja.study.runs.block import Block, simulate_block
scenario = load("{path}")
simulate_block(Block(scenario, 1, 0, draw_world(scenario, {draws}, 1)))
"""


def test_memory_of_a_draw(once: Once, tell: Tell) -> None:
    """What a block of 250 national draws holds at most beyond one of 50, a draw."""
    few, many = once(lambda: [peak_megabytes(_BLOCK.format(path=NATIONAL, draws=draws))[0] for draws in (50, 250)])
    tell("a block of 250 draws, national: memory", f"{many:,} MB")
    tell("the same, a draw", f"{(many - few) / 200:.2f} MB")
