"""The accounts at the year end: the budget line by line, cash by period, what the next year inherits, unit costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from prakerja.scenario import Scenario
from prakerja.study.forecasting.budget_lines import LINES, MEASURES, ByLine, lines_on
from prakerja.study.forecasting.cash import ALL, PERCENTILES, cash_by
from prakerja.study.runs.answers import Range
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.quantities import quantity
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table

PACKAGES = "packages"
"""Stands for the three lines of a package together: what the treasury moves for the selected."""


@dataclass(frozen=True, repr=False)
class Accounts(Shown):
    """What a forecast comes to in the form of the budget, in rupiah.

    Attributes
    ----------
    scenario, provenance
        What was forecast, and from what.
    budgeted
        By line, the budget; ``"packages"`` are the first three lines together, ``"all"`` is the ceiling.
    lines
        By line, and by `MEASURES` and ``"left"``, what to expect at the year end. Left is budgeted less committed and
        with returned: it has reached nobody, and is promised to nobody.
    inherited
        What the next year inherits: ``owed`` at the year end, ``overdue`` of it, ``earned_later`` by the end of the
        clock; ``due`` is owed and earned later, ``paid_later`` what of it is paid by the end of the clock,
        ``still_owed`` the rest; ``unearned`` is what is then neither earned nor returned.
    costs
        What a person costs by the year end: ``paid_per_effective``, ``earned_per_effective`` (with what is owed),
        ``paid_per_paid_once``; not there where nobody is counted in some future. What was committed
        ``without_effect``: packages of the ``revoked``, and ``lapsed`` balances; ``without_effect_share`` is its part
        of all that was committed.
    months, weeks
        Cash, as from `cash_by`.
    """

    scenario: Scenario
    provenance: dict[str, Any]
    budgeted: Mapping[str, int]
    lines: Mapping[str, Mapping[str, Range]]
    inherited: Mapping[str, Range]
    costs: Mapping[str, Range]
    months: pd.DataFrame
    weeks: pd.DataFrame

    @property
    def year_end(self) -> date:
        """The day of the accounts."""
        return self.scenario.clock.year_end

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return everything as tables, by the name of the sheet or file each makes."""
        rows = [
            {"line": line, "budgeted": self.budgeted[line], "measure": measure} | _ends(found)
            for line, measures in self.lines.items()
            for measure, found in measures.items()
        ]
        single = [
            {"what": name, "unit": found.unit} | _ends(found)
            for part in (self.inherited, self.costs)
            for name, found in part.items()
        ]
        return {
            "accounts": pd.DataFrame(rows),
            "cash-by-month": self.months,
            "cash-by-week": self.weeks,
            "costs": pd.DataFrame(single),
        }

    def to_dataframe(self) -> pd.DataFrame:
        """Return what is expected of each budget line at the year end: one row a line, in rupiah."""
        expected = {line: {name: one.expected for name, one in found.items()} for line, found in self.lines.items()}
        table = pd.DataFrame.from_dict(expected, orient="index").rename_axis("line")
        table.insert(0, "budgeted", pd.Series(self.budgeted))
        return table

    def save(self, folder: str | Path) -> list[Path]:
        """Write every table as a CSV file, named as in `tables`."""
        how = {"index": False, "float_format": "%.15g"}
        return [write_table(table, Path(folder) / f"{name}.csv", **how) for name, table in self.tables().items()]


def accounts_of(ensemble: Ensemble) -> Accounts:
    """Work the accounts of an ensemble out.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> accounts = forecast("scenarios/small.toml", draws=16, prior=True, cache=None).accounts
    >>> list(accounts.lines), accounts.budgeted["incentive"]
    (['training', 'incentive', 'survey', 'packages', 'management', 'all'], 13450000000)
    """
    scenario, budget = ensemble.scenario, ensemble.scenario.policy.budget
    stated = {line: int(getattr(budget, line)) for line in LINES}
    budgeted = {**stated, PACKAGES: sum(stated[line] for line in LINES[:3]), ALL: budget.ceiling}
    year_end = scenario.days.number(scenario.clock.year_end)
    books, later = (lines_on(ensemble, day) for day in (year_end, len(scenario.days) - 1))
    on_day = ensemble.data.isel(day=year_end)
    asked = ("overdue", "effective", "revoked", "paid_once")
    others = {name: np.asarray(quantity(name).read(on_day)) for name in asked}
    return Accounts(
        scenario=scenario,
        provenance=ensemble.provenance,
        budgeted=budgeted,
        lines={line: _measured(books, line, budgeted[line]) for line in _ORDER},
        inherited=_inherited(books, later, others["overdue"]),
        costs=_costs(books, others, scenario.policy.benefits.package),
        months=cash_by(ensemble, "month"),
        weeks=cash_by(ensemble, "week"),
    )


_ORDER = (*LINES[:3], PACKAGES, LINES[3], ALL)
_PARTS = {PACKAGES: slice(3), ALL: slice(4)} | {line: slice(n, n + 1) for n, line in enumerate(LINES)}


def _measured(books: ByLine, line: str, budgeted: int) -> dict[str, Range]:
    found = {name: books[name][_PARTS[line]].sum(axis=0) for name in MEASURES}
    found["left"] = budgeted - found["committed"] + found["returned"]
    return {name: Range.of(values, "rupiah") for name, values in found.items()}


def _inherited(books: ByLine, later: ByLine, overdue: NDArray[Any]) -> dict[str, Range]:
    """Return what the next year inherits; management, which is over with the year, has no part in it."""
    then, now = ({name: stood[name][:3].sum(axis=0) for name in MEASURES} for stood in (books, later))
    paid = now["paid_out"] - then["paid_out"]
    due = paid + now["owed"]  # paid and owed grow by what is earned, and by nothing else
    found = {
        "owed": then["owed"], "overdue": overdue, "earned_later": due - then["owed"], "due": due, "paid_later": paid,
        "still_owed": now["owed"], "unearned": now["unearned"],
    }  # fmt: skip
    return {name: Range.of(values, "rupiah") for name, values in found.items()}


def _costs(books: ByLine, others: Mapping[str, NDArray[Any]], package: int) -> dict[str, Range]:
    """Return what a person costs, management included, and what was committed without effect."""
    paid, owed, committed, back = (books[name].sum(axis=0) for name in ("paid_out", "owed", "committed", "returned"))
    each = {
        "paid_per_effective": (paid, others["effective"]),
        "earned_per_effective": (paid + owed, others["effective"]),
        "paid_per_paid_once": (paid, others["paid_once"]),
    }
    found = {name: money / people for name, (money, people) in each.items() if people.all()}
    revoked = np.int64(package) * others["revoked"]
    found |= {"without_effect": back, "revoked": revoked, "lapsed": back - revoked}
    said = {name: Range.of(values, "rupiah") for name, values in found.items()}
    share = Range.of(back / np.maximum(committed, 1), "share")
    return said | {"without_effect_share": share}


def _ends(found: Range) -> dict[str, float]:
    """Return what is expected and the ends of the ranges, by the names of columns."""
    sides = {50 + side * level / 2: ends[(side + 1) // 2] for level, ends in found.ranges.items() for side in (-1, 1)}
    sides[50] = found.median
    return {"expected": found.expected, **{name: sides[at] for name, at in PERCENTILES.items()}}
