"""What may stand at a place of a scenario: walks the declared types along the keys that lead there.

A place is described by its *options*: the types that may stand there, each with the metadata declared beside
it. A union has several, and a place that does not exist has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from prakerja.scenario.bounds import Within

_CHOOSERS = ("dist", "rule")
KEY_STEP = "[key]"
"""What pydantic puts behind a key of a table when the key itself is wrong."""


@dataclass(frozen=True)
class Option:
    """One type that may stand at a place."""

    type: Any
    metadata: tuple[Any, ...] = ()

    @property
    def model(self) -> type[BaseModel] | None:
        """The kind of table, if it is one with fixed keys."""
        return self.type if isinstance(self.type, type) and issubclass(self.type, BaseModel) else None

    @property
    def chooser(self) -> tuple[str, str] | None:
        """The key and the word that choose this kind of table among others, such as ("dist", "beta")."""
        for key in _CHOOSERS:
            field = self.model.model_fields.get(key) if self.model else None
            if field is not None and get_origin(field.annotation) is Literal:
                return key, str(get_args(field.annotation)[0])
        return None

    @property
    def tags(self) -> set[str]:
        """The names by which pydantic tells the members of a union apart."""
        named = {str(m.tag) for m in self.metadata if isinstance(m, Tag)}
        return named | ({self.chooser[1]} if self.chooser else set())


def options_of(annotation: Any, metadata: Iterable[Any] = ()) -> tuple[Option, ...]:
    """Unfold what `Annotated`, unions and None wrap."""
    metadata = tuple(metadata)
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return options_of(args[0], (*metadata, *args[1:]))
    if origin in (Union, UnionType):
        return tuple(option for arg in args if arg is not NoneType for option in options_of(arg, metadata))
    return (Option(annotation, metadata),)


def below(options: Iterable[Option], step: object) -> tuple[Option, ...]:
    """Return the options one key further down."""
    return tuple(found for option in options for found in _below(option, step))


def _below(option: Option, step: object) -> Iterator[Option]:
    origin, args = get_origin(option.type), get_args(option.type)
    if option.model is not None:
        yield from _of_field(option.model, str(step))
    elif origin is dict:
        yield from options_of(args[1])
    elif origin in (tuple, list) and isinstance(step, int):
        yield from options_of(args[0])


@cache
def _of_field(model: type[BaseModel], key: str) -> tuple[Option, ...]:
    """Return the options of a key: worked out once, as every reading of a scenario asks for most of them."""
    field = model.model_fields.get(key)
    return options_of(field.annotation, field.metadata) if field is not None else ()


def walk(root: type[BaseModel], loc: Iterable[object]) -> tuple[list[object], tuple[Option, ...]]:
    """Follow an error's location.

    Returns
    -------
    the keys of the file that it names (the names of union members, which pydantic puts between, are none),
    and the options at its end
    """
    keys: list[object] = []
    options = options_of(root)
    for step in loc:
        if step == KEY_STEP:
            continue
        further = below(options, step)
        chosen = tuple(option for option in options if step in option.tags)
        if chosen and not further:
            options = chosen
        else:
            keys.append(step)
            options = further
    return keys, options


def at(root: type[BaseModel], keys: Iterable[object]) -> tuple[Option, ...]:
    """Return the options where keys lead."""
    options = options_of(root)
    for key in keys:
        options = below(options, key)
    return options


def may_be_absent(root: type[BaseModel], keys: Iterable[object]) -> bool:
    """Return whether a table stands where keys lead that may be left out, so that the word none can mean no table."""
    *above, last = keys
    fields = [option.model.model_fields.get(str(last)) for option in at(root, above) if option.model]
    optional = any(field is not None and NoneType in get_args(field.annotation) for field in fields)
    return optional and all(option.model for option in at(root, [*above, last]))


def known_keys(options: Iterable[Option]) -> list[str]:
    """Name the keys a table may have, if they are fixed."""
    return list(dict.fromkeys(key for option in options if option.model for key in option.model.model_fields))


def range_of(options: Iterable[Option]) -> Within | None:
    """Return the plausible range, with its unit."""
    return next((m for option in options for m in option.metadata if isinstance(m, Within)), None)
