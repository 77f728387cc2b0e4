"""Documents as plain data, for other programs: values for words, dates as ISO text, what is not finite as null."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from prakerja.report.common.document import Cell, Data, Figure, Heading, Note, Sentence, Table, document
from prakerja.study.runs.answers import Probability


def data_of(result: Any, lang: str = "en") -> dict[str, Any]:
    """Return a result as plain data: what `json.dumps` takes, without NaN or infinity.

    Returns
    -------
    ``lang``; ``heading``, ``sentence``, ``notes`` and, of each figure, what it ``plots``, in words; every table by its
    name, as a list with an object a row, by the names of its columns; and by name what no screen has room for, such as
    ``provenance``

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> data = data_of(forecast("scenarios/small.toml", draws=16, cache=None))
    >>> data["target"], data["answer"][0]["what"]
    ({'recipients': 5600, 'by': '2020-12-31'}, 'selected')
    >>> data["answer"][0]["chance"]["draws_to_halve_error"]
    64
    """
    said = document(result, lang)
    return {
        "lang": lang,
        "heading": [part for node in said.every(Heading) for part in node.parts],
        "sentence": " ".join(node.words for node in said.every(Sentence)),
        **{node.name: _records(node) for node in said.every(Table)},
        "notes": {node.name: list(node.lines) for node in said.every(Note)},
        "plots": {node.name: node.shows for node in said.every(Figure)},
        **{node.name: plain(node.value()) for node in said.every(Data)},
    }


def _records(table: Table) -> list[dict[str, Any]]:
    return [{name: _value(cell) for name, cell in zip(table.columns, row, strict=True)} for row in table.rows]


def _value(cell: Cell) -> Any:
    return plain(cell.value) if cell.value is not None else cell.words or None


def plain(value: Any) -> Any:
    """Return a value as plain data; a class of data by its fields, a frame as an object a row.

    Examples
    --------
    >>> plain({"day": date(2020, 9, 4), "chance": Probability(0.5, 0.1, 16), "ends": (np.float64(1.0), np.inf)})
    {'day': '2020-09-04', 'chance': {'probability': 0.5, 'error': 0.1, 'draws': 16, 'draws_to_halve_error': 64}, \
'ends': [1.0, None]}
    """
    match value:
        case Probability():
            return _fields(value) | {"draws_to_halve_error": value.draws_to_halve_error}
        case date():
            return value.isoformat()
        case None | bool() | str() | int():
            return value
        case float():
            return float(value) if math.isfinite(value) else None
        case np.generic():
            return plain(value.item())
        case pd.DataFrame():
            named = value if value.index.name is None else value.reset_index()
            return plain(named.to_dict("records"))
        case Mapping():
            return {str(key): plain(part) for key, part in value.items()}
        case Iterable():
            return [plain(part) for part in value]
    return _fields(value)


def _fields(value: Any) -> dict[str, Any]:
    if not is_dataclass(value):
        raise TypeError(f"{value!r} is not data")
    return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
