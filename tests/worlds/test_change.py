"""What changes after the as-of date, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.person.future import Future
from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.programme.in_force import InForce, at_odds
from prakerja.scenario import middle_world
from tests.person.chancy import over
from tests.worlds.engines import CAME, Engine, Odds, changes, surprising
from tests.worlds.tiny import after, day, many, partner, tiny, wave

MANY = 2000
every_stage = pytest.mark.parametrize("stage", CAME)


def change(as_of: int, **values: float) -> dict[str, Any]:
    """Let things change after a day."""
    return {"as_of": day(as_of), "world.change": {"source": "tiny", **values}}


def speeds(factor: float) -> dict[str, float]:
    """Let all three stages go at another speed."""
    return {f"{stage}_speed": factor for stage in CAME}


@every_stage
@pytest.mark.parametrize(
    ("as_of", "speed", "first", "second"),
    [
        (-1, 2.0, 3 / 4, 1 / 4),
        (0, 2.0, 3 / 4, 1 / 4),  # came on the as-of date: nobody leaves at age 0
        (1, 2.0, 1 / 2, 1 / 2),  # age 1 is the as-of date's: as stated, and at age 2 all leave at any speed
        (2, 2.0, 1 / 2, 1 / 2),
        (0, 0.5, 1 - 0.5**0.5, 0.5**0.5),
    ],
)
def test_a_speed_is_a_factor_on_the_hazard(
    odds: Odds, stage: str, as_of: int, speed: float, first: float, second: float
) -> None:
    """Half leave at age 1, the others at age 2: hazards 1/2 and 1. Twice 1/2 is 1 - (1 - 1/2)^2 = 3/4; 1 stays 1.

    The as-of date is so many days after the day of coming to the stage.
    """
    came = CAME[stage]
    world = tiny({f"world.{stage}.lag": over(0, 1, 1), **change(came + as_of, **speeds(speed))})
    assert odds(world, stage) == pytest.approx({came + 1: first, came + 2: second})


@every_stage
def test_who_has_been_in_for_two_days_is_as_far_as_two_days_took_them(odds: Odds, stage: str) -> None:
    """A quarter each at ages 1 to 4: hazards 1/4, 1/3, 1/2, 1. Age 1 is as stated: 1/4 leave, 3/4 are in.

    Then twice as much: 1 - (2/3)^2 = 5/9 of 3/4 is 5/12, which leaves 1/3; 3/4 of that is 1/4; and 1/12 is left.
    """
    came = CAME[stage]
    world = tiny({f"world.{stage}.lag": over(0, 1, 1, 1, 1), **change(came + 1, **speeds(2.0))})
    expected = {came + 1: 1 / 4, came + 2: 5 / 12, came + 3: 1 / 4, came + 4: 1 / 12}
    assert odds(world, stage) == pytest.approx(expected)


@pytest.mark.parametrize("speed", [0.1, 10.0])
def test_what_takes_four_days_in_any_case_still_does(play: Engine, speed: float) -> None:
    """Lags of 4, 6 and 2 days exactly: nobody leaves before, and all do then, however often as likely that is."""
    lags = {"world.purchase.lag": after(4), "world.completion.lag": after(6), "world.validation.lag": after(2)}
    journal = play(tiny({**lags, **change(0, **speeds(speed))}))
    found = [changes(journal[name]) for name in ("bought", "completed", "validated")]
    assert found == [{5: 10}, {11: 10}, {13: 10}]


def test_people_come_through_all_three_stages_at_twice_the_hazard(play: Engine) -> None:
    """2,000 announced on 1, the as-of date; each stage is over at age 1 for 3/4, at age 2 for 1/4.

    So are two of them after two days for 9/16, after three for 6/16, after four for 1/16; three for 27, 27, 9, 1 of 64.
    """
    lags = {f"world.{stage}.lag": over(0, 1, 1) for stage in CAME}
    journal = play(tiny({**many(MANY), **lags, **change(1, **speeds(2.0))}))
    assert surprising(journal["bought"], MANY, {2: 3 / 4, 3: 1 / 4}) == {}
    assert surprising(journal["completed"], MANY, {3: 9 / 16, 4: 6 / 16, 5: 1 / 16}) == {}
    assert surprising(journal["validated"], MANY, {4: 27 / 64, 5: 27 / 64, 6: 9 / 64, 7: 1 / 64}) == {}


@pytest.mark.parametrize(("speed", "in_time"), [(2.0, 3 / 4), (0.5, 1 - 0.5**0.5), (1.0, 1 / 2)])
def test_who_would_order_too_late_is_revoked(play: Engine, speed: float, in_time: float) -> None:
    """2,000 announced on 1, the as-of date, with one day to order; at age 1 half would, or 3/4 at twice the hazard."""
    short = {"world.purchase.lag": over(0, 1, 1), "policy.purchase.window_days": 1}
    journal = play(tiny({**many(MANY), **short, **change(1, purchase_speed=speed)}))
    assert surprising(journal["ordered"], MANY, {2: in_time}) == {}
    assert surprising(journal["revoked"], MANY, {2: 1 - in_time}) == {}


def test_an_era_that_ends_later_changes_too(odds: Odds) -> None:
    """Started on 2, after 1, the as-of date; the era, until 4, has hazards 1/2 and 1 at ages 1 and 2: 3/4, then 1."""
    era = {"until": day(4), "completion": {"source": "tiny", "probability": 1.0, "lag": over(0, 1, 1)}}
    world = tiny({"world.eras.old": era, **change(1, **speeds(2.0))})
    assert odds(world, "completion") == pytest.approx({3: 3 / 4, 4: 1 / 4})


def test_who_is_under_way_keeps_the_era_begun_in(odds: Odds) -> None:
    """Started on 2, in the era, which ends that day: hazards 1/2, 1/2, 1 at ages 1 to 3. The as-of date is 3.

    Half complete on 3, as stated; of the others 3/4 on 4, which is 3/8; and 1/8 on 5.
    """
    era = {"until": day(2), "completion": {"source": "tiny", "probability": 1.0, "lag": over(0, 2, 1, 1)}}
    world = tiny({"world.eras.old": era, **change(3, **speeds(2.0))})
    assert odds(world, "completion") == pytest.approx({3: 1 / 2, 4: 3 / 8, 5: 1 / 8})


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
    future, odds = Future(world, draws), InForce(world, draws).path("joining_odds")
    for who in ("fresh", "again"):
        assert [future.willing(who, on) for on in (2, 3)] == [0.25, 0.5]
        stated = draws[f"world.joining.{who}"]
        assert [at_odds(stated, odds[on]).item() for on in (2, 3)] == [0.25, 0.5]


def test_capacity_gets_there_over_some_days(play: Engine) -> None:
    """One a day until 5; four times as many over two days: 4^(1/2) = 2 on 6, 4 on 7 and after; ten are due on 5."""
    changed = {"world.partners.bank": partner(1), **change(5, payment_capacity=4.0, over_days=2.0)}
    assert changes(play(tiny(changed))["paid_once"]) == {5: 1, 6: 2, 7: 4, 8: 3}


@pytest.mark.parametrize(("stated", "size"), [(2.0, 2.0), (16.0, 0.5), (4.0, 1.0)])
def test_a_size_is_a_power_of_a_capacity(play: Engine, stated: float, size: float) -> None:
    """As above: two at twice the size is four, and so is sixteen at half of it."""
    changed = {"world.partners.bank": partner(1), **change(5, payment_capacity=stated, over_days=2.0, size=size)}
    assert changes(play(tiny(changed))["paid_once"]) == {5: 1, 6: 2, 7: 4, 8: 3}


@pytest.mark.parametrize(
    ("stated", "size", "factor"),
    [(3.0, 2.0, 9.0), (0.5, 3.0, 0.125), (3.0, 0.0, 1.0), (3.0, 5.0, 100.0), (0.3, 5.0, 0.01)],
)
def test_a_size_is_a_power_of_every_rate_within_a_hundredfold(stated: float, size: float, factor: float) -> None:
    """3^2 = 9; 0.5^3 = 0.125; 3^0 = 1; 3^5 = 243 and 0.3^5 = 0.00243 would be more than a hundredfold."""
    names = ["joining_odds", "steady_registrations", "opening_registrations"]
    names += [f"{stage}_{what}" for stage in CAME for what in ("speed", "odds")]
    world = tiny(change(2, size=size, **dict.fromkeys(names, stated)))
    draws = middle_world(world)
    future, in_force = Future(world, draws), InForce(world, draws)
    for name in names:
        assert [future.factor(name, on) for on in (2, 3)] == pytest.approx([1.0, factor])
        assert in_force.path(name)[[2, 3], 0].tolist() == pytest.approx([1.0, factor])


def test_the_size_as_stated_changes_no_bit() -> None:
    """Odds of 0.1 + 0.2 = 0.30000000000000004, to the power of 1, are the same to the bit."""
    world = tiny(change(2, purchase_odds=0.1 + 0.2))
    (plain, sized) = (InForce(one, middle_world(one)) for one in (world, world.replace({"world.change.size": 1.0})))
    assert (plain.path("purchase_odds") == sized.path("purchase_odds")).all()
    assert "world.change.size" not in middle_world(world).values
    assert "size" not in world.values()["world"]["change"]  # so that a scenario without it has the hash it had


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


@every_stage
@pytest.mark.parametrize("as_of", [-1, 0, 1])
def test_odds_of_one_in_four_times_three_are_even(odds: Odds, stage: str, as_of: int) -> None:
    """1 : 3 times 3 is 3 : 3; what is certain stays certain, and what never happens never does.

    All come out at age 1, so they have other odds if the as-of date is at most the day of coming, not if it is the
    day after.
    """
    came = CAME[stage]
    for stated, later in ((0.25, 0.5), (1.0, 1.0), (0.0, 0.0)):
        lag = {f"world.{stage}.lag": after(1), f"world.{stage}.probability": stated}
        share = later if as_of <= 0 else stated
        world = tiny({**lag, **change(came + as_of, **{f"{stage}_odds": 3.0})})
        assert odds(world, stage) == pytest.approx({came + 1: share} if share else {})


@every_stage
def test_the_odds_of_those_under_way_are_of_those_still_in(odds: Odds, stage: str) -> None:
    """Half would come out, half of them on the first day, which has passed: 1/4 is out, 3/4 are in, 1 : 2 would come.

    Times 4 that is 2 : 1, so 2/3 of the 3/4 come out: 1/2.
    """
    lag, came = {f"world.{stage}.lag": over(1, 1), f"world.{stage}.probability": 0.5}, CAME[stage]
    world = tiny({**lag, **change(came, **{f"{stage}_odds": 4.0})})
    assert odds(world, stage) == pytest.approx({came: 1 / 4, came + 1: 1 / 2})


@every_stage
def test_odds_and_hazard_together(odds: Odds, stage: str) -> None:
    """Half would come out: a quarter of them at age 0, as stated, 1/8. Then 3 : 4 would, times 4 is 3 : 1.

    Age 1, hazard 1/3, is doubled: 5/9 of the 3/4 who would, of 7/8, is 35/96. What is left of those who would as stated
    is 3/8 x 4/9 = 1/6 against 1/2, times 4 is 4 : 3: so 4/7 of the 49/96 still in, 28/96, on the last day. In all
    1/8 + 3/4 x 7/8 = 25/32: the hazard says when, the odds how many.
    """
    lag, came = {f"world.{stage}.lag": over(1, 1, 2), f"world.{stage}.probability": 0.5}, CAME[stage]
    world = tiny({**lag, **change(came, **{f"{stage}_odds": 4.0, f"{stage}_speed": 2.0})})
    found = odds(world, stage)
    assert found == pytest.approx({came: 1 / 8, came + 1: 35 / 96, came + 2: 28 / 96})
    assert sum(found.values()) == pytest.approx(25 / 32)


def test_a_change_that_changes_nothing(play: Engine) -> None:
    """Every value left out is 1: the base world as it is."""
    still, base = play(tiny(change(0))), play(tiny())
    assert all((still[name] == base[name]).all() for name in base)
