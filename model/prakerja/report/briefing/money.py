"""The money at the end of the year: the budget line by line, what the next year inherits, what a person costs."""

from __future__ import annotations

from collections.abc import Iterator

from prakerja.report.common.document import Node, Note, Sentence, Table
from prakerja.report.common.words import Words
from prakerja.report.forecasting.accounts import accounts_nodes
from prakerja.study import Forecast

_TOLD = ("accounts", "inherited", "costs")
"""What a briefing tells of the accounts; cash by month and by week stands in its workbook."""


def money_nodes(forecast: Forecast, words: Words) -> Iterator[Node]:
    """Return what a briefing tells of the accounts: the sentence first."""
    for node in accounts_nodes(forecast.accounts, words):
        if isinstance(node, Sentence) or (isinstance(node, Table | Note) and node.name in _TOLD):
            yield node
