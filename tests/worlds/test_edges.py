"""Worlds at the edges of the rules: no lag at all, hand-overs on one day, products just below a whole number."""

from __future__ import annotations

from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import day, partner, platform, tiny, wave


def test_a_later_course_without_lag_is_bought_the_same_day(play: Engine) -> None:
    """Ten first courses at 400,000 on day 2; all finish on 4 and buy others the same day, half of the 600,000 left."""
    later = {"world.purchase.later_probability": 1.0, "world.purchase.later_days": 0.0}
    assert changes(play(tiny(later))["paid_training"]) == {2: 4_000_000, 4: 3_000_000}


def test_a_partner_can_take_over_on_the_day_another_leaves(play: Engine) -> None:
    """Four of ten are paid on 5; the bank leaves on 6 and its six go to the wallet, which pays three a day."""
    partners = {
        "bank": {"working_days_only": False, "leaves": day(6)},
        "wallet": {"working_days_only": False, "joins": day(6)},
    }
    world = {"bank": partner(4), "wallet": partner(3)}
    journal = play(tiny({"policy.partners": partners, "world.partners": world}))
    assert changes(journal["paid_once"]) == {5: 4, 6: 3, 7: 3}


def test_a_platform_can_take_over_on_the_day_another_leaves(play: Engine) -> None:
    """Ten order on 2; one platform sells four and leaves on 3, the other joins on 3 and sells the six."""
    platforms = {"p": {"leaves": day(3)}, "q": {"joins": day(3)}}
    world = {"p": platform(daily_capacity=4), "q": platform()}
    journal = play(tiny({"policy.platforms": platforms, "world.platforms": world}))
    assert changes(journal["bought"]) == {2: 4, 3: 6}


def test_a_capacity_just_below_a_whole_number_is_that_number(play: Engine) -> None:
    """0.29 x 100 is 29 although binary fractions fall short of it: of thirty due on 5 one is left for 6."""
    few = {"world.registration.interested": 30.0, "policy.waves": {"1": wave(0, 0, 1, 30)}}
    enlarged = {"policy.partners.bank.enlarged": {"first": day(0), "times": 0.29}}
    assert changes(play(tiny({**few, **enlarged, "world.partners.bank": partner(100)}))["paid_once"]) == {5: 29, 6: 1}
    money = play(tiny({"policy.benefits.training": 100, "world.purchase.first_price_share": 0.29}))
    assert changes(money["paid_training"])[2] == 10 * 29


def test_a_fixed_wave_without_places_opens_all_the_same(play: Engine) -> None:
    """Ten join on day 0 and nobody is selected: only waves of the calendar stay shut without places."""
    journal = play(tiny({"policy.waves": {"1": wave(0, 0, 1, 0)}}))
    assert changes(journal["joined"]) == {0: 10}
    assert changes(journal["selected"]) == {}
