"""A scenario as it was known on a past day: of those written down, the latest one that is not of a later day."""

from __future__ import annotations

from datetime import date

from prakerja.scenario import InputError, Observations, Problem, Scenario, load
from prakerja.study.calibration import advance

FOLDER = "hindcasts"
"""Where, in a scenario's folder, the scenarios of other days lie."""


def as_known(scenario: Scenario, day: date, observations: Observations) -> Scenario:
    """Return what was known of a scenario on a day.

    Parameters
    ----------
    scenario
        With its own as-of date; where one of the folder ``hindcasts`` knows more of the day, it takes its place.
    day
        The day. Waves that had been announced by then, since the scenario found, are history (`advance`).
    observations
        Where wave counts are taken from, as far as published by the day.

    Raises
    ------
    InputError
        If no scenario of so early a day is written down.

    Examples
    --------
    >>> from prakerja.scenario import observations_of
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> as_known(plan, date(2020, 7, 1), observations_of(plan)).name
    '2020-06-27'
    >>> as_known(plan, date(2020, 10, 20), observations_of(plan)).name
    '2020-10-14'
    """
    files = [file for tree in scenario.trees for file in sorted((tree / FOLDER).glob("*.toml"))]
    written = [scenario, *map(load, files)]
    known = [one for one in written if one.as_of <= day]
    if not known:
        first = min((one.as_of for one in written), default=scenario.as_of)
        raise InputError(
            scenario.name, [Problem("as_of", str(day), f"no scenario was written for a day before {first}")]
        )
    return advance(max(known, key=lambda one: one.as_of), day, observations)


def day_from(day: date | str, verb: str) -> date:
    """Return the day that a verb was asked about.

    Examples
    --------
    >>> day_from("2020-09-04", "hindcast")
    datetime.date(2020, 9, 4)
    """
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise InputError(verb, [Problem("as_of", str(day), "must be a date such as 2020-09-04")]) from None
