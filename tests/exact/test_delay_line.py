"""The delay line against a list of people, each with the day it comes out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prakerja.programme.chance import Chance, Dice, Expectation
from prakerja.programme.flows import DelayLine

DAYS, DRAWS = 12, 2

batches = st.lists(
    st.tuples(
        st.integers(0, DAYS - 1),
        st.lists(st.lists(st.integers(0, 5), min_size=DRAWS, max_size=DRAWS), min_size=1, max_size=DAYS + 3),
    ),
    max_size=6,
)


@pytest.mark.parametrize("chance", [Dice(0, 0, "exact"), Expectation()], ids=["dice", "expectation"])
@given(batches=batches)
def test_people_come_out_on_the_day_they_went_in_plus_their_lag(
    chance: Chance, batches: list[tuple[int, list[list[int]]]]
) -> None:
    """Someone put in on day t with lag k is in what comes out on t + k; beyond the clock nobody comes out."""
    line = DelayLine(chance, DAYS, DRAWS)
    out_on: list[list[int]] = [[] for _ in range(DRAWS)]
    for day, by_lag in batches:
        line.put(day, np.array(by_lag, dtype=chance.dtype))
        for lag, people in enumerate(by_lag):
            for draw, number in enumerate(people):
                out_on[draw] += [day + lag] * number
    for day in range(DAYS):
        assert line.out(day).tolist() == [days.count(day) for days in out_on]
