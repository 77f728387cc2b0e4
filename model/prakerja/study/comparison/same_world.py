"""Policies are compared in one world: what nobody decides has to be the same for all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prakerja.scenario import Draws, InputError, Problem, Scenario, draw_world
from prakerja.scenario.diff import in_short
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import lags_of, values_of
from prakerja.scenario.leaves import leaves
from prakerja.scenario.paths import join
from prakerja.scenario.scenario import PROSE

CONTRACTS = ("partners", "platforms", "institutions")
"""Tables of the world that the office can change by contract: who takes part, and how much each can do."""

_ONE_CLOCK = ("as_of", "clock.launch", "clock.year_end", "clock.ends")


def contracts(base: Scenario, other: Scenario) -> tuple[str, ...]:
    """Check that two scenarios have one world, but for contracts of the office, and for how people answer its policy.

    Such an answer: people of waves announced after the as-of date hurry to order, and in the baseline nobody does.

    Returns
    -------
    what differs there, one line each: it belongs to the policy then, and is told with the result

    Raises
    ------
    InputError
        Naming everything else that differs, and the clock if it does.
    """
    wrong = [Problem(key, str(_at(other, key)), f"must be {_at(base, key)}, as in {base.name}") for key in _ONE_CLOCK
             if _at(base, key) != _at(other, key)]  # fmt: skip
    said, tables = [], (*CONTRACTS, "hurry") if _answers(base, other) else CONTRACTS
    for keys, was, becomes in _differing(base, other):
        path = join(keys)
        if keys[1] in tables:
            said.append(f"{path}: {_in_words(was)} becomes {_in_words(becomes)}")
        else:
            allowed = f"must be {_in_words(was)}, as in {base.name}: nobody decides it"
            wrong.append(Problem(path, _in_words(becomes), allowed))
    if wrong:
        raise InputError(other.name, wrong)
    return tuple(said)


def world_of(scenario: Scenario, base: Scenario, draws: Draws, seed: int) -> Draws:
    """Return a policy's draws: the baseline's, but for what its own contracts change or add.

    Parameters
    ----------
    scenario, base
        The policy's, and the baseline.
    draws
        Of the baseline's world: prior, or posterior.
    seed
        Names the points of what is added; values are drawn by name, so they move no other.
    """
    if scenario.world == base.world:
        return draws
    stated = {value.path: _bare(value.stated) for value in values_of(base)}
    wanted = values_of(scenario)
    own = {value.path for value in wanted if stated.get(value.path) != _bare(value.stated)}
    if not own and len(stated) == len(wanted):
        return draws
    drawn = draw_world(scenario, len(draws), seed, only=own)
    values = {value.path: drawn[value.path] if value.path in own else draws[value.path] for value in wanted}
    return Draws(values, lags_of(scenario))


def check_draws(base: Scenario, draws: int | Draws) -> None:
    """Check that so many draws tell an error, and that those that are given are of the baseline's world.

    Raises
    ------
    InputError
        If there are fewer than two, or values are missing.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> check_draws(load("scenarios/small.toml"), 2)  # as few as there can be
    """
    count, given = (draws, None) if isinstance(draws, int) else (len(draws), draws)
    missing = [value.path for value in values_of(base) if given and value.path not in given.values]
    wrong = [Problem(path, "", f"is missing in the draws, and in the world of {base.name}") for path in missing]
    if count < 2:
        wrong.append(Problem("draws", str(count), "must be at least 2, to tell an error"))
    if wrong:
        raise InputError("comparison", wrong)


def hurried_by(base: Scenario, other: Scenario) -> int:
    """Return the first day of which it can matter that people hurry in another world; 0 if that may be any day."""
    hurry, number = other.world.hurry, base.days.number
    if hurry is None or hurry.announced_from is None or not _answers(base, other):
        return 0
    return min(number(hurry.announced_from), number(other.policy.training.deadline) - hurry.days)


def _answers(base: Scenario, other: Scenario) -> bool:
    """Return whether people hurry in another world and only in waves still to be announced: the past is the same."""
    hurry = other.world.hurry
    if base.world.hurry is not None or hurry is None or hurry.announced_from is None:
        return False
    return hurry.announced_from > base.as_of and hurry.deadline == 1


def _differing(base: Scenario, other: Scenario) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Return every value of the two worlds that differs, with its keys; None where there is none."""
    if base.world == other.world:
        return
    before, after = _leaves(base), _leaves(other)
    for keys in [*before, *(keys for keys in after if keys not in before)]:
        was, becomes = before.get(keys), after.get(keys)
        if _bare(was) != _bare(becomes):
            yield keys, was, becomes


def _bare(value: Any) -> Any:
    """Take the source off a distribution: it says where a value is from, and changes none."""
    return (type(value), value.stated) if isinstance(value, Distribution) else value


def _leaves(scenario: Scenario) -> dict[tuple[str, ...], Any]:
    found = leaves(scenario.world, ("world",))
    return {leaf.keys: leaf.value for leaf in found if leaf.keys[-1] not in PROSE and leaf.value is not None}


def _in_words(value: Any) -> str:
    return "nothing" if value is None else in_short(value)


def _at(scenario: Scenario, key: str) -> Any:
    found: Any = scenario
    for part in key.split("."):
        found = getattr(found, part)
    return found
