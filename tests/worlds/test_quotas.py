"""Every quota rule in a world worked out by hand from the base world of `tiny`, in both engines.

Forty people register on day 0 and join whatever opens. Waves of the calendar open on 1, 3, 5, ... for that day only and
are announced the day after. Their recipients order on the day after that, finish two days later and are validated on
the next: a wave that opens on s is announced on s + 1, finished (hour 16) on s + 4, and first due (hour 17) on s + 5.
The rule is asked at hour 12.
"""

from __future__ import annotations

from typing import Any

import pytest

from prakerja.scenario import Scenario
from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import after, calendar, ceiling, day, tiny, wave


def ruled(rule: str, last: int = 20, target: int = 1000, more: dict[str, Any] | None = None, **given: Any) -> Scenario:
    """Make the world of this file with a rule, announcements up to a last day, and other changes."""
    return tiny(
        {
            "world.registration.interested": 40.0,
            "policy.target.recipients": target,
            "policy.waves": {},
            "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=last),
            "policy.quota": {"source": "tiny", "rule": rule, **given},
            **(more or {}),
        }
    )


NOBODY_BUYS = {"world.purchase.probability": 0.0, "policy.purchase.window_days": 3}


def test_fixed(play: Engine) -> None:
    """4, 4, 2 to the target of ten; then nothing, though all ten are revoked."""
    journal = play(ruled("fixed", target=10, places=4, more=NOBODY_BUYS))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 2}


def test_no_more_waves(play: Engine) -> None:
    """The rule gives no wave a place, whatever was asked for: nobody is ever selected."""
    assert changes(play(ruled("no more waves"))["selected"]) == {}


def test_one_big_wave(play: Engine) -> None:
    """All ten at once, and no other though all ten are revoked."""
    journal = play(ruled("one big wave", target=10, more=NOBODY_BUYS))
    assert changes(journal["selected"]) == {2: 10}


_MISSED = {
    "world.joining.day": after(1),
    "policy.waves": {"0": wave(1, 1, 2, None), "1": wave(3, 4, 6, None)},
    "policy.calendar": calendar(9, every=2, open_days=1, announce_after=2, last=20),
}
"""Lag 1 misses the wave of 1, which is open for a day; that of 3 stays open for two, and all join on 4."""


def test_what_the_one_big_wave_leaves_over_is_offered_again(play: Engine) -> None:
    """Nobody takes the fifty places of 1; on 3 they are offered again, and forty join; ten remain on 9, for nobody."""
    journal = play(ruled("one big wave", target=50, more=_MISSED))
    assert changes(journal["joined"]) == {4: 40}
    assert changes(journal["selected"]) == {6: 40}


@pytest.mark.parametrize(
    ("rule", "given"),
    [
        ("one big wave", {}),
        ("fixed", {"places": 1000}),
        ("recycle revoked", {"places": 1000, "smallest": 1, "recycle_from": day(0)}),
        ("paced by backlog", {"places": 1000, "longest_wait": 5.0}),
        ("paced by completions", {"places": 1000, "most_in_training": 1000}),
        ("cash by year end", {"first_paid_after": 6}),
    ],
)
def test_what_nobody_took_can_be_lost(play: Engine, rule: str, given: dict[str, Any]) -> None:
    """All fifty places were offered on 1, and none remains; cash by year end has one wave in time, that of 1."""
    assert changes(play(ruled(rule, target=50, more=_MISSED, unfilled="lost", **given))["joined"]) == {}


def test_some_of_the_places_can_be_lost(play: Engine) -> None:
    """Thirty a wave of fifty: nobody takes the thirty of 1, so twenty remain on 3; all forty join on 4."""
    journal = play(ruled("fixed", target=50, more=_MISSED, places=30, unfilled="lost"))
    assert changes(journal["selected"]) == {6: 20}
    assert changes(play(ruled("fixed", target=50, more=_MISSED, places=30))["selected"]) == {6: 30, 11: 10}


def test_places_that_could_not_be_paid_for_are_not_left_over(play: Engine) -> None:
    """Ten places, of which four packages can be paid for: six are cut, and not lost, and offered again."""
    more = {"policy.budget": ceiling(4)}
    journal = play(ruled("fixed", last=4, target=10, more=more, places=10, unfilled="lost"))
    assert changes(journal["selected"]) == {2: 4}
    assert journal["wave_cut"].tolist() == [6, 6]


