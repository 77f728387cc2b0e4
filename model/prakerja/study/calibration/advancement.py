"""A scenario moved to a later as-of date: wave counts known by then are history, and the plan goes on from there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from prakerja.scenario import InputError, Problem, Scenario, Slot, slots_of
from prakerja.scenario.observations import Observation, Observations

ROUNDED = 0.001
"""A target above the published quota by a smaller part than this is that quota, rounded."""

COUNTED_TO = 1_000
"""Published counts of one wave differ by dozens of people: a target to the last person would be missed for nothing."""


def advance(scenario: Scenario, as_of: date, observations: Observations) -> Scenario:
    """Move a scenario to a later as-of date.

    Waves of the calendar whose count had been published become waves that happened, with that count; the next wave
    of the calendar is the next one. Where the exact quota of the year had been published, the target, a round number,
    becomes that quota to the thousand, so that no wave is planned for the difference. Nothing else changes: what else
    was learnt by then is for the calibration.

    Raises
    ------
    InputError
        If the date is before the scenario's own: a scenario states what was known on its day, and cannot unlearn it.

    Examples
    --------
    >>> from prakerja.scenario import load, observations_of
    >>> scenario = load("scenarios/prakerja-2020.toml")
    >>> later = advance(scenario, date(2020, 9, 19), observations_of(scenario))
    >>> [name for name in later.policy.waves if name not in scenario.policy.waves], later.policy.waves["8"].places
    (['8'], 800000)
    """
    if as_of == scenario.as_of:
        return scenario
    if as_of < scenario.as_of:
        said = (
            f"must not be before the scenario's own as_of ({scenario.as_of}): write a scenario of what was known then"
        )
        raise InputError(scenario.name, [Problem("--as-of", str(as_of), said)])
    known = sorted(observations.as_of(as_of), key=lambda row: row.published_on)
    counted = {row.wave: row for row in known if row.quantity == "wave_selected" and row.flag != "error"}
    changes: dict[str, Any] = {"as_of": as_of} | _exact_target(scenario, known)
    for slot in slots_of(scenario):
        if slot.places is not None:
            continue
        row = counted.get(slot.name)
        announces = _announced(slot, row, scenario, as_of) if row else as_of
        if row is None or announces > as_of:
            break
        changes |= _history(slot, row, announces, scenario)
    return scenario.replace(changes, name=scenario.name)


def _exact_target(scenario: Scenario, known: list[Observation]) -> dict[str, Any]:
    """Return the target that stands for the published quota of the year, if the stated one is that quota rounded."""
    name, stated = f"quota_total_{scenario.clock.launch.year}", scenario.policy.target.recipients
    exact = next((row for row in reversed(known) if row.quantity == name and row.flag != "error"), None)
    if exact is None or not 0 <= stated - exact.value < ROUNDED * stated:
        return {}
    return {
        "policy.target.source": f"Quota of the year: {exact.value:,.0f}, published {exact.published_on}",
        "policy.target.recipients": int(exact.value // COUNTED_TO * COUNTED_TO),
    }


def _history(slot: Slot, row: Observation, announces: date, scenario: Scenario) -> dict[str, Any]:
    """Return what turns a planned wave into one that happened."""
    opens, closes, wave = scenario.days.date(slot.opens), scenario.days.date(slot.closes), f"policy.waves.{slot.name}"
    happened = {
        "source": f"{row.value:,.0f} selected, published {row.published_on}",
        "announces": announces,
        "places": round(row.value),
    }
    calendar = scenario.policy.calendar
    if slot.name in scenario.policy.waves or calendar is None:
        return {f"{wave}.{key}": value for key, value in happened.items()}
    late = (announces - scenario.days.date(slot.announces)).days // calendar.every_days
    opens, closes = (day + timedelta(days=max(0, late) * calendar.every_days) for day in (opens, closes))
    return {
        wave: happened | {"opens": opens, "closes": closes},
        "policy.calendar.first_opens": opens + timedelta(days=calendar.every_days),
    }


def _announced(slot: Slot, row: Observation, scenario: Scenario, as_of: date) -> date:
    """Return the day a wave was announced: the published one where it can be, else the planned one."""
    closes, planned = scenario.days.date(slot.closes), scenario.days.date(slot.announces)
    return row.observed_on if closes < row.observed_on <= as_of else planned
