"""Reads the table of observations, and says every problem in it: line, column, value, what is allowed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from prakerja.scenario.observations import Observation, Observations
from prakerja.scenario.problems import InputError, Problem, found
from prakerja.scenario.read import hidden, read_text

AHEAD_OF_TIME = "wave_quota"
"""The one quantity that is published before the day it holds for."""

MOST_BYTES = 10_000_000
"""Of a table of figures."""

_ROW = TypeAdapter(Observation)
_SAID = {name: field.get("description") for name, field in _ROW.json_schema()["properties"].items()}


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
    units = {row.quantity: row.unit for row in beside or ()}
    rows, wrong, mixed = [], list[Problem](), list[Problem]()
    for number, line in _lines(Path(path)):
        try:
            rows.append((number, _ROW.validate_python(line)))
            refused = set()
        except ValidationError as error:
            refused = {str(detail["loc"][0]) for detail in error.errors()}
        for column in (name for name in line if name in refused):
            wrong.append(Problem(f"line {number}, {column}", found(line[column]), _SAID[column]))
        if not refused & {"observed_on", "published_on"}:
            wrong += _too_early(number, line)
        mixed += [Problem(f"line {number}, {one.path}", one.found, one.allowed) for one in hidden(line)]
        unit = units.setdefault(line["quantity"], line["unit"])
        if unit != line["unit"] and not line["quantity"].startswith("param_"):
            said = f"must be {found(unit)} as before for {line['quantity']}"
            mixed.append(Problem(f"line {number}, unit", found(line["unit"]), said))
    if wrong or mixed:
        raise InputError(str(path), wrong + mixed)
    return rows


def _too_early(number: int, line: dict[str, str]) -> Iterator[Problem]:
    observed, published = line["observed_on"], line["published_on"]
    if published < observed and line["quantity"] != AHEAD_OF_TIME and line["flag"] != "derived":
        said = f"must not be before observed_on ({observed}), but for {AHEAD_OF_TIME} and what is derived"
        yield Problem(f"line {number}, published_on", published, said)


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    try:
        reader = csv.reader(StringIO(read_text(path, MOST_BYTES)), strict=True)
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise InputError(str(path), [Problem("(file)", "", f"cannot be read: {error}")]) from None
    header = rows[0][1] if rows else []
    if header != list(_SAID):
        said = f"must be the columns {', '.join(_SAID)}"
        raise InputError(str(path), [Problem("line 1", found(",".join(header)), said)])
    told = f"must be {len(header)}"
    short = [Problem(f"line {n}", f"{len(row)} values", told) for n, row in rows if len(row) != len(header)]
    if short:
        raise InputError(str(path), short)
    return [(number, dict(zip(header, row, strict=True))) for number, row in rows[1:]]
