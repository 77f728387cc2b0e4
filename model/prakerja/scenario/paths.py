"""Dotted paths to the values of a scenario, such as ``world.platforms."pijar mahir".weight``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from prakerja.scenario.problems import Problem, found, nearest

_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([^."']+?))\s*(\.|$)""")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CHOOSES = ("dist", "rule")

DEEPEST = 64
"""Parts of a path, at most: ten times as many as any has."""


def split(path: str) -> list[str]:
    """Split a path at its dots; a key may stand in quotation marks.

    Raises
    ------
    ValueError
        If a key is empty, a quotation mark stands alone, or there are more than `DEEPEST` keys.

    Examples
    --------
    >>> split('world.platforms."pijar mahir".weight') == split("world.platforms.pijar mahir.weight")
    True
    """
    keys, at = [], 0
    while True:
        match = _PART.match(path, at)
        if match is None:
            raise ValueError(f"{path!r} is no dotted path")
        keys.append(next(key for key in match.groups()[:3] if key is not None))
        if len(keys) > DEEPEST:
            raise ValueError(f"a path of more than {DEEPEST} parts")
        at = match.end()
        if match[4] == "":
            return keys


def join(keys: Iterable[object]) -> str:
    """Join keys to a path, in quotation marks where TOML needs them.

    Examples
    --------
    >>> join(["world", "platforms", "pijar mahir", "weight"])
    'world.platforms."pijar mahir".weight'
    """
    return ".".join(key if _BARE.fullmatch(key) else f'"{key}"' for key in map(str, keys))


def put(tree: dict[str, Any], path: str, value: object) -> Problem | None:
    """Set a value in a tree of tables, making tables on the way.

    Naming another rule or distribution by its key alone (``policy.quota.rule``) empties its table, which was
    the other's.

    Returns
    -------
    what is wrong with the path, if anything; the tree is unchanged then, but for empty tables
    """
    try:
        *tables, last = split(path)
    except ValueError:
        return Problem(path, found(value), 'must be a dotted path such as world.platforms."pijar mahir".weight')
    table = tree
    for place, step in enumerate(tables):
        below = table.setdefault(step, {})
        if not isinstance(below, dict):
            whole = join(tables[: place + 1])
            return Problem(join([*tables, last]), found(value), f"{whole} is a value ({found(below)}), not a table")
        table = below
    if last in _CHOOSES and table.get(last, value) != value:
        for key in [key for key in table if key != "source"]:
            del table[key]
    table[last] = value
    return None


def drop(tree: dict[str, Any], path: object) -> Problem | None:
    """Take a key out of a tree of tables, with all below it.

    Returns
    -------
    what is wrong with the path, if anything; the tree is unchanged then

    Examples
    --------
    >>> tree = {"policy": {"waves": {"1": {}, "2": {}}}}
    >>> drop(tree, "policy.waves.2"), tree
    (None, {'policy': {'waves': {'1': {}}}})
    >>> drop(tree, "policy.waves.3").allowed
    'names nothing that is there; known: 1'
    """
    try:
        *tables, last = split(path) if isinstance(path, str) else [""]
    except ValueError:
        last = ""
    if not last:
        return Problem("without", found(path), "must be a dotted path such as policy.waves.6")
    table: Any = tree
    for key in tables:
        table = table.get(key) if isinstance(table, dict) else None
    if not isinstance(table, dict) or last not in table:
        near = f"; {nearest(last, table)}" if isinstance(table, dict) else ""
        return Problem("without", found(path), f"names nothing that is there{near}")
    del table[last]
    return None


def plain(value: object) -> object:
    """Return numbers of numpy as Python's, and tables as dicts that can be changed; leave all else as it is."""
    if isinstance(value, Mapping):
        return {key: plain(below) for key, below in value.items()}
    if type(value).__module__ == "numpy" and getattr(value, "ndim", None) == 0:
        return value.item()  # type: ignore[attr-defined]  # it is a numpy scalar
    return value
