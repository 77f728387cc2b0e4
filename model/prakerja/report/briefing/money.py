"""The money at the end of the year: what was committed, paid and is owed, and what the next year inherits."""

from __future__ import annotations

from prakerja.report.common.document import Cell, Sentence, Table
from prakerja.report.common.words import Words
from prakerja.study import Forecast

LINES = (
    "committed", "returned", "available", "paid_out", "paid_training", "paid_incentive", "paid_survey",
    "paid_management", "owed", "overdue", "unearned",
)  # fmt: skip
"""The lines of the statement, by the names of quantities."""


def money_table(forecast: Forecast, words: Words) -> Table:
    """Return the statement of the year end: what is expected of each line, and its range."""
    columns = {
        "what": words("brief.at_year_end", year=str(forecast.year_end.year)),
        "expected": words("table.expected"),
        "range": words("table.range"),
    }
    rows = []
    for name in LINES:
        found = forecast.range(name)
        ends = found.ranges[90]
        rows.append(
            (
                Cell(words(f"brief_money.{name}"), name),
                Cell(words.rupiah(found.expected, short=True), found.expected),
                Cell(words.span(ends, "rupiah", short=True), ends),
            )
        )
    return Table("money", columns, tuple(rows), "<>>")


def inherited(forecast: Forecast, words: Words) -> Sentence:
    """Say what the next year inherits."""
    said = {}
    for name in ("owed", "unearned"):
        found = forecast.range(name)
        said[name] = words.rupiah(found.expected)
        said[f"{name}_span"] = words.span(found.ranges[90], "rupiah", beside=found.expected)
    return Sentence(words("brief.inherits", year=str(forecast.year_end.year + 1), **said))
