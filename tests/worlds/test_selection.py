"""Worlds about joining and selection, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

import pytest

from tests.worlds.engines import Engine, changes, nonzero
from tests.worlds.tiny import after, calendar, ceiling, day, tiny, wave


def test_fresh_people_join_on_the_day_they_draw_if_the_wave_is_still_open(play: Engine) -> None:
    """All are fresh since day 0; the wave opens on 1; lag 2 joins on 3 if it closes on 3, not if it closes on 2."""
    lag = {"world.joining.day": after(2)}
    on_time = play(tiny({**lag, "policy.waves": {"1": wave(1, 3, 4, 10)}}))
    assert changes(on_time["joined"]) == {3: 10}
    assert on_time["wave_joined"].tolist() == [[0, 0, 10]]
    late = play(tiny({**lag, "policy.waves": {"1": wave(1, 2, 4, 10)}}))
    assert nonzero(late["joined"]) == {}


def test_who_missed_a_wave_stays_in_the_pool_for_the_next(play: Engine) -> None:
    """Lag 2 misses the wave open on 1 only; the wave open on 5..7 is joined on 7."""
    waves = {"1": wave(1, 1, 2, 10), "2": wave(5, 7, 8, 10)}
    journal = play(tiny({"world.joining.day": after(2), "policy.waves": waves}))
    assert changes(journal["joined"]) == {7: 10}
    assert journal["wave_selected"].tolist() == [0, 10]


def test_who_verifies_joins_the_wave_that_is_open_that_day(play: Engine) -> None:
    """The first wave is open on day 0, when all register and join it; the second opens on 1 and finds nobody."""
    waves = {"1": wave(0, 3, 5, 10), "2": wave(1, 3, 6, 10)}
    journal = play(tiny({"policy.waves": waves}))
    assert journal["wave_selected"].tolist() == [10, 0]


def test_the_unselected_join_the_next_wave_and_the_fresh_too(play: Engine) -> None:
    """Four of ten are selected on 1; the six others join again on 2 and are selected on 3: joinings 10 + 6."""
    waves = {"1": wave(0, 0, 1, 4), "2": wave(2, 2, 3, 10)}
    journal = play(tiny({"policy.waves": waves}))
    assert changes(journal["joined"]) == {0: 10, 2: 6}
    assert changes(journal["selected"]) == {1: 4, 3: 6}


def test_the_unselected_can_join_a_wave_that_opens_the_day_they_are_told(play: Engine) -> None:
    """Announcements come before openings: the wave that opens on 1 finds the six not selected on 1."""
    waves = {"1": wave(0, 0, 1, 4), "2": wave(1, 1, 2, 10)}
    assert changes(play(tiny({"policy.waves": waves}))["joined"]) == {0: 10, 1: 6}


def test_who_is_in_a_wave_cannot_join_another(play: Engine) -> None:
    """All joined the first wave on 0, announced on 4; the second, open on 2, finds nobody."""
    waves = {"1": wave(0, 0, 4, 4), "2": wave(2, 2, 3, 10)}
    journal = play(tiny({"policy.waves": waves}))
    assert changes(journal["joined"]) == {0: 10}
    assert changes(journal["selected"]) == {4: 4}


def test_the_unselected_can_join_the_wave_that_is_open_when_they_are_told(play: Engine) -> None:
    """The second wave opened on 1, when all were in the first; the six not selected on 2 join it that day."""
    waves = {"1": wave(0, 0, 2, 4), "2": wave(1, 3, 4, 10)}
    journal = play(tiny({"policy.waves": waves}))
    assert changes(journal["joined"]) == {0: 10, 2: 6}
    assert changes(journal["selected"]) == {2: 4, 4: 6}


def test_patience_ends(play: Engine) -> None:
    """A twentieth of a day of it: of the six told on 1, none (but for e^-20 of them) is left to join on 2; all on 1."""
    waves = {"1": wave(0, 0, 1, 4), "2": wave(2, 2, 3, 10)}
    impatient = {"policy.waves": waves, "world.joining.patience_days": 0.05}
    assert changes(play(tiny(impatient))["joined"]) == {0: 10}
    waves["2"] = wave(1, 1, 2, 10)
    assert changes(play(tiny(impatient))["joined"]) == {0: 10, 1: 6}


def test_who_is_not_willing_again_does_not_come_back(play: Engine) -> None:
    """`again` is 0: the six not selected stay away."""
    waves = {"1": wave(0, 0, 1, 4), "2": wave(2, 2, 3, 10)}
    assert changes(play(tiny({"policy.waves": waves, "world.joining.again": 0.0}))["joined"]) == {0: 10}


def test_the_ineligible_count_as_joined_and_leave_for_good(play: Engine) -> None:
    """Nobody is eligible: ten joinings, nobody selected, nobody left for the second wave."""
    waves = {"1": wave(0, 0, 1, 4), "2": wave(2, 2, 3, 10)}
    journal = play(tiny({"policy.waves": waves, "world.joining.eligible": 0.0}))
    assert changes(journal["joined"]) == {0: 10}
    assert nonzero(journal["selected"]) == {}


def test_verification_happens_at_once_or_never(play: Engine) -> None:
    """Identity never: ten registered, ten e-mail addresses, nobody identified, nobody joined."""
    journal = play(tiny({"world.registration.identity_verified": 0.0}))
    assert changes(journal["email_verified"]) == {0: 10}
    assert nonzero(journal["identity_verified"]) == nonzero(journal["joined"]) == {}


def test_the_ceiling_cuts_the_places(play: Engine) -> None:
    """Room for 6.5 packages: six are selected, four places cut; 0.5 x 3.55 m stays available."""
    journal = play(tiny({"policy.budget": ceiling(6.5)}))
    assert changes(journal["selected"]) == {1: 6}
    assert journal["wave_cut"].tolist() == [4]
    assert journal["available"][[0, 1]].tolist() == [23_075_000, 1_775_000]


def test_a_package_that_costs_nothing_is_never_cut(play: Engine) -> None:
    """All benefits are 0, so the money sets no limit: ten places, ten selected, none cut, no rupiah moved.

    Over-select, which gives no more places than packages can be paid for, opens on 5 for those told on 1 as before: it
    gives its eight places, and the eight join and are selected on 6.
    """
    free = dict.fromkeys((f"policy.benefits.{name}" for name in ("training", "incentive", "survey")), 0)
    journal = play(tiny(free))
    assert changes(journal["selected"]) == {1: 10}
    assert journal["wave_cut"].tolist() == [0]
    assert nonzero(journal["committed"]) == nonzero(journal["owed"]) == {}
    over = {"source": "tiny", "rule": "over-select", "places": 8, "smallest": 1}
    waves = {"1": wave(0, 0, 1, 2), "2": wave(5, 5, 6, None)}
    ruled = play(tiny({**free, "policy.waves": waves, "policy.quota": over}))
    assert changes(ruled["selected"]) == {1: 2, 6: 8}


def test_the_packages_of_the_revoked_can_be_given_again(play: Engine) -> None:
    """Six of ten fit (6.5 packages); they never buy and are revoked on 4; then the other four fit on 6."""
    changed = {
        "policy.budget": ceiling(6.5),
        "policy.purchase.window_days": 3,
        "world.purchase.probability": 0.0,
        "policy.waves.2": wave(5, 5, 6, 10),
    }
    journal = play(tiny(changed))
    assert changes(journal["selected"]) == {1: 6, 6: 4}
    assert journal["wave_cut"].tolist() == [4, 4]  # six packages fit into the ten places of the second wave, too
    assert changes(journal["committed"]) == {1: 21_300_000, 6: 14_200_000}


def test_places_the_list_cannot_fill_fall_to_the_others(play: Engine) -> None:
    """Nobody is on the list, half of six places are kept for it: the others get all six."""
    journal = play(tiny({"policy.waves": {"1": wave(0, 0, 1, 6, priority_share=0.5)}}))
    assert changes(journal["selected"]) == {1: 6}


def test_places_the_others_cannot_fill_fall_back_to_the_list(play: Engine) -> None:
    """Everybody is on the list, half of six places are kept for it, and there are no others: the list gets all six."""
    changed = {
        "policy.waves": {"1": wave(0, 0, 1, 6, priority_share=0.5)},
        "world.joining.on_priority_list": 1.0,
    }
    assert changes(play(tiny(changed))["selected"]) == {1: 6}


_SEVEN_OF_TEN = {"world.joining.on_priority_list": 1.0, "world.joining.list_size": 7.0}


@pytest.mark.parametrize(
    ("share", "selected"), [(0.0, [3, 3]), (0.5, [3, 3]), (0.7, [4, 2]), (1.0, [6, 0])], ids=lambda it: str(it)
)
def test_the_list_has_so_many_people_and_no_more(play: Engine, share: float, selected: list[int]) -> None:
    """All ten would be on a list of seven, so three are others. Of six places the list has floor(6 share), or what the
    three others leave: 3, 3, floor(4.2) = 4 and 6. The others have the rest. All are paid.
    """
    journal = play(tiny({**_SEVEN_OF_TEN, "policy.waves": {"1": wave(0, 0, 1, 6, priority_share=share)}}))
    assert journal["candidates_by_group"].tolist() == [7, 3]
    assert journal["selected_by_group"].tolist() == selected
    assert journal["effective_by_group"].tolist() == selected
    assert journal["completed_by_group"].tolist() == selected
    assert journal["paid_once_by_group"].tolist() == selected


def test_a_group_has_its_part_of_what_becomes_of_a_wave(play: Engine) -> None:
    """Five of the list of seven are selected in the first wave; in the second, where nobody comes first, one and three.

    Orders come two days after; the second wave has one day, so all four of it are revoked. All live in one province.
    """
    waves = {"1": wave(0, 0, 1, 5, priority_share=1.0), "2": wave(2, 2, 3, 4, window_days=1)}
    late = {"world.purchase.lag": after(2), "policy.selection.priority_share": 0.0}
    journal = play(tiny({**_SEVEN_OF_TEN, **late, "policy.waves": waves}))
    found = {
        name: journal[f"{name}_by_group"].tolist() for name in ("candidates", "selected", "effective", "paid_once")
    }
    assert found == {"candidates": [7, 3], "selected": [6, 3], "effective": [5, 0], "paid_once": [5, 0]}
    assert journal["candidates_by_province"].tolist() == [10]
    assert journal["effective_by_province"].tolist() == journal["completed_by_province"].tolist() == [5]


def _provinces(world: dict[str, float], policy: dict[str, float], places: int) -> dict[str, object]:
    return {
        "world.provinces": {name: {"weight": weight} for name, weight in world.items()},
        "policy.province_weights.rule": policy,
        "policy.waves": {"1": wave(0, 0, 1, places, province_weights="rule")},
    }


def test_provinces_share_by_largest_remainders(play: Engine) -> None:
    """Ten places by weights 1 : 1 : 1.7: 2.70, 2.70, 4.59; whole 2, 2, 4; the two left go to the remainders .70.

    A thousand people over three equal provinces: each has more than ten candidates but with probability below 1e-100.
    """
    changed = _provinces({"a": 1.0, "b": 1.0, "c": 1.0}, {"a": 1.0, "b": 1.0, "c": 1.7}, places=10)
    journal = play(tiny({**changed, "world.registration.interested": 1000.0}))
    assert journal["selected_by_province"].tolist() == [3, 3, 4]


def test_places_a_province_cannot_use_move_on(play: Engine) -> None:
    """All ten live in `a`; half of eight places are for `b`, which has nobody: `a` gets all eight."""
    journal = play(tiny(_provinces({"a": 1.0, "b": 0.0}, {"a": 1.0, "b": 1.0}, places=8)))
    assert journal["selected_by_province"].tolist() == [8, 0]


def test_a_province_without_weight_gets_nothing(play: Engine) -> None:
    """All ten live in `a`, whose weight in the policy is 0: nobody is selected."""
    journal = play(tiny(_provinces({"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}, places=8)))
    assert nonzero(journal["selected"]) == {}


def test_what_the_list_cannot_fill_for_want_of_weight_falls_to_nobody_else_in_its_province(play: Engine) -> None:
    """Everybody is on the list in `a` without weight: neither group can fill a place, none is given out."""
    changed = _provinces({"a": 1.0, "b": 0.0}, {"a": 0.0, "b": 1.0}, places=8)
    journal = play(tiny({**changed, "world.joining.on_priority_list": 1.0, "policy.selection.priority_share": 0.5}))
    assert nonzero(journal["selected"]) == {}


_QUOTA = {"source": "tiny", "rule": "fixed", "places": 4}
_TEN = {"source": "tiny", "recipients": 10, "by": day(99)}


def test_the_quota_rule_stops_at_the_target(play: Engine) -> None:
    """Twenty people, four places a wave, target ten: waves of 1, 3, 5 select 4, 4, 2; that of 7 does not open."""
    journal = play(
        tiny(
            {
                "world.registration.interested": 20.0,
                "policy.target": _TEN,
                "policy.waves": {},
                "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=20),
                "policy.quota": _QUOTA,
            }
        )
    )
    assert changes(journal["selected"]) == {2: 4, 4: 4, 6: 2}
    assert journal["wave_selected"].tolist() == [4, 4, 2] + [0] * 7
    assert changes(journal["joined"]) == {1: 20, 3: 16, 5: 12}


def test_the_quota_rule_counts_what_open_waves_have_pledged(play: Engine) -> None:
    """Three waves open before the first is announced: the rule gives 4, 4 and 10 - 8 = 2, then 0.

    The waves are open for three days (1..4, 3..6, 5..8, 7..10) and announced after five (6, 8, 10, 12). All 300 people
    are fresh on 1; each joins the wave it meets with probability 0.5, so that 150, 75 and 38 join the three on average:
    fewer than the places with a probability below 1e-12.
    """
    journal = play(
        tiny(
            {
                "world.registration.interested": 300.0,
                "policy.target": _TEN,
                "policy.waves": {},
                "policy.calendar": calendar(1, every=2, open_days=3, announce_after=5, last=12),
                "policy.quota": _QUOTA,
                "world.joining.fresh": 0.5,
                "world.joining.again": 0.0,
            }
        )
    )
    assert changes(journal["selected"]) == {6: 4, 8: 4, 10: 2}


def test_an_interruption_stops_the_calendar(play: Engine) -> None:
    """As of day 0, it starts after 3.7 days and lasts 2.2: days 3 and 4. Calendar waves would open on 1, 3, 5, 7.

    Four are selected of the wave of 1 (on 2), none of 3, four each of the waves of 5 and 7 (on 6 and 8).
    """
    journal = play(
        tiny(
            {
                "world.registration.interested": 20.0,
                "policy.waves": {},
                "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=8),
                "policy.quota": _QUOTA,
                "world.interruption": {"source": "tiny", "starts_after_days": 3.7, "lasts_days": 2.2},
            }
        )
    )
    assert changes(journal["selected"]) == {2: 4, 6: 4, 8: 4}


def test_an_interruption_does_not_stop_fixed_waves(play: Engine) -> None:
    """It covers days 0 and 1: the fixed wave opens on 0 all the same, that of the calendar does not on 1, but on 3."""
    journal = play(
        tiny(
            {
                "world.registration.interested": 20.0,
                "policy.waves": {"1": wave(0, 0, 1, 3)},
                "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=4),
                "policy.quota": _QUOTA,
                "world.interruption": {"source": "tiny", "starts_after_days": 0.0, "lasts_days": 2.2},
            }
        )
    )
    assert changes(journal["selected"]) == {1: 3, 4: 4}


def test_an_interruption_lasts_at_least_a_day(play: Engine) -> None:
    """It starts on 3 and lasts 0.4 days, which is one: the wave of 3 does not open, that of 5 does."""
    journal = play(
        tiny(
            {
                "world.registration.interested": 20.0,
                "policy.waves": {},
                "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=6),
                "policy.quota": _QUOTA,
                "world.interruption": {"source": "tiny", "starts_after_days": 3.0, "lasts_days": 0.4},
            }
        )
    )
    assert changes(journal["selected"]) == {2: 4, 6: 4}
