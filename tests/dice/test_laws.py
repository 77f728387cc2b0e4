"""Every number has the law it should have.

The level of a family of tests is 1 in 1,000: each is asked for that over how many there are (Bonferroni). Seeds are
fixed. What is found of a law that is slightly off, the last test says.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from prakerja.programme.dice.binomial import _accepted
from prakerja.programme.dice.factorial import correction
from prakerja.programme.dice.hypergeometric import _log_mass
from prakerja.scenario.arrays import Floats
from tests.dice import laws

LEVEL = 1e-3
SIZES = (1, 2, 5, 20, 1000, 100_000, 6_000_000, 50_000_000)
PROBABILITIES = (1e-6, 0.01, 0.3, 0.5, 0.9, 0.999)
DRAWS = (  # good, bad, number: each way of drawing, each change of places, from the least to 50 million
    (2, 2, 1),
    (5, 5, 5),
    (20, 30, 10),
    (30, 20, 45),
    (40, 40, 40),
    (100, 1000, 500),
    (1000, 100, 900),
    (1000, 1000, 1000),
    (100_000, 50_000, 40_000),
    (20, 6_000_000, 1_000_000),
    (3_000_000, 3_000_000, 5_000_000),
    (25_000_000, 25_000_000, 10_000_000),
    (20_000_000, 30_000_000, 30),
)
SHAPES = (0.05, 0.5, 1.0, 2.5, 11.0, 1000.0, 1e12)


@pytest.mark.parametrize("people", SIZES)
def test_binomial(people: int):
    for probability in PROBABILITIES:
        found = laws.drawn(laws.binomials, people, probability)
        assert 0 <= found.min() <= found.max() <= people
        values = laws.p_values(found, stats.binom(people, probability))
        assert min(values) > LEVEL / (3 * len(SIZES) * len(PROBABILITIES)), (people, probability, values)


@pytest.mark.parametrize("mean", [0.3, 3, 9.99, 11.99, 12.01, 20, 60])
def test_binomial_on_both_sides_of_where_the_method_changes(mean: float):
    for people in (24, 200, 1_000_000):
        if mean <= people / 2:
            found = laws.drawn(laws.binomials, people, mean / people, count=10 * laws.NUMBERS)
            assert min(laws.p_values(found, stats.binom(people, mean / people))) > LEVEL / 60, (mean, people)


def over_the_mode(
    mode: int, least: float, most: float, from_one_to_the_next: Callable[[Floats], Floats]
) -> dict[int, float]:
    """Give the logarithm of the mass over that of the mode, of some two hundred numbers from least to most."""
    numbers = np.arange(min(mode, math.floor(least)), max(mode, math.ceil(most)) + 1, dtype=float)
    mass = np.concatenate([[0.0], np.cumsum(np.log(from_one_to_the_next(numbers[:-1])))])
    mass -= mass[np.flatnonzero(numbers == mode)]
    some = np.unique(np.linspace(0, len(numbers) - 1, 201).round().astype(int))
    return {int(numbers[one]): mass[one] for one in some}


@pytest.mark.parametrize(
    ("people", "probability"), [(50, 0.45), (1000, 0.02), (1000, 0.3), (1_000_000, 0.0001), (6_000_000, 0.5)]
)
def test_a_number_is_accepted_by_its_mass_over_that_of_the_mode(people: int, probability: float):
    """To a millionth, as far as eight standard deviations: what millions of numbers would not show, far out."""
    law, mode, odds = (
        stats.binom(people, probability),
        math.floor((people + 1) * probability),
        probability / (1 - probability),
    )
    ends = max(0, law.mean() - 8 * law.std()), min(people, law.mean() + 8 * law.std())
    for k, mass in over_the_mode(mode, *ends, lambda one: odds * (people - one) / (one + 1)).items():
        assert _accepted(math.exp(mass) * (1 - 1e-6), k, people, probability), k
        assert not _accepted(math.exp(mass) * (1 + 1e-6), k, people, probability), k


@pytest.mark.parametrize("draw", [draw for draw in DRAWS if draw[2] > 1], ids=str)
def test_the_mass_of_a_hypergeometric_number_over_that_of_the_mode(draw: tuple[int, int, int]):
    """To eight digits, within twelve standard deviations."""
    good, bad, number = draw
    mode = math.floor((number + 1) * ((good + 1) / (good + bad + 2)))
    far = 12 * stats.hypergeom(good + bad, good, number).std() + 1
    ends = max(0, number - bad, mode - far), min(good, number, mode + far)
    found = over_the_mode(
        mode, *ends, lambda one: (good - one) * (number - one) / ((one + 1) * (bad - number + one + 1))
    )
    for k, mass in found.items():
        assert _log_mass(k, mode, good, bad, number) == pytest.approx(mass, rel=1e-8, abs=1e-8), k


@pytest.mark.parametrize("draw", DRAWS, ids=str)
def test_hypergeometric(draw: tuple[int, int, int]):
    good, bad, number = draw
    found = laws.drawn(laws.hypergeometrics, *draw)
    assert max(0, number - bad) <= found.min() <= found.max() <= min(good, number)
    law = stats.hypergeom(good + bad, good, number)
    assert min(laws.p_values(found, law)) > LEVEL / (3 * len(DRAWS)), laws.p_values(found, law)


@pytest.mark.parametrize("shape", SHAPES)
def test_gamma(shape: float):
    found = laws.drawn(laws.gammas, shape, real=True)
    assert stats.kstest(found, stats.gamma(shape).cdf).pvalue > LEVEL / len(SHAPES)


def test_normal():
    """The variance of a million to within 3.6 standard errors, which are 0.14 %."""
    found = laws.drawn(laws.normals, real=True, count=1_000_000)
    assert stats.kstest(found[: laws.NUMBERS], stats.norm.cdf).pvalue > LEVEL / 3
    assert abs(found.mean()) < 3.6 / np.sqrt(len(found))
    assert abs((found**2).mean() - 1) < 3.6 * np.sqrt(2 / len(found))


def test_millions_of_numbers_show_what_thousands_do_not():
    """Rejection with a constant that is 5 % off, say: the variance is then off by less than 1 %."""
    for people, probability in ((60, 0.3), (1000, 0.3), (10**6, 0.1)):
        found = laws.drawn(laws.binomials, people, probability, count=3_000_000)
        assert min(laws.p_values(found, stats.binom(people, probability))) > LEVEL / 15, people
    for good, bad, number in ((100, 200, 60), (10**6, 10**6, 10**4)):
        found = laws.drawn(laws.hypergeometrics, good, bad, number, count=1_000_000)
        assert min(laws.p_values(found, stats.hypergeom(good + bad, good, number))) > LEVEL / 15, number


@pytest.mark.parametrize("people", [1, 3, 4, 50, 100_000])
@pytest.mark.parametrize("shares", [(0.2, 0.5, 0.0, 0.1), (0.1, 0.0, 0.3, 0.6, 0.0)], ids=["some left over", "all"])
def test_each_part_of_a_split_is_binomial_and_so_are_two(people: int, shares: tuple[float, ...]):
    parts, left = np.empty((laws.NUMBERS, len(shares)), np.int64), np.empty(laws.NUMBERS, np.int64)
    laws.splits(laws.stream(f"split {people} {shares}"), people, np.array(shares), parts, left)
    assert (parts >= 0).all()
    np.testing.assert_array_equal(parts.sum(axis=1) + left, people)
    if sum(shares) > 0.99:
        assert not left.any()
    some = [part for part, share in enumerate(shares) if share > 0]
    for which in (*((part,) for part in some), tuple(some[:2])):
        law = stats.binom(people, sum(shares[part] for part in which))
        assert min(laws.p_values(parts[:, which].sum(axis=1), law)) > LEVEL / 120, which
    assert not parts[:, [part for part in range(len(shares)) if part not in some]].any()


@pytest.mark.parametrize("number", [1, 7, 60, 119])
def test_what_is_taken_from_each_cell_is_hypergeometric(number: int):
    cells, taken = np.array([40, 0, 70, 10]), np.empty((laws.NUMBERS, 4), np.int64)
    laws.takes(laws.stream(f"take {number}"), cells, number, taken)
    np.testing.assert_array_equal(taken.sum(axis=1), number)
    assert (taken >= 0).all()
    assert (taken <= cells).all()
    for which in ((0,), (2,), (3,), (0, 3)):
        law = stats.hypergeom(120, sum(cells[list(which)]), number)
        assert min(laws.p_values(taken[:, which].sum(axis=1), law)) > LEVEL / 48, which


def test_the_logarithm_of_a_factorial_is_known_to_13_digits():
    """Python's whole numbers know k! exactly; math.log of one is right to the last digit."""
    for k in (0, 1, 2, 9, 31, 32, 33, 100, 1000):
        stirling = (k + 0.5) * math.log(k + 1) - (k + 1) + math.log(2 * math.pi) / 2
        assert correction(k) == pytest.approx(math.log(math.factorial(k)) - stirling, abs=2e-12)
    for k in (31, 32):
        assert correction(k) == pytest.approx(1 / (12 * (k + 1)) - 1 / (360 * (k + 1) ** 3), abs=1e-10)


def test_a_law_that_is_slightly_off_is_found():
    """2 % of a standard deviation more, or 3 % more of it: the power, at the very numbers that passed."""
    law, shifted = stats.binom(1000, 0.3), stats.binom(1000, 0.3 + 0.03 * np.sqrt(0.21 / 1000))
    wider, number = stats.hypergeom(1049, 500, 200), laws.drawn(laws.hypergeometrics, 500, 500, 200)
    assert min(laws.p_values(laws.drawn(laws.binomials, 1000, 0.3), law)) > LEVEL / 144
    assert min(laws.p_values(laws.drawn(laws.binomials, 1000, 0.3), shifted)) < LEVEL / 144
    assert min(laws.p_values(number, wider)) < LEVEL / 39
