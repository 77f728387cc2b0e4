"""From dice to the fluid limit: how the difference falls with the number of people N, where a capacity binds.

One day's queue is (X - c)^+, X people coming to c places. Jensen's inequality makes its mean larger than (E X - c)^+.

* **Away from the kink** c = E X the function is linear wherever X is likely to be: no difference, but for a probability
  that falls exponentially (Hoeffding's inequality).
* **At the kink** the difference is E|X - E X| / 2, of the order of sqrt(N): for X ~ Bin(2m, 1/2) de Moivre found
  E|X - m| = m C(2m, m) / 4^m exactly (P. Diaconis and S. Zabell, Statist. Sci. 6 (1991) 284-302). Per head N^(-1/2).
* **Averaged over an uncertain capacity**, uniform over a range that holds the kink, only futures within sqrt(N) of it
  differ, and summing (X - c)^+ over whole c from below X to above gives (X - low)(X - low + 1) / 2, whose mean
  exceeds its value at E X by Var(X) / 2. So the mean difference is Var(X) / (2 x range): per head it is 1/N.

The last is what a forecast does, whose world is uncertain: `Expectation` is good to 1/N there, and not at a kink.
"""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from scipy import stats

from tests.known.intervals import LEVEL, agrees
from tests.known.limit import COUNT, Floats, backlogs, half_of, slope, uncertain, without_noise

SIZES = (100, 1_000, 10_000)


def falls_like(differences: list[Floats], power: float, detects: float) -> None:
    """Assert the slope of the difference per head within its interval, narrow enough to tell it from another."""
    fitted, error = slope(SIZES, differences)
    z = stats.norm.isf(LEVEL / 2)
    assert abs(fitted - power) <= z * error, f"slope {fitted:.3f} ± {z * error:.3f}"
    assert (z + stats.norm.ppf(0.99)) * error <= detects


@pytest.mark.parametrize("people", SIZES)
def test_at_the_kink_the_difference_is_de_moivres(people: int) -> None:
    """Capacity N / 2: m C(2m, m) / 4^m / 2, m = N / 2; for N = 100 that is 1.99. 8,000 futures detect 11 % of it."""
    m = people // 2
    expected = m * comb(2 * m, m) / (2 * 4**m)
    dice, limit, _ = backlogs(half_of(people), np.full(COUNT, float(m)), 1)
    assert abs(limit).max() < 1e-6
    agrees(dice, expected, detects=0.11 * expected)


def test_at_the_kink_the_difference_per_head_falls_like_the_root() -> None:
    """N = 100, 1,000 and 10,000: slope -1/2 on logarithmic scales; detects 0.04, so that -1 is out of the question."""
    falls_like([backlogs(half_of(n), np.full(COUNT, n / 2), 1)[0] for n in SIZES], -0.5, detects=0.04)


def test_over_an_uncertain_capacity_the_difference_is_half_the_variance() -> None:
    """Var(X) / (2 range) = (N / 4) / (2 x 0.4 N) = 0.3125 people, whatever N; and so the slope per head is -1.

    For N = 100 the ends of the range are four standard deviations from the kink, and beyond them lies 1e-5 of the mean.
    8,000 futures: detects 0.12 people for the smallest N and 0.36 for the largest; in the slope 0.2.
    """
    left = []
    for people, detects in zip(SIZES, (0.12, 0.22, 0.36), strict=True):
        capacity, kink = uncertain(people, 1)
        seen = without_noise(*backlogs(half_of(people), capacity, 1), capacity, kink, 1)
        agrees(seen, 0.3125, detects)
        left.append(seen)
    falls_like(left, -1.0, detects=0.2)


def test_over_an_uncertain_capacity_a_queue_of_ten_days_falls_like_one_over_the_people() -> None:
    """The tenth day's backlog max_s (A(s, 10] - c (10 - s))^+ near c = E A: a random walk of steps of the order of
    sqrt(N) within sqrt(N) of the kink, so over the range of N the mean is of the order of one person again (Donsker's
    theorem, with Brownian scaling). Slope -1; detects 0.08.
    """
    left = []
    for people in SIZES:
        capacity, kink = uncertain(people, 10)
        left.append(without_noise(*backlogs(half_of(people, 10), capacity, 10), capacity, kink, 10))
    falls_like(left, -1.0, detects=0.08)


@pytest.mark.parametrize("capacity", [400, 600])
def test_away_from_the_kink_there_is_no_difference(capacity: int) -> None:
    """N = 1,000, E X = 500, six standard deviations from the capacity: |X - 500| >= 100 with less than 2 exp(-20).

    With 400 the mean is 100 of the limit, within 8,000 futures' interval (detects 1.2 people, where at the kink the
    difference is 6.3); with 600 nobody ever waits.
    """
    dice, limit, _ = backlogs(half_of(1000), np.full(COUNT, float(capacity)), 1)
    assert limit[0] == pytest.approx(max(500 - capacity, 0))
    agrees(dice, max(500.0 - capacity, 0.0), detects=1.2)
