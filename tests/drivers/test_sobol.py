"""Sobol indices against functions whose indices are known, drawn as a world is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.scenario import Draws
from prakerja.study.sensitivity.marginals import joined, paired_points
from prakerja.study.sensitivity.sobol import Index, sobol


def uniforms(names: str, base: int, seed: int) -> Draws:
    sides = paired_points(len(names), base, seed)
    return joined([Draws(dict(zip(names, side, strict=True)), lags={}) for side in sides])


def linear(world: Draws) -> np.ndarray:
    return 100 + 3 * world["a"] + 2 * world["b"] + world["c"]


def ishigami(world: Draws) -> np.ndarray:
    x, y, z = (np.pi * (2 * world[name] - 1) for name in "abc")
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


# Ishigami & Homma (1990) with 7 and 0.1: V = 49/8 + pi^4/50 + pi^8/1800 + 1/2
VARIANCE = 49 / 8 + 0.1 * np.pi**4 / 5 + 0.01 * np.pi**8 / 18 + 0.5
OF_A = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2 / VARIANCE
OF_B = 49 / 8 / VARIANCE
A_WITH_C = 0.01 * np.pi**8 * (1 / 18 - 1 / 50) / VARIANCE


def indices(function, groups, base: int, seed: int) -> list[Index]:
    world = uniforms("abc", base, seed)
    return sobol(world, function(world), groups, function, seed)


def test_of_a_sum_each_answers_for_its_square_and_alone_is_together():
    found = indices(linear, ["a", "b", "c"], 2048, seed=1)
    assert [index.first for index in found] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.04)
    assert [index.total for index in found] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.02)


def test_ishigami_is_met_on_average_and_inside_its_intervals():
    # 24 seeds of base 256. An average lies within 4 standard errors of the truth; of 24 intervals of 90 %, 16 or fewer
    # cover with probability 0.002 (binomial), and Sobol points only make them wider than they need be.
    known = {"first": [OF_A, OF_B, 0], "total": [OF_A + A_WITH_C, OF_B, A_WITH_C]}
    runs = [indices(ishigami, ["a", "b", "c"], 256, seed) for seed in range(24)]
    for order, truth in known.items():
        found = np.array([[getattr(index, order) for index in run] for run in runs])
        off = np.abs(found.mean(axis=0) - truth) / (found.std(axis=0, ddof=1) / np.sqrt(len(runs)))
        assert off.max() < 4
        ends = np.array([[getattr(index, f"{order}_range") for index in run] for run in runs])
        covered = ((ends[..., 0] <= truth) & (truth <= ends[..., 1])).sum(axis=0)
        assert covered.min() >= 17


def test_values_that_are_exchanged_together_have_the_index_of_the_group():
    # what a and c do together and alone, and never with b
    (group, alone) = indices(ishigami, ["ac", "b"], 4096, seed=3)
    assert group.paths == ("a", "c")
    assert [group.first, group.total] == pytest.approx([OF_A + A_WITH_C] * 2, abs=0.05)
    assert [alone.first, alone.total] == pytest.approx([OF_B] * 2, abs=0.05)


def test_the_same_seed_gives_the_same_intervals_and_no_global_state_is_touched():
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    assert indices(ishigami, ["a", "b"], 64, seed=5) == indices(ishigami, ["a", "b"], 64, seed=5)
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002
