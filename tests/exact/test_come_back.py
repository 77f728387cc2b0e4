"""Who was not selected joins the wave that is open, in each future by itself."""

from __future__ import annotations

import numpy as np

from prakerja.programme import Expectation
from prakerja.programme.joining import come_back


def test_a_future_without_an_open_wave_does_not_stop_the_next() -> None:
    """Of 80 in two cells half are willing: none joins in the first future, 40 in the second, and 40 stay away."""
    left = np.array([[60.0, 60.0], [20.0, 20.0]])
    unselected, again = left.copy(), np.zeros((2, 2))
    today, members = np.zeros((2, 2))
    streams, opened = Expectation.streams(1, np.arange(2), "applicants"), np.array([False, True])
    come_back(streams, opened, left, np.array([0.5, 0.5]), unselected, again, today, members)
    assert left.tolist() == [[60, 0], [20, 0]]
    assert unselected.tolist() == [[60, 30], [20, 10]]
    assert again.tolist() == [[0, 30], [0, 10]]
    assert (today.tolist(), members.tolist()) == ([0, 40], [0, 40])
