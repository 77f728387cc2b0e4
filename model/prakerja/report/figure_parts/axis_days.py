"""Dates on an axis: the one place where they become matplotlib's numbers, and numbers dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from matplotlib import dates
from matplotlib.ticker import Locator
from numpy.typing import NDArray

# matplotlib.dates carries no types.
_date2num: Callable[..., Any] = dates.date2num
_num2date: Callable[..., Any] = dates.num2date
_months: Callable[..., Locator] = dates.MonthLocator


def at(day: date) -> float:
    """Return the place of a date.

    Examples
    --------
    >>> day_at(at(date(2020, 9, 4)))
    datetime.date(2020, 9, 4)
    """
    return float(_date2num(day))


def all_at(days: NDArray[np.datetime64]) -> NDArray[np.float64]:
    """Return the places of dates."""
    return np.asarray(_date2num(days), dtype=np.float64)


def day_at(place: float) -> date:
    """Return the date at a place."""
    day: date = _num2date(place).date()
    return day


def firsts_of_months(every: int = 1) -> Locator:
    """Put a tick on the first day of every month, or of every so many from January on."""
    return _months(bymonth=range(1, 13, every))


def halves_of_months() -> Locator:
    """Put a tick on the first and on the fifteenth day of every month."""
    return _months(bymonthday=(1, 15))
