"""A setting as a scenario file: it extends the plan and states what differs, no more."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli_w

from prakerja.scenario import InputError, Problem, Scenario, load, shipped

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,58}")
_CHOOSES = ("dist", "rule")
_SOURCE = "assumption: a setting of prakerja explore"


def save_setting(plan: Scenario, changes: Mapping[str, Any], name: str, title: str, folder: Path | None = None) -> Path:
    """Write a scenario file that states what was set, and nothing else.

    Parameters
    ----------
    plan
        Read from a file, and maybe moved to a later day: the file is extended, not what came after.
    changes
        What was set, by dotted path.
    name
        Of the file, without its ending.
    title
        What was set, in words.
    folder
        Where it is written, if not beside the plan's file: of a plan that is shipped, the current folder.

    Raises
    ------
    InputError
        If the name is none, the plan has no file of its own, the file is there already, or it cannot be written.
    """
    own, file = own_file(plan), _file(plan, name, folder)
    before = load(own)
    after = before.replace(changes, name=name)
    extends = shipped.name_of(own) or Path(os.path.relpath(own, file.parent)).as_posix()
    text = text_of_difference(before, after, extends, title)
    try:
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise _refused(str(file), "is there already: choose another name") from None
    except OSError as error:
        raise _refused(str(file), f"cannot be written: {error.strerror}") from None
    try:
        load(file)
    except InputError:  # a folder from which the plan's file cannot be reached, such as one outside its tree
        file.unlink()
        raise
    return file


def text_of_difference(plan: Scenario, changed: Scenario, extends: str, title: str) -> str:
    """Return the TOML text of a scenario that extends another.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/small.toml")
    >>> later = plan.replace({"policy.quota.places": 400, "policy.calendar.every_days": 14})
    >>> print(text_of_difference(plan, later, "small.toml", "Half the places, every fortnight"))
    extends = "small.toml"
    title = "Half the places, every fortnight"
    purpose = "What this setting of levers comes to."
    source = "assumption: a setting of prakerja explore"
    <BLANKLINE>
    [policy.calendar]
    every_days = 14
    <BLANKLINE>
    [policy.quota]
    places = 400
    <BLANKLINE>
    """
    before, after = (scenario.model_dump(exclude_none=True) for scenario in (plan, changed))
    prose = {"title": title, "purpose": "What this setting of levers comes to.", "source": _SOURCE}
    head = {"extends": extends, **prose}
    return tomli_w.dumps(head | {key: _differing(before[key], after[key]) for key in ("policy", "world")
                                 if before[key] != after[key]})  # fmt: skip


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a table states otherwise, or anew; a table of another rule or distribution is stated whole.

    Nothing is taken out of a scenario by a lever, but with the rule it belonged to.
    """
    found = {}
    for key, value in after.items():
        was = before.get(key)
        if was == value:
            continue
        if isinstance(value, Mapping) and isinstance(was, Mapping) and not _chosen_anew(was, value):
            found[key] = _differing(was, value)
        else:
            found[key] = value
    return found


def _chosen_anew(was: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return any(was.get(key) != value.get(key) for key in _CHOOSES)


def _file(plan: Scenario, name: str, folder: Path | None) -> Path:
    if not _NAME.fullmatch(name):
        raise _refused(name[:60], "must be a name of small letters, digits and hyphens, such as half-the-places")
    own = own_file(plan)
    beside = Path.cwd() if shipped.name_of(own) else own.parent
    return (folder or beside).resolve() / f"{name}.toml"


def own_file(plan: Scenario) -> Path:
    """Return the file that a plan was read from.

    Raises
    ------
    InputError
        If there is none.
    """
    if plan.own_folder is None or not (file := plan.own_folder / f"{plan.name}.toml").is_file():
        raise _refused(plan.name, "has no file of its own that another could extend")
    return file


def _refused(found: str, allowed: str) -> InputError:
    return InputError("save", [Problem("name", found, allowed)])
