"""Following people back to where they came from, against mixing them forward by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.programme.lineage import Flow, until

DAYS = 6
FEW = 1e-5  # of the people: the lineage is kept in single precision

tables = st.lists(st.lists(st.integers(0, 9), min_size=DAYS, max_size=DAYS), min_size=DAYS, max_size=DAYS).map(
    lambda rows: np.triu(np.array(rows, dtype=float))
)
"""People by the day they go in (row) and the day they come out (column), never before."""


def noted(table: NDArray[np.float64], inside: NDArray[np.float64], how: str) -> Flow:
    """Write a table down as a stage, as lags of those who go in or as those who come out each day."""
    flow = Flow(DAYS, 1)
    for day in range(DAYS):
        flow.enter(day, inside[day : day + 1])
        if how == "spread":
            flow.spread(day, table[day, day:, None])
        else:
            flow.gather(0, table[: day + 1, day, None], day)
    return flow


@given(first=tables, lags=tables, left_over=st.integers(0, 4), by=st.integers(0, DAYS - 1), how=st.sampled_from(
    [("spread", "gather"), ("gather", "spread"), ("gather", "gather"), ("spread", "spread")]
))  # fmt: skip
def test_back_is_forward_mixing(
    first: NDArray[np.float64], lags: NDArray[np.float64], left_over: int, by: int, how: tuple[str, str]
) -> None:
    """Of two stages in a row: of those who came in on each day, as many are through both by a day, mixed evenly.

    Forward: whoever leaves the first stage on a day is a mixture of the days they came in; everyone in it has the same
    chance of leaving the second stage on any day.
    """
    inside_second = first.sum(axis=0)
    share = np.divide(lags, lags.sum(axis=1, keepdims=True) + left_over, out=np.zeros_like(lags), where=lags > 0)
    second = share * inside_second[:, None]
    through = np.zeros(DAYS)
    for came in range(DAYS):
        for left in range(came, DAYS):
            for ended in range(left, by + 1):
                through[came] += first[came, left] * share[left, ended]
    came_in = first.sum(axis=1) + left_over
    stages = noted(first, came_in, how[0]), noted(second, inside_second, how[1])
    back = stages[0].back(stages[1].back(until(by, DAYS, 1)))[:, 0] * came_in
    np.testing.assert_allclose(back, through, rtol=FEW, atol=FEW)


def test_two_days_mixed_by_hand() -> None:
    """Day 0: 30 order, day 1: 10. Sold on day 1: 10 and 10; on day 2: 20 and 0. Of day 1's sales 6 are done, of 2's 5.

    Day 0: 10 x 6/20 + 20 x 5/20 = 8 of 30. Day 1: 10 x 6/20 = 3 of 10. Together 11 = 6 + 5.
    """
    sold = np.array([[0, 10, 20], [0, 10, 0], [0, 0, 0]], dtype=float)
    flow = Flow(3, 1)
    for day, orders in enumerate([30, 10, 0]):
        flow.enter(day, np.array([orders]))
        flow.gather(0, sold[: day + 1, day, None], day)
    back = flow.back(np.array([[0], [6 / 20], [5 / 20]]))[:, 0]
    np.testing.assert_allclose(back, [8 / 30, 3 / 10, 0], rtol=1e-6)
