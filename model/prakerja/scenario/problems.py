"""What is wrong with an input, all of it at once, one line each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


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
        wide_path = max((len(p.path) for p in self.problems), default=0)
        wide_found = max((len(p.found) for p in self.problems), default=0)
        lines = [f"{self.where}: {count} problem{'s' if count != 1 else ''}"]
        for p in self.problems:
            lines.append(f"  {p.path:<{wide_path}}   {p.found:<{wide_found}}   {p.allowed}".rstrip())
        return "\n".join(lines)


def nearest(word: str, known: Iterable[str]) -> str:
    """Say which known word was probably meant, or which ones there are.

    Examples
    --------
    >>> nearest("mdian", ["median", "p90"])
    'did you mean median?'
    >>> nearest("x", ["median", "p90"])
    'known: median, p90'
    """
    known = sorted(known)
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else "known: " + ", ".join(known)
