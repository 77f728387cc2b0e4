"""The briefing as a workbook: every sheet written with numbers as numbers, dates as dates, and text as nothing else."""

from __future__ import annotations

import math
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from prakerja.report.briefing.accounts_sheets import accounts_sheets
from prakerja.report.briefing.assumptions import assumptions_sheet
from prakerja.report.briefing.content import Content
from prakerja.report.briefing.material import Material
from prakerja.report.briefing.printable import printable
from prakerja.report.briefing.sheet import Sheet, Value
from prakerja.report.briefing.sheets import answer, daily, policies, provenance, provinces, waves
from prakerja.report.common.words import Words

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How text begins that a spreadsheet might take for a formula."""

_LONGEST = 32_000
_WIDE, _WIDEST = 12, 60


def sheets_of(briefing: Material, words: Words) -> list[Sheet]:
    """Return the sheets, in their order; that of policies only where some were compared."""
    forecast = briefing.forecast
    found = [answer(forecast, words), daily(forecast, words), waves(forecast, words), provinces(forecast, words)]
    found += accounts_sheets(forecast, words)
    if briefing.comparison:
        found.append(policies(briefing.comparison, words))
    return [*found, assumptions_sheet(briefing.scenario, words), provenance(briefing, words)]


def write(content: Content, path: Path) -> None:
    """Write a briefing as a workbook."""
    briefing = content.material
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        made = datetime.combine(briefing.scenario.as_of, datetime.min.time())
        book.set_properties({"title": content.title, "author": "prakerja", "created": made})
        styles = _styles(book)
        for sheet in sheets_of(briefing, content.words):
            _write(book.add_worksheet(sheet.name), sheet, styles)


def _styles(book: Any) -> dict[str, Any]:
    said = {
        "head": {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1},
        "above": {"bold": True},
        "whole": {"num_format": "#,##0"},
        "part": {"num_format": "#,##0.0##"},
        "day": {"num_format": "yyyy-mm-dd", "align": "left"},
        "text": {},
        "quoted": {"quote_prefix": True},
    }
    return {name: book.add_format(how) for name, how in said.items()}


def _write(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    first = 2 if sheet.above else 0
    if sheet.above:
        page.write_string(0, 0, printable(sheet.above), styles["above"])
    for column, head in enumerate(sheet.heads):
        _cell(page, first, column, head, styles, "head")
        texts = [len(row[column]) for row in sheet.rows if isinstance(row[column], str)]  # type: ignore[arg-type]
        page.set_column(column, column, min(_WIDEST, max(_WIDE, *texts, 0)) if texts else _WIDE + 4)
    for number, row in enumerate(sheet.rows, start=first + 1):
        for column, value in enumerate(row):
            _cell(page, number, column, value, styles)
    page.freeze_panes(first + 1, 1)
    if sheet.rows:
        page.autofilter(first, 0, first + len(sheet.rows), len(sheet.heads) - 1)


def _cell(page: Any, row: int, column: int, value: Value, styles: dict[str, Any], style: str = "") -> None:
    """Write a cell as what its value is; text that looks like a formula is marked as text, too."""
    match value:
        case str():
            said = printable(value)[:_LONGEST]
            kind = "quoted" if said.startswith(_FORMULA) else "text"
            page.write_string(row, column, said, styles[style or kind])
        case date():
            page.write_datetime(row, column, datetime.combine(value, datetime.min.time()), styles["day"])
        case int() | float() if math.isfinite(value):
            whole = float(value).is_integer() or abs(value) >= 1000
            page.write_number(row, column, value, styles["whole" if whole else "part"])
