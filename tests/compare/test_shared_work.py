"""What a comparison does once for several policies, or beside something else, changes no number and no byte."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from prakerja.report import save_comparison_figures
from prakerja.report.comparison.save import comparison_figures
from prakerja.scenario import Scenario, draw_world, slots_of
from prakerja.study import compare
from prakerja.study.comparison import box_search, gather, shared_past
from prakerja.study.comparison.box import within
from prakerja.study.comparison.policy import NamedPolicy
from prakerja.study.runs import block
from prakerja.study.runs.past import Past


@pytest.fixture
def pasts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Of how many days each past is that was simulated."""
    days: list[int] = []
    run = Past.run

    def noted(past: Past) -> object:
        days.append(past.days)
        return run(past)

    monkeypatch.setattr(Past, "run", noted)
    return days


def test_policies_of_one_past_simulate_it_once_a_block(
    small: Scenario, half: Scenario, pasts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two blocks of two policies that part on the day of the first opening after 4 September; a third goes alone."""
    monkeypatch.setattr(block, "BLOCK", 3)
    early = small.replace({"policy.training.deadline": "2020-11-15"}, name="early")
    asked = {"draws": 6, "seed": 3, "workers": 1, "cache": None}
    together = compare(small, [half, early], **asked)
    (first,) = {slot.opens for slot in slots_of(small) if slot.places is None and slot.name == "8"}
    assert pasts == [first, first]
    monkeypatch.setattr(shared_past, "MOST_TOGETHER", 1)
    assert compare(small, [half, early], **asked).data.identical(together.data)
    assert len(pasts) == 2


def test_who_rules_from_the_launch_shares_nothing(small: Scenario, half: Scenario, pasts: list[int]) -> None:
    compare(small, half, draws=2, workers=1, cache=None, from_launch=True)
    assert pasts == []


def test_with_many_workers_every_piece_has_fewer_policies(
    small: Scenario, half: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three policies and two blocks: six workers get a block each, two get three blocks of one past each."""
    third = small.replace({"policy.quota.places": 200}, name="third")
    chosen = [NamedPolicy(one.name, one) for one in (small, half, third)]
    monkeypatch.setattr(block, "BLOCK", 3)
    world = draw_world(small, 6, 1)
    blocks = [list(block.blocks_of(one, world, 1)) for one in (small, half, third)]
    pieces = {}
    for workers in (2, 6):
        ordered = shared_past.sharing(chosen, blocks, workers)
        pieces[workers] = [len(piece) for piece in block.together(one for _, one in ordered)]
    assert pieces == {2: [3, 3], 6: [1] * 6}
    monkeypatch.setattr(shared_past, "HELD_AT_ONCE", 12)  # two policies of six draws
    ordered = shared_past.sharing(chosen, blocks, 2)
    assert [len(piece) for piece in block.together(one for _, one in ordered)] == [2, 2, 1, 1]


def test_figures_drawn_by_other_processes_are_the_same_bytes(small: Scenario, half: Scenario, tmp_path: Path) -> None:
    comparison = compare(small, half, draws=8, seed=3, workers=1)
    alone = save_comparison_figures(comparison, tmp_path / "alone")
    with comparison_figures(comparison, tmp_path / "beside", workers=2) as written:
        beside = written()
    assert [file.name for file in alone] == [file.name for file in beside]
    assert [file.name for file in alone if file.read_bytes() != (tmp_path / "beside" / file.name).read_bytes()] == []


def test_quantiles_of_days_are_those_of_numpy() -> None:
    """To the last bit but one of 32: numpy interpolates in 32 bits, here it is done in 64."""
    values = np.random.default_rng(1).lognormal(10, 1, (40, 57)).astype(np.float32)
    values[3] = 7
    into, mean = np.empty((40, len(gather.QUANTILES)), np.float32), np.empty(40)
    gather._quantiles(values, into, mean)
    np.testing.assert_allclose(into, np.quantile(values.astype(np.float64), gather.QUANTILES, axis=1).T, rtol=1e-7)
    np.testing.assert_allclose(mean, values.mean(axis=1, dtype=np.float64))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_two_bounds_are_those_of_trying_all(seed: int) -> None:
    """Four values of 60 futures, one of few different numbers: all pairs of bounds, each counted by itself."""
    random = np.random.default_rng(seed)
    world = {name: random.random(60) for name in "abc"} | {"d": random.integers(0, 4, 60).astype(float)}
    happens = (world["a"] > 0.4) & (world["d"] < 2) if seed % 2 else random.random(60) < 0.3
    cuts = box_search.cuts_of(world)
    bins = {name: np.searchsorted(cuts[name], values, side="left") for name, values in world.items()}
    cases = int(happens.sum()), int((~happens).sum())
    score, bounds = box_search._double(bins, cuts, happens, cases)

    def youden(*pair: box_search.Bound) -> float:
        inside = within(pair, world)
        return (happens & inside).sum() / cases[0] - (~happens & inside).sum() / cases[1]

    every = [[box_search.Bound(name, side, float(cut)) for side in ("below", "above") for cut in cuts[name]]
             for name in world]  # fmt: skip
    best = max(youden(one, other) for some, more in combinations(every, 2) for one in some for other in more)
    assert youden(*bounds) == pytest.approx(score) == pytest.approx(best)
