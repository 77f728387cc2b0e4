"""Settings of levers: read from an address or a page, checked, and put into a scenario; nothing else ever gets in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from prakerja.explorer.controls import Control
from prakerja.scenario import InputError, Problem
from prakerja.scenario.problems import found, nearest

Setting = Mapping[str, float]
"""By the keys of controls, the numbers of those that were moved."""

_WHERE = "view"


def read_setting(controls: Iterable[Control], texts: Mapping[str, Any]) -> dict[str, float]:
    """Read what an address or a page says of levers.

    Parameters
    ----------
    controls
        The levers there are.
    texts
        By key, a number, or a date such as ``2020-11-05``, as text or as a number.

    Returns
    -------
    the numbers of the levers that are not where the scenario has them, each on a step of its lever, in their order

    Raises
    ------
    InputError
        Naming every key that is unknown and every value that is outside its lever.

    Examples
    --------
    >>> from prakerja.explorer.controls import controls_of
    >>> from prakerja.scenario import load
    >>> levers = controls_of(load("scenarios/small.toml"))
    >>> read_setting(levers, {"quota": "400", "every": "7", "recycling": 1})
    {'recycling': 1.0, 'quota': 400.0}
    >>> read_setting(levers, {"quta": "400", "priority": "2"})
    Traceback (most recent call last):
    ...
    prakerja.scenario.problems.InputError: view: 2 problems
      quta       unknown lever   did you mean quota?
      priority   "2"             must be a number between 0 and 1
    """
    known = {control.key: control for control in controls}
    wrong, read = [], {}
    for key, text in texts.items():
        if key not in known:
            wrong.append(Problem(str(key)[:60], "unknown lever", nearest(str(key)[:60], known)))
        elif isinstance(number := _number(known[key], text), Problem):
            wrong.append(number)
        else:
            read[key] = number
    if wrong:
        raise InputError(_WHERE, wrong)
    return {key: read[key] for key, control in known.items() if key in read and read[key] != control.now}


def write_setting(controls: Iterable[Control], setting: Setting) -> dict[str, str]:
    """Write settings as an address has them: `read_setting` reads them again.

    Examples
    --------
    >>> from prakerja.explorer.controls import controls_of
    >>> from prakerja.scenario import load
    >>> levers = controls_of(load("scenarios/small.toml"))
    >>> write_setting(levers, read_setting(levers, {"last_wave": "2020-11-05", "priority": 0.5}))
    {'last_wave': '2020-11-05', 'priority': '0.5'}
    """
    kinds = {control.key: control.kind for control in controls}
    return {
        key: str(date.fromordinal(round(number))) if kinds[key] == "date" else f"{number:.12g}"
        for key, number in setting.items()
    }


def changes_of(controls: Iterable[Control], setting: Setting) -> dict[str, Any]:
    """Return what settings change in a scenario, by dotted path, a later lever having the last word."""
    changes: dict[str, Any] = {}
    for control in controls:
        if control.key in setting:
            changes |= control.changes(setting[control.key])
    return changes


def _number(control: Control, text: Any) -> float | Problem:
    said = "must be {} between {} and {}"
    if control.kind == "date":
        ends = (date.fromordinal(round(end)) for end in (control.low, control.high))
        allowed = said.format("a date", *ends)
    else:
        allowed = said.format("a number", f"{control.low:.12g}", f"{control.high:.12g}")
    try:
        dated = control.kind == "date" and isinstance(text, str)
        number = float(date.fromisoformat(text).toordinal()) if dated else float(text)
    except (ValueError, TypeError, OverflowError):
        number = math.nan
    inside = not isinstance(text, bool) and control.low <= number <= control.high
    return control.nearest(number) if inside else Problem(control.key, found(str(text)[:60]), allowed)
