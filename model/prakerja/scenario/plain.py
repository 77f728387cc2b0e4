"""Plain values as a TOML file writes them: a number in quotation marks is no number, nor is `true`."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"""[^\s."'\x00-\x1f](?:[^."'\x00-\x1f\x7f]*[^\s."'\x00-\x1f\x7f])?""")
_TAKEN = frozenset({"name", "title", "purpose", "source"})  # keys of prose: a scenario's hash leaves them out
_YEARS = range(2000, 2101)
_NAME_WORDS = (
    "must be a name of 1 to 60 characters, with no dot or quotation mark, no blank at either end, "
    f"and none of {', '.join(sorted(_TAKEN))}"
)

DATE_WORDS = "a date such as 2020-09-04"


def _day(value: Any) -> date:
    day = value if type(value) is date else None
    if isinstance(value, str) and _ISO.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
    if day is None or day.year not in _YEARS:
        raise PydanticCustomError("day", "must be {words}", {"words": DATE_WORDS})
    return day


def _name(value: str) -> str:
    if not _NAME.fullmatch(value) or value in _TAKEN or len(value) > 60:
        raise PydanticCustomError("name", "{said}", {"said": _NAME_WORDS})
    return value


Whole = Annotated[int, Strict()]
"""A whole number."""

Real = Annotated[float, Strict()]
"""A number; a whole one will do."""

Truth = Annotated[bool, Strict()]
"""True or false."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A date of this century, as a TOML date or as text such as "2020-09-04"."""

Name = Annotated[str, AfterValidator(_name)]
"""The name of a member, wave, era or window: the key of its table."""
