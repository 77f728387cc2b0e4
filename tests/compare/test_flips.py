"""Where a ranking turns round: the rule that was put in is found, measured honestly, and chance is not told."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.comparison.scenario_discovery import find_rules


@pytest.fixture(scope="module")
def world():
    rng = np.random.default_rng(11)
    return {f"world.{name}": rng.lognormal(size=2000) for name in "abcdefghij"} | {"world.sure": np.ones(2000)}


def inside(world, **bounds):
    return np.all([world[f"world.{name}"] > low for name, low in bounds.items()], axis=0)


def test_one_bound_is_found_and_no_second_made_up(world):
    (rule,) = find_rules(world, inside(world, c=2.0))
    (bound,) = rule.bounds
    assert (bound.path, bound.side) == ("world.c", "above")
    assert bound.value == pytest.approx(2.0, rel=0.15)  # cuts lie a twentieth of the futures apart
    assert rule.density > 0.85
    assert rule.coverage > 0.85
    assert rule.share == pytest.approx((world["world.c"] > bound.value)[1::2].mean())


def test_two_bounds_are_found_with_what_they_hold(world):
    turned = inside(world, c=1.0, f=1.0)
    noisy = turned ^ (np.random.default_rng(2).random(2000) < 0.05)
    rule, *_ = find_rules(world, noisy)
    assert {(bound.path, bound.side) for bound in rule.bounds} == {("world.c", "above"), ("world.f", "above")}
    held = rule.holds(world)[1::2]
    assert rule.density == pytest.approx(noisy[1::2][held].mean())
    assert rule.coverage == pytest.approx((noisy[1::2] & held).sum() / noisy[1::2].sum())


EMA = [  # coverage, density and lower bounds of world.c and world.f along the last of the peeling, upper ones open
    (0.8716, 0.8650, 0.9371, 0.9250),
    (0.8695, 0.9096, 0.9371, 0.9847),
    (0.8621, 0.9494, 1.0026, 0.9847),
    (0.8290, 0.9616, 1.0026, 1.0451),
]
"""What PRIM of EMAworkbench 2.5.3 found in this table (`Prim(x, y, threshold=0.8, peel_alpha=0.05).find_box()`)."""


def test_its_box_is_that_of_another_program(world):
    """EMAworkbench peels the same two values out of ten; at its density our round bounds cover as much, all rows taken.

    Our cuts lie a twentieth of the futures apart, some 0.1 in value here: bounds that far from its own may cost 0.05.
    """
    noisy = inside(world, c=1.0, f=1.0) ^ (np.random.default_rng(2).random(2000) < 0.05)
    rule, *_ = find_rules(world, noisy)
    held, low = rule.holds(world), {bound.path: bound.value for bound in rule.bounds}
    density, coverage = noisy[held].mean(), (noisy & held).sum() / noisy.sum()
    near = min(EMA, key=lambda box: abs(box[1] - density))
    assert (low["world.c"], low["world.f"]) == (pytest.approx(near[2], abs=0.12), pytest.approx(near[3], abs=0.12))
    assert (coverage, density) == (pytest.approx(near[0], abs=0.05), pytest.approx(near[1], abs=0.05))


def test_two_places_give_two_rules(world):
    turned = (world["world.b"] > 4) | (world["world.h"] < 0.25)
    first, second = find_rules(world, turned)
    assert {bound.path for rule in (first, second) for bound in rule.bounds} >= {"world.b", "world.h"}
    assert 0.75 < first.coverage + second.coverage <= 1


def test_chance_is_not_told():
    """A hundred worlds of ten values that have nothing to do with it: at 1 % each, more than 5 have chance 0.0005."""
    told = 0
    for number in range(100):
        rng = np.random.default_rng([7, number])
        world = {f"world.{name}": rng.random(300) for name in "abcdefghij"}
        told += bool(find_rules(world, rng.random(300) < 0.3))
    assert told <= 5


def test_too_few_cases_are_not_looked_at(world):
    assert find_rules(world, np.arange(2000) < 18) == ()
    assert find_rules({"world.sure": np.ones(100)}, np.arange(100) < 50) == ()
    assert find_rules(world, np.ones(2000, dtype=bool)) == ()
