"""A scenario at a later as-of date: waves whose count is known are history, and the calendar goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from prakerja.programme import Expectation, simulate
from prakerja.scenario import InputError, Observations, draw_world, load, observations_of, slots_of
from prakerja.study.calibration import advance
from tests.learning.toy import chain, figure, published
from tests.worlds.tiny import calendar, day, wave


def planned(**policy):
    """Wave 1 has happened on day 1; the plan opens a wave on days 4, 8, 12 and 16, announced a day later."""
    plan = {
        "as_of": day(2),
        "policy.waves": {"1": wave(0, 0, 1, 40_000)},
        "policy.calendar": calendar(4, 4, 0, 1, 20),
        "policy.quota": {"source": "tiny", "rule": "fixed", "places": 30_000},
    }
    return chain(**(plan | {f"policy.{key}": value for key, value in policy.items()}))


def count(name, on, people, **more):
    return figure("wave_selected", on, people, wave=name, **more)


FILE = published(count("1", 1, 39_999), count("2", 5, 25_000), count("3", 10, 26_000), count("4", 13, 27_000, said=15))


def places(scenario):
    return {slot.name: slot.places for slot in slots_of(scenario)}


def test_on_its_own_day_a_scenario_stays_as_it_is():
    scenario = planned()
    assert advance(scenario, day(2), FILE) is scenario


@pytest.mark.parametrize("as_of", [3, 4, 5, 9, 10, 14, 15])
def test_waves_are_history_from_the_day_their_count_is_published(as_of):
    known = {"1": 40_000} | {row.wave: row.value for row in FILE if row.published_on <= day(as_of) and row.wave != "1"}
    moved = advance(planned(), day(as_of), FILE)
    assert moved.as_of == day(as_of)
    assert places(moved) == {name: known.get(name) for name in "12345"}


def test_days_of_history_are_those_that_were_published_and_the_calendar_goes_on():
    """Wave 3 of day 8 was announced on day 10 instead of 9; the next ones stay on days 12 and 16."""
    moved = advance(planned(), day(10), FILE)
    days = [(slot.name, slot.opens, slot.announces) for slot in slots_of(moved)]
    assert days == [("1", 0, 1), ("2", 4, 5), ("3", 8, 10), ("4", 12, 13), ("5", 16, 17)]
    assert moved.policy.quota == planned().policy.quota
    assert moved.world == planned().world


@pytest.mark.parametrize(("on", "announced"), [(3, 5), (4, 5), (6, 6), (5, 5)])
def test_a_wave_cannot_have_been_announced_before_it_closed(on, announced):
    """Wave 2 closes on day 4: a count that is said to hold for that day or an earlier one keeps the planned day."""
    moved = advance(planned(), day(8), published(count("2", on, 25_000)))
    assert [slot.announces for slot in slots_of(moved) if slot.name == "2"] == [announced]


def test_a_wave_announced_before_its_planned_day_is_history_at_once():
    plan = planned(calendar=calendar(4, 4, 0, 3, 20))
    file = published(count("2", 5, 25_000))
    assert places(advance(plan, day(5), file))["2"] == 25_000
    assert places(plan)["2"] is None


def test_the_whole_calendar_may_be_history():
    file = published(*(count(str(2 + n), 5 + 4 * n, 100 + n) for n in range(4)))
    assert places(advance(planned(), day(20), file)) == {"1": 40_000, "2": 100, "3": 101, "4": 102, "5": 103}


def test_a_wave_whose_count_is_not_known_stays_in_the_plan_and_so_do_those_after_it():
    file = published(*(row for row in FILE if row.wave != "2"))
    assert places(advance(planned(), day(20), file)) == dict.fromkeys("12345") | {"1": 40_000}


def test_a_count_that_was_corrected_is_the_one_published_last():
    again = replace(FILE[1], value=24_000, published_on=day(8))
    for file in ((*FILE.rows, again), (again, *FILE.rows)):
        late = advance(planned(), day(9), Observations(file, FILE.known))
        early = advance(planned(), day(7), Observations(file, FILE.known))
        assert (places(late)["2"], places(early)["2"]) == (24_000, 25_000)


def test_a_count_flagged_as_an_error_is_no_history():
    wrong = Observations((*FILE.rows[:1], replace(FILE[1], flag="error")), FILE.known)
    assert places(advance(planned(), day(9), wrong))["2"] is None


def test_figures_without_counts_of_waves_leave_the_plan_as_it_is():
    moved = advance(planned(), day(9), published(figure("selected_cumulative", 5, 65_000)))
    assert places(moved) == places(planned())


def test_a_wave_with_its_own_days_that_asked_the_quota_rule_is_history_too():
    """Two waves without a calendar; the first of them keeps its window and share when its count is known."""
    waves = {"1": wave(0, 0, 1, 40_000), "2": wave(4, 4, 5, None, window_days=3), "3": wave(8, 8, 9, None)}
    moved = advance(planned(waves=waves, calendar=None), day(7), FILE)
    assert places(moved) == {"1": 40_000, "2": 25_000, "3": None}
    assert moved.policy.waves["2"].window_days == 3
    assert moved.policy.calendar is None


def test_it_cannot_go_back():
    with pytest.raises(InputError) as told:
        advance(planned(), day(1), FILE)
    assert "must not be before the scenario's own as_of (2020-06-03)" in str(told.value)


def test_a_wave_announced_more_than_a_round_late_has_opened_later_too():
    """Wave 2 was planned for days 4 to 5 and announced on day 14: it opened two rounds later, and so do those after."""
    moved = advance(planned(), day(14), published(count("2", 14, 25_000)))
    days = [(slot.name, slot.opens, slot.announces) for slot in slots_of(moved)]
    assert days == [("1", 0, 1), ("2", 12, 14), ("3", 16, 17)]


@pytest.mark.parametrize(
    ("quota", "target"), [(199_950, 199_000), (199_000, 200_000), (200_100, 200_000), (150_000, 200_000)]
)
def test_the_target_is_the_quota_it_was_rounded_from(quota, target):
    """To the thousand; a quota further away, or above, is of something else."""
    file = published(figure("quota_total_2020", 5, quota))
    assert advance(planned(), day(5), file).policy.target.recipients == target
    assert advance(planned(), day(4), file).policy.target.recipients == 200_000


@pytest.mark.parametrize("on", [date(2020, 10, 2), date(2020, 10, 14), date(2020, 10, 31)])
def test_when_the_quota_of_2020_is_given_no_further_wave_is_invented(on):
    scenario = load("scenarios/prakerja-2020.toml")
    moved = advance(scenario, on, observations_of(scenario))
    assert [name for name, found in places(moved).items() if found] == [str(n) for n in range(1, 11)]
    assert moved.policy.waves["10"].places == 116_261
    assert moved.policy.waves["10"].announces == date(2020, 10, 2)
    selected = simulate(moved, draw_world(moved, 64, 1), chance=Expectation)["selected"][-1]
    given = sum(filter(None, places(moved).values()))
    assert round(selected.max()) == given >= moved.policy.target.recipients


def test_the_case_of_2020():
    """On 19 September wave 8 of the plan is known, too, and with it all selected that were published add up."""
    scenario = load("scenarios/prakerja-2020.toml")
    observations = observations_of(scenario)
    moved = advance(scenario, date(2020, 9, 19), observations)
    assert places(scenario)["8"] is None
    assert [name for name, found in places(moved).items() if found] == list("12345678")
    assert list(places(moved)) == list(places(scenario))
    selected = observations.as_of(moved.as_of).quantity("selected_cumulative")
    for row in (row for row in selected if row.observed_on >= date(2020, 9, 10) and not row.flag):
        announced = [slot.places for slot in slots_of(moved) if slot.announces <= moved.days.number(row.observed_on)]
        assert sum(filter(None, announced)) == pytest.approx(row.value, abs=1000), row
