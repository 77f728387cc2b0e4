"""Mixing people forward, wave by wave, against following each of them by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from prakerja.programme.lineage import ByWave, Lineage, share

DAYS, LONGEST = 6, 3
FEW = 1e-5  # of the people: the lineage is kept in single precision

tables = st.lists(st.lists(st.integers(0, 9), min_size=DAYS, max_size=DAYS), min_size=DAYS, max_size=DAYS).map(
    lambda rows: np.tril(np.triu(np.array(rows, dtype=float)), LONGEST)
)
"""People by the day they go in (row) and the day they come out (column), from 0 to 3 days later."""


def followed(came: ByWave, table: NDArray[np.float64]) -> Lineage:
    """Follow a stage day by day, from a table in which every day has a row."""
    lineage = Lineage(came, LONGEST, DAYS, len(came))
    for day in range(DAYS):
        leave(lineage, table, day)
    return lineage


def leave(lineage: Lineage, table: NDArray[np.float64], day: int) -> None:
    """Follow a stage on a day: who leaves, by the day of coming; what is older than the longest stay is rubbish."""
    lineage.by_cohort[:, 0, 0] = table[:, day]
    lineage.by_cohort[: max(0, day - LONGEST), 0] = 999
    lineage.follow(day)


def a_wave_a_day(people: NDArray[np.float64], until: int = DAYS) -> ByWave:
    """Let those who come on a day be a wave of their own."""
    return np.diag(people).astype(np.float32)[:until, :, None, None]


@given(first=tables, lags=tables, left_over=st.integers(0, 4), by=st.integers(0, DAYS - 1))
def test_mixed_forward_as_one_by_one(
    first: NDArray[np.float64], lags: NDArray[np.float64], left_over: int, by: int
) -> None:
    """Of two stages in a row: of those who came in on each day, as many are through one, and both, by a day.

    Whoever leaves the first stage on a day is a mixture of the days they came in; everyone in it has the same chance of
    leaving the second stage on any day. Followed only as long as is asked for.
    """
    inside_second = first.sum(axis=0)
    chance = np.divide(lags, lags.sum(axis=1, keepdims=True) + left_over, out=np.zeros_like(lags), where=lags > 0)
    second = chance * inside_second[:, None]
    through = np.zeros(DAYS)
    for came in range(by + 1):
        for left in range(came, by + 1):
            for ended in range(left, by + 1):
                through[came] += first[came, left] * chance[left, ended]
    came = a_wave_a_day(first.sum(axis=1) + 1, by + 1)
    kept = np.zeros((min(LONGEST, by) + 1, *came.shape[1:]), np.float32)  # no day more than can leave
    one = Lineage(kept, LONGEST, DAYS, by + 1)
    one.keep(LONGEST)
    other = Lineage(one.by_wave, LONGEST, DAYS, by + 1)
    for day in range(DAYS):
        if day <= by:
            kept[day % len(kept)] = came[day]
        leave(one, first, day)
        leave(other, second, day)
    of_first = np.where(np.arange(DAYS) <= by, first[:, : by + 1].sum(axis=1), 0)
    np.testing.assert_allclose(one.total[:, 0, 0], of_first, rtol=FEW, atol=FEW)
    np.testing.assert_allclose(other.total[:, 0, 0], through, rtol=FEW, atol=FEW)


def test_two_days_mixed_by_hand() -> None:
    """Day 0: 30 start, day 1: 10. Completed on day 1: 10 and 10; on day 2: 20 and 0. Of day 1's 6 are paid, of 2's 5.

    Day 0: 10 x 6/20 + 20 x 5/20 = 8. Day 1: 10 x 6/20 = 3. Together 11 = 6 + 5.
    """
    completed, paid = np.zeros((2, DAYS, DAYS))
    completed[0, 1:3], completed[1, 1] = (10, 20), 10
    paid[1, 1], paid[2, 2] = 6, 5
    through = followed(followed(a_wave_a_day(np.array([30.0, 10, 0, 0, 0, 0])), completed).by_wave, paid)
    np.testing.assert_allclose(through.by_wave.sum(axis=0)[:, 0, 0], [8, 3, 0, 0, 0, 0], rtol=1e-6)


def test_a_cohort_is_of_its_waves() -> None:
    """On day 1, 30 of the first wave and 10 of the third come; of the 8 who leave the next day, 6 and 2 are theirs."""
    came, left = np.zeros((DAYS, 3, 1, 1), np.float32), np.zeros((DAYS, DAYS))
    came[1, :, 0, 0], left[1, 2] = (30, 0, 10), 8
    assert followed(came, left).by_wave[2, :, 0, 0].tolist() == [6, 0, 2]


def test_of_nobody_nobody_leaves() -> None:
    assert not followed(np.zeros((DAYS, 2, 1, 1), np.float32), np.zeros((DAYS, DAYS))).by_wave.any()


def test_nobody_of_nobody_is_nobody() -> None:
    assert share(np.array([3.0, 0.0]), np.array([6, 0])).tolist() == [0.5, 0.0]


def test_a_class_that_is_told_apart_is_mixed_by_itself() -> None:
    """Of one wave 30 and 10 of two classes come, of the other 10 and 30; of the classes 20 of 40 leave, and 4 of 40.

    So 15 and 5 of the first class, 1 and 3 of the other: by wave, 16 and 8. Mixed, 24 of 80 are three in ten of each.
    """
    came = np.zeros((DAYS, 2, 2, 1), np.float32)
    came[0, :, :, 0] = (30, 10), (10, 30)
    apart, together = Lineage(came, LONGEST, DAYS, DAYS, told_apart=2), Lineage(came, LONGEST, DAYS, DAYS)
    apart.follow(0)
    together.follow(0)
    apart.by_cohort[0, :, 0], together.by_cohort[0, 0, 0] = (20, 4), 24
    apart.follow(1)
    together.follow(1)
    np.testing.assert_allclose(apart.by_wave[1, :, :, 0], [[15, 1], [5, 3]], rtol=FEW)
    np.testing.assert_allclose(together.by_wave[1, :, :, 0], [[9, 3], [3, 9]], rtol=FEW)


def test_who_is_held_has_not_left_until_released() -> None:
    """On days 1 and 2, 3 and 2 of one wave leave and are held; on day 3 all five leave, with one more of that day."""
    came, left = np.zeros((DAYS, 1, 1, 1), np.float32), np.zeros((DAYS, DAYS))
    came[0], left[0, 1:4] = 6, (3, 2, 1)
    lineage = Lineage(came, LONGEST, DAYS, DAYS)
    for day in range(4):
        leave(lineage, left, day)
        (lineage.release if day == 3 else lineage.hold)(day)
    assert lineage.by_wave[:4, 0, 0, 0].tolist() == [0, 0, 0, 6]
    assert lineage.total.sum() == 6
