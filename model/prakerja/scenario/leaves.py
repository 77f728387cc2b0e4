"""The tables and the values of a scenario, each with the keys that lead to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.fields import Option, below, options_of, range_of

Keys = tuple[str, ...]


@dataclass(frozen=True)
class Leaf:
    """A value that is no table: a number, a date, a word, a distribution, a list."""

    keys: Keys
    value: Any
    within: Within | None


def tables(table: BaseModel, keys: Keys = ()) -> Iterator[tuple[Keys, BaseModel]]:
    """Return a table and all tables inside it, in the order of the schema."""
    yield keys, table
    for key in type(table).model_fields:
        value = getattr(table, key)
        members = value.items() if isinstance(value, Mapping) else [(None, value)]
        for name, member in members:
            if isinstance(member, BaseModel) and not isinstance(member, Distribution):
                yield from tables(member, (*keys, key) if name is None else (*keys, key, name))


def leaves(table: BaseModel, keys: Keys = ()) -> Iterator[Leaf]:
    """Return every value of a table and of the tables inside it."""
    for above, inner in tables(table, keys):
        options = options_of(type(inner))
        for key in type(inner).model_fields:
            yield from _leaves((*above, key), getattr(inner, key), below(options, key))


def _leaves(keys: Keys, value: Any, options: tuple[Option, ...]) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _leaves((*keys, name), member, below(options, name))
    elif not isinstance(value, BaseModel) or isinstance(value, Distribution):
        yield Leaf(keys, value, range_of(options))
