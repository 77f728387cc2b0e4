"""Worlds about payments, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.scenario import Scenario
from tests.worlds.engines import Engine, changes, nonzero
from tests.worlds.tiny import day, partner, tiny, wave


def test_incentives_come_thirty_days_apart_and_surveys_seven_days_after(play: Engine) -> None:
    """Paid on 5; next due 30 days after each payment: 35, 65, 95. Surveys of the first three: 12, 42, 72."""
    paid = play(tiny())["paid"]
    assert [nonzero(paid[:, kind]) for kind in range(4)] == [{5: 10}, {35: 10}, {65: 10}, {95: 10}]
    assert nonzero(paid[:, 4]) == {12: 10, 42: 10, 72: 10}


def test_nobody_answers_no_survey_is_paid(play: Engine) -> None:
    """Response 0: 40 incentives and nothing else."""
    paid = play(tiny({"world.survey.response": 0.0}))["paid"]
    assert paid.sum(axis=0).tolist() == [10, 10, 10, 10, 0]


def test_payment_waits_for_a_working_day(play: Engine) -> None:
    """Validated on day 5, Saturday 6 June: due that day, paid on Monday, day 7, after a wait of 2 days."""
    journal = play(tiny({"policy.partners.bank.working_days_only": True}))
    assert changes(journal["validated"]) == {5: 10}
    assert changes(journal["paid_once"]) == {7: 10}
    assert nonzero(journal["backlog"][:, 0])[5] == nonzero(journal["backlog"][:, 0])[6] == 10
    assert nonzero(journal["first_wait"]) == {2: 10}
    for name in ("wait_mean", "wait_p50", "wait_p90", "wait_max"):
        assert nonzero(journal[name]) == {7: 2}, name


def test_capacity_binds_and_the_rest_waits(play: Engine) -> None:
    """Ten due on 5, three a day (floor of 3.95): 3, 3, 3, 1 on 5..8, having waited 0, 1, 2 and 3 days."""
    journal = play(tiny({"world.partners.bank": partner(7.9), "world.payment.daily_capacity": 3.95}))
    assert changes(journal["paid_once"]) == {5: 3, 6: 3, 7: 3, 8: 1}
    assert {t: n for t, n in nonzero(journal["backlog"][:, 0]).items() if t < 12} == {5: 7, 6: 4, 7: 1}
    assert nonzero(journal["first_wait"]) == {0: 3, 1: 3, 2: 3, 3: 1}
    assert nonzero(journal["wait_max"]) == {6: 1, 7: 2, 8: 3}


def test_a_partner_has_its_share_of_what_the_office_can_have_paid(play: Engine) -> None:
    """Seven a day in all. On 5 the bank is alone: seven of its ten. The wallet joins on 6, 2 : 5: two, then one."""
    partners = {"bank": {"working_days_only": False}, "wallet": {"working_days_only": False, "joins": day(6)}}
    world = {"bank": partner(weight=2.0), "wallet": partner(weight=5.0)}
    shared = {"policy.partners": partners, "world.partners": world, "world.payment.daily_capacity": 7.0}
    assert changes(play(tiny(shared))["paid_once"]) == {5: 7, 6: 2, 7: 1}


def test_a_partner_pays_no_more_than_it_can_itself(play: Engine) -> None:
    """The office could have seven paid, the bank three: 3, 3, 3, 1."""
    limited = {"world.partners.bank": partner(3), "world.payment.daily_capacity": 7.0}
    assert changes(play(tiny(limited))["paid_once"]) == {5: 3, 6: 3, 7: 3, 8: 1}


def test_payments_fail_in_mass_and_are_made_afterwards(play: Engine) -> None:
    """After day 3, one day on (floor of 1.9): 5 and 6; again four days after the first, 9 and 10. Three a day else."""
    failing = {"source": "tiny", "first_after_days": 1.9, "every_days": 4.0, "lasts_days": 2.0}
    journal = play(tiny({"as_of": day(3), "world.mass_failures": failing, "world.partners.bank": partner(3)}))
    assert changes(journal["paid_once"]) == {7: 3, 8: 3, 11: 3, 12: 1}


def test_an_outage_of_all_partners(play: Engine) -> None:
    """No partner is named, so the bank has a quarter of its eight left on 5 and 6: 2 and 2, then the six that wait."""
    partners = {"bank": {"working_days_only": False}, "wallet": {"working_days_only": False, "joins": day(7)}}
    outage = {"source": "tiny", "first": day(5), "last": day(6), "capacity_left": 0.25}
    world = {"world.partners": {"bank": partner(8), "wallet": partner(10)}, "world.outages.o": outage}
    assert changes(play(tiny({"policy.partners": partners, **world}))["paid_once"]) == {5: 2, 6: 2, 7: 6}


def test_first_due_is_paid_first_then_by_kind(play: Engine) -> None:
    """One a day, two incentives and surveys the day they are earned (after 1 day), one person.

    Incentive 1 due and paid on 5. Survey 1 due on 6, incentive 2 due on 6 as well (1 day apart): the incentive comes
    first, on 6; its survey is due on 7. On 7 the survey due on 6 goes first, on 8 the one due on 7.
    """
    paid = play(
        tiny(
            {
                "world.registration.interested": 1.0,
                "world.partners.bank": partner(1),
                "policy.payment.days_between_incentives": 1,
                "policy.payment.survey_after_days": 1,
                "policy.benefits.incentives": 2,
                "policy.benefits.surveys": 2,
            }
        )
    )["paid"]
    assert [nonzero(paid[:, kind]) for kind in range(3)] == [{5: 1}, {6: 1}, {7: 1, 8: 1}]


@pytest.mark.parametrize("seed", range(5))
def test_failures_use_capacity_and_come_back(play: Engine, seed: int) -> None:
    """Ten due on 5, four attempts a day, a failure rests 2 days; no other payment is due before day 115.

    Given the failures F, the attempts follow by recursion: ready(t) = ready(t - 1) - attempted(t - 1) + F(t - 2),
    ready(5) = 10; attempted = min(4, ready); paid = attempted - F.
    """
    world = {"world.partners.bank": partner(4, failure=0.5), "world.survey.response": 0.0}
    journal = play(tiny({**world, "policy.payment.days_between_incentives": 110}), seed=seed)
    attempted, failed = journal["attempted"][:115, 0], journal["failed"][:115, 0]
    ready = 0
    for t in range(len(attempted)):
        ready += (10 if t == 5 else 0) + (failed[t - 2] if t >= 2 else 0)
        assert attempted[t] == min(4, ready), f"day {t}"
        ready -= attempted[t]
    assert journal["paid"][:115, 0].tolist() == (attempted - failed).tolist()
    assert failed.sum() > 0
    assert journal["paid_once"][114] == 10


def _two_people(second: Any) -> Scenario:
    """One in wave 1, due on 5, the other in the second wave; one attempt a day, of which half fail."""
    return tiny(
        {
            "world.registration.interested": 2.0,
            "policy.waves": {"1": wave(0, 0, 1, 1), "2": second},
            "world.partners.bank": partner(1, failure=0.5),
            "world.survey.response": 0.0,
        }
    )


def test_a_failed_first_incentive_keeps_its_place(play: Engine) -> None:
    """Two people, one attempt a day: A is due on 5, B (next wave) on 7; a failure rests 2 days.

    When A fails on 5 it is attempted again on 7 before B, which is due later: if that succeeds, the payment of 7 has
    waited 2 days, not 0. With failure 0.5 a quarter of the runs go that way: among 40, none with probability
    0.75^40 = 1e-5.
    """
    world = _two_people(second=wave(2, 2, 3, 1))
    seen = 0
    for seed in range(40):
        journal = play(world, seed=seed)
        failed = journal["failed"][:, 0]
        if failed[5] == 1 and failed[7] == 0:
            assert journal["wait_max"][7] == 2
            seen += 1
    assert seen > 0


def test_a_later_payment_that_fails_falls_due_again(play: Engine) -> None:
    """Two people, one attempt a day: A's second incentive is due on 35, B's first on 37; a failure rests 2 days.

    When A is paid on 5 and fails on 35 it is due again on 37, where first incentives come first: B is attempted. With
    failure 0.5 an eighth of the runs go that way, B succeeding: among 80, none with probability 0.875^80 = 2e-5.
    """
    world = _two_people(second=wave(32, 32, 33, 1))
    seen = 0
    for seed in range(80):
        journal = play(world, seed=seed)
        failed = journal["failed"][:, 0]
        if failed[5] == 0 and failed[35] == 1 and failed[37] == 0:
            assert journal["paid"][37, :2].tolist() == [1, 0]
            assert journal["backlog"][36, 0] == 1
            seen += 1
    assert seen > 0


def test_a_suspension_puts_everything_off(play: Engine) -> None:
    """Payments suspended on 5..8: all ten are paid on 9."""
    journal = play(tiny({"policy.payment.suspensions": {"s": {"first": day(5), "last": day(8)}}}))
    assert changes(journal["paid_once"]) == {9: 10}
    assert nonzero(journal["attempted"][:9, 0]) == {}


def test_a_blackout_puts_off_what_falls_due_in_it(play: Engine) -> None:
    """Incentive 2 is due on 35, in the blackout 34..40: paid on 41, and incentive 3 is due 30 days later, on 71."""
    blackout = {"first": day(34), "last": day(40), "due": "put off", "advance_days": 3}
    paid = play(tiny({"policy.payment.blackouts": {"b": blackout}}))["paid"]
    assert nonzero(paid[:, 1]) == {41: 10}
    assert nonzero(paid[:, 2]) == {71: 10}


def test_a_blackout_brings_forward_what_falls_due_in_it(play: Engine) -> None:
    """Due on 35; three days before the blackout 34..40 are 31, 32, 33: paid on 31, and incentive 3 is due on 61."""
    blackout = {"first": day(34), "last": day(40), "due": "brought forward", "advance_days": 3}
    paid = play(tiny({"policy.payment.blackouts": {"b": blackout}}))["paid"]
    assert nonzero(paid[:, 1]) == {31: 10}
    assert nonzero(paid[:, 2]) == {61: 10}


def test_what_is_due_after_the_blackout_is_not_brought_forward(play: Engine) -> None:
    """Due on 35, the day after the blackout 30..34: paid on 35."""
    blackout = {"first": day(30), "last": day(34), "due": "brought forward", "advance_days": 3}
    paid = play(tiny({"policy.payment.blackouts": {"b": blackout}}))["paid"]
    assert nonzero(paid[:, 1]) == {35: 10}


def test_a_blackout_that_outlasts_the_clock_brings_forward_too(play: Engine) -> None:
    """Incentive 4 is due on 95; ten days before the blackout 100..200 are 90..99: paid on 90. The clock ends on 119."""
    blackout = {"first": day(100), "last": day(200), "due": "brought forward", "advance_days": 10}
    paid = play(tiny({"policy.payment.blackouts": {"b": blackout}}))["paid"]
    assert nonzero(paid[:, 3]) == {90: 10}


def test_what_is_brought_forward_goes_in_the_order_of_the_due_days(play: Engine) -> None:
    """Two waves of five have incentive 2 due on 35 and 37, both in the blackout 34..40; five a day from 31: 31, 32."""
    blackout = {"first": day(34), "last": day(40), "due": "brought forward", "advance_days": 3}
    journal = play(
        tiny(
            {
                "policy.waves": {"1": wave(0, 0, 1, 5), "2": wave(2, 2, 3, 5)},
                "policy.payment.blackouts": {"b": blackout},
                "world.partners.bank": partner(5),
                "world.survey.response": 0.0,
            }
        )
    )
    assert nonzero(journal["paid"][:, 0]) == {5: 5, 7: 5}
    assert nonzero(journal["paid"][:, 1]) == {31: 5, 32: 5}
    assert nonzero(journal["paid"][:, 2]) == {61: 5, 62: 5}


def test_what_fails_before_its_day_is_not_owed_until_it_falls_due_again(play: Engine) -> None:
    """A's second incentive is due on 35, in the blackout 34..40, and tried on 31; a failure rests 8 days.

    When A is paid on 5 and fails on 31 it falls due again on 39: only then is it overdue, and it waits for the end of
    the blackout. With failure 0.5 a quarter of the runs go that way: among 40, none with probability 0.75^40 = 1e-5.
    """
    world = _brought_forward(retry_days=8)
    seen = 0
    for seed in range(40):
        journal = play(world, seed=seed)
        failed = journal["failed"][:, 0]
        if failed[5] == 0 and failed[31] == 1:
            assert nonzero(journal["backlog"][:41, 0]) == {39: 1, 40: 1}
            assert nonzero(journal["overdue"][:41]) == {39: 600_000, 40: 600_000}
            seen += 1
    assert seen > 0


def test_what_fails_before_its_day_may_fall_due_again_before_it(play: Engine) -> None:
    """The same with a rest of 2 days: tried on 31 it falls due again on 33, and when it fails again it stays due.

    It is on the books from 33 on, until it is paid on 41 or later. With failure 0.5 an eighth of the runs go that way:
    among 80, none with probability 0.875^80 = 2e-5.
    """
    world = _brought_forward(retry_days=2)
    seen = 0
    for seed in range(80):
        journal = play(world, seed=seed)
        failed = journal["failed"][:, 0]
        if failed[5] == 0 and failed[31] == 1 and failed[33] == 1:
            assert nonzero(journal["backlog"][:41, 0]) == dict.fromkeys(range(33, 41), 1)
            seen += 1
    assert seen > 0


def _brought_forward(retry_days: int) -> Scenario:
    """One person, a partner that fails every other time, and a second incentive that is brought forward."""
    blackout = {"first": day(34), "last": day(40), "due": "brought forward", "advance_days": 3}
    return tiny(
        {
            "world.registration.interested": 1.0,
            "policy.waves": {"1": wave(0, 0, 1, 1)},
            "policy.payment.blackouts": {"b": blackout},
            "policy.payment.retry_days": retry_days,
            "world.partners.bank": partner(1, failure=0.5),
            "world.survey.response": 0.0,
        }
    )


def test_a_partner_that_leaves_passes_its_payments_on(play: Engine) -> None:
    """`bank` pays 3 on 5, 3 on 6, and leaves on 7; `wallet`, joined on 6, pays two a day: 2 on 7, 2 on 8.

    What was not yet due moves as well: the second incentives of the six paid by `bank`, due on 35 and 36, and those
    of the other four, due on 37 and 38, are all paid by `wallet`, two a day: ten payments on 35..39.
    """
    journal = play(
        tiny(
            {
                "policy.partners": {
                    "bank": {"working_days_only": False, "leaves": day(7)},
                    "wallet": {"working_days_only": False, "joins": day(6)},
                },
                "world.partners": {"bank": partner(3), "wallet": partner(2)},
                "world.survey.response": 0.0,
            }
        )
    )
    assert nonzero(journal["attempted"][:, 0]) == {5: 3, 6: 3}
    assert nonzero(journal["attempted"][:30, 1]) == {7: 2, 8: 2}
    assert nonzero(journal["backlog"][:30, 0]) == {5: 7, 6: 4}
    assert nonzero(journal["backlog"][:30, 1]) == {7: 2}
    assert nonzero(journal["paid"][:, 1]) == dict.fromkeys(range(35, 40), 2)


def test_a_resting_failure_moves_too_and_still_rests(play: Engine) -> None:
    """Failures of day 5 at `bank` rest 2 days; it leaves on 6; `wallet`, which never fails, attempts them on 7.

    `wallet` is there all along with a weight of 1e-12: that one of ten opens an account there has probability 1e-11.
    """
    world = tiny(
        {
            "policy.partners": {
                "bank": {"working_days_only": False, "leaves": day(6)},
                "wallet": {"working_days_only": False},
            },
            "world.partners": {"bank": partner(1000, failure=0.5), "wallet": partner(1000, weight=1e-12)},
            "world.survey.response": 0.0,
        }
    )
    for seed in range(3):
        journal = play(world, seed=seed)
        failed = int(journal["failed"][5, 0])
        assert 0 < failed < 10
        assert nonzero(journal["attempted"][:30, 1]) == {7: failed}
        assert journal["backlog"][[5, 6, 7]].tolist() == [[failed, 0], [0, failed], [0, 0]]


def test_an_outage_leaves_part_of_the_capacity(play: Engine) -> None:
    """Four a day, floor(4 x 0.6) = 2 on 5 and 6: paid 2, 2, 4, 2."""
    outage = {"source": "tiny", "partner": "bank", "first": day(5), "last": day(6), "capacity_left": 0.6}
    journal = play(tiny({"world.partners.bank": partner(4), "world.outages.o": outage}))
    assert changes(journal["paid_once"]) == {5: 2, 6: 2, 7: 4, 8: 2}


def test_backlog_is_drained_linearly(play: Engine) -> None:
    """A thousand due on 5, 90 a day: the backlog falls by 90 a day; 1000 = 11 x 90 + 10: the last 10 wait 11 days."""
    journal = play(
        tiny(
            {
                "world.registration.interested": 1000.0,
                "policy.waves": {"1": wave(0, 0, 1, 1000)},
                "policy.budget": {
                    "source": "tiny",
                    "ceiling": 3_550_100_000,
                    "training": 0,
                    "incentive": 0,
                    "survey": 0,
                    "management": 100_000,
                },
                "world.partners.bank": partner(90),
                "world.survey.response": 0.0,
            }
        )
    )
    assert journal["backlog"][5:17, 0].tolist() == [1000 - 90 * k for k in range(1, 12)] + [0]
    waits = np.arange(12)
    assert journal["first_wait"][:12].tolist() == [90] * 11 + [10]
    assert journal["first_wait"] @ np.arange(len(journal["first_wait"])) == 90 * waits[:11].sum() + 110


def test_of_two_outages_at_once_the_worse_counts(play: Engine) -> None:
    """Eight a day; half is left on 5 and 6, a quarter on 6 and 7: paid 4, 2, 2 and, on 8, the last 2."""
    outage = {"source": "tiny", "partner": "bank"}
    outages = {
        "a": {**outage, "first": day(5), "last": day(6), "capacity_left": 0.5},
        "b": {**outage, "first": day(6), "last": day(7), "capacity_left": 0.25},
    }
    journal = play(tiny({"world.partners.bank": partner(8), "world.outages": outages}))
    assert changes(journal["paid_once"]) == {5: 4, 6: 2, 7: 2, 8: 2}


def test_who_cannot_link_an_account_waits_while_others_are_paid_on(play: Engine) -> None:
    """Five selected on 1 would be validated on 5, five selected on 4 on 8; no account is linked on 7..40.

    The first five are validated on 5 and paid on 5 and 35 as ever; the others are validated, due and paid on 41.
    """
    waves = {"a": wave(0, 0, 1, 5), "b": wave(3, 3, 4, 5)}
    stop = {"source": "tiny", "first": day(7), "last": day(40)}
    journal = play(tiny({"policy.waves": waves, "world.linking_stop": stop}))
    assert changes(journal["completed"]) == {4: 5, 7: 5}
    assert changes(journal["validated"]) == {5: 5, 41: 5}
    paid = journal["paid"]
    assert [nonzero(paid[:, kind]) for kind in range(2)] == [{5: 5, 41: 5}, {35: 5, 71: 5}]
    assert nonzero(paid[:, 4]) == {12: 5, 42: 5, 48: 5, 72: 5, 78: 5, 108: 5}
    assert nonzero(journal["first_wait"]) == {0: 10}
    assert set(changes(journal["owed"])) & set(range(7, 35)) == {12}


def test_who_cannot_link_an_account_before_the_clock_ends_is_never_validated(play: Engine) -> None:
    """The ten would be validated on 5; the stop lasts from then to the end."""
    journal = play(tiny({"world.linking_stop": {"source": "tiny", "first": day(5), "last": day(119)}}))
    assert changes(journal["completed"]) == {4: 10}
    assert not journal["validated"].any()
    assert not journal["owed"].any()


def test_the_funnel_of_waves_counts_those_who_waited_on_the_day_they_are_validated(play: Engine) -> None:
    """Wave a: five validated on 5. Wave b: five who would be on 8 are on 41, by the year end (99) in any case.

    With the stop up to the year end wave b has none.
    """
    waves = {"a": wave(0, 0, 1, 5), "b": wave(3, 3, 4, 5)}
    for last, validated in ((40, [5, 5]), (99, [5, 0])):
        stop = {"source": "tiny", "first": day(7), "last": day(last)}
        journal = play(tiny({"policy.waves": waves, "world.linking_stop": stop}))
        assert journal["wave_validated"].tolist() == validated
