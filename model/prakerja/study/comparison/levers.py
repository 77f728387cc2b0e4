"""Levers: scenarios that change different things of a base, and the scenarios in which several change it at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from textwrap import shorten

from prakerja.scenario import InputError, Problem, Scenario
from prakerja.scenario.otherwise import Said, clashes, said_also, said_otherwise
from prakerja.scenario.paths import join
from prakerja.scenario.problems import found
from prakerja.study.comparison.fraction import MOST
from prakerja.study.comparison.same_world import contracts

TOGETHER = " + "

_TITLE = 200
"""Characters that a title may have."""


def in_order(levers: Sequence[Scenario]) -> tuple[Scenario, ...]:
    """Return levers by name, so that no answer depends on the order in which they were named.

    Raises
    ------
    InputError
        If they are too few, too many, or share a name.
    """
    names = sorted(lever.name for lever in levers)
    wrong = [Problem("name", name, "is there twice") for name in sorted(set(names)) if names.count(name) > 1]
    if len(names) < len(("one", "another")):
        wrong.append(Problem("levers", str(len(names)), "name at least two, to combine them"))
    if len(names) > MOST:
        wrong.append(Problem("levers", str(len(names)), f"at most {MOST} can be combined"))
    if wrong:
        raise InputError("combine", wrong)
    return tuple(sorted(levers, key=lambda lever: lever.name))


def combined(
    base: Scenario, levers: Sequence[Scenario], wanted: Iterable[tuple[str, ...]]
) -> dict[tuple[str, ...], Scenario]:
    """Return the scenarios of some combinations, by the names of their levers in the order of the levers.

    Raises
    ------
    InputError
        If a lever changes nothing or has another world, two set the same key otherwise, or a combination is not sound.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> levers = [load(f"scenarios/policies/{name}.toml") for name in ("over-select", "pay-every-day")]
    >>> both = combined(plan, levers, [("over-select", "pay-every-day")])["over-select", "pay-every-day"]
    >>> both.name, both.policy.quota.rule, str(both.policy.partners["bni"].every_day_from)
    ('over-select + pay-every-day', 'over-select', '2020-10-01')
    """
    for lever in levers:
        contracts(base, lever)
    said = {lever.name: said_otherwise(base, lever) for lever in levers}
    nothing = [Problem(name, "", f"says nothing otherwise than {base.name}") for name, what in said.items() if not what]
    if wrong := nothing + _conflicts(levers, said):
        raise InputError("combine", wrong)
    named = {lever.name: lever for lever in levers}
    some = {names: [named[name] for name in names] for names in wanted}
    return {names: one[0] if len(one) == 1 else _together(base, one, said) for names, one in some.items()}


def _together(base: Scenario, levers: Sequence[Scenario], said: Mapping[str, Said]) -> Scenario:
    every = {keys: value for lever in levers for keys, value in said[lever.name].items()}
    name = TOGETHER.join(lever.name for lever in levers)
    title = TOGETHER.join(lever.title.partition(": ")[0].partition(", ")[0] for lever in levers)
    return said_also(base, every, name, title if len(title) <= _TITLE else shorten(name, _TITLE, placeholder=" …"))


def _conflicts(levers: Sequence[Scenario], said: Mapping[str, Said]) -> list[Problem]:
    """Return every key that two levers set differently, with both values."""
    return [
        Problem(
            join(keys),
            f"{_file(one)}: {_in_words(here)}, {_file(other)}: {_in_words(there)}",
            "two levers set it differently: leave one of them out",
        )
        for one, other in combinations(levers, 2)
        for keys, here, there in clashes(said[one.name], said[other.name])
    ]


def _in_words(value: object) -> str:
    return "nothing" if value is None else found(value)


def _file(lever: Scenario) -> str:
    """Name the file of a lever, or the lever where it has none."""
    file = f"{lever.name}.toml"
    return file if lever.own_folder and (lever.own_folder / file).is_file() else lever.name
