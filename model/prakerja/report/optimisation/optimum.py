"""What a search found, in words: the best setting and how flat it is, or the front of two goals, or that none holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.measure import Measure
from prakerja.report.common.words import Words, table
from prakerja.study import Optimum
from prakerja.study.comparison.criteria import CRITERIA
from prakerja.study.optimisation.setting import ObjectiveValue, Setting

_ALL = 15
"""Digits that a number asked for may have."""


def optimum_nodes(found: Optimum, words: Words) -> Iterator[Node]:
    """Put what a search found into words."""
    futures = words("head.futures", n=words.number(found.draws))
    yield heading(found.scenario, found.seed, words, origin(found.provenance, words), futures)
    yield Sentence(sentence(found, words))
    yield _table(found, words)
    if found.region:
        yield Note("region", words("optimum.region"), (_as_good(found, words),))
    yield Note("goal", words("optimum.goal"), tuple(_goal(found, words)))
    yield Note("how", words("optimum.how"), (words("optimum.fresh", n=words.number(found.looked_at)),))
    yield Data("provenance", lambda: found.provenance)
    yield Data("settings", found.to_dataframe)
    yield Data("as_good", lambda: found.region)


def sentence(found: Optimum, words: Words) -> str:
    """Return which setting is best and what it is worth, between what there is to choose, or that none holds."""
    if found.best is None:
        least = min((chance.probability for chance in found.nearest.chances.values()), default=1.0)
        return words("optimum.none", setting=setting_of(found.nearest, words), chance=words.percent(least))
    if len(found.front) > 1:
        first, last = found.front[0], found.front[-1]
        return words(
            "optimum.front",
            n=words.number(len(found.front)),
            first=setting_of(first, words),
            last=setting_of(last, words),
            at_first=_levels(first, found, words),
            changes=_changes(first, last, found, words),
        )
    if len(found.goal.objectives) > 1:
        values = _levels(found.best, found, words)
        return words("optimum.both", setting=setting_of(found.best, words), values=values)
    return _best(found.best, found, words)


def setting_of(setting: Setting, words: Words) -> str:
    """Write a setting: the last key of each path, and its value."""
    return ", ".join(f"{_key(path, words)} {_value(value, words)}" for path, value in setting.values.items())


def _best(best: Setting, found: Optimum, words: Words) -> str:
    against = best.objectives[0].against
    measure = Measure(against.criterion, words)
    return words(
        f"optimum.{'same' if against.verdict in ('same', 'undecided') else 'best'}",
        setting=setting_of(best, words),
        objective=words(f"criterion.{against.criterion.name}"),
        value=measure.level(best.objectives[0].level, found.scenario),
        difference=measure.expected_change(against),
        span=measure.span((against.low, against.high)),
    )


def _as_good(found: Optimum, words: Words) -> str:
    """Say which settings do as well as the best, and what choosing among them can cost."""
    region = found.region
    assert region is not None
    if not region.flat:
        return words("optimum.sharp")
    said = [
        words(
            f"optimum.{'any' if path in region.whole else 'fixed' if low == high else 'between'}",
            lever=_key(path, words),
            low=_value(low, words),
            high=_value(high, words),
        )
        for path, (low, high) in region.ends.items()
    ]
    measure = Measure(CRITERIA[found.goal.objectives[0].name], words)
    return words(
        "optimum.flat",
        ranges=", ".join(said),
        looked=words.number(region.looked_at),
        n=words.number(region.judged),
        futures=words.number(found.draws),
        margin=measure.size(region.margin),
        loss=measure.size(region.at_most),
    )


def _levels(setting: Setting, found: Optimum, words: Words) -> str:
    said = [
        f"{words(f'criterion.{one.name}')} {Measure(CRITERIA[one.name], words).level(worth.level, found.scenario)}"
        for one, worth in zip(found.goal.objectives, setting.objectives, strict=True)
    ]
    return ", ".join(said)


def _changes(first: Setting, last: Setting, found: Optimum, words: Words) -> str:
    """Write what one setting has more of than another."""
    said = [
        f"{words(f'criterion.{one.name}')} {Measure(CRITERIA[one.name], words).signed_size(there - here)}"
        for one, here, there in zip(found.goal.objectives, *(_expectations(at) for at in (first, last)), strict=True)
    ]
    return ", ".join(said)


def _expectations(setting: Setting) -> list[float]:
    return [worth.level.expected for worth in setting.objectives]


def _key(path: str, words: Words) -> str:
    """Return what the last key of a path is called."""
    key = path.rsplit(".", 1)[-1]
    return words(f"setting.{key}") if f"setting.{key}" in table() else key


def _value(value: float | date, words: Words) -> str:
    if isinstance(value, date):
        return words.day(value)
    return words.number(value, 0 if float(value).is_integer() else 2)


def _table(found: Optimum, words: Words) -> Table:
    """Return the finalists, the baseline last; with two objectives what to expect of both, and no ranges."""
    one = len(found.goal.objectives) == 1
    columns = {"setting": words("optimum.setting")}
    if found.goal.constraints:
        columns["chance"] = words("optimum.chance")
    if one:
        columns |= {"expected": words("optimum.objective"), "range": words("optimum.range")}
        columns["minus"] = words("optimum.minus")
    else:
        columns |= {one.name: words(f"criterion.{one.name}") for one in found.goal.objectives}
        columns["front"] = words("optimum.on_front")
    rows = [_row(one, found, words) for one in (*found.settings, found.baseline)]
    return Table("answer", columns, tuple(rows), "<" + ">" * (len(columns) - 1))


def _row(one: Setting, found: Optimum, words: Words) -> tuple[Cell, ...]:
    is_baseline, named = one is found.baseline, setting_of(one, words)
    held = " / ".join(words.chance(chance, error=True) for chance in one.chances.values())
    cells = [Cell(words("optimum.baseline", setting=named) if is_baseline else named, one.values)]
    if held:
        cells.append(Cell(held, one.chances))
    if len(one.objectives) > 1:
        front = words("optimum.yes") if one in found.front else ""
        return *cells, *(_expected(worth, words) for worth in one.objectives), Cell(front, one in found.front)
    (worth,) = one.objectives
    measure, ends = Measure(worth.against.criterion, words), worth.level.ranges[90]
    minus = {name: getattr(worth.against, name) for name in ("expected", "error", "low", "high")}
    last = Cell("" if is_baseline else measure.change(worth.against), None if is_baseline else minus)
    return *cells, _expected(worth, words), Cell(measure.within(ends), ends), last


def _expected(worth: ObjectiveValue, words: Words) -> Cell:
    expected = worth.level.expected
    said = Measure(worth.against.criterion, words).around(expected, worth.error)
    return Cell(said, {"expected": expected, "error": worth.error})


def _goal(found: Optimum, words: Words) -> Iterator[str]:
    for objective in found.goal.objectives:
        way = "most" if objective.sign > 0 else "least"
        yield words(f"optimum.{way}", objective=words(f"criterion.{objective.name}"))
    for one in found.goal.constraints:
        side = "at_least" if one.side == ">=" else "at_most"
        yield words(
            f"optimum.{side}",
            criterion=words(f"criterion.{one.name}"),
            value=words.number(one.value, _ALL, trimmed=True),
            level=words.percent(one.level),
        )
