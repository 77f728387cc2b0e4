"""Every criterion of a comparison in a row: the baseline, and the best of the policies minus it."""

from __future__ import annotations

from prakerja.report.common.document import Cell, Table
from prakerja.report.common.measure import Measure
from prakerja.report.common.short_name import short_name
from prakerja.report.common.words import Words
from prakerja.report.comparison.finding import main_criteria
from prakerja.study.comparison.comparison import Comparison

_COLUMN, _LAST, _HEADED = 14, 20, 26


def every_criterion(comparison: Comparison, words: Words) -> Table:
    """Return the table of all criteria; a screen has room for it beside one policy only, and for the main ones."""
    names = [one.name for one in comparison.criteria]
    main = main_criteria(comparison) if alone(comparison) else []
    differs = {one.criterion.name for one in comparison.differences if one.verdict != "same"}
    shown = tuple(number for number, name in enumerate(names) if name in main and name in differs)
    return Table(
        "answer", _columns(comparison, words), tuple(_row(comparison, name, words) for name in names), on_screen=shown
    )


def alone(comparison: Comparison) -> bool:
    """Return whether one policy only is compared with the baseline."""
    return len(comparison.names) == len(("baseline", "policy"))


def _columns(comparison: Comparison, words: Words) -> dict[str, str]:
    by = words("table.by", by=words.day(comparison.scenario.clock.year_end, year=True))
    base = short_name(comparison, comparison.baseline, words, _COLUMN)
    if alone(comparison):
        policy = short_name(comparison, comparison.names[1], words, _HEADED)
        last = {"futures": words("compare.in_futures"), "verdict": words("compare.how_many")}
    else:
        policy = words("compare.policy")
        last = {"verdict": words("compare.how_many"), "best_other": words("compare.leading")}
    return {"criterion": by, "baseline": base, "minus": words("compare.minus", policy=policy, baseline=base), **last}


def _row(comparison: Comparison, criterion: str, words: Words) -> tuple[Cell, ...]:
    """Show the best of the policies minus the baseline."""
    leading = next(name for name in comparison.ranking(criterion) if name != comparison.baseline)
    found, base = comparison.difference(criterion, leading), comparison.range(criterion, comparison.baseline)
    measure = Measure(found.criterion, words)
    share = found.better.probability
    said = words(f"verdict.{found.verdict}", chance=words.percent(1 - share if found.verdict == "worse" else share))
    verdict = Cell(said, {"verdict": found.verdict, "better": found.better})
    futures = found.futures.ranges[90]
    last = (
        (Cell(measure.span(futures, beside=found), futures), verdict)
        if alone(comparison)
        else (verdict, Cell(short_name(comparison, leading, words, _LAST), leading))
    )
    return (
        Cell(words(f"criterion.{criterion}"), criterion),
        Cell(measure.level(base, comparison.scenario), base),
        Cell(measure.change(found), {name: getattr(found, name) for name in ("expected", "error", "low", "high")}),
        *last,
    )
