"""The one place where dates become day numbers (day 0 = launch) and back."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, lru_cache

import holidays
import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Days:
    """The calendar of a scenario: day numbers count from the launch.

    Examples
    --------
    >>> days = Days(launch=datetime.date(2020, 4, 11), ends=datetime.date(2020, 12, 31))
    >>> days.number(datetime.date(2020, 9, 4)), days.date(0), len(days)
    (146, datetime.date(2020, 4, 11), 265)
    """

    launch: datetime.date
    ends: datetime.date

    def __len__(self) -> int:
        return self.number(self.ends) + 1

    def number(self, day: datetime.date) -> int:
        """Return the day number of a date (negative before the launch)."""
        return (day - self.launch).days

    def date(self, number: int) -> datetime.date:
        """Return the date of a day number."""
        return self.launch + timedelta(days=int(number))

    @cached_property
    def dates(self) -> tuple[datetime.date, ...]:
        """Every date of the clock, in order."""
        return tuple(self.date(n) for n in range(len(self)))

    def working(self) -> NDArray[np.bool_]:
        """Say for each day whether banks work: Monday to Friday, no national holiday of Indonesia.

        Returns
        -------
        bool array of shape (days,)
        """
        closed = _national_holidays(self.launch.year, self.ends.year)
        return np.array([d.weekday() < 5 and d not in closed for d in self.dates])


@lru_cache(maxsize=64)
def days_of(launch: datetime.date, ends: datetime.date) -> Days:
    """Return a calendar, the same for the same dates: what it works out is worked out once.

    Examples
    --------
    >>> christmas = datetime.date(2020, 12, 25), datetime.date(2020, 12, 31)
    >>> days_of(*christmas) is days_of(*christmas)
    True
    """
    return Days(launch, ends)


@lru_cache(maxsize=8)
def _national_holidays(first_year: int, last_year: int) -> frozenset[datetime.date]:
    # Public holidays only, from the `holidays` package; collective leave days moved more than once in 2020.
    return frozenset(holidays.country_holidays("ID", years=range(first_year, last_year + 1)))
