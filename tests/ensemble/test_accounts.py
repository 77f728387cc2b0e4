"""The accounts and the cash of a forecast: a year worked out by hand, and what adds up in every future."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from prakerja.scenario import InputError, load
from prakerja.study import Accounts, Ensemble, Forecast, run_ensemble
from prakerja.study.forecasting.budget_lines import LINES, MEASURES, lines_on
from prakerja.study.forecasting.cash import periods
from prakerja.study.runs.quantities import quantity
from tests.worlds.tiny import MANAGEMENT, PACKAGE, day, tiny, wave

M = 1_000_000


@pytest.fixture(scope="module")
def ten() -> Forecast:
    """The tiny world, whose year ends on day 49: ten people, paid on 5 and 35 in the year, on 65 and 95 after it."""
    return played(ends=119)


def played(ends: int) -> Forecast:
    """Run it until a day."""
    lines = {"training": 100 * M, "incentive": 240 * M, "survey": 15 * M, "management": MANAGEMENT}
    budget = {"source": "tiny", "ceiling": 100 * PACKAGE + MANAGEMENT, **lines}
    scenario = tiny(
        {"clock.ends": day(ends), "clock.year_end": day(49), "policy.target.by": day(49), "policy.budget": budget}
    )
    return Forecast(run_ensemble(scenario, 2, 1, workers=1, cache=None))


@pytest.fixture(scope="module")
def accounts(ten: Forecast) -> Accounts:
    return ten.accounts


HAND = {  # committed, paid out, owed, not earned, returned, left; each in rupiah
    "training": (10 * M, 4 * M, 0, 6 * M, 0, 90 * M),
    "incentive": (24 * M, 12 * M, 12 * M, 0, 0, 216 * M),
    "survey": (1.5 * M, 1 * M, 0, 0.5 * M, 0, 13.5 * M),
    "packages": (35.5 * M, 17 * M, 12 * M, 6.5 * M, 0, 319.5 * M),
    "management": (MANAGEMENT, MANAGEMENT, 0, 0, 0, 0),
    "all": (35.5 * M + MANAGEMENT, 17 * M + MANAGEMENT, 12 * M, 6.5 * M, 0, 319.5 * M),
}


@pytest.mark.parametrize("line", HAND)
def test_each_line_of_ten_packages(accounts: Accounts, line: str) -> None:
    """First courses cost 0.4 m each on 2; two of four incentives are paid by 49; of the surveys two, the third is not
    answered before 65. The balance of 0.6 m each lapses on 60, after the year."""
    names = ("committed", "paid_out", "owed", "unearned", "returned", "left")
    found = accounts.lines[line]
    assert tuple(found[name].expected for name in names) == HAND[line]
    assert all(found[name].ranges[90] == (value, value) for name, value in zip(names, HAND[line], strict=True))
    assert accounts.to_dataframe().loc[line, "paid_out"] == HAND[line][1]


def test_what_the_next_year_inherits(accounts: Accounts) -> None:
    """12 m of incentives are owed, none of it due; on 65 the third survey is earned, and by 95 all is paid."""
    found = {name: one.expected for name, one in accounts.inherited.items()}
    assert found == {"owed": 12 * M, "overdue": 0, "earned_later": 0.5 * M, "due": 12.5 * M, "paid_later": 12.5 * M,
                     "still_owed": 0, "unearned": 0}  # fmt: skip


def test_what_the_clock_does_not_see_being_paid_is_still_inherited() -> None:
    """The clock ends on 80: the incentives of 65 and the third survey are paid by then, those of 95 are still owed."""
    found = {name: one.expected for name, one in played(ends=80).accounts.inherited.items()}
    assert found == {"owed": 12 * M, "overdue": 0, "earned_later": 0.5 * M, "due": 12.5 * M, "paid_later": 6.5 * M,
                     "still_owed": 6 * M, "unearned": 0}  # fmt: skip


def test_what_a_person_costs_and_what_was_without_effect(accounts: Accounts) -> None:
    """Ten people: 17.1 m paid and 12 m owed; by the year end nothing has come back."""
    found = {name: one.expected for name, one in accounts.costs.items()}
    assert found == {
        "paid_per_effective": 1_710_000,
        "earned_per_effective": 2_910_000,
        "paid_per_paid_once": 1_710_000,
        "without_effect": 0,
        "revoked": 0,
        "lapsed": 0,
        "without_effect_share": 0,
    }


def test_cash_by_week_and_by_month(ten: Forecast) -> None:
    """Day 0 is a Monday, day 29 ends June, day 49 is a Monday: the eighth week is cut after one day, July after 20."""

    def told(every: str, measure: str = "paid_out") -> dict[int, float]:
        table = ten.cash(every)
        shown = table[(table["measure"] == measure) & (table["line"] == "all")]
        return {(last - day(0)).days: value for last, value in zip(shown["last"], shown["expected"], strict=True)}

    a_day = MANAGEMENT // 50
    weeks = told("week")
    assert list(weeks)[:10] == [6, 13, 20, 27, 34, 41, 48, 49, 55, 62]
    people = [10 * M, 0.5 * M, 0, 0, 0, 6 * M, 0.5 * M, 0, 0, 0]
    assert list(weeks.values())[:10] == [paid + a_day * n for paid, n in zip(people, [7] * 7 + [1, 0, 0], strict=True)]
    months = told("month")
    assert months == {29: 10.5 * M + 30 * a_day, 49: 6.5 * M + 20 * a_day, 60: 0, 91: 6.5 * M, 119: 6 * M}
    assert told("month", "owed") == {29: 18 * M, 49: 12 * M, 60: 12 * M, 91: 6 * M, 119: 0}
    assert told("month", "returned") == {29: 0, 49: 0, 60: 6 * M, 91: 0, 119: 0}


def test_where_nobody_is_counted_a_person_has_no_price() -> None:
    nobody = tiny({"policy.waves": {"1": wave(0, 0, 1, 0)}})
    found = Forecast(run_ensemble(nobody, 2, 1, workers=1, cache=None)).accounts
    assert [*found.costs] == ["without_effect", "revoked", "lapsed", "without_effect_share"]
    assert found.costs["without_effect_share"].expected == 0


def test_a_period_that_is_none_is_refused(ten: Forecast) -> None:
    with pytest.raises(InputError, match=r"every\s+'year'\s+must be one of week, month"):
        ten.cash("year")


@pytest.fixture(scope="module")
def small() -> Ensemble:
    return run_ensemble(load("scenarios/small.toml"), 16, 1, workers=1, cache=None)


@pytest.mark.parametrize("on", [0, 60, 150, 200, 248, 264, 354])
def test_lines_add_up_to_the_books_in_every_future_and_none_is_below_nothing(small: Ensemble, on: int) -> None:
    books = lines_on(small, on)
    spent = np.asarray(small["paid_management"].isel(day=on))
    for name in MEASURES:
        whole = np.asarray(quantity(name).read(small.data.isel(day=on)))
        assert (books[name].sum(axis=0) == whole + (spent if name == "committed" else 0)).all()
        assert (books[name] >= 0).all()
        assert books[name].dtype == np.int64
    assert [*books] == list(MEASURES)


@pytest.mark.parametrize("every", ["week", "month"])
def test_periods_are_all_days_once_and_add_up_to_the_year(small: Ensemble, every: str) -> None:
    cut, outlook = periods(small.scenario, every), Forecast(small)
    assert [day for first, last in cut for day in range(first, last + 1)] == list(range(len(small.scenario.days)))
    table = outlook.cash(every)
    in_year = table[table["last"] <= date(2020, 12, 31)]
    for measure in ("paid_out", "committed", "returned"):
        parts = in_year[in_year["measure"] == measure].groupby("line")["expected"].sum()
        for line in (*LINES, "all"):
            assert parts[line] == pytest.approx(outlook.accounts.lines[line][measure].expected, rel=1e-12)


def test_the_tables_have_everything(accounts: Accounts, tmp_path) -> None:
    files = {path.stem: pd.read_csv(path) for path in accounts.save(tmp_path / "new")}
    assert {name: len(table) for name, table in files.items()} == {
        name: len(table) for name, table in accounts.tables().items()
    }
    told = files["accounts"].set_index(["line", "measure"])
    assert told.loc[("incentive", "owed"), "p95"] == 12 * M
    assert files["costs"].set_index("what").loc["due", "expected"] == 12.5 * M
