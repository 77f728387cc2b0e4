"""Known optima, fronts and plateaus: the search and what is said of it, on functions instead of the programme."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from prakerja.scenario import InputError
from prakerja.study.comparison.constraint import Constraint
from prakerja.study.optimisation.finalists import clearly_worse, finalists
from prakerja.study.optimisation.goal import Goal, Objective
from prakerja.study.optimisation.lever import Lever
from prakerja.study.optimisation.region import Region, region
from prakerja.study.optimisation.search import Looked, Point, look

DRAWS = 32
SMALL, BOTH = Goal((Objective("owed", -1),)), Goal((Objective("owed", -1), Objective("returned", -1)))


def levers(number: int, low: float = 0.0, high: float = 1.0) -> tuple[Lever, ...]:
    return tuple(Lever(f"policy.x{n}", low, high, float) for n in range(number))


def looked(
    function: Callable[..., float | Sequence[float]],
    over: tuple[Lever, ...],
    goal: Goal = SMALL,
    seed: int = 1,
    noise=0.0,
) -> Looked:
    """Search a function of the levers; noise is common to all settings, the baseline is 10 in everything."""
    common = noise * np.random.default_rng(seed).normal(size=DRAWS)

    def judge(points: Sequence[Point]) -> np.ndarray:
        rows = [np.atleast_1d(np.asarray(function(*point), float)) for point in points]
        return np.stack([np.full_like(rows[0], 10.0), *rows])[:, :, None] + common

    return look(judge, over, goal, rounds=6, seed=seed)


def area(points: np.ndarray, corner: tuple[float, float]) -> float:
    """The area that points beat below a corner (hypervolume), both coordinates being better when small."""
    best, total = corner[1], 0.0
    for x, y in sorted(map(tuple, points)):
        if x < corner[0] and y < best:
            total += (corner[0] - x) * (best - y)
            best = y
    return total


def front_of(found: Looked) -> np.ndarray:
    return -found.gains[found.front].mean(axis=2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_optimum_inside_is_found_whatever_is_common_to_all(seed: int):
    """(x - 0.3)² + (y - 0.62)²: nearer than the 0.05 of which 112 settings spread evenly come to."""
    found = looked(lambda x, y: (x - 0.3) ** 2 + (y - 0.62) ** 2, levers(2), seed=seed, noise=100.0)
    x, y = found.points[int(found.front[0])]
    assert np.hypot(x - 0.3, y - 0.62) < 0.03


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_must_hold_is_kept_at_its_bound(seed: int):
    """Least x² + y² with x + y >= 1, by hand (1/2, 1/2): 0.5."""
    goal = Goal(SMALL.objectives, (Constraint("returned", ">=", 1.0, 0.9),))
    found = looked(lambda x, y: (x**2 + y**2, x + y), levers(2), goal, seed)
    best = int(found.front[0])
    assert found.slacks[best] >= 0
    assert 0.5 <= found.outcomes[best, 0].mean() < 0.53


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_front_of_schaffer(seed: int):
    """x² and (x - 2)², x from -4 to 6: all of 0 to 2, and nothing else; the area of the whole front below (4, 4)."""
    found = looked(lambda x: (x**2, (x - 2) ** 2), levers(1, -4.0, 6.0), BOTH, seed)
    xs = np.array([found.points[n][0] for n in found.front], float)
    assert xs.min() >= -0.1  # two steps of the lever
    assert xs.max() <= 2.1
    t = np.linspace(0, 2, 2001)
    assert area(front_of(found), (4, 4)) > 0.95 * area(np.column_stack([t**2, (t - 2) ** 2]), (4, 4))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_front_of_zdt1(seed: int):
    """Zitzler, Deb and Thiele (2000), two levers: y = 0 and f2 = 1 - √f1; spread evenly, 0.65 of 0.88."""

    def zdt1(x: float, y: float) -> tuple[float, float]:
        g = 1 + 9 * y
        return x, g * (1 - np.sqrt(x / g))

    found = looked(zdt1, levers(2), BOTH, seed)
    t = np.linspace(0, 1, 2001)
    whole = area(np.column_stack([t, 1 - np.sqrt(t)]), (1.1, 1.1))
    assert whole == pytest.approx(1.1 * 1.1 - 1 + 2 / 3, abs=2e-3)
    assert area(front_of(found), (1.1, 1.1)) > 0.88 * whole


def flatness(function: Callable[..., float], over: tuple[Lever, ...], within: float = 0.0) -> tuple[Looked, Region]:
    """Judge the finalists again by the function itself."""
    found = looked(function, over)
    points = [found.points[n] for n in finalists(found, within)]
    gains = np.array([[-function(*point)] * DRAWS for point in points])
    best = int(gains[:, 0].argmax())
    return found, region(found, points, gains, np.ones(len(points), bool), best, within)


def test_a_plateau_is_told_from_end_to_end_and_no_further():
    """max(0, |x - 0.4| - 0.1) is nothing from 0.3 to 0.5 and nowhere else."""
    _, flat = flatness(lambda x: max(0.0, abs(x - 0.4) - 0.1), levers(1))
    ((low, high),) = flat.ends.values()
    assert 0.3 <= low <= 0.33
    assert 0.47 <= high <= 0.5
    assert (flat.flat, flat.at_most, flat.whole) == (True, 0.0, ())


def test_a_lever_that_does_nothing_is_said_to_do_nothing():
    """Only x counts, best at 0.7: y may be anything."""
    _, flat = flatness(lambda x, _y: (x - 0.7) ** 2, levers(2), within=0.001)
    (low, high), (first, last) = flat.ends.values()
    assert 0.7 - 0.032 <= low <= high <= 0.7 + 0.032
    assert last - first > 0.8
    assert 0 < flat.at_most <= 0.001


def test_a_sharp_optimum_is_a_point():
    _, flat = flatness(lambda x: abs(x - 0.4), levers(1))
    assert not flat.flat
    assert flat.looked_at == 1


def test_no_worse_setting_lies_in_the_region():
    """Two plateaus, 0 to 0.2 and 0.8 to 1, with a hill between: one of them, and not from 0 to 1."""
    found, flat = flatness(lambda x: max(0.0, 0.3 - abs(x - 0.5)), levers(1))
    ((low, high),) = flat.ends.values()
    assert high - low <= 0.2
    assert flat.looked_at == sum(low <= x <= high for (x,) in found.points)


def test_what_is_judged_anew_carries_no_luck_of_the_search():
    """Settings that differ by dice alone: the search's winner is 0.4 ahead by luck, and 0 in fresh futures."""
    lucky, fresh = [], []
    for seed in range(20):
        dice = np.random.default_rng(seed)

        def judge(points: Sequence[Point], dice=dice) -> np.ndarray:
            return dice.normal(size=(1 + len(points), 1, DRAWS))

        found = look(judge, levers(1), Goal((Objective("owed", 1),)), rounds=4, seed=seed)
        lucky.append(found.gains[found.front[0], 0].mean())
        fresh.append(float(judge([()])[1].mean()))
    error = 1 / np.sqrt(DRAWS * 20)
    assert np.mean(lucky) > 8 * error
    assert abs(np.mean(fresh)) < 3.3 * error  # size 0.001


