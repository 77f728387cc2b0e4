"""A sheet of a workbook as plain data: heads with their units, and rows of numbers, dates and text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Value = str | float | int | date | None


@dataclass(frozen=True)
class Sheet:
    """A sheet.

    Attributes
    ----------
    name
        As it stands on the tab.
    heads
        Above each column.
    rows
        Numbers as numbers, dates as dates; None is an empty cell.
    above
        A sentence that stands above the table; empty for none.
    """

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    above: str = ""
