"""What a search found, in words: the best setting and what it is worth, or that none holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.words import Words, table
from prakerja.study import Optimum
from prakerja.study.optimisation.optimum import Setting

_ALL = 15
"""Digits that a number asked for may have."""


def optimum_nodes(found: Optimum, words: Words) -> Iterator[Node]:
    """Put what a search found into words."""
    futures = words("head.futures", n=words.number(found.draws))
    yield heading(found.scenario, found.seed, words, origin(found.provenance, words), futures)
    yield Sentence(sentence(found, words))
    columns = {
        "setting": words("optimum.setting"),
        "chance": words("optimum.chance"),
        "expected": words("optimum.objective"),
        "range": words("optimum.range"),
        "minus": words("optimum.minus"),
    }
    rows = [_row(one, found, words) for one in (*found.settings, found.baseline)]
    yield Table("answer", columns, tuple(rows))
    yield Note("goal", words("optimum.goal"), tuple(_goal(found, words)))
    yield Note("how", words("optimum.how"), (words("optimum.fresh", n=words.number(found.looked_at)),))
    yield Data("provenance", lambda: found.provenance)
    yield Data("settings", found.to_dataframe)


def sentence(found: Optimum, words: Words) -> str:
    """Return which setting is best and what it is worth, or that none holds."""
    objective = words(f"criterion.{found.goal.name}")
    if found.best is None:
        least = min((chance.probability for chance in found.nearest.chances.values()), default=1.0)
        return words("optimum.none", setting=setting_of(found.nearest, words), chance=words.percent(least))
    against = found.best.against
    measure = Measure(against.criterion, words)
    return words(
        f"optimum.{'same' if against.verdict in ('same', 'undecided') else 'best'}",
        setting=setting_of(found.best, words),
        objective=objective,
        value=measure.level(found.best.objective, found.scenario),
        difference=measure.expected_change(against),
        span=measure.span((against.low, against.high)),
    )


def setting_of(setting: Setting, words: Words) -> str:
    """Write a setting: what the last key of each path is called, and its value."""
    return ", ".join(
        f"{_named(path.rsplit('.', 1)[-1], words)} {_value(value, words)}" for path, value in setting.values.items()
    )


def _named(key: str, words: Words) -> str:
    return words(f"setting.{key}") if f"setting.{key}" in table() else key


def _value(value: float | date, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    return words.number(value, 0 if float(value).is_integer() else 2)


def _row(one: Setting, found: Optimum, words: Words) -> tuple[Cell, ...]:
    is_baseline, against, named = one is found.baseline, one.against, setting_of(one, words)
    measure, expected, ends = Measure(against.criterion, words), one.objective.expected, one.objective.ranges[90]
    held = " / ".join(words.chance(chance, error=True) for chance in one.chances.values())
    minus = {name: getattr(against, name) for name in ("expected", "error", "low", "high")}
    return (
        Cell(words("optimum.baseline", setting=named) if is_baseline else named, one.values),
        Cell(held or "–", one.chances),
        Cell(measure.around(expected, one.error), {"expected": expected, "error": one.error}),
        Cell(measure.within(ends), ends),
        Cell("" if is_baseline else measure.change(against), None if is_baseline else minus),
    )


def _goal(found: Optimum, words: Words) -> Iterator[str]:
    way = "most" if found.goal.sign > 0 else "least"
    yield words(f"optimum.{way}", objective=words(f"criterion.{found.goal.name}"))
    for one in found.goal.constraints:
        side = "at_least" if one.side == ">=" else "at_most"
        yield words(
            f"optimum.{side}",
            criterion=words(f"criterion.{one.name}"),
            value=words.number(one.value, _ALL, trimmed=True),
            level=words.percent(one.level),
        )
