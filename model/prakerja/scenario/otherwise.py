"""What a scenario says otherwise than another, key by key, and what comes of saying it of a third."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from prakerja.scenario.leaves import Keys
from prakerja.scenario.scenario import PROSE, Scenario, build

Said = Mapping[Keys, Any]
"""New values by their keys; None where a key is taken away. A table that is new, or has another rule, is whole."""

_OF_THE_FILE = PROSE | {"as_of", "implied", "expects"}
"""What belongs to a scenario's file, not to what it decides or believes."""

_CHOOSES = ("dist", "rule")


def said_otherwise(base: Scenario, other: Scenario) -> dict[Keys, Any]:
    """Return what another scenario says otherwise than a base, without words.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> said_otherwise(plan, plan.replace({"policy.quota.places": 400_000, "world.change": None}))
    {('policy', 'quota', 'places'): 400000, ('world', 'change'): None}
    """
    return dict(otherwise(base.model_dump(exclude_none=True), other.model_dump(exclude_none=True)))


def said_also(scenario: Scenario, said: Said, name: str, title: str | None = None) -> Scenario:
    """Return a scenario of which something is said, whatever it says of that itself.

    Raises
    ------
    InputError
        If that is no sound scenario.
    """
    tree = laid_over(scenario.model_dump(exclude_none=True), said) | {"name": name}
    return build(tree | ({"title": title} if title else {}), where=name, folder=scenario.own_folder)


def otherwise(base: Mapping[str, Any], other: Mapping[str, Any], above: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Return what differs between two trees of tables, as `Said`.

    Examples
    --------
    >>> dict(otherwise({"a": {"b": 1, "c": 2}}, {"a": {"b": 3}, "d": {"e": 4}}))
    {('a', 'b'): 3, ('a', 'c'): None, ('d',): {'e': 4}}
    """
    for key in [*other, *(key for key in base if key not in other)]:
        was, becomes, keys = base.get(key), other.get(key), (*above, key)
        if key in _OF_THE_FILE or was == becomes:
            continue
        if isinstance(was, Mapping) and isinstance(becomes, Mapping) and not _of_another_kind(was, becomes):
            yield from otherwise(was, becomes, keys)
        else:
            yield keys, becomes


def laid_over(tree: Mapping[str, Any], said: Said) -> dict[str, Any]:
    """Return a tree of tables of which something is said.

    Examples
    --------
    >>> laid_over({"a": {"b": 1, "c": 2}}, {("a", "b"): 3, ("a", "c"): None, ("d", "e"): 4})
    {'a': {'b': 3}, 'd': {'e': 4}}
    """
    result: dict[str, Any] = deepcopy(dict(tree))
    for (*tables, last), value in said.items():
        table = result
        for key in tables:
            if not isinstance(table.get(key), dict):
                if value is None:
                    break  # what is not there need not be taken away
                table[key] = {}
            table = table[key]
        else:
            table[last] = deepcopy(value)
            if value is None:
                del table[last]
    return result


def clashes(one: Said, another: Said) -> Iterator[tuple[Keys, Any, Any]]:
    """Return where two say different things of the same: the keys, and what each says; None for nothing.

    Examples
    --------
    >>> list(clashes({("a",): {"b": 1, "c": 2}}, {("a", "b"): 3, ("d",): 4}))
    [(('a', 'b'), 1, 3)]
    """
    for keys, value in one.items():
        for others, beside in another.items():
            deeper = max(keys, others, key=len)
            if deeper[: len(keys)] == keys and deeper[: len(others)] == others:
                yield from _apart(deeper, _inside(value, deeper[len(keys) :]), _inside(beside, deeper[len(others) :]))


def _apart(keys: Keys, one: Any, another: Any) -> Iterator[tuple[Keys, Any, Any]]:
    if not (isinstance(one, Mapping) and isinstance(another, Mapping)):
        if one != another:
            yield keys, one, another
        return
    kinds = [key for key in _CHOOSES if one.get(key) != another.get(key)]
    for key in kinds or dict.fromkeys([*one, *another]):
        if key not in PROSE:
            yield from _apart((*keys, key), one.get(key), another.get(key))


def _inside(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _of_another_kind(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return any(one.get(key) != other.get(key) for key in _CHOOSES)
