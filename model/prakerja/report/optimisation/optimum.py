"""What a search found, in words: the best setting and what it is worth, or that none holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prakerja.report.common.document import Document
from prakerja.report.common.origin import origin
from prakerja.report.common.words import Words
from prakerja.study import Optimum
from prakerja.study.optimisation.optimum import Setting

_ALL = 15
"""Digits that a number asked for may have."""


def optimum_document(found: Optimum, words: Words) -> Document:
    """Put what a search found into words."""
    made_of = found.provenance
    return Document(
        heading=(
            words("head.programme", year=str(found.scenario.clock.launch.year)),
            words("head.scenario", name=found.scenario.name, as_of=words.day(found.scenario.as_of, year=True)),
            origin(made_of, words),
            words("head.futures", n=words.number(found.draws)),
            words("head.seed", seed=str(found.seed)),
        ),
        sentence=sentence(found, words),
        rows=(tuple(words(f"optimum.{head}") for head in ("setting", "chance", "objective", "range", "minus")),
              *_rows(found, words)),
        notes=(
            (words("optimum.goal"), tuple(_goal(found, words))),
            (words("optimum.how"), (words("optimum.fresh", n=words.number(found.looked_at)),)),
        ),
    )  # fmt: skip


def sentence(found: Optimum, words: Words) -> str:
    """Return which setting is best and what it is worth, or that none holds."""
    objective = words(f"criterion.{found.goal.name}")
    if found.best is None:
        least = min((chance.probability for chance in found.nearest.chances.values()), default=1.0)
        return words("optimum.none", setting=setting_of(found.nearest, words), chance=words.percent(least))
    against = found.best.against
    return words(
        f"optimum.{'same' if against.verdict in ('same', 'undecided') else 'best'}",
        setting=setting_of(found.best, words),
        objective=objective,
        value=amount(found.best.objective.expected, found, words),
        difference=amount(against.expected, found, words),
        low=amount(against.low, found, words),
        high=amount(against.high, found, words),
    )


def setting_of(setting: Setting, words: Words) -> str:
    """Write a setting: the last key of each path, and its value."""
    return ", ".join(f"{path.rsplit('.', 1)[-1]} {_value(value, words)}" for path, value in setting.values.items())


def amount(value: float, found: Optimum, words: Words) -> str:
    """Write a value of the objective, with its sign where it is below zero."""
    unit = found.baseline.objective.unit
    sign, size = ("-" if value < 0 else ""), abs(value)
    if unit == "rupiah":
        return sign + words.rupiah(size, short=True)
    if unit in ("persons", "payments", "person-days"):
        return sign + words.people(size, short=True)
    if unit in ("share", "chance"):
        return sign + words.percent(size, 1)
    return sign + words.number(size, 1)


def _value(value: float | date, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    return words.number(value, 0 if float(value).is_integer() else 2)


def _rows(found: Optimum, words: Words) -> Iterator[tuple[str, ...]]:
    for one in (*found.settings, found.baseline):
        low, high = one.objective.ranges[90]
        minus = f"{amount(one.against.expected, found, words)} ({amount(one.against.low, found, words)}–"
        yield (
            setting_of(one, words)
            if one is not found.baseline
            else words("optimum.baseline", setting=setting_of(one, words)),
            " / ".join(words.chance(chance, error=True) for chance in one.chances.values()) or "–",
            f"{amount(one.objective.expected, found, words)} ±{amount(one.error, found, words)}",
            f"{amount(low, found, words)}–{amount(high, found, words)}",
            f"{minus}{amount(one.against.high, found, words)})" if one is not found.baseline else "",
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
