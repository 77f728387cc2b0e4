"""What one more person costs: by hand, against what a comparison says, and how often its interval holds."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

from prakerja.report import text_of
from prakerja.study import Comparison
from prakerja.study.comparison.extra_cost import cost_table, extra_costs, fieller
from prakerja.study.comparison.paired import critical


def test_fieller_by_hand() -> None:
    """Means 2 and 4, variances 1 and 1 in four futures, no covariance, t = 2: (16 - 1) r^2 - 16 r + (4 - 1) = 0."""
    signs = np.sqrt(3 / 4) * np.array([[1, 1, -1, -1], [1, -1, 1, -1]])
    found = fieller(2 + signs[0], 4 + signs[1], 2.0)
    assert found == pytest.approx(tuple(sorted(np.roots([15, -16, 3]))))


def test_a_constant_price_has_no_spread_and_a_denominator_around_nothing_no_ratio() -> None:
    people = np.array([1.0, 2.0, 4.0, 5.0])
    assert fieller(3.55 * people, people, 3.0) == pytest.approx((3.55, 3.55))
    assert fieller(people, people - 3.0, 3.0) is None
    assert fieller(people, np.zeros(4), 3.0) is None


def test_a_ratio_is_undecided_exactly_where_the_interval_of_the_denominator_holds_nothing() -> None:
    """Of 200 samples with a mean near nothing."""
    generator = np.random.default_rng(1)
    for _ in range(200):
        below, t = generator.normal(0.5, 1.0, 12), 2.2
        error = below.std(ddof=1) / np.sqrt(12)
        assert (fieller(below + 1, below, t) is None) == (abs(below.mean()) <= t * error)


def test_its_interval_holds_as_often_as_it_says() -> None:
    """A ratio of 2.5 of correlated normals in 4,000 samples of 20: 95 %, to within 3.5 standard errors (1.2 points);
    an interval of 93.5 % would be seen with a power of 80 %."""
    generator, n, t = np.random.default_rng(7), 4000, float(stats.t.ppf(0.975, 19))
    people = generator.normal(2.0, 1.0, (n, 20))
    money = 2.5 * people + generator.normal(0.0, 1.5, (n, 20))
    ends = [fieller(above, below, t) for above, below in zip(money, people, strict=True)]
    held = np.mean([found is not None and found[0] <= 2.5 <= found[1] for found in ends])
    assert abs(held - 0.95) < 3.5 * np.sqrt(0.95 * 0.05 / n)


def with_numbers(comparison: Comparison, people: Any, rupiah: Any, owed: float = 0.0) -> Comparison:
    """Let the first policy have so many people and rupiah more than the baseline in every future."""
    data = comparison.data.copy(deep=True)
    names = [one.name for one in comparison.criteria]
    for name, more in (("effective", people), ("paid_once", people), ("paid_out", rupiah), ("owed", owed)):
        data["outcome"][1, names.index(name)] = data["outcome"][0, names.index(name)] + more
    return Comparison(comparison.policies[:2], 3, comparison.criteria, data.isel(policy=[0, 1]), comparison.world)


def test_a_comparison_says_what_its_numbers_say(comparison: Comparison) -> None:
    """100 to 123 more people in 24 futures, for 300 to 304 m more paid out and 2 m more owed."""
    people, rupiah = 100.0 + np.arange(24), 3e8 + 1e6 * (np.arange(24) % 5)
    more = with_numbers(comparison, people, rupiah, owed=2e6)
    found = {(one.count, one.spent): one for one in more.extra_costs}
    assert len(found) == len(more.extra_costs) == 2 * 2
    one = found["effective", "earned"]
    assert (one.people, one.rupiah) == pytest.approx((people.mean(), rupiah.mean() + 2e6))
    assert one.each == pytest.approx((rupiah.mean() + 2e6) / people.mean())
    assert (one.low, one.high) == pytest.approx(fieller(rupiah + 2e6, people, critical(24, 4)))
    base = sum(comparison.values(name, "small").mean() for name in ("paid_out", "owed"))
    persons = comparison.values("effective", "small").mean()
    assert one.baseline_each == pytest.approx(base / persons)
    assert one.policy_each == pytest.approx((base + one.rupiah) / (persons + one.people))
    assert found["paid_once", "paid_out"].each == pytest.approx(rupiah.mean() / people.mean())
    assert cost_table(comparison.extra_costs).shape == (3 * 2 * 2, 11)


@pytest.mark.parametrize(
    ("people", "rupiah", "said"),
    [
        (100, 300e6, "effective costs Rp3.00 million (3.00–3.00); paid once costs Rp3.00 million"),
        (-100, -300e6, "effective, one fewer, saves Rp3.00 million (3.00–3.00)"),
        (100, -300e6, "effective even saves Rp3.00 million (3.00–3.00)"),
        (-100, 300e6, "effective, one fewer, even costs Rp3.00 million (3.00–3.00)"),
        (0, 300e6, "effective: whether more or fewer is open"),
    ],
)
def test_it_is_told_which_way(comparison: Comparison, people: float, rupiah: float, said: str) -> None:
    assert said in " ".join(text_of(with_numbers(comparison, people, rupiah)).split())


def test_without_people_or_money_among_the_criteria_nothing_is_said(comparison: Comparison) -> None:
    kept = [number for number, one in enumerate(comparison.criteria) if one.name in ("effective", "reached")]
    criteria = tuple(comparison.criteria[number] for number in kept)
    less = Comparison(comparison.policies, 3, criteria, comparison.data.isel(criterion=kept), comparison.world)
    assert extra_costs(less) == ()
    assert "one more person" not in text_of(less)
