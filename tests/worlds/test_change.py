"""What changes after the as-of date, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.person.future import Future
from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.programme.change import Change
from prakerja.programme.eras import StageByEra
from prakerja.scenario import Scenario, middle_world
from tests.person.chancy import over
from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import after, day, partner, tiny, wave


def change(as_of: int, **values: float) -> dict[str, Any]:
    """Let things change after a day."""
    return {"as_of": day(as_of), "world.change": {"source": "tiny", **values}}


def stages(world: Scenario, stage: str) -> tuple[StageByEra, Future]:
    """Give both engines' view of a stage."""
    draws = middle_world(world)
    return StageByEra(Expectation(), world, draws, stage), Future(world, draws)


TWICE = {"purchase_speed": 2.0, "completion_speed": 2.0, "validation_speed": 2.0}
LAGS = {"world.purchase.lag": after(4), "world.completion.lag": after(6), "world.validation.lag": after(2)}


@pytest.mark.parametrize(
    ("as_of", "bought", "completed", "validated"),
    [
        (0, 3, 6, 7),  # all three stages begin after it
        (1, 3, 6, 7),  # announced on it: one of the lag's days passes as stated, then [4, 5) lies in [3, 5), day 2
        (3, 4, 7, 8),  # three pass as stated: [4, 5) lies in [3, 5), day 3
        (5, 5, 8, 9),  # bought on it, and started: [6, 7) lies in [5, 7), day 3
        (10, 5, 11, 12),  # the last evening before the course ends: it ends as stated
        (12, 5, 11, 13),  # the same for validation
        (13, 5, 11, 13),  # all is over
    ],
)
def test_from_the_as_of_date_on_a_stage_takes_half_as_long(
    play: Engine, as_of: int, bought: int, completed: int, validated: int
) -> None:
    """Announced on 1; lags 4, 6 and 2. Halved: [4, 5) / 2 lies in day 2, [6, 7) / 2 in day 3, [2, 3) / 2 in day 1."""
    journal = play(tiny({**LAGS, **change(as_of, **TWICE)}))
    found = [changes(journal[name]) for name in ("bought", "completed", "validated")]
    assert found == [{bought: 10}, {completed: 10}, {validated: 10}]


def test_who_would_order_too_late_at_half_the_speed_is_revoked(play: Engine) -> None:
    """Announced on 1, the as-of date; lag 4, so 3 days are left, which take 6: days 7 and 8, past window 6."""
    late = {"world.purchase.lag": after(4), "policy.purchase.window_days": 6, **change(1, purchase_speed=0.5)}
    journal = play(tiny(late))
    assert changes(journal["ordered"]) == {}
    assert changes(journal["revoked"]) == {7: 10}


def test_an_era_that_ends_later_changes_too(play: Engine) -> None:
    """Started on 2, after 1, the as-of date; the era's lag of 8, at twice the speed, is 4: complete on 6.

    The era ends on 4, so validation, begun on 6, is of the time after it: its lag of 1 is in day 0 at twice the speed.
    """
    era = {"until": day(4), "completion": {"source": "tiny", "probability": 1.0, "lag": after(8)}}
    journal = play(tiny({"world.eras.old": era, **change(1, **TWICE)}))
    assert changes(journal["bought"]) == {2: 10}
    assert changes(journal["completed"]) == changes(journal["validated"]) == {6: 10}


def test_who_is_under_way_keeps_the_era_begun_in(play: Engine) -> None:
    """Started on 2, in the era, which ends that day: its lag of 8; 6 is left on 4, the as-of date.

    Three of its days, 2 to 4, pass as stated, and [8, 9) lies in [7, 9) = day 5 of the lag: complete on 7.
    """
    era = {"until": day(2), "completion": {"source": "tiny", "probability": 1.0, "lag": after(8)}}
    journal = play(tiny({"world.eras.old": era, **change(4, **TWICE)}))
    assert changes(journal["completed"]) == changes(journal["validated"]) == {7: 10}


def test_more_come_to_an_opening(play: Engine) -> None:
    """An opening draws 4 a day, of ten; a hundred times as many: of 1 - exp(-40) each all ten register at once."""
    world = {"world.registration.launch_per_day": 0.0, "world.registration.opening_per_day": 4.0}
    world |= {"policy.waves": {"1": wave(3, 3, 4, 10)}, **change(2, opening_registrations=100.0)}
    assert changes(play(tiny(world))["registered"]) == {3: 10}


def test_more_come_from_day_to_day() -> None:
    """One a day of ten until 2, three times as many on 3: 10 (1 - exp(-(3 + 3) / 10)) have registered by then.

    In the fluid limit, and in the twin the rate itself.
    """
    world = {"world.registration.launch_per_day": 0.0, "world.registration.steady_per_day": 1.0}
    scenario = tiny({**world, **change(2, steady_registrations=3.0)})
    draws = middle_world(scenario)
    journal = simulate(scenario, draws, chance=Expectation, until=3)
    assert journal["registered"][3] == pytest.approx(10 * (1 - np.exp(-0.6)))
    assert [Future(scenario, draws).coming_steadily(on) for on in (2, 3)] == [1.0, 3.0]


def test_the_odds_of_joining(play: Engine) -> None:
    """1 : 3 times 3 is even, for the fresh and for who tries again, from the day after the as-of date on."""
    world = tiny({"world.joining.fresh": 0.25, "world.joining.again": 0.25, **change(2, joining_odds=3.0)})
    draws = middle_world(world)
    future, later = Future(world, draws), Change(world, draws)
    for who in ("fresh", "again"):
        assert [future.willing(who, on) for on in (2, 3)] == [0.25, 0.5]
        stated = draws[f"world.joining.{who}"]
        assert [later.odds("joining_odds", stated, on).item() for on in (2, 3)] == [0.25, 0.5]


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
        lag = {f"world.{stage}.lag": after(1), f"world.{stage}.probability": stated}
        world = tiny({**lag, **change(2, **{f"{stage}_odds": 3.0})})
        cohorts, person = stages(world, stage)
        expected = [stated, later, later]  # on 1 its lag of 1 is over before anything changes
        assert [float(cohorts.shares(on).sum()) for on in (1, 2, 3)] == pytest.approx(expected)
        assert [person.step(stage, on).probability for on in (1, 2, 3)] == pytest.approx(expected)


@pytest.mark.parametrize("stage", ["purchase", "completion", "validation"])
def test_the_odds_of_those_under_way_are_of_those_still_in(stage: str) -> None:
    """Half would come out, half of them on the first day, which has passed: 1/4 is out, 3/4 are in, 1 : 2 would come.

    Times 4 that is 2 : 1, so 2/3 of the 3/4 come out: 1/2. At a quarter of the speed they take the second day's one
    day in four, an eighth each.
    """
    lag = {f"world.{stage}.lag": over(1, 1), f"world.{stage}.probability": 0.5}
    world = tiny({**lag, **change(2, **{f"{stage}_odds": 4.0, f"{stage}_speed": 0.25})})
    cohorts, person = stages(world, stage)
    by_day = [0.25, 0.125, 0.125, 0.125, 0.125]
    assert cohorts.shares(2)[:, 0].tolist() == pytest.approx(by_day)
    step = person.step(stage, 2)
    assert step.probability == pytest.approx(0.75)
    assert step.lag == pytest.approx((np.cumsum(by_day) / 0.75).tolist())


def test_a_change_that_changes_nothing(play: Engine) -> None:
    """Every value left out is 1: the base world as it is."""
    still, base = play(tiny(change(0))), play(tiny())
    assert all((still[name] == base[name]).all() for name in base)
