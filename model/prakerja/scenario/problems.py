"""What is wrong with an input, all of it at once, one line each."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic_core import PydanticCustomError

_LONGEST_SHOWN = 48

HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, such as turn the direction of text, and bytes that are no text: they could hide what is said."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: where, what was found there, and what would be allowed."""

    path: str
    found: str
    allowed: str


class InputError(Exception):
    """An input file, option or key that cannot be used, with every problem found in it.

    Examples
    --------
    >>> error = InputError("mine.toml", [Problem("policy.quota.places", "-5", "must be at least 0 (persons)")])
    >>> print(error)
    mine.toml: 1 problem
      policy.quota.places   -5   must be at least 0 (persons)
    """

    def __init__(self, where: str, problems: Iterable[Problem]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__(where, self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        said = [tuple(map(visible, (p.path, p.found, p.allowed))) for p in self.problems]
        wide_path, wide_found = (max((len(words[column]) for words in said), default=0) for column in (0, 1))
        lines = [f"{visible(self.where)}: {count} problem{'s' if count != 1 else ''}"]
        lines += [f"  {path:<{wide_path}}   {what:<{wide_found}}   {may}".rstrip() for path, what, may in said]
        return "\n".join(lines)


def visible(text: str) -> str:
    r"""Return a text in which every character is seen: those that would not be, or would hide others, as their codes.

    Examples
    --------
    >>> print(visible("plan\x1b[31m \u202enalp"))
    plan\u001b[31m \u202enalp
    """
    return HIDDEN.sub(lambda one: f"\\u{ord(one[0]):04x}", text)


def refusal(*problems: Problem) -> PydanticCustomError:
    """Make the error by which a check of a whole table names the keys that do not fit together.

    Parameters
    ----------
    problems
        With paths that start at the table.
    """
    return PydanticCustomError("problems", "does not fit together", {"problems": problems})


def nearest(word: str, known: Iterable[str]) -> str:
    """Return which known word was probably meant, or which ones there are.

    Examples
    --------
    >>> nearest("mdian", ["median", "p90"])
    'did you mean median?'
    >>> nearest("x", ["median", "p90"])
    'known: median, p90'
    """
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if close:
        return f"did you mean {close[0]}?"
    return "known: " + (", ".join(known) or "none")


def found(value: object) -> str:
    """Write a value that was found much as its file has it, cut when long.

    Examples
    --------
    >>> found("800000"), found(-5), found({"dist": "beta", "mean": 0.5})
    ('"800000"', '-5', '{ dist = "beta", mean = 0.5 }')
    """
    try:
        text = _toml(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, a list inside itself
        text = f"a very long {type(value).__name__}"
    return visible(text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 3] + "...")


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, BaseModel):
        return _toml({key: getattr(value, key) for key in type(value).model_fields if key in value.model_fields_set})
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {_toml(below)}" for key, below in value.items())
        return f"{{ {inside} }}" if inside else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return " ".join(str(value).split())
