"""Cash by week and by month: what is paid out, committed and returned in each, and what is owed at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from prakerja.scenario import InputError, Problem, Scenario
from prakerja.study.forecasting.budget_lines import LINES, lines_on
from prakerja.study.runs.answers import LEVELS
from prakerja.study.runs.ensemble import Ensemble

FLOWS = ("paid_out", "committed", "returned")
"""What happens within a period."""

STOCKS = ("owed",)
"""What stands at the end of a period."""

ALL = "all"
"""Stands for all lines together."""

PERCENTILES: Mapping[str, float] = {
    f"p{at:g}": at for at in sorted({50.0, *(50 + side * level / 2 for level in LEVELS for side in (-1, 1))})
}
"""Columns with the median and the ends of the central ranges, as in `Forecast.to_dataframe`."""

_ENDS: Mapping[str, Callable[[date], bool]] = {
    "week": lambda day: day.weekday() == 6,  # Sunday
    "month": lambda day: (day + timedelta(days=1)).day == 1,
}


def periods(scenario: Scenario, every: str) -> list[tuple[int, int]]:
    """Return the first and last day numbers of all weeks, Monday to Sunday, or of all months, from launch to end.

    A period that the year end falls into ends with it, and another begins: weeks and months add up to the year.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> plan = load("scenarios/prakerja-2020.toml")
    >>> [(str(plan.days.date(first)), str(plan.days.date(last))) for first, last in periods(plan, "week")[37:40]]
    [('2020-12-21', '2020-12-27'), ('2020-12-28', '2020-12-31'), ('2021-01-01', '2021-01-03')]
    """
    if every not in _ENDS:
        raise InputError("cash", [Problem("every", repr(every), f"must be one of {', '.join(_ENDS)}")])
    days, year_end = scenario.days.dates, scenario.clock.year_end
    lasts = [number for number, day in enumerate(days[:-1]) if day == year_end or _ENDS[every](day)]
    lasts.append(len(days) - 1)
    return list(zip([0, *(last + 1 for last in lasts[:-1])], lasts, strict=True))


def cash_by(ensemble: Ensemble, every: str) -> pd.DataFrame:
    """Return money by period, measure and line, over the futures.

    Parameters
    ----------
    every
        ``"week"`` or ``"month"``, as in `periods`.

    Returns
    -------
    one row a period (``first`` and ``last`` day), measure (of `FLOWS`: within it; of `STOCKS`: at its end) and line
    (of `LINES`, and ``"all"``), with what is expected and the `PERCENTILES`, in rupiah. Of the journal only the last
    days of periods are read, one after the other, so that memory holds two days of it
    """
    date_of = ensemble.scenario.days.date
    before: Mapping[str, NDArray[Any]] | None = None
    rows: list[tuple[Any, ...]] = []
    for first, last in periods(ensemble.scenario, every):
        now = lines_on(ensemble, last)
        moved = {name: now[name] - before[name] if before else now[name] for name in FLOWS}
        for measure, values in (moved | {name: now[name] for name in STOCKS}).items():
            rows += [(date_of(first), date_of(last), measure, *row) for row in _summed_up(values)]
        before = now
    return pd.DataFrame(rows, columns=["first", "last", "measure", "line", "expected", *PERCENTILES])


def _summed_up(values: NDArray[Any]) -> Iterator[tuple[Any, ...]]:
    """Return what to expect of each line and of all together; shape (line, draw)."""
    each = np.vstack([values, values.sum(axis=0)])
    found = np.percentile(each, list(PERCENTILES.values()), axis=1)
    for line, mean, ends in zip([*LINES, ALL], each.mean(axis=1), found.T, strict=True):
        yield line, float(mean), *ends.tolist()
