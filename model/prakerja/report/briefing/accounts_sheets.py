"""The sheets of money: the budget line by line, and cash by month and by week."""

from __future__ import annotations

import pandas as pd

from prakerja.report.briefing.sheet import Sheet
from prakerja.report.common.words import Words
from prakerja.study import Forecast

_AMOUNTS = ("expected", "p5", "p25", "p50", "p75", "p95")


def accounts_sheets(forecast: Forecast, words: Words) -> list[Sheet]:
    """Return the sheets, all in rupiah, a row a line of the budget, a measure and a period."""
    accounts, tables = forecast.accounts, forecast.accounts.tables()
    lines = tables["accounts"].assign(budgeted=lambda table: table["budgeted"].where(table["measure"] == "committed"))
    return [
        _sheet("accounts", lines, ("line", "measure", "budgeted"), words),
        _sheet("months", accounts.months, ("first", "last", "line", "measure"), words),
        _sheet("weeks", accounts.weeks, ("first", "last", "line", "measure"), words),
    ]


def _sheet(name: str, table: pd.DataFrame, keys: tuple[str, ...], words: Words) -> Sheet:
    said = table.assign(
        line=[words(f"budget_line.{line}") for line in table["line"]],
        measure=[words(f"accounts.{measure}") for measure in table["measure"]],
    )
    amounts = [words("brief_head.expected"), *(words("brief_head.quantile", level=one[1:]) for one in _AMOUNTS[1:])]
    in_rupiah = [words("brief_head.with_unit", what=one, unit=words("unit.rupiah")) for one in amounts]
    heads = [*(words(f"brief_head.{key}") for key in keys), *in_rupiah]
    rows = [list(row) for row in said[[*keys, *_AMOUNTS]].itertuples(index=False)]
    return Sheet(words(f"brief_sheet.{name}"), heads, rows)