def test_what_the_waves_in_time_leave_over_is_offered_later(play: Engine) -> None:
    """The last announcement in time for all cash is that of 3: eleven places on 1, of which nobody takes one.

    They are offered on 3, announced on 6; not if the first incentive, 94 days later, were in the next year.
    """
    journal = play(ruled("cash by year end", target=11, first_paid_after=6, more=_MISSED))
    assert changes(journal["selected"]) == {6: 11}
    one = {"policy.benefits.incentives": 1, "policy.benefits.surveys": 0}
    late = play(ruled("cash by year end", target=11, first_paid_after=94, more={**_MISSED, **one}))
    assert changes(late["joined"]) == {}


def test_one_big_wave_waits_for_an_interruption_to_end(play: Engine) -> None:
    """It covers days 0 and 1: the wave of 3 is the first that can open."""
    pause = {"world.interruption": {"source": "tiny", "starts_after_days": 0.0, "lasts_days": 2.2}}
    assert changes(play(ruled("one big wave", target=10, more=pause))["selected"]) == {4: 10}


def test_a_wave_fixed_in_advance_is_not_the_one_big_wave(play: Engine) -> None:
    """Three of ten places are given on 0 in any case; the one big wave of 1 gives the other seven."""
    journal = play(ruled("one big wave", target=10, more={"policy.waves": {"0": wave(0, 0, 1, 3)}}))
    assert changes(journal["selected"]) == {1: 3, 2: 7}


def test_recycle_revoked(play: Engine) -> None:
    """Ten are selected as by `fixed`, 4, 4 and 2, and revoked on 5, 7 and 9 (hour 20). Recycling begins on day 9.

    * 7: four came back, but it is too early. 9: eight came back; four places, announced on 10 and revoked on 13.
    * 11: 14 selected, ten revoked: six are missing; four places, announced on 12 and revoked on 15.
    * 13: 18 selected, ten revoked (four more tonight): two are missing, fewer than the smallest wave of four.
    * 15: 18 selected, 14 revoked: six are missing, four places, announced on 16. No announcement is after 17.
    """
    rule = {"places": 4, "smallest": 4, "recycle_from": day(9)}
    journal = play(ruled("recycle revoked", last=17, target=10, more=NOBODY_BUYS, **rule))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 2, 10: 4, 12: 4, 16: 4}


@pytest.mark.parametrize(("first_paid_after", "last"), [(87, 12), (88, 10), (89, 10)])
def test_recycling_ends_when_no_first_incentive_can_be_paid(play: Engine, first_paid_after: int, last: int) -> None:
    """As above; the year ends on 99, so announcements end on 12, or 10, if 87 days pass, or 88 and 89."""
    rule = {"places": 4, "smallest": 4, "recycle_from": day(9), "first_paid_after": first_paid_after}
    journal = play(ruled("recycle revoked", last=17, target=10, more=NOBODY_BUYS, **rule))
    everything = {2: 4, 4: 4, 6: 2, 10: 4, 12: 4}
    assert changes(journal["selected"]) == {on: people for on, people in everything.items() if on <= last}


def test_paced_by_backlog(play: Engine) -> None:
    """Three places a wave, one payment each, one payment a day, and no wave while the wait is above one day.

    Due: three each on 6, 8 and 10. Left over at night: 2 on 6, 1, 3, 2, 4 on 10, 3, 2 on 12, 1, 0 on 14. The waves of
    7, 9, 11 and 13 find more than one waiting; that of 15 nobody, and its three are due on 20.
    """
    paying = {
        "world.partners.bank.daily_capacity": 1.0,
        "policy.benefits.incentives": 1,
        "policy.benefits.surveys": 0,
    }
    journal = play(ruled("paced by backlog", more=paying, places=3, longest_wait=1.0))
    assert changes(journal["selected"]) == {2: 3, 4: 3, 6: 3, 16: 3, 18: 3, 20: 3}


def test_what_falls_due_today_is_not_a_backlog_yet(play: Engine) -> None:
    """Second incentives fall due on 9, 11 ..., when waves open, and are paid the same evening: nobody ever waits."""
    often = {"policy.payment.days_between_incentives": 3}
    journal = play(ruled("paced by backlog", more=often, places=3, longest_wait=0.0))
    assert changes(journal["selected"]) == {2 * n: 3 for n in range(1, 11)}


