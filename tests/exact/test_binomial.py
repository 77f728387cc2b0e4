"""Binomial numbers thrown whole arrays at a time, and the tree made of them, against the laws they must have."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import special, stats

from prakerja.programme.binomial import LARGE, Binomial
from prakerja.programme.tree import Tree

THROWN = 200_000
"""With so many a chi-square test over 40 cells at 1e-4 finds a shift of the mean by 0.025 sd with 99 %."""
CASES = [
    (variance, p)
    for variance in (0.1, 0.7, 1.3, LARGE, 3.5, 6, 12, 40, 400, 30_000)
    for p in (1e-4, 0.02, 0.3, 0.5, 0.7, 0.98)
]
"""Variances on both sides of where each way begins, probabilities on both sides of one half."""


def rng(seed: int) -> np.random.Generator:
    """Make the stream of a test."""
    return np.random.Generator(np.random.SFC64(seed))


def people(variance: float, p: float) -> int:
    """Give the fewest people with a variance of at least this."""
    return int(np.ceil(variance / (p * (1 - p))))


@pytest.mark.parametrize(("variance", "p"), CASES)
def test_thrown_as_the_law_says(variance: float, p: float) -> None:
    """Chi-square against `scipy.stats.binom`, in cells of at least 5 expected."""
    n = people(variance, p)
    found = Binomial(np.full(THROWN, p)).draw(rng(1), np.full(THROWN, float(n)))
    law = stats.binom(n, p)
    edges = np.unique(np.r_[-1, law.ppf(np.linspace(0.001, 0.999, 41)), n])
    expected = np.diff(law.cdf(edges)) * THROWN
    assert expected.min() > 5
    assert (found == np.floor(found)).all()
    observed = np.histogram(found, edges + 0.5)[0]
    assert stats.chisquare(observed, expected * (THROWN / expected.sum())).pvalue > 1e-4


@pytest.mark.parametrize("variance", [LARGE, 2.3, 2.7, 3.3, 4, 5, 6, 8, 10, 13, 17, 25, 60, 250, 2_000, 20_000])
@pytest.mark.parametrize("p", [1e-5, 1e-3, 0.03, 0.1, 0.2, 0.35, 0.5, 0.65, 0.9, 0.99])
def test_the_quantile_lies_within_its_bounds(variance: float, p: float) -> None:
    """Tried just before and just after every jump of the quantile within 7 standard deviations: nothing else matters.

    Between two jumps the quantile stays and the expansion grows. Within 5, where 1 - Phi(z) still tells the two sides
    of a jump apart, what is settled in the end is the quantile.
    """
    n = people(variance, p)
    reach = 12 * variance**0.5 + 40
    whole = np.arange(max(0, int(n * p - reach)), min(n, int(n * p + reach)), dtype=np.float64)
    below, above = special.betainc(n - whole, whole + 1, 1 - p), special.betainc(whole + 1, n - whole, p)
    z = np.where(below < above, special.ndtri(below), -special.ndtri(above))
    whole, z = whole[np.abs(z) < 7], z[np.abs(z) < 7]
    for at, right in ((z - 1e-7, whole), (z + 1e-7, whole + 1)):
        law, of = Binomial(np.full(len(z), p)), (np.full(len(z), float(n)), np.full(len(z), n * p * (1 - p)))
        low, high = law.bounds(at, *of)
        assert (np.maximum(low, 0) <= right).all()
        assert (np.minimum(high, n) >= right).all()
        near = np.abs(z) < 5
        assert (law.quantile(at, *of)[near] == right[near]).all()


@pytest.mark.parametrize("p", [1e-5, 0.02, 0.3, 0.5, 0.7, 0.98])
def test_few_are_quantiles_of_uniform_numbers(p: float) -> None:
    """From nobody to as many as have so small a variance; where it happens mostly, those without it are."""
    n = rng(6).integers(1, max(3, int(LARGE / (p * (1 - p)))), 5_000).astype(np.float64)
    found = Binomial(np.full(5_000, p)).draw(rng(7), n)
    quantiles = stats.binom.ppf(rng(7).random(5_000), n, min(p, 1 - p))
    assert (found == (quantiles if p <= 0.5 else n - quantiles)).all()


@pytest.mark.parametrize("copies", [1, 5])
def test_certain_outcomes(copies: int) -> None:
    """Nobody among nobody, nobody with probability 0, everybody with 1, next to others that are left to chance."""
    n = np.array([[0.0, 10**6, 10**6, *[10**6] * copies, 3], [0, 5, 5, *[10**6] * copies, 3]])
    p = np.array([0.5, 0.0, 1.0, *[0.5] * copies, 0.5])
    found = Binomial(np.broadcast_to(p, n.shape)).draw(rng(2), n)
    assert found[:, :3].tolist() == [[0, 0, 10**6], [0, 0, 5]]
    assert (np.abs(found[:, 3:-1] - 500_000) < 3_000).all()
    assert (found[:, -1] <= 3).all()


def test_few_and_many_side_by_side() -> None:
    """Each keeps its place and its law, whichever are more: means within 5 standard errors."""
    for few_in_all in (1, 9):
        n = np.repeat([2.0, 40.0, 5_000.0], [few_in_all * 5_000, few_in_all * 5_000, 30_000])
        p = np.repeat([0.1, 0.4, 0.3], [few_in_all * 5_000, few_in_all * 5_000, 30_000])
        found = Binomial(p).draw(rng(4), n)
        for size in np.unique(n):
            here = n == size
            error = np.sqrt(size * p[here][0] * (1 - p[here][0]) / here.sum())
            assert abs(found[here].mean() - size * p[here][0]) < 5 * error


def shares(parts: int, left: float) -> NDArray[np.float64]:
    """Make shares that sum to one less what is left over."""
    weights = np.arange(1, parts + 1, dtype=np.float64)
    return (1 - left) * weights / weights.sum()


@pytest.mark.parametrize(("parts", "wanted", "left"), [(5, 5, 0.2), (21, 21, 0.0), (21, 13, 0.3), (8, 8, 0.1)])
def test_a_tree_is_multinomial(parts: int, wanted: int, left: float) -> None:
    """Means and covariances within 5 standard errors; the law of each part by chi-square as above."""
    number, draws = 2_000, 40_000
    p = shares(parts, left)
    tree = Tree(np.tile(p[:, None], draws), np.full(draws, left))
    found = tree.split(rng(3), np.full(draws, number), wanted)
    assert found.shape == (wanted, draws)
    assert (found.sum(axis=0) <= number).all()
    assert wanted < parts or left or (found.sum(axis=0) == number).all()
    covariance = number * (np.diag(p) - np.outer(p, p))[:wanted, :wanted]
    sd = np.sqrt(np.diag(covariance))
    assert (np.abs(found.mean(axis=1) - number * p[:wanted]) < 5 * sd / np.sqrt(draws)).all()
    assert (np.abs(np.cov(found) - covariance) < 5 * np.sqrt(2 / draws) * np.outer(sd, sd)).all()
    for part, of_part in enumerate(found):
        law = stats.binom(number, p[part])
        edges = np.unique(np.r_[-1, law.ppf(np.linspace(0.02, 0.98, 11)), number])
        expected = np.diff(law.cdf(edges)) * draws
        assert stats.chisquare(np.histogram(of_part, edges + 0.5)[0], expected).pvalue > 1e-5
