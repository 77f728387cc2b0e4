"""What a scenario assumes: every value of its world and of its policy, with its range and its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from prakerja.report.briefing.sheet import Sheet, Value
from prakerja.report.common.causes import cause
from prakerja.report.common.stated import stated
from prakerja.report.common.words import Words, table
from prakerja.scenario import Scenario
from prakerja.scenario.bounds import Within
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import values_of
from prakerja.scenario.leaves import Keys, Leaf, leaves, tables

_POINTS = (0.05, 0.5, 0.95)


def assumptions_sheet(scenario: Scenario, words: Words) -> Sheet:
    """Return all values of a scenario: those of the world by their names, all by their keys."""
    names = ("what", "path", "unit", "p05", "p50", "p95", "source")
    named = {value.path: cause(value.path, words) for value in values_of(scenario)}
    rows = [row for part in ("world", "policy") for row in _rows(scenario, part, named, words)]
    return Sheet(words("brief_sheet.assumptions"), [words(f"brief_head.{name}") for name in names], rows)


def _rows(scenario: Scenario, part: str, named: Mapping[str, str], words: Words) -> Iterator[list[Value]]:
    sources = {keys: getattr(one, "source", None) for keys, one in tables(getattr(scenario, part), (part,))}
    for leaf in leaves(getattr(scenario, part), (part,)):
        path, points = ".".join(leaf.keys), _points(leaf)
        if points:
            source = _source(leaf, sources) or scenario.source
            yield [named.get(path, ""), path, _unit(leaf.within, words), *points, stated(source, words)]


def _points(leaf: Leaf) -> list[Value]:
    """Return the 5 %, 50 % and 95 % points of a value; of one that is certain, the value; nothing if it has none."""
    value = leaf.value
    if isinstance(value, Distribution):
        low, high = (leaf.within.low, leaf.within.high) if leaf.within else (float("-inf"), float("inf"))
        return [float(found) for found in value.ppf(_POINTS, low, high)]
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return [None, value, None]
    return []


def _unit(within: Within | None, words: Words) -> str:
    """Name the unit of a value; as the schema has it, where there are no words for it."""
    if within is None:
        return ""
    key = f"brief_unit.{re.sub(r'[^a-z0-9]+', '_', within.unit.lower()).strip('_')}"
    return words(key) if key in table() else within.unit


def _source(leaf: Leaf, sources: Mapping[Keys, str | None]) -> str:
    """Return where a value comes from: its own source, or that of the nearest table around it."""
    own = leaf.value.source if isinstance(leaf.value, Distribution) else None
    around = (sources.get(leaf.keys[:length]) for length in range(len(leaf.keys) - 1, 0, -1))
    return own or next((source for source in around if source), "")
