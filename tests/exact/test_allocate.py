"""Places shared out by largest remainders, against exact fractions; and the laws they keep.

Not claimed, because Hamilton's method does not have it: that a province never loses a place when there is one more to
share (the Alabama paradox).
"""

from __future__ import annotations

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from prakerja.policy import largest_remainder, share_out
from prakerja.programme.chance import Dice, Expectation
from prakerja.programme.select import select
from tests.exact import hamilton

weights = st.lists(st.integers(0, 60), min_size=1, max_size=8)
places = st.one_of(st.integers(0, 40), st.integers(0, 900_000))


@given(places=places, weights=weights)
@example(places=10, weights=[1, 1, 1])
@example(places=3, weights=[1, 1, 1, 1, 1, 1, 1])
def test_shares_are_the_exact_ones(places: int, weights: list[int]) -> None:
    """In whole places, ties to the first, and adding up."""
    shared = largest_remainder(np.array([places]), np.array(weights, dtype=float)[:, None])[:, 0].tolist()
    assert shared == hamilton.shares(places, weights)
    assert sum(shared) == (places if any(weights) else 0)


def test_tie_that_floating_point_breaks() -> None:
    """Two places by 14 : 4 : 2 are 1.4, 0.4 and 0.2; the place left belongs to the first of the two that tie."""
    assert hamilton.shares(2, [14, 4, 2]) == [2, 0, 0]
    assert largest_remainder(np.array([2]), np.array([[14.0], [4.0], [2.0]])).ravel().tolist() == [2, 0, 0]


@given(places=places, weights=weights)
def test_every_share_is_the_exact_one_rounded_up_or_down(places: int, weights: list[int]) -> None:
    """Hamilton's method keeps quota: nobody is a whole place away from the exact share."""
    shared = largest_remainder(np.array([places]), np.array(weights, dtype=float)[:, None])[:, 0]
    exact = places * np.array(weights) / max(sum(weights), 1)
    assert (np.abs(shared - exact) < 1 + 1e-6).all()


@st.composite
def provinces(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Weights and candidates of some provinces."""
    weights = draw(st.lists(st.integers(0, 60), min_size=1, max_size=8))
    candidates = draw(st.lists(st.integers(0, 30), min_size=len(weights), max_size=len(weights)))
    return weights, candidates


@given(places=st.integers(0, 120), provinces=provinces())
@example(places=10, provinces=([1, 1], [2, 20]))
@example(places=10, provinces=([0, 1], [20, 4]))
def test_unused_places_move_on(places: int, provinces: tuple[list[int], list[int]]) -> None:
    """Nobody gets more than there are candidates; all places are used that provinces with weight can use."""
    weights, candidates = provinces
    taken = share_out(np.array([places]), np.array(weights, dtype=float), np.array(candidates)[:, None])[:, 0].tolist()
    assert taken == hamilton.shared_out(places, weights, candidates)
    assert all(t <= c for t, c in zip(taken, candidates, strict=True))
    assert sum(taken) == min(places, sum(c for c, w in zip(candidates, weights, strict=True) if w))


def test_draws_do_not_mix() -> None:
    """Three futures at once: the same as each alone."""
    weights, candidates = np.array([5.0, 3.0, 2.0]), np.array([[9, 0, 4], [9, 7, 4], [9, 7, 0]])
    at_once = share_out(np.array([10, 10, 6]), weights, candidates)
    alone = [hamilton.shared_out(p, [5, 3, 2], candidates[:, d].tolist()) for d, p in enumerate([10, 10, 6])]
    assert at_once.T.tolist() == alone == [[5, 3, 2], [0, 6, 4], [4, 2, 0]]


def test_fluid_places_are_shared_exactly() -> None:
    """Ten places by 1 : 1 : 1 are ten thirds each; with room for one in the first, the others get 4.5."""
    thirds = largest_remainder(np.array([10.0]), np.ones((3, 1)))[:, 0]
    np.testing.assert_allclose(thirds, 10 / 3, rtol=1e-15)
    room = np.array([[1.0], [9.0], [9.0]])
    np.testing.assert_allclose(share_out(np.array([10.0]), np.ones(3), room)[:, 0], [1, 4.5, 4.5], rtol=1e-15)


@given(
    candidates=st.lists(st.integers(0, 20), min_size=6, max_size=6),
    places=st.integers(0, 120),
    list_share=st.sampled_from([0.0, 0.1, 0.29, 0.5, 0.8, 1.0]),
    weighted=st.booleans(),
)
@example(candidates=[20, 20, 0, 50, 20, 20], places=100, list_share=0.29, weighted=False)  # 28.999999999999996
def test_groups_fill_each_other(candidates: list[int], places: int, list_share: float, weighted: bool) -> None:
    """Places are used as long as there are candidates; the list gets its share first, and no more if others want it."""
    cells = np.array(candidates)[:, None]
    weights = np.array([1.0, 2.0, 3.0]) if weighted else None
    chosen = select(Dice.streams(1, np.arange(1), "exact"), cells, np.array([places]), list_share, weights)[:, 0]
    listed, others = sum(candidates[:3]), sum(candidates[3:])
    kept = round(list_share * 100) * places // 100
    from_list = max(min(listed, kept), min(listed, places - others))
    assert (chosen <= cells[:, 0]).all()
    assert (chosen[:3].sum(), chosen.sum()) == (from_list, min(places, listed + others))
    fluid = select(
        Expectation.streams(1, np.arange(1), "exact"), cells * 1.0, np.array([places * 1.0]), list_share, weights
    )[:, 0]
    assert abs(fluid.sum() - chosen.sum()) < 1e-9
    assert abs(fluid[:3].sum() - max(min(listed, list_share * places), min(listed, places - others))) < 1e-9
