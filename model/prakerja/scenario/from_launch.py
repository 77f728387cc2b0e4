"""What would have happened had a scenario's policy ruled from the first day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from prakerja.scenario.problems import InputError, Problem
from prakerja.scenario.quotas import NoMore
from prakerja.scenario.scenario import Scenario, build

_OF_A_WAVE = ("places", "priority_share", "province_weights", "window_days")


def from_launch(scenario: Scenario, *, keep_openings: bool = True) -> Scenario:
    """Let the policy rule from the launch on; the world, and what the world did to the office, stay.

    The waves that were fixed in advance keep their days, and get their places from the quota rule and everything else
    from the policy, like those of the calendar. What the policy changes at the partners after the as-of date (one that
    joins, every day a payday, a larger capacity) is so from the launch.

    Parameters
    ----------
    scenario
        A policy to be ruled by.
    keep_openings
        Waves open on the days on which they opened, the calendar's follow: the pause of May to August, a review that no
        quota rule would have spared the office, stays. Otherwise there are no fixed waves: the rhythm of the calendar
        goes back to the launch, and through the pause.

    Raises
    ------
    InputError
        If the policy could not have opened a wave: its rule is "no more waves", or there is no calendar to go back.

    Examples
    --------
    >>> from prakerja.scenario import load, slots_of
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> [slot.places for slot in slots_of(from_launch(plan))][:7] == [None] * 7
    True
    >>> [str(plan.days.date(slot.opens)) for slot in slots_of(from_launch(plan, keep_openings=False))][:2]
    ['2020-04-16', '2020-04-23']
    """
    _check(scenario, keep_openings)
    tree = scenario.model_dump(exclude_none=True)
    policy = tree["policy"]
    if keep_openings:
        policy["waves"] = {
            name: {key: value for key, value in wave.items() if key not in _OF_A_WAVE}
            for name, wave in policy["waves"].items()
        }
    else:
        policy["waves"] = {}
        policy["calendar"]["first_opens"] = _first_opening(scenario)
    for partner in policy["partners"].values():
        _at_launch(partner, scenario)
    tree["name"], tree["title"] = f"{scenario.name} from launch", f"{scenario.title}, from the first day"
    return build(tree, where=tree["name"], folder=scenario.own_folder)


def _check(scenario: Scenario, keep_openings: bool) -> None:
    quota, calendar = scenario.policy.quota, scenario.policy.calendar
    if isinstance(quota, NoMore):
        said = "must be a rule that gives places: by this one no wave would have opened"
        raise InputError(scenario.name, [Problem("policy.quota.rule", f'"{quota.rule}"', said)])
    if calendar is None and not keep_openings:
        raise InputError(
            scenario.name, [Problem("policy.calendar", "", "is missing: its rhythm goes back to the launch")]
        )


def _first_opening(scenario: Scenario) -> Any:
    """Return the first day on or after the launch from which the rhythm meets the calendar's own days."""
    calendar = scenario.policy.calendar
    assert calendar is not None  # _check has seen to it
    before = (calendar.first_opens - scenario.clock.launch).days
    return calendar.first_opens - timedelta(days=before // calendar.every_days * calendar.every_days)


def _at_launch(partner: dict[str, Any], scenario: Scenario) -> None:
    launch, as_of = scenario.clock.launch, scenario.as_of
    if partner.get("joins", launch) > as_of:
        del partner["joins"]
    if partner.get("every_day_from", launch) > as_of:
        partner["every_day_from"] = launch
    if (enlarged := partner.get("enlarged")) and enlarged["first"] > as_of:
        enlarged["first"] = launch