def test_clearly_worse_is_paired_and_keeps_its_level():
    """Of 400 searches in which all of ten are alike, at most 5 % find one clearly worse: 31 or fewer, size 0.01."""
    dice = np.random.default_rng(5)
    common = dice.normal(0, 100, 24)
    found = [clearly_worse(dice.normal(size=(10, 24)) + common, 0).any() for _ in range(400)]
    assert sum(found) <= 31
    assert clearly_worse(np.stack([common, common - 0.01]), 0).tolist() == [False, True]
    assert clearly_worse(np.stack([common, common - 0.01]), 0, 0.02).tolist() == [False, False]


def test_the_same_seed_looks_at_the_same_settings():
    one, again, other = (looked(lambda x, y: x * y, levers(2), seed=seed).points for seed in (4, 4, 5))
    assert one == again
    assert one != other


def test_the_baseline_is_looked_at_first():
    start = (0.425, 0.135)
    found = look(lambda points: np.ones((1 + len(points), 1, 4)), levers(2), SMALL, 1, 1, [start])
    assert found.points[0] == pytest.approx(start)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "name one criterion or two"),
        ({"goals": ["owed", "effective", "returned"]}, "name one criterion or two"),
        ({"minimise": "owed", "goals": "owed"}, "must be named once"),
        ({"maximise": "efective"}, "effective"),
    ],
)
def test_one_or_two_objectives_are_wanted(asked: dict[str, str], said: str):
    with pytest.raises(InputError, match=said):
        Goal.read(**asked)


def test_the_direction_is_that_of_the_criterion_unless_said():
    goal = Goal.read(["owed"], maximise=["waves_held"])
    assert [(one.name, one.sign) for one in goal.objectives] == [("owed", -1), ("waves_held", 1)]