@pytest.mark.parametrize(
    ("given", "waves"),
    [({}, (2, 4, 6, 8, 10)), ({"days_ahead": 2}, (2, 4, 6, 8, 10)), ({"days_ahead": 3}, (2, 4, 6, 10))],
)
def test_instalments_that_fall_due_are_seen_ahead(play: Engine, given: dict[str, int], waves: tuple[int, ...]) -> None:
    """Three places a wave, two incentives three days apart, three payments a day, but none on 9, a suspension.

    * 7: the three paid on 6 are due again on 9: that night three will wait, a working day. Nobody waits before.
    * 9: those three and, on 11, three of the next wave; on 10 and 11 they can be paid, and nobody waits after 11.
    """
    paying = {
        "world.partners.bank.daily_capacity": 3.0,
        "policy.benefits.incentives": 2,
        "policy.benefits.surveys": 0,
        "policy.payment.days_between_incentives": 3,
        "policy.payment.suspensions": {"s": {"first": day(9), "last": day(9)}},
    }
    journal = play(ruled("paced by backlog", last=10, more=paying, places=3, longest_wait=0.5, **given))
    assert changes(journal["selected"]) == dict.fromkeys(waves, 3)


def test_with_nobody_to_pay_the_wait_has_no_end(play: Engine) -> None:
    """The only partner can pay nothing: payments wait from day 6 on, and the wave of 7 does not open."""
    journal = play(
        ruled("paced by backlog", more={"world.partners.bank.daily_capacity": 0.5}, places=1, longest_wait=300.0)
    )
    assert changes(journal["selected"]) == {2: 1, 4: 1, 6: 1}


def test_paced_by_completions(play: Engine) -> None:
    """Four places a wave, room for six without a finished course.

    | opens | selected | finished | room | places |
    |---|---|---|---|---|
    | 1 | 0 | 0 | 6 | 4 |
    | 3 | 4 | 0 | 2 | 2 |
    | 5 | 6 | 0 | 0 | 0 |
    | 7 | 6 | 4 | 4 | 4 |
    | 9 | 10 | 6 | 2 | 2 |
    | 11 | 12 | 6 | 0 | 0 |
    | 13 | 12 | 10 | 4 | 4 |
    """
    journal = play(ruled("paced by completions", last=14, places=4, most_in_training=6))
    assert changes(journal["selected"]) == {2: 4, 4: 2, 8: 4, 10: 2, 14: 4}


def test_cash_by_year_end(play: Engine) -> None:
    """The year ends on 99, three months of 30 days lie between incentives, four days before the first: 5 is the last.

    Announcements of 2 and 4 are in time: six and five of eleven places, and none later.
    """
    journal = play(ruled("cash by year end", target=11, first_paid_after=4))
    assert changes(journal["selected"]) == {2: 6, 4: 5}
    everything = changes(journal["paid_incentive"])
    assert list(everything)[-1] == 4 + 4 + 90  # announced on 4, first due four days later


def test_cash_by_year_end_leaves_what_was_not_filled(play: Engine) -> None:
    """Eight people for eleven places: six and two; nobody is left."""
    few = {"world.registration.interested": 8.0}
    assert changes(play(ruled("cash by year end", target=11, first_paid_after=4, more=few))["selected"]) == {2: 6, 4: 2}


def test_cash_by_year_end_counts_only_waves_that_ask(play: Engine) -> None:
    """Those announced on 1 and 5 are in time: six of twelve places. That of 3 has two of its own, and four are left."""
    more = {
        "policy.waves": {"0": wave(0, 0, 1, None), "1": wave(2, 2, 3, 2)},
        "policy.calendar": calendar(4, every=2, open_days=0, announce_after=1, last=20),
    }
    journal = play(ruled("cash by year end", target=12, first_paid_after=4, more=more))
    assert changes(journal["selected"]) == {1: 6, 3: 2, 5: 4}


_SOME_REVOKED = {
    "policy.purchase.window_days": 3,
    "world.eras.first": {"until": day(2), "purchase": {"source": "tiny", "probability": 0.0, "lag": after(1)}},
}
"""Of the wave announced on 2 nobody buys, of all later ones everybody. Windows end three days after announcements."""


def test_over_select(play: Engine) -> None:
    """Four places a wave, ten recipients wanted who stay.

    | opens | selected | window ended | revoked | kept | expected | lacking | places |
    |---|---|---|---|---|---|---|---|
    | 1 | 0 | 0 | 0 | 1 | 0 | 10 | 4 |
    | 3 | 4 | 0 | 0 | 1 | 4 | 6 | 4 |
    | 5 | 8 | 0 | 0 | 1 | 8 | 2 | 2 |
    | 7 | 10 | 4 | 4 | 0 | 0 | 10 | 4 |
    | 9 | 14 | 8 | 4 | 0.5 | 4 + 3 | 3 | 4 (of 6) |
    | 11 | 18 | 10 | 4 | 0.6 | 6 + 4.8 | 0 | 0 |
    """
    journal = play(ruled("over-select", target=10, more=_SOME_REVOKED, places=4, smallest=1))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 2, 8: 4, 10: 4}


