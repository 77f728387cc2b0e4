"""Reads the table of observations, and says every problem in it: line, column, value, what is allowed."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from prakerja.scenario.observations import Observation, Observations
from prakerja.scenario.problems import InputError, Problem, found

AHEAD_OF_TIME = "wave_quota"
"""The one quantity that is published before the day it holds for."""


def load_observations(path: str | Path, beside: Observations | None = None) -> Observations:
    """Return the figures of a table.

    Parameters
    ----------
    path
        A CSV file whose columns are the attributes of `Observation`.
    beside
        Figures that these will be added to: a quantity must have their unit.

    Raises
    ------
    InputError
        With every problem found: line, column, value, what is allowed.

    Examples
    --------
    >>> load_observations("scenarios/data/observations.csv").quantity("registered_cumulative")[0].value
    1432133.0
    """
    rows = tuple(row for _, row in numbered_rows(path, beside))
    return Observations(rows, frozenset(row.quantity for row in rows))


def numbered_rows(path: str | Path, beside: Observations | None = None) -> list[tuple[int, Observation]]:
    """Return the figures of a table as `load_observations` does, each with the number of its line.

    Examples
    --------
    >>> numbered_rows("scenarios/data/observations.csv")[0][0]
    2
    """
    lines = _lines(Path(path))
    wrong = [problem for number, line in lines for problem in _problems(number, line)]
    wrong += _units_that_differ(lines, {row.quantity: row.unit for row in beside or ()})
    if wrong:
        raise InputError(str(path), wrong)
    return [(number, Observation(**{key: _READ[key](text) for key, text in line.items()})) for number, line in lines]


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            rows = [(reader.line_num, row) for row in reader if row]
    except FileNotFoundError:
        raise InputError(str(path), [Problem("(file)", "", "there is no such file")]) from None
    except (OSError, ValueError, csv.Error) as error:
        raise InputError(str(path), [Problem("(file)", "", f"cannot be read: {error}")]) from None
    header = rows[0][1] if rows else []
    if header != list(_READ):
        said = f"must be the columns {', '.join(_READ)}"
        raise InputError(str(path), [Problem("line 1", found(",".join(header)), said)])
    short = [
        Problem(f"line {n}", f"{len(row)} values", f"must be {len(header)}")
        for n, row in rows
        if len(row) != len(header)
    ]
    if short:
        raise InputError(str(path), short)
    return [(number, dict(zip(header, row, strict=True))) for number, row in rows[1:]]


def _problems(number: int, line: Mapping[str, str]) -> Iterator[Problem]:
    read: dict[str, Any] = {}
    for key, text in line.items():
        try:
            read[key] = _READ[key](text)
        except ValueError as error:
            yield Problem(f"line {number}, {key}", found(text), str(error))
    observed, published = read.get("observed_on"), read.get("published_on")
    ahead = line["quantity"] == AHEAD_OF_TIME or line["flag"] == "derived"
    if observed and published and published < observed and not ahead:
        said = f"must not be before observed_on ({observed}), but for {AHEAD_OF_TIME} and what is derived"
        yield Problem(f"line {number}, published_on", str(published), said)


def _units_that_differ(lines: Iterable[tuple[int, Mapping[str, str]]], units: dict[str, str]) -> Iterator[Problem]:
    for number, line in lines:
        unit = units.setdefault(line["quantity"], line["unit"])
        if unit != line["unit"] and not line["quantity"].startswith("param_"):
            said = f"must be {found(unit)} as before for {line['quantity']}"
            yield Problem(f"line {number}, unit", found(line["unit"]), said)


def _date(text: str) -> date:
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError("must be a date such as 2020-09-04")


def _number(text: str) -> float:
    if not re.fullmatch(r"\d{1,18}(\.\d+)?", text):
        raise ValueError("must be a number of at least 0, digits only")
    return float(text)


def _quantity(text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", text):
        raise ValueError("must be a name of small letters, digits and underscores")
    return text


def _wave(text: str) -> str:
    if not re.fullmatch(r"([1-9]\d*)?", text):
        raise ValueError("must be the number of a wave, or empty")
    return text


def _some(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of {', '.join(word or '(empty)' for word in allowed)}")
        return text

    return read


_READ: Mapping[str, Callable[[str], Any]] = {
    "observed_on": _date,
    "published_on": _date,
    "quantity": _quantity,
    "value": _number,
    "unit": _some,
    "wave": _wave,
    "of": str,
    "confidence": _one_of("high", "med", "low"),
    "note": str,
    "flag": _one_of("", "error", "conflict", "derived"),
    "dated": _one_of("", "said"),
    "source_url": _some,
}
