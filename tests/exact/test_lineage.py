"""Following people back to where they came from, against mixing them forward by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.programme.lineage import Lineage, share

DAYS, LONGEST = 6, 3
FEW = 1e-5  # of the people: the lineage is kept in single precision

tables = st.lists(st.lists(st.integers(0, 9), min_size=DAYS, max_size=DAYS), min_size=DAYS, max_size=DAYS).map(
    lambda rows: np.tril(np.triu(np.array(rows, dtype=float)), LONGEST)
)
"""People by the day they go in (row) and the day they come out (column), from 0 to 3 days later."""


def written_down(table: NDArray[np.float64], until: int = DAYS) -> Lineage:
    """Write a table down as a stage does, day by day: who leaves, by the day of coming, of those who can."""
    inside = SimpleNamespace(people=np.zeros((DAYS, 1)), anyone=np.ones(DAYS, dtype=bool))
    stage: Any = SimpleNamespace(first=lambda day: max(0, day - LONGEST), cohorts=inside)
    lineage = Lineage(until, 1, stage)
    for day in range(DAYS):
        inside.people[day] = table[day].sum() + 1
        page = lineage.page(day)
        page[:, 0] = table[stage.first(day) : day + 1, day]
        inside.people[stage.first(day) : day + 1] -= page
    return lineage


@given(first=tables, lags=tables, left_over=st.integers(0, 4), by=st.integers(0, DAYS - 1))
def test_back_is_forward_mixing(first: NDArray[np.float64], lags: NDArray[np.float64], left_over: int, by: int) -> None:
    """Of two stages in a row: of those who came in on each day, as many are through both by a day, mixed evenly.

    Forward: whoever leaves the first stage on a day is a mixture of the days they came in; everyone in it has the same
    chance of leaving the second stage on any day. Written down only as long as is asked for.
    """
    inside_second = first.sum(axis=0)
    chance = np.divide(lags, lags.sum(axis=1, keepdims=True) + left_over, out=np.zeros_like(lags), where=lags > 0)
    second = chance * inside_second[:, None]
    through = np.zeros(by + 1)
    for came in range(by + 1):
        for left in range(came, by + 1):
            for ended in range(left, by + 1):
                through[came] += first[came, left] * chance[left, ended]
    one, other = written_down(first, by + 1), written_down(second, by + 1)
    passed = share(other.back(np.ones((by + 1, 1))), inside_second[: by + 1, None])
    np.testing.assert_allclose(one.back(passed)[:, 0], through, rtol=FEW, atol=FEW)


def test_two_days_mixed_by_hand() -> None:
    """Day 0: 30 start, day 1: 10. Completed on day 1: 10 and 10; on day 2: 20 and 0. Of day 1's 6 are paid, of 2's 5.

    Day 0: 10 x 6/20 + 20 x 5/20 = 8. Day 1: 10 x 6/20 = 3. Together 11 = 6 + 5.
    """
    completed = np.zeros((DAYS, DAYS))
    completed[0, 1:3], completed[1, 1] = (10, 20), 10
    weight = np.zeros((DAYS, 1))
    weight[1:3, 0] = 6 / 20, 5 / 20
    np.testing.assert_allclose(written_down(completed).back(weight)[:, 0], [8, 3, 0, 0, 0, 0], rtol=1e-6)


def test_a_page_on_which_nobody_can_be_is_not_kept() -> None:
    """An empty stage costs nothing to follow back."""
    stage: Any = SimpleNamespace(first=lambda day: 0, cohorts=SimpleNamespace(anyone=np.zeros(DAYS, dtype=bool)))
    lineage = Lineage(DAYS, 1, stage)
    lineage.page(2)[:] = 1
    assert not lineage.back(np.ones((DAYS, 1))).any()


def test_nobody_of_nobody_is_nobody() -> None:
    assert share(np.array([3.0, 0.0]), np.array([6, 0])).tolist() == [0.5, 0.0]
