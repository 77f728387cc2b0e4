"""What changes after the as-of date, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import pytest

from prakerja.person.future import Future
from prakerja.programme.eras import by_era
from prakerja.scenario import middle_world
from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import after, day, partner, tiny


def change(as_of: int, **values: float) -> dict[str, Any]:
    """Let things change after a day."""
    return {"as_of": day(as_of), "world.change": {"source": "tiny", **values}}


TWICE = {"purchase_speed": 2.0, "completion_speed": 2.0, "validation_speed": 2.0}
LAGS = {"world.purchase.lag": after(4), "world.completion.lag": after(6), "world.validation.lag": after(2)}


@pytest.mark.parametrize(
    ("as_of", "bought", "completed", "validated"),
    [
        (0, 3, 6, 7),  # all three stages begin after it
        (1, 5, 8, 9),  # announced on the as-of date itself: not touched; started on 5
        (5, 5, 11, 12),  # started on the as-of date: not touched; completed on 11
        (11, 5, 11, 13),  # completed on the as-of date
    ],
)
def test_whoever_begins_a_stage_after_the_as_of_date_takes_half_as_long(
    play: Engine, as_of: int, bought: int, completed: int, validated: int
) -> None:
    """Announced on 1; lags 4, 6 and 2. Halved: [4, 5) / 2 lies in day 2, [6, 7) / 2 in day 3, [2, 3) / 2 in day 1."""
    journal = play(tiny({**LAGS, **change(as_of, **TWICE)}))
    found = [changes(journal[name]) for name in ("bought", "completed", "validated")]
    assert found == [{bought: 10}, {completed: 10}, {validated: 10}]


def test_an_era_that_ends_later_changes_too(play: Engine) -> None:
    """Started on 2, after 1, the as-of date; the era's lag of 8, at twice the speed, is 4: complete on 6.

    The era ends on 4, so validation, begun on 6, is of the time after it: its lag of 1 is in day 0 at twice the speed.
    """
    era = {"until": day(4), "completion": {"source": "tiny", "probability": 1.0, "lag": after(8)}}
    journal = play(tiny({"world.eras.old": era, **change(1, **TWICE)}))
    assert changes(journal["bought"]) == {2: 10}
    assert changes(journal["completed"]) == changes(journal["validated"]) == {6: 10}


def test_an_era_that_ends_before_is_not_touched(play: Engine) -> None:
    """Announced on 1, in the era, which ends that day: its lag of 3; started on 4, as stated: complete on 6."""
    era = {"until": day(1), "purchase": {"source": "tiny", "probability": 1.0, "lag": after(3)}}
    journal = play(tiny({"world.eras.old": era, **change(4, **TWICE)}))
    assert changes(journal["bought"]) == {4: 10}
    assert changes(journal["completed"]) == changes(journal["validated"]) == {6: 10}


def test_capacity_gets_there_over_some_days(play: Engine) -> None:
    """One a day until 5; four times as many over two days: 4^(1/2) = 2 on 6, 4 on 7 and after; ten are due on 5."""
    changed = {"world.partners.bank": partner(1), **change(5, payment_capacity=4.0, over_days=2.0)}
    assert changes(play(tiny(changed))["paid_once"]) == {5: 1, 6: 2, 7: 4, 8: 3}


def test_capacity_can_fall_at_once(play: Engine) -> None:
    """Six a day until 5, then floor(6 x 0.4) = 2 from the next day on, unless it takes longer."""
    changed = {"world.partners.bank": partner(6), **change(5, payment_capacity=0.4)}
    assert changes(play(tiny(changed))["paid_once"]) == {5: 6, 6: 2, 7: 2}


def test_an_outage_leaves_part_of_the_changed_capacity(play: Engine) -> None:
    """As above 1, 2, 4, 4, but 0.6 is left on 6 and 7: floor(2 x 0.6) = 1 and floor(4 x 0.6) = 2; then 4, then 2."""
    outage = {"source": "tiny", "partner": "bank", "first": day(6), "last": day(7), "capacity_left": 0.6}
    changed = {"world.partners.bank": partner(1), "world.outages.o": outage}
    journal = play(tiny({**changed, **change(5, payment_capacity=4.0, over_days=2.0)}))
    assert changes(journal["paid_once"]) == {5: 1, 6: 1, 7: 2, 8: 4, 9: 2}


@pytest.mark.parametrize("stage", ["purchase", "completion", "validation"])
def test_odds_of_one_in_four_times_three_are_even(stage: str) -> None:
    """1 : 3 times 3 is 3 : 3; in both engines; what is certain stays certain, and what never happens never does."""
    for stated, later in ((0.25, 0.5), (1.0, 1.0), (0.0, 0.0)):
        world = tiny({f"world.{stage}.probability": stated, **change(2, **{f"{stage}_odds": 3.0})})
        parts = [(last, float(shares.sum())) for last, shares in by_era(world, middle_world(world), stage)]
        assert parts == [(2, stated), (len(world.days) + 1, pytest.approx(later))]
        future = Future(world, middle_world(world))
        assert [future.step(stage, on).probability for on in (2, 3)] == [stated, pytest.approx(later)]


def test_a_change_that_changes_nothing(play: Engine) -> None:
    """Every value left out is 1: the base world as it is."""
    still, base = play(tiny(change(0))), play(tiny())
    assert all((still[name] == base[name]).all() for name in base)
