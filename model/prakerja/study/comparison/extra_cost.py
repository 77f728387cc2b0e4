"""What one more person costs: policy minus baseline in rupiah, over policy minus baseline in people."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd

from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.outcomes import Outcomes
from prakerja.study.comparison.paired import critical

PEOPLE = ("effective", "paid_once")
"""The ways of counting people, as `CRITERIA` names them."""

SPENT: Mapping[str, tuple[str, ...]] = {"paid_out": ("paid_out",), "earned": ("paid_out", "owed")}
"""The ways of counting what they cost by the year end: paid out; paid out or still owed."""


@dataclass(frozen=True)
class ExtraCost:
    """What one more person costs under a policy than under the baseline, by one way of counting each.

    Attributes
    ----------
    policy, baseline
        What was taken from what.
    count, spent
        Of `PEOPLE` and of `SPENT`.
    people, rupiah
        Policy minus baseline, expected.
    each
        Rupiah for one more person, or saved for one fewer: the ratio of the two. None where it is undecided whether
        there are more or fewer people at all.
    low, high
        Its interval, which holds together with those of all other ratios.
    policy_each, baseline_each
        What every person costs under each: the ratio of what is expected; infinite where nobody is counted.
    """

    policy: str
    baseline: str
    count: str
    spent: str
    people: float
    rupiah: float
    each: float | None
    low: float | None
    high: float | None
    policy_each: float
    baseline_each: float


def extra_costs(comparison: Outcomes) -> tuple[ExtraCost, ...]:
    """Return what one more person costs under every policy, as far as its criteria were asked for.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> from prakerja.study import compare
    >>> plan = load("scenarios/small.toml")
    >>> none = plan.replace({"policy.quota.places": 0}, name="no more waves")
    >>> asked = ["effective", "paid_out"]
    >>> (found,) = extra_costs(compare(plan, none, draws=16, workers=1, prior=True, cache=None, criteria=asked))
    >>> found.people < 0, found.rupiah < 0, found.each > 0  # fewer people, for less money
    (True, True, True)
    """
    values = {one.name: np.asarray(comparison.data["outcome"])[:, n] for n, one in enumerate(comparison.criteria)}
    pairs = [
        (count, spent) for count in PEOPLE if count in values for spent in SPENT if values.keys() >= {*SPENT[spent]}
    ]
    return tuple(_each(comparison, values, pairs))


def cost_table(found: tuple[ExtraCost, ...]) -> pd.DataFrame:
    """Return extra costs as a table, one row each."""
    return pd.DataFrame([vars(one) for one in found], columns=[field.name for field in fields(ExtraCost)])


def _each(comparison: Outcomes, values: Mapping[str, Floats], pairs: list[tuple[str, str]]) -> Iterator[ExtraCost]:
    others = comparison.names[1:]
    t = critical(len(comparison), max(1, len(pairs) * len(others)))
    for number, policy in enumerate(others, start=1):
        for count, spent in pairs:
            money, people = sum(values[name] for name in SPENT[spent]), values[count]
            assert isinstance(money, np.ndarray)
            more, extra = people[number] - people[0], money[number] - money[0]
            ends = fieller(extra, more, t)
            ratio = float(extra.mean() / more.mean()) if ends else None
            low, high = ends or (None, None)
            yield ExtraCost(
                policy, comparison.baseline, count, spent, float(more.mean()), float(extra.mean()), ratio, low, high,
                _ratio(money[number], people[number]), _ratio(money[0], people[0]),
            )  # fmt: skip


def fieller(numerator: Floats, denominator: Floats, t: float) -> tuple[float, float] | None:
    """Return an interval for the ratio of two paired means, by Fieller's theorem (Biometrika 41, 1954).

    Parameters
    ----------
    numerator, denominator
        Shape (draw,): entry i of both is of the same future.
    t
        How many standard errors wide the intervals of single means are.

    Returns
    -------
    the ratios r for which 0 lies within the interval of the mean of numerator - r denominator; None where that of the
    mean of the denominator holds 0, for then the ratio may be anything

    Examples
    --------
    >>> fieller(np.array([2.0, 4.0, 6.0]), np.array([1.0, 2.0, 3.0]), 2.0)  # twice, in every future
    (2.0, 2.0)
    >>> fieller(np.array([1.0, 2.0, 3.0]), np.array([-1.0, 0.0, 1.5]), 2.0) is None
    True
    """
    above, below = float(numerator.mean()), float(denominator.mean())
    square = t * t / len(numerator) * np.atleast_2d(np.cov(numerator, denominator))
    a, b, c = below**2 - square[1, 1], above * below - square[0, 1], above**2 - square[0, 0]
    if a <= 0:
        return None
    reach = math.sqrt(max(0.0, b * b - a * c))
    return float((b - reach) / a), float((b + reach) / a)


def _ratio(money: Floats, people: Floats) -> float:
    return float(money.mean() / people.mean()) if people.any() else math.inf
