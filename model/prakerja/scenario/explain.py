"""Turns a validation error into problems a person can act on: the path, what was found, what is allowed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from prakerja.scenario.distribution import FAMILIES
from prakerja.scenario.problems import Problem, nearest
from prakerja.scenario.quotas import Fixed, NoMore

QUOTAS = (Fixed, NoMore)

_LAGS = ("lognormal", "weibull", "gamma", "negative_binomial", "empirical")
_SAID = {
    "missing": "is missing",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be text",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "model_attributes_type": "must be a table",
    "date_type": "must be a date such as 2020-09-04",
    "date_from_datetime_parsing": "must be a date such as 2020-09-04",
    "date_from_datetime_inexact": "must be a date such as 2020-09-04, without a time",
    "tuple_type": "must be a list",
    "finite_number": "must be a finite number",
}


def explain(error: ValidationError, tree: Mapping[str, Any]) -> list[Problem]:
    """Say every problem of a validation error in words, in the order of the file."""
    return [_problem(detail, tree) for detail in error.errors(include_url=False)]


def _problem(detail: ErrorDetails, tree: Mapping[str, Any]) -> Problem:
    path = _path(detail["loc"], tree)
    kind = detail["type"]
    if kind == "extra_forbidden":
        return Problem(path, "unknown key", nearest(str(detail["loc"][-1]), _siblings(detail["loc"], tree)))
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_kind(path, detail)
    found = "" if kind == "missing" else _show(detail["input"])
    return Problem(path or "(whole file)", found, _SAID.get(kind) or _message(detail))


def _unknown_kind(path: str, detail: ErrorDetails) -> Problem:
    key, known = "dist", tuple(FAMILIES)
    if path.endswith(".quota"):
        key, known = "rule", tuple(member.model_fields["rule"].annotation.__args__[0] for member in QUOTAS)
    elif path.endswith(("lag", ".joining.day")):
        known = _LAGS
    found = detail["input"]
    found = found.get(key, f"no {key}") if isinstance(found, Mapping) else found
    return Problem(path, _show(found), f"{key} must be one of {', '.join(known)}")


def _message(detail: ErrorDetails) -> str:
    message = detail["msg"].removeprefix("Value error, ")
    return message.replace("Input should be ", "must be ").replace("greater than or equal to", "at least")


def _path(loc: tuple[int | str, ...], tree: Any) -> str:
    """Join a location, leaving out the names of union members, which are no keys of the file."""
    keys: list[str] = []
    here = tree
    for place, step in enumerate(loc):
        inside = isinstance(here, Mapping) and step in here
        is_member = not inside and isinstance(here, Mapping | int | float | BaseModel | str)
        last = place == len(loc) - 1
        if is_member and step in (*FAMILIES, *_LAGS, "number") and not (last and step in ("mode",)):
            continue
        keys.append(str(step))
        here = here[step] if inside else None
    return ".".join(keys)


def _siblings(loc: tuple[int | str, ...], tree: Mapping[str, Any]) -> list[str]:
    """Name the keys that the table holding a location may have."""
    from prakerja.scenario.scenario import Scenario  # the schema imports this module

    return _keys_at(Scenario, loc[:-1])


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    found: Any = model
    for step in loc:
        found = _descend(found, str(step))
        if found is None:
            return []
    return list(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else []


def _descend(here: Any, step: str) -> Any:
    if isinstance(here, type) and issubclass(here, BaseModel):
        field = here.model_fields.get(step)
        return None if field is None else _bare(field.annotation)
    options = here if isinstance(here, tuple) else (here,)
    for option in options:
        if isinstance(option, dict):  # a table keyed by name: {"of": model}
            return option["of"]
        if option.model_fields["dist"].annotation.__args__[0] == step:
            return option
    return None


def _bare(annotation: Any) -> Any:
    """Strip Annotated and None from an annotation; a dict of tables becomes {"of": table}."""
    args = getattr(annotation, "__args__", ())
    if getattr(annotation, "__origin__", None) is dict:
        return {"of": _bare(args[1])}
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    members = [m for m in (_bare(a) for a in args if a is not type(None)) if m is not None]
    tables = [m for m in members if isinstance(m, type) and issubclass(m, BaseModel)]
    if args and tables:
        return tables[0] if len(tables) == 1 else tuple(tables)
    return annotation if not args else None


def _show(value: Any) -> str:
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, BaseModel):
        return "a table"
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "..."
