"""Turns a validation error into problems a person can act on: the path, what was found, what is allowed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prakerja.scenario.fields import Option, at, known_keys, range_of, walk
from prakerja.scenario.lag import BaseLag
from prakerja.scenario.money import parse_rupiah
from prakerja.scenario.paths import join
from prakerja.scenario.plain import DATE_WORDS
from prakerja.scenario.problems import Problem, found, nearest

_OWN_WORDS = frozenset({"outside", "day", "name", "rupiah"})
_SAID = {
    "finite_number": "must be a finite number",
    "string_too_short": "must not be empty: at least {min_length} characters",
    "string_too_long": "must have at most {max_length:,} characters",
    "too_short": "must not be empty",
    "too_long": "must have at most {max_length} entries",
}
_MOST = 100  # problems that anyone reads at once
_LAG = '{ dist = "lognormal", median = 5, p90_over_median = 3 }'


def explain(error: ValidationError, root: type[BaseModel]) -> list[Problem]:
    """Say every problem of a validation error in words.

    Parameters
    ----------
    error
        What pydantic found when it read plain data into `root`.
    root
        The table that was to be read.
    """
    details = error.errors(include_url=False)
    problems = dict.fromkeys(problem for detail in details[:_MOST] for problem in _problems(detail, root))
    more = len(details) - _MOST
    return [*problems, *([Problem("(more)", f"{more:,} more", "are told once these are mended")] if more > 0 else [])]


def _problems(detail: ErrorDetails, root: type[BaseModel]) -> list[Problem]:
    kind, context = detail["type"], detail.get("ctx", {})
    keys, options = walk(root, detail["loc"])
    here = join(keys)
    if kind == "problems":
        return [Problem(".".join(p for p in (here, q.path) if p), q.found, q.allowed) for q in context["problems"]]
    if kind == "extra_forbidden":
        _, table = walk(root, detail["loc"][:-1])
        return [Problem(here, "unknown key", nearest(str(keys[-1]), known_keys(table)))]
    if kind == "missing":
        return [Problem(here, "", f"is missing: {allowed(options)}")]
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return [_choice(keys, detail["input"], at(root, keys))]
    if kind in _OWN_WORDS:
        said = detail["msg"]
    elif kind in _SAID:
        said = _SAID[kind].format(**context)
    elif kind == "value_error":
        said = detail["msg"].removeprefix("Value error, ")
    else:
        said = f"must be {allowed(at(root, keys))}"
    return [Problem(here or "(whole file)", found(detail["input"]), said)]


def _choice(keys: list[object], value: object, options: Iterable[Option]) -> Problem:
    """Name the words that would choose a kind of table, or a distribution, where none was chosen."""
    choosers = [option.chooser for option in options if option.chooser]
    key = choosers[0][0] if choosers else "dist"
    if not isinstance(value, Mapping):
        return Problem(join(keys), found(value), f"must be {allowed(options)}")
    words = ", ".join(found(word) for _, word in choosers)
    chosen = found(value[key]) if key in value else ""
    said = f"must be one of {words}" if chosen else f"is missing: one of {words}"
    return Problem(join([*keys, key]), chosen, said)


def allowed(options: Iterable[Option]) -> str:
    """Say what may stand at a place.

    Examples
    --------
    >>> from prakerja.scenario.fields import at
    >>> from prakerja.scenario.scenario import Scenario
    >>> allowed(at(Scenario, ["policy", "quota", "places"]))
    'a whole number between 0 and 270,000,000 (persons a wave)'
    """
    options = tuple(options)
    within = range_of(options)
    kinds = list(dict.fromkeys(_kind(option) for option in options))
    if len(kinds) > 1 and "a number" in kinds:
        kinds = ["a number or a distribution"]
    words = " or ".join(kinds) or "something the schema knows"
    if within is not None and kinds != ["whole rupiah"]:
        words = f"{words} {within.words()}"
    return f'{words}, such as 600_000 or "Rp20 triliun"' if kinds == ["whole rupiah"] else words


def _kind(option: Option) -> str:
    if any(getattr(m, "func", None) is parse_rupiah for m in option.metadata):
        return "whole rupiah"
    if option.model is not None:
        return f"a lag, such as {_LAG}" if issubclass(option.model, BaseLag) else "a table"
    words: dict[Any, str] = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        str: "text",
        datetime.date: DATE_WORDS,
        dict: "a table",
        tuple: "a list",
    }
    choice = [found(word) for word in getattr(option.type, "__args__", ())]
    return words.get(get_origin(option.type) or option.type) or f"one of {', '.join(choice)}"