def test_over_select_within_the_ceiling(play: Engine) -> None:
    """Twelve packages: on 9, fourteen are selected and four came back, so that two places can be paid for.

    On 11, 9.6 are expected, and 0.4 / 0.6 is one place; no package is left for it.
    """
    more = {**_SOME_REVOKED, "policy.budget": ceiling(12)}
    journal = play(ruled("over-select", target=10, more=more, places=4, smallest=1))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 2, 8: 4, 10: 2}
    assert journal["wave_cut"].sum() == 0


@pytest.mark.parametrize(
    ("first_paid_after", "a_day", "last"), [(89, 1000.0, 10), (90, 1000.0, 8), (85, 1000.0, 10), (85, 1.0, 8)]
)
def test_over_selecting_ends_when_no_first_incentive_can_be_paid(
    play: Engine, first_paid_after: int, a_day: float, last: int
) -> None:
    """As above; the year ends on 99. With 89 days the announcement of 10 is in time, with 90 that of 8 is the last.

    Four first incentives are due on 8. If one is paid a day three wait on 9, three working days, which are 4.2 days:
    10 + 85 + 4.2 is after 99.
    """
    one = {"policy.benefits.incentives": 1, "policy.benefits.surveys": 0, "world.partners.bank.daily_capacity": a_day}
    rule = {"places": 4, "smallest": 1, "first_paid_after": first_paid_after}
    journal = play(ruled("over-select", target=10, more={**_SOME_REVOKED, **one}, **rule))
    everything = {2: 4, 4: 4, 6: 2, 8: 4, 10: 4}
    assert changes(journal["selected"]) == {on: people for on, people in everything.items() if on <= last}


def test_over_select_opens_no_wave_that_is_too_small(play: Engine) -> None:
    """At least three: the wave of 5 lacks two and does not open; on 7 all four decided are revoked.

    | opens | selected | window ended | revoked | kept | expected | lacking | places |
    |---|---|---|---|---|---|---|---|
    | 7 | 8 | 4 | 4 | 0 | 0 | 10 | 4 |
    | 9 | 12 | 8 | 4 | 0.5 | 4 + 2 | 4 | 4 (of 8) |
    | 11 | 16 | 8 | 4 | 0.5 | 4 + 4 | 2 | 4 |
    | 13 | 20 | 12 | 4 | 0.67 | 8 + 5.3 | 0 | 0 |
    """
    journal = play(ruled("over-select", target=10, more=_SOME_REVOKED, places=4, smallest=3))
    assert changes(journal["selected"]) == {2: 4, 4: 4, 8: 4, 10: 4, 12: 4}


def test_a_wave_with_days_of_its_own_asks_the_rule_for_its_places(play: Engine) -> None:
    """The wave of 0 states no places: four, like those of the calendar on 1, 3 and 5."""
    journal = play(ruled("fixed", last=6, places=4, more={"policy.waves": {"0": wave(0, 0, 1, None)}}))
    assert changes(journal["selected"]) == {1: 4, 2: 4, 4: 4, 6: 4}


def test_a_wave_can_have_a_window_of_its_own(play: Engine) -> None:
    """Nobody buys: who was announced on 1 with five days is revoked on 6, who was announced on 2 with three on 5."""
    more = {**NOBODY_BUYS, "policy.waves": {"0": wave(0, 0, 1, 7, window_days=5)}}
    journal = play(ruled("fixed", last=2, places=4, more=more))
    assert changes(journal["revoked"]) == {5: 4, 6: 7}


@pytest.mark.parametrize(("longest_wait", "waves"), [(0.4, 3), (0.5, 6)])
def test_the_wait_is_the_backlog_over_a_days_payments(play: Engine, longest_wait: float, waves: int) -> None:
    """Six payments are due on 6, 8 and 10, four can be made a day: two of four are left at night, half a day."""
    paying = {"world.partners.bank.daily_capacity": 4.0, "policy.benefits.incentives": 1, "policy.benefits.surveys": 0}
    journal = play(ruled("paced by backlog", last=12, more=paying, places=6, longest_wait=longest_wait))
    assert changes(journal["selected"]) == {2 * n: 6 for n in range(1, waves + 1)}
