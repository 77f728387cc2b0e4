"""Where a ranking turns round: the rule that was put in is found, measured honestly, and chance is not told."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.study.comparison.box import Bound, quasi_p_values, within
from prakerja.study.comparison.discovery_tree import Branch, best_split, grow
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


@pytest.mark.parametrize(
    ("limits", "theirs"),
    [
        ({"c": 1.0, "f": 1.0}, [7.1004947094348895e-109, 7.793668846009521e-120]),
        ({"c": 0.95, "f": 1.05, "a": 0.5}, [4.346931986286939e-67, 2.628920933065746e-83, 0.2930450475164008]),
        ({"c": 1.0, "f": 1.0, "b": 0.06}, [3.139709670018125e-108, 1.489099478727365e-119, 0.5728083703641632]),
    ],
)
def test_its_quasi_p_values_are_those_of_another_program(world, limits, theirs):
    """`_calculate_quasip` of EMAworkbench 2.5.3, each limit lifted in turn, all rows taken."""
    noisy = inside(world, c=1.0, f=1.0) ^ (np.random.default_rng(2).random(2000) < 0.05)
    bounds = [Bound(f"world.{name}", "above", low) for name, low in limits.items()]
    assert quasi_p_values(bounds, world, noisy, np.ones(2000, dtype=bool)) == pytest.approx(theirs, rel=1e-9)


def test_three_bounds_are_found_with_what_they_hold(world):
    turned = (world["world.c"] > 0.8) & (world["world.f"] > 0.8) & (world["world.b"] < 1.5)
    (rule,) = find_rules(world, turned)
    near = {("world.c", "above"): 0.8, ("world.f", "above"): 0.8, ("world.b", "below"): 1.5}
    assert {(bound.path, bound.side) for bound in rule.bounds} == near.keys()
    for bound in rule.bounds:
        assert bound.value == pytest.approx(near[bound.path, bound.side], abs=0.15)
    assert min(rule.density, rule.coverage) > 0.85
    assert max(rule.quasi_p) < 1e-9
    held = rule.holds(world)[1::2]
    assert rule.coverage == pytest.approx((turned[1::2] & held).sum() / turned[1::2].sum())


def test_a_bound_that_the_other_half_does_not_bear_out_is_left_out():
    """In the searched half it turns round where x and y are both high, in the judged one wherever x is."""
    rng = np.random.default_rng(3)
    world = {f"world.{name}": rng.random(1200) for name in "xyz"}
    searched = np.arange(1200) % 2 == 0
    turned = (world["world.x"] > 0.5) & (~searched | (world["world.y"] > 0.5))
    (rule,) = find_rules(world, turned)
    assert [(bound.path, bound.side) for bound in rule.bounds] == [("world.x", "above")]
    assert (rule.density, rule.share) == (pytest.approx(1, abs=0.08), pytest.approx(0.5, abs=0.05))


@pytest.fixture(scope="module")
def table():
    """Ten whole values a column, so that cuts between them are the same for everyone."""
    rng = np.random.default_rng(5)
    world = {f"world.{name}": rng.integers(0, 10, size=2000).astype(float) for name in "abcdef"}
    a, b, c = (world[f"world.{name}"] for name in "abc")
    chance = np.where(a > 6, np.where(b > 4, 0.9, 0.5), np.where(c <= 2, 0.4, 0.05))
    return world, rng.random(2000) < chance


SPLITS = [  # by scikit-learn, in the searched half: what holds so far, and what is split by then, to whole values
    ((), ("world.a", 6)),
    ((("world.a", "above", 6),), ("world.b", 4)),
    ((("world.a", "below", 6),), ("world.c", 2)),
    ((("world.a", "above", 6), ("world.b", "above", 4)), ("world.c", 8)),
    ((("world.a", "above", 6), ("world.b", "below", 4)), ("world.d", 2)),
    ((("world.a", "below", 6), ("world.c", "below", 2)), ("world.d", 4)),
    ((("world.a", "below", 6), ("world.c", "above", 2)), ("world.a", 1)),
]
"""What `DecisionTreeClassifier(max_depth=3, min_samples_leaf=10)` of scikit-learn 1.9.1 found in every other row."""


@pytest.mark.parametrize(("so_far", "split"), SPLITS)
def test_its_splits_are_those_of_another_program(table, so_far, split):
    world, happens = table
    rows = within([Bound(*limit) for limit in so_far], world) & (np.arange(2000) % 2 == 0)
    found = best_split({path: values[rows] for path, values in world.items()}, happens[rows])
    assert (found.path, found.value) == split


def leaves(branch: Branch) -> int:
    return 1 if branch.bound is None else leaves(branch.holds) + leaves(branch.fails)


def test_a_tree_keeps_the_splits_that_were_put_in_and_no_third_that_was_not(table):
    world, happens = table
    tree = grow(world, happens)
    assert (tree.bound, tree.share, tree.density) == (Bound("world.a", "above", 6), 1.0, happens[1::2].mean())
    assert tree.holds.bound == Bound("world.b", "above", 4)
    assert tree.fails.bound == Bound("world.c", "below", 2)
    assert leaves(tree) == 4
    leaf = (within([tree.bound, tree.holds.bound], world))[1::2]
    assert (tree.holds.holds.share, tree.holds.holds.density) == (leaf.mean(), happens[1::2][leaf].mean())


def test_a_tree_of_chance_is_not_told():
    """A hundred worlds of ten values that have nothing to do with it: at 1 % each, more than 5 have chance 0.0005."""
    told = 0
    for number in range(100):
        rng = np.random.default_rng([8, number])
        world = {f"world.{name}": rng.random(300) for name in "abcdefghij"}
        told += grow(world, rng.random(300) < 0.3).bound is not None
    assert told <= 5
    assert grow({"world.sure": np.ones(40)}, np.arange(40) < 20).bound is None
    assert grow({"world.x": np.arange(40.0)}, np.zeros(40, dtype=bool)) == Branch(1.0, 0.0)


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
