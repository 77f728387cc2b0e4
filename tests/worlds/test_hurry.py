"""Hurry in the last days, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.person.chancy import over
from tests.worlds.engines import Engine, Odds, changes, surprising
from tests.worlds.tiny import after, day, many, tiny, wave

MANY = 2000
THIRDS = over(0, 1, 1, 1)
"""A third each at ages 1 to 3: hazards 1/3, 1/2, 1; doubled 5/9, 3/4, 1."""
ENDS_ON_3 = {
    "the window": {"policy.purchase.window_days": 2},
    "the wave's own window": {"policy.waves": {"1": wave(0, 0, 1, 10, window_days=2)}},
    "the deadline": {"policy.training.deadline": day(3)},
}
"""Ways in which day 3 is the last day to order for those announced on 1."""


def hurry(days: int, **factors: float) -> dict[str, Any]:
    """Let people hurry in the last days."""
    return {"world.hurry": {"source": "tiny", "days": days, **factors}}


def change(as_of: int, **values: float) -> dict[str, Any]:
    """Let things change after a day."""
    return {"as_of": day(as_of), "world.change": {"source": "tiny", **values}}


@pytest.mark.parametrize("ends", ENDS_ON_3)
@pytest.mark.parametrize(
    ("days", "first", "last"),
    [
        (1, 1 / 3, 1 / 2),  # 2/3 are left for the last day, on which 3/4 of them order
        (2, 5 / 9, 1 / 3),  # both days: 4/9 are left, and 3/4 of them is 1/3
        (60, 5 / 9, 1 / 3),  # since long before they were selected
    ],
)
def test_hurry_before_the_last_day_to_order(odds: Odds, ends: str, days: int, first: float, last: float) -> None:
    """Announced on 1, the last day to order is 3, which is one of the days of hurry; the hazard is doubled on them."""
    world = tiny({"world.purchase.lag": THIRDS, **ENDS_ON_3[ends], **hurry(days, window=2.0)})
    assert odds(world, "purchase") == pytest.approx({2: first, 3: last})


@pytest.mark.parametrize(("days", "first", "last"), [(1, 1 / 3, 1 / 2), (2, 5 / 9, 1 / 3)])
def test_hurry_before_the_deadline(odds: Odds, days: int, first: float, last: float) -> None:
    """Started on 2, the deadline is 4: the same at ages 1 and 2. Hurry to order does not touch it."""
    lasts = {"world.completion.lag": THIRDS, "policy.training.deadline": day(4)}
    world = tiny({**lasts, **hurry(days, deadline=2.0, window=7.0)})
    assert odds(world, "completion") == pytest.approx({3: first, 4: last})


def test_hurry_to_finish_is_none_to_order(odds: Odds) -> None:
    """Announced on 1; 3 is the last day to order and the deadline too, but the hazard of ordering stays 1/3, 1/2."""
    world = tiny({"world.purchase.lag": THIRDS, "policy.training.deadline": day(3), **hurry(60, deadline=7.0)})
    assert odds(world, "purchase") == pytest.approx({2: 1 / 3, 3: 1 / 3})


@pytest.mark.parametrize(("announced_from", "first", "last"), [(1, 1 / 3, 1 / 2), (2, 1 / 3, 1 / 3)])
def test_only_later_waves_may_hurry_to_order(odds: Odds, announced_from: int, first: float, last: float) -> None:
    """Announced on 1, the last day to order is 3, the only day of hurry: they do not if only those from 2 on do."""
    lasts = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2}
    world = tiny({**lasts, **hurry(1, window=2.0), "world.hurry.announced_from": day(announced_from)})
    assert odds(world, "purchase") == pytest.approx({2: first, 3: last})


def test_who_hurries_to_order_does_not_matter_for_finishing(odds: Odds) -> None:
    """Started on 2, the deadline is 4, the only day of hurry: all who learn hurry, whenever they were announced."""
    lasts = {"world.completion.lag": THIRDS, "policy.training.deadline": day(4)}
    world = tiny({**lasts, **hurry(1, deadline=2.0), "world.hurry.announced_from": day(60)})
    assert odds(world, "completion") == pytest.approx({3: 1 / 3, 4: 1 / 2})


def test_nobody_hurries_to_be_validated(odds: Odds) -> None:
    """Completed on 4, the deadline: a third each on the three days after it, whoever hurried before."""
    ends = {"world.validation.lag": THIRDS, "policy.training.deadline": day(4)}
    world = tiny({**ends, **hurry(60, window=7.0, deadline=7.0)})
    assert odds(world, "validation") == pytest.approx({5: 1 / 3, 6: 1 / 3, 7: 1 / 3})


def test_people_may_dawdle_too(odds: Odds) -> None:
    """Half the hazard on the last day, 3: 1/3 order on 2; of the other 2/3, 1 - (1/2)^(1/2) do on 3."""
    dawdle = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, **hurry(1, window=0.5)}
    assert odds(tiny(dawdle), "purchase") == pytest.approx({2: 1 / 3, 3: 2 / 3 * (1 - 0.5**0.5)})


def test_hurry_and_change_multiply(odds: Odds) -> None:
    """1/3 order on 2, the as-of date; on 3, the last day, 3 x 2 times the hazard: 1 - (1/2)^6 of 2/3 is 21/32."""
    last = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, **hurry(1, window=2.0)}
    assert odds(tiny({**last, **change(2, purchase_speed=3.0)}), "purchase") == pytest.approx({2: 1 / 3, 3: 21 / 32})


def test_hurry_with_other_odds(odds: Odds) -> None:
    """Half would order: 1/6 do on 2, the as-of date; 1/3 would and 1/2 would not, times 3 is 2 : 1.

    On 3, the last day, the doubled hazard is 3/4: of the 5/6 still in 2/3 x 3/4 order, which is 5/12.
    """
    last = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, **hurry(1, window=2.0)}
    world = tiny({**last, "world.purchase.probability": 0.5, **change(2, purchase_odds=3.0)})
    assert odds(world, "purchase") == pytest.approx({2: 1 / 6, 3: 5 / 12})


def test_hurry_in_an_era(odds: Odds) -> None:
    """Started on 2, in the era, which ends that day, with a deadline of 4: hazards 1/3, then 1/2 doubled."""
    era = {"until": day(2), "completion": {"source": "tiny", "probability": 1.0, "lag": THIRDS}}
    world = tiny({"world.eras.old": era, "policy.training.deadline": day(4), **hurry(1, deadline=2.0)})
    assert odds(world, "completion") == pytest.approx({3: 1 / 3, 4: 1 / 2})


def test_hurry_is_not_a_change(odds: Odds) -> None:
    """The as-of date, 60, is long after the last day to order: people hurried before it too."""
    past = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, "as_of": day(60)}
    assert odds(tiny({**past, **hurry(1, window=2.0)}), "purchase") == pytest.approx({2: 1 / 3, 3: 1 / 2})


def test_all_who_waited_order_in_time_if_they_hurry_enough(play: Engine) -> None:
    """Half would order at age 1, the last day, else never: at 100 times the hazard 1 - (1/2)^100, which is all."""
    world = {"world.purchase.lag": over(0, 1, 1), "policy.purchase.window_days": 1, **hurry(1, window=100.0)}
    journal = play(tiny(world))
    assert changes(journal["ordered"]) == {2: 10}
    assert changes(journal["revoked"]) == {}


def test_who_is_announced_after_the_deadline_has_no_days_to_hurry_in(play: Engine) -> None:
    """Announced on 1, the deadline was 0: all are revoked that day."""
    world = {"policy.training.deadline": day(0), "world.purchase.lag": after(0), **hurry(60, window=100.0)}
    journal = play(tiny(world))
    assert changes(journal["ordered"]) == {}
    assert changes(journal["revoked"]) == {1: 10}


def test_people_hurry_to_order(play: Engine) -> None:
    """2,000 announced on 1, the last day to order is 3: 1/3 order on 2, 3/4 of the others on 3, 1/6 are revoked."""
    world = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, **hurry(1, window=2.0)}
    journal = play(tiny({**many(MANY), **world}))
    assert surprising(journal["ordered"], MANY, {2: 1 / 3, 3: 1 / 2}) == {}
    assert surprising(journal["revoked"], MANY, {3: 1 / 6}) == {}


def test_people_hurry_to_finish(play: Engine) -> None:
    """2,000 start, half on 2, half on 3; the deadline is 4, the last two days are of hurry.

    Of those of 2, 5/9 complete on 3 and 1/3 on 4; of those of 3, 5/9 on 4: so 5/18 on 3 and 4/9 on 4.
    """
    lags = {"world.purchase.lag": over(0, 1, 1), "world.completion.lag": THIRDS}
    journal = play(tiny({**many(MANY), **lags, "policy.training.deadline": day(4), **hurry(2, deadline=2.0)}))
    assert surprising(journal["completed"], MANY, {3: 5 / 18, 4: 4 / 9}) == {}


def test_hurry_and_change_in_numbers(play: Engine) -> None:
    """2,000 of whom half would order, at other odds from 3 on, the last day: 1/6, 5/12, and 5/12 are revoked."""
    last = {"world.purchase.lag": THIRDS, "policy.purchase.window_days": 2, **hurry(1, window=2.0)}
    world = {**many(MANY), **last, "world.purchase.probability": 0.5, **change(2, purchase_odds=3.0)}
    journal = play(tiny(world))
    assert surprising(journal["ordered"], MANY, {2: 1 / 6, 3: 5 / 12}) == {}
    assert surprising(journal["revoked"], MANY, {3: 5 / 12}) == {}


def test_a_hurry_that_hurries_nobody(play: Engine) -> None:
    """Every value left out is 1: the base world as it is."""
    still, base = play(tiny(hurry(60))), play(tiny())
    assert all((still[name] == base[name]).all() for name in base)
