"""Worlds about buying and learning, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from tests.worlds.engines import Engine, changes, nonzero
from tests.worlds.tiny import after, day, institution, platform, tiny, wave


def test_base_world_goes_straight_through(play: Engine) -> None:
    """Announced on 1; lag 1: all order, buy and start on 2; lag 2: complete on 4; lag 1: validated and paid on 5."""
    journal = play(tiny())
    assert changes(journal["registered"]) == {0: 10}
    assert changes(journal["joined"]) == {0: 10}
    assert changes(journal["selected"]) == {1: 10}
    assert changes(journal["ordered"]) == changes(journal["bought"]) == changes(journal["started"]) == {2: 10}
    assert changes(journal["completed"]) == {4: 10}
    assert changes(journal["validated"]) == changes(journal["paid_once"]) == {5: 10}
    assert nonzero(journal["revoked"]) == {}


def test_no_lag_means_later_the_same_day(play: Engine) -> None:
    """All lags 0: selected at hour 12 of day 1, bought at 15, completed at 16, validated at 17, paid at 18."""
    lags = {f"world.{step}.lag": after(0) for step in ("purchase", "completion", "validation")}
    journal = play(tiny(lags))
    for name in ("selected", "bought", "completed", "validated", "paid_once"):
        assert changes(journal[name]) == {1: 10}, name


def test_who_orders_on_the_last_day_of_the_window_keeps_membership(play: Engine) -> None:
    """Announced on 1, window 3 days, lag 3: the order of day 4 is in time (k <= window_days)."""
    journal = play(tiny({"policy.purchase.window_days": 3, "world.purchase.lag": after(3)}))
    assert changes(journal["bought"]) == {4: 10}
    assert nonzero(journal["revoked"]) == {}


def test_who_would_order_a_day_too_late_is_revoked_at_the_end_of_the_window(play: Engine) -> None:
    """Announced on 1, window 3 days, lag 4: revoked at hour 20 of day 1 + 3 = 4; ten packages return, 3.55 m each."""
    journal = play(tiny({"policy.purchase.window_days": 3, "world.purchase.lag": after(4)}))
    assert nonzero(journal["ordered"]) == {}
    assert changes(journal["revoked"]) == {4: 10}
    assert changes(journal["returned"]) == {4: 35_500_000}
    assert journal["wave_revoked"].tolist() == [10]


def test_the_revoked_cannot_join_again(play: Engine) -> None:
    """All ten are revoked on 4; a second wave on 6 finds nobody."""
    late = {"policy.purchase.window_days": 3, "world.purchase.probability": 0.0}
    journal = play(tiny({**late, "policy.waves.2": wave(6, 6, 7, 10)}))
    assert changes(journal["joined"]) == {0: 10}
    assert changes(journal["selected"]) == {1: 10}


def test_the_window_ends_with_the_deadline_of_training(play: Engine) -> None:
    """Window to 11, but the deadline is 3: lag 2 orders on 3 in time; lag 3 would on 4, and is revoked on 3."""
    in_time = play(tiny({"policy.training.deadline": day(3), "world.purchase.lag": after(2)}))
    assert changes(in_time["bought"]) == {3: 10}
    late = play(tiny({"policy.training.deadline": day(3), "world.purchase.lag": after(3)}))
    assert changes(late["revoked"]) == {3: 10}


def test_who_is_announced_after_the_deadline_is_revoked_that_day(play: Engine) -> None:
    """Deadline 0, announced on 1: all ten are revoked on 1 and the balances that lapsed on 0 were none."""
    journal = play(tiny({"policy.training.deadline": day(0)}))
    assert changes(journal["selected"]) == changes(journal["revoked"]) == {1: 10}
    assert changes(journal["returned"]) == {1: 35_500_000}


def test_a_platform_sells_two_a_day(play: Engine) -> None:
    """Ten orders on 2, two sold a day: 2..6; the queue is 8, 6, 4, 2, 0 at the end of those days."""
    journal = play(tiny({"world.platforms.p": platform(daily_capacity=2.9)}))  # floor(2.9) = 2
    assert changes(journal["ordered"]) == {2: 10}
    assert nonzero(journal["platform_sold"][:, 0]) == dict.fromkeys(range(2, 7), 2)
    assert nonzero(journal["platform_waiting"][:, 0]) == {2: 8, 3: 6, 4: 4, 5: 2}
    assert nonzero(journal["revoked"]) == {}  # an order in time is never revoked, though the window passes


def test_an_order_in_time_is_not_revoked_when_the_window_passes(play: Engine) -> None:
    """Window 3 ends on 4; two of ten orders of day 2 are still waiting then (2 x 3 + ... = 6 sold); all ten buy."""
    changed = {"world.platforms.p": platform(daily_capacity=2), "policy.purchase.window_days": 3}
    journal = play(tiny(changed))
    assert journal["bought"][-1] == 10
    assert nonzero(journal["revoked"]) == {}


def test_orders_still_waiting_at_the_end_of_the_deadline_are_revoked(play: Engine) -> None:
    """Two a day sold on 2, 3, 4; deadline 4: the other four are revoked at its end."""
    journal = play(tiny({"world.platforms.p": platform(daily_capacity=2), "policy.training.deadline": day(4)}))
    assert changes(journal["bought"]) == {2: 2, 3: 2, 4: 2}
    assert changes(journal["revoked"]) == {4: 4}
    assert nonzero(journal["platform_waiting"][:, 0]) == {2: 8, 3: 6}


def test_a_platform_that_leaves_passes_its_queue_on(play: Engine) -> None:
    """`p` sells 2 on 2, 2 on 3, and leaves on 4 (gone that day); `q`, joined on 3, sells 3 on 4 and 3 on 5."""
    journal = play(
        tiny(
            {
                "policy.platforms": {"p": {"leaves": day(4)}, "q": {"joins": day(3)}},
                "world.platforms": {"p": platform(daily_capacity=2), "q": platform(daily_capacity=3)},
            }
        )
    )
    assert nonzero(journal["platform_sold"][:, 0]) == {2: 2, 3: 2}
    assert nonzero(journal["platform_sold"][:, 1]) == {4: 3, 5: 3}
    assert nonzero(journal["platform_waiting"][:, 0]) == {2: 8, 3: 6}
    assert nonzero(journal["platform_waiting"][:, 1]) == {4: 3}


def test_orders_go_only_to_platforms_present_that_day(play: Engine) -> None:
    """Both platforms weigh the same, but `q` joins on 3, the day after the orders: all ten go to `p`."""
    journal = play(tiny({"policy.platforms": {"p": {}, "q": {"joins": day(3)}}, "world.platforms.q": platform()}))
    assert nonzero(journal["platform_sold"][:, 0]) == {2: 10}
    assert nonzero(journal["platform_sold"][:, 1]) == {}


def test_a_suspended_institution_keeps_its_buyers_waiting(play: Engine) -> None:
    """Suspended on 2 and 3: the ten buyers of day 2 wait; from 4 they start, 4, 4, 2, and finish two days later."""
    journal = play(
        tiny(
            {
                "policy.institutions.i": {"suspensions": {"s": {"first": day(2), "last": day(3)}}},
                "world.institutions.i": institution(daily_intake=4),
            }
        )
    )
    assert changes(journal["bought"]) == {2: 10}
    assert changes(journal["started"]) == {4: 4, 5: 4, 6: 2}
    assert nonzero(journal["institution_waiting"][:, 0]) == {2: 10, 3: 10, 4: 6, 5: 2}
    assert changes(journal["completed"]) == {6: 4, 7: 4, 8: 2}


def test_an_institution_that_leaves_passes_its_buyers_on(play: Engine) -> None:
    """`i` lets one start on 2 and on 3 and leaves on 4; `j`, joined on 3, has room for all eight on 4."""
    journal = play(
        tiny(
            {
                "policy.institutions": {"i": {"leaves": day(4)}, "j": {"joins": day(3)}},
                "world.institutions": {"i": institution(daily_intake=1), "j": institution()},
            }
        )
    )
    assert nonzero(journal["institution_started"][:, 0]) == {2: 1, 3: 1}
    assert nonzero(journal["institution_started"][:, 1]) == {4: 8}


def test_a_course_must_be_finished_by_the_deadline(play: Engine) -> None:
    """Started on 2, lag 2: day 4 counts when the deadline is 4, and is too late when it is 3."""
    assert changes(play(tiny({"policy.training.deadline": day(4)}))["completed"]) == {4: 10}
    late = play(tiny({"policy.training.deadline": day(3)}))
    assert changes(late["started"]) == {2: 10}
    assert nonzero(late["completed"]) == {}


def test_validation_goes_on_after_the_deadline(play: Engine) -> None:
    """Completed on the deadline itself, 4; validated and paid on 5."""
    journal = play(tiny({"policy.training.deadline": day(4)}))
    assert changes(journal["validated"]) == changes(journal["paid_once"]) == {5: 10}


def test_an_era_is_judged_by_the_day_of_announcement_start_and_completion(play: Engine) -> None:
    """The era ends on 4. Announced on 1, its lag 3: order on 4. Started on 4, its lag 0: complete on 4, validated on 6.

    With an era that ends on 3 only the announcement lies in it: order on 4, then complete on 6 and validated on 7.
    """
    era = {
        "purchase": {"source": "tiny", "probability": 1.0, "lag": after(3)},
        "completion": {"source": "tiny", "probability": 1.0, "lag": after(0)},
        "validation": {"source": "tiny", "probability": 1.0, "lag": after(2)},
    }
    within = play(tiny({"world.eras.old": {"until": day(4), **era}}))
    assert [changes(within[name]) for name in ("bought", "completed", "validated")] == [{4: 10}, {4: 10}, {6: 10}]
    across = play(tiny({"world.eras.old": {"until": day(3), **era}}))
    assert [changes(across[name]) for name in ("bought", "completed", "validated")] == [{4: 10}, {6: 10}, {7: 10}]


def test_what_an_era_leaves_out_was_as_later(play: Engine) -> None:
    """Two eras end on 0 and on 9, and only the later speaks of purchase: announced on 1, its lag 5; order on 6."""
    purchase = {"source": "tiny", "probability": 1.0, "lag": after(5)}
    completion = {"source": "tiny", "probability": 1.0, "lag": after(0)}
    eras = {"first": {"until": day(5), "completion": completion}, "second": {"until": day(9), "purchase": purchase}}
    journal = play(tiny({"world.eras": eras}))
    assert changes(journal["bought"]) == {6: 10}
    assert changes(journal["completed"]) == {8: 10}  # the first era, which ended on 5, is over; the second is silent


def test_who_came_first_to_a_platform_is_served_first(play: Engine) -> None:
    """Five order on 2, five of the next wave on 4; two a day are sold on 2, 3 and 4, the deadline.

    On 4 the fifth of the first wave comes before the second wave, of which one buys: the four others are revoked.
    """
    waves = {"1": wave(0, 0, 1, 5), "2": wave(2, 2, 3, 5)}
    changed = {"world.platforms.p": platform(daily_capacity=2), "policy.training.deadline": day(4)}
    journal = play(tiny({**changed, "policy.waves": waves}))
    assert changes(journal["bought"]) == {2: 2, 3: 2, 4: 2}
    assert journal["wave_revoked"].tolist() == [0, 4]
