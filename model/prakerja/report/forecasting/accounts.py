"""The accounts in words: the budget line by line, cash by month and week, what the next year inherits, unit costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pandas as pd

from prakerja.report.common.document import Cell, Data, Node, Note, Sentence, Table
from prakerja.report.common.heading import heading, origin
from prakerja.report.common.scale import Scale, scale_of
from prakerja.report.common.words import Words
from prakerja.study import Accounts
from prakerja.study.forecasting.budget_lines import LINES
from prakerja.study.forecasting.cash import ALL
from prakerja.study.runs.answers import Range

_COLUMNS = ("committed", "paid_out", "owed", "unearned", "returned", "left")


def accounts_nodes(accounts: Accounts, words: Words) -> Iterator[Node]:
    """Put the accounts into words."""
    made_of, scenario = accounts.provenance, accounts.scenario
    futures = words("head.futures", n=words.number(made_of["draws"]))
    yield heading(scenario, made_of["seed"], words, origin(made_of, words), futures)
    yield Sentence(_sentence(accounts, words))
    yield _lines(accounts, words)
    yield _by_month(accounts, words)
    yield _by_week(accounts, words)
    yield Note("inherited", words("accounts.inherits", year=_next(accounts)), tuple(_inherited(accounts, words)))
    yield Note("costs", words("accounts.costs"), tuple(_costs(accounts, words)))
    yield Note("without_effect", words("accounts.in_vain"), (_in_vain(accounts, words),))
    yield Note(
        "reading", words("accounts.reading"), tuple(words(f"accounts.read_{what}") for what in ("left", "range"))
    )
    yield Data("provenance", lambda: accounts.provenance)
    yield Data("year_end", lambda: scenario.clock.year_end)
    yield Data("inherited_by_next_year", lambda: accounts.inherited)
    yield Data("unit_costs", lambda: accounts.costs)
    yield Data("tables", accounts.tables)


def _next(accounts: Accounts) -> str:
    return str(accounts.scenario.clock.year_end.year + 1)


def _sentence(accounts: Accounts, words: Words) -> str:
    total, due = accounts.lines[ALL], accounts.inherited["due"]
    return words(
        "accounts.sentence",
        ceiling=words.goal(accounts.budgeted[ALL], "rupiah"),
        day=words.day(accounts.scenario.clock.year_end, long=True),
        paid_out=_said(total["paid_out"], words),
        left=_said(total["left"], words),
        year=_next(accounts),
        due=_said(due, words),
    )


def _said(found: Range, words: Words) -> str:
    """Write what is expected of an amount, and its 90 % range in the same unit."""
    span = words.span(found.ranges[90], "rupiah", beside=found.expected)
    return f"{words.rupiah(found.expected)} ({span})"


def _unit(scale: Scale, words: Words) -> str:
    scaled = words(f"unit.{scale.word}") if scale.word else ""
    return words("axis.rupiah", scale=scaled).strip()


def _lines(accounts: Accounts, words: Words) -> Table:
    """Return the table of the budget: what is expected of every line, and the 90 % range of the whole."""
    scale = scale_of(accounts.budgeted[ALL], "rupiah")
    day = words.day(accounts.scenario.clock.year_end, year=True)
    columns = {"line": words("accounts.by", unit=_unit(scale, words), day=day), "budgeted": words("accounts.budgeted")}
    columns |= {name: words(f"accounts.{name}") for name in _COLUMNS}
    rows = [
        (
            Cell(words(f"budget_line.{line}"), line),
            Cell(words.on(accounts.budgeted[line], scale), accounts.budgeted[line]),
            *(Cell(words.on(found[name].expected, scale), found[name]) for name in _COLUMNS),
        )
        for line, found in accounts.lines.items()
    ]
    spans = [accounts.lines[ALL][name].ranges[90] for name in _COLUMNS]
    ends = (Cell("–".join(words.on(end, scale) for end in span), span) for span in spans)
    rows.append((Cell(words("accounts.range"), "range of all"), Cell(""), *ends))
    return Table("accounts", columns, tuple(rows), sides="<>>>>>>>")


def _by_month(accounts: Accounts, words: Words) -> Table:
    """Return what is paid out in every month by line, and in all; what is committed and returned; what is owed then."""
    found: dict[Any, Any] = {(one.last, one.measure, one.line): one for one in accounts.months.itertuples()}
    scale = scale_of(float(accounts.months["expected"].max()), "rupiah")
    columns = {"month": _unit(scale, words), **{line: words(f"budget_line.{line}") for line in LINES}}
    columns |= {name: words(f"accounts.{name}_in") for name in ("paid_out", "range", "committed", "returned", "owed")}

    def amount(last: date, measure: str, line: str) -> Cell:
        value = found[last, measure, line].expected
        return Cell(words.on(value, scale), value)

    rows = []
    for last in accounts.months["last"].unique():
        paid = (amount(last, "paid_out", line) for line in (*LINES, ALL))
        others = (amount(last, measure, ALL) for measure in ("committed", "returned", "owed"))
        span = _span(found[last, "paid_out", ALL], scale, words)
        rows.append((Cell(f"{words.month(last)} {last.year}", last), *paid, span, *others))
    return Table("months", columns, tuple(rows), sides="<" + ">" * len(columns))


def _by_week(accounts: Accounts, words: Words) -> Table:
    """Return what must be ready in each week from that of the as-of date to the year end."""
    as_of, year_end = accounts.scenario.as_of, accounts.scenario.clock.year_end
    coming = [week for week in paid_out(accounts.weeks) if as_of <= week.last <= year_end]
    scale = scale_of(max((week.p95 for week in coming), default=0.0), "rupiah")
    columns = {
        "week": words("accounts.week", unit=_unit(scale, words)),
        "expected": words("table.expected"),
        "range": words("table.range"),
    }
    rows = (
        (
            Cell(days_of(week.first, week.last, words), (week.first, week.last)),
            Cell(words.on(week.expected, scale), week.expected),
            _span(week, scale, words),
        )
        for week in coming
    )
    return Table("weeks", columns, tuple(rows), sides="<>>")


def paid_out(table: pd.DataFrame) -> list[Any]:
    """Return the rows of what is paid out in all, one a period."""
    return [one for one in table.itertuples() if (one.measure, one.line) == ("paid_out", ALL)]


def days_of(first: date, last: date, words: Words) -> str:
    """Write from when to when, the month once where it is the same.

    Examples
    --------
    >>> days_of(date(2020, 9, 7), date(2020, 9, 13), Words("en"))
    '7–13 Sep'
    >>> days_of(date(2020, 9, 28), date(2020, 10, 4), Words("id"))
    '28 Sep–4 Okt'
    """
    begin = str(first.day) if first.month == last.month else words.day(first)
    return f"{begin}–{words.day(last)}"


def _span(row: Any, scale: Scale, words: Words) -> Cell:
    return Cell("–".join(words.on(end, scale) for end in (row.p5, row.p95)), (row.p5, row.p95))


def _inherited(accounts: Accounts, words: Words) -> Iterable[str]:
    said = {name: words.rupiah(found.expected) for name, found in accounts.inherited.items()}
    clock = accounts.scenario.clock
    days = {"day": words.day(clock.year_end), "ends": words.day(clock.ends, year=True)}
    yield words("accounts.inherits_due", **said | days | {"due": _said(accounts.inherited["due"], words)})
    yield words("accounts.inherits_later", **said | days)


def _costs(accounts: Accounts, words: Words) -> Iterable[str]:
    for name in ("paid_per_effective", "earned_per_effective", "paid_per_paid_once"):
        if name in accounts.costs:
            yield words(f"accounts.{name}", cost=_said(accounts.costs[name], words))
    if "paid_per_paid_once" not in accounts.costs:
        yield words("accounts.nobody")


def _in_vain(accounts: Accounts, words: Words) -> str:
    said = {name: words.rupiah(accounts.costs[name].expected) for name in ("revoked", "lapsed")}
    share = words.percent(accounts.costs["without_effect_share"].expected)
    return words("accounts.in_vain_line", back=_said(accounts.costs["without_effect"], words), share=share, **said)
