"""The sheets of a briefing's workbook, from the results themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from prakerja.report.briefing.made import made_table
from prakerja.report.briefing.material import Material
from prakerja.report.briefing.sheet import Sheet, Value
from prakerja.report.common.short_name import full_names
from prakerja.report.common.words import Words
from prakerja.report.forecasting.figures import MONEY
from prakerja.report.forecasting.finding import Finding
from prakerja.scenario.slots import slots_of
from prakerja.study import Comparison, Forecast
from prakerja.study.comparison.criteria import Criterion
from prakerja.study.runs.answers import Probability
from prakerja.study.runs.quantities import COUNTS, QUANTITIES

_LEVELS = (5, 25, 50, 75, 95)
_HUNDRED = 100
_SUMS = ("table.paid_out", "table.owed")


def answer(forecast: Forecast, words: Words) -> Sheet:
    """Return what is expected of the target and of the money, with the finding above."""
    heads = [words(f"brief_head.{name}") for name in ("what", "unit", "chance", "error", "expected")]
    finding = Finding.of(forecast)
    chances = dict(zip(COUNTS, (finding.chance_selected, finding.chance_effective, finding.chance_paid), strict=True))
    rows: list[list[Value]] = []
    target = words.goal(finding.target, "people")
    for count, chance in chances.items():
        values = forecast.values(count, finding.by)
        said = words(f"table.{count}", target=target)
        rows.append([said, words("unit.people"), *_chance(chance), *_parts(values)])
    within = words("table.within", ceiling=words.goal(finding.ceiling, "rupiah"))
    for name, said, chance_of in zip(MONEY, (within, *map(words, _SUMS)), (finding.within, None, None), strict=True):
        rows.append([said, words("unit.rupiah"), *_chance(chance_of), *_parts(forecast.values(name))])
    return Sheet(words("brief_sheet.answer"), [*heads, *_levels(words)], rows, finding.sentence(words))


def _chance(chance: Probability | None) -> list[Value]:
    """Return a chance and its error in percent; empty cells where nothing can be reached or missed."""
    return [_HUNDRED * chance.probability, _HUNDRED * chance.error] if chance else [None, None]


def _levels(words: Words) -> list[str]:
    return [words("brief_head.quantile", level=str(level)) for level in _LEVELS]


def _parts(values: np.ndarray) -> list[Value]:
    """Return what is expected, and the quantiles."""
    return [float(values.mean()), *np.percentile(values, _LEVELS).tolist()]


def daily(forecast: Forecast, words: Words) -> Sheet:
    """Return every day's quantiles of recipients, money and waiting payments."""
    heads, columns = [words("brief.day")], []
    for name in (*COUNTS, *MONEY, "backlog"):
        unit = {"persons": "people", "rupiah": "rupiah"}.get(QUANTITIES[name].unit, "payments")
        values = np.asarray(forecast.series(name).transpose("day", "draw"), dtype=np.float64)
        columns += [values.mean(axis=1), *np.percentile(values, _LEVELS, axis=1)]
        said = {"quantity": words(f"by_day.{name}") if name == "backlog" else words(f"line.{name}")}
        parts = [words("brief_head.expected"), *_levels(words)]
        heads += [words("brief_head.of_day", part=part, unit=words(f"unit.{unit}"), **said) for part in parts]
    numbers = np.stack(columns, axis=1).tolist()
    rows = [[day, *row] for day, row in zip(forecast.scenario.days.dates, numbers, strict=True)]
    return Sheet(words("brief_sheet.daily"), heads, rows)


def waves(forecast: Forecast, words: Words) -> Sheet:
    """Return the funnel of every wave at the year end, with the day that it opens."""
    table, launch = forecast.waves(), forecast.scenario.clock.launch
    opens = {slot.name: launch + timedelta(days=slot.opens) for slot in slots_of(forecast.scenario)}
    heads = [words(f"brief_head.{name}") for name in ("wave", "opens", *table.columns)]
    rows: list[list[Value]] = []
    for name, row in zip(map(str, table.index), table.to_numpy(), strict=True):
        rows.append([int(name) if name.isdecimal() else name, opens.get(name), *map(float, row)])
    return Sheet(words("brief_sheet.waves"), heads, rows)


def provinces(forecast: Forecast, words: Words) -> Sheet:
    """Return how many are selected in each province."""
    selected = forecast.ensemble["selected_by_province"].transpose("province", "draw")
    unit = words("unit.people")
    heads = [words("brief_head.province")]
    parts = [words("brief_head.expected"), *_levels(words)]
    heads += [words("brief_head.of_day", quantity=words("line.selected"), part=part, unit=unit) for part in parts]
    values = np.asarray(selected, dtype=np.float64)
    rows = [[str(name), *_parts(row)] for name, row in zip(selected["province"].values, values, strict=True)]
    return Sheet(words("brief_sheet.provinces"), heads, rows)


def policies(comparison: Comparison, words: Words) -> Sheet:
    """Return every policy minus the baseline, in every criterion."""
    called = full_names(comparison.policies, words)
    names = ("policy", "baseline", "criterion", "unit", "of_baseline", "of_policy", "difference", "low", "high")
    rows = []
    for found in comparison.differences:
        one = found.criterion
        levels = [_level(comparison, one, policy) for policy in (comparison.baseline, found.policy)]
        size = _HUNDRED if one.unit in ("chance", "share") else 1
        numbers = [size * value for value in (found.expected, found.low, found.high)]
        rows.append(
            [
                called[found.policy], called[comparison.baseline], words(f"criterion.{one.name}"),
                _unit(one, words), *levels, *numbers, _HUNDRED * found.better.probability,
            ]
        )  # fmt: skip
    return Sheet(words("brief_sheet.policies"), [words(f"brief_head.{name}") for name in (*names, "better")], rows)


def _level(comparison: Comparison, one: Criterion, policy: str) -> Value:
    """Return what a policy comes to: of a date the median, of shares percent."""
    found = comparison.range(one.name, policy)
    if one.unit == "date":
        days = comparison.scenario.days
        reached: date | None = days.date(int(found.median)) if found.median < len(days) else None
        return reached
    return found.expected * (_HUNDRED if one.unit in ("chance", "share") else 1)


def _unit(one: Criterion, words: Words) -> str:
    if one.unit == "rupiah":
        return words("unit.rupiah")
    return "%" if one.unit in ("chance", "share") else words(f"measure.{one.unit.replace('-', '_')}")


def provenance(briefing: Material, words: Words) -> Sheet:
    """Return what it was made from."""
    heads = [words("brief_head.what"), words("brief_head.value")]
    return Sheet(words("brief_sheet.provenance"), heads, list(_made(briefing, words)))


def _made(briefing: Material, words: Words) -> Iterator[list[Value]]:
    for label, said in made_table(briefing, words).rows:
        yield [label.words, said.words if said.value is None else said.value]
