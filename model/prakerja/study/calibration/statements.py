"""Statements: what one source told on one day. All its figures are of one count, and that count has an age.

Who is asked in September tells the last count at hand. The age of a count is the reporting delay of nowcasting (right
truncation; Lawless 1994, Canadian Journal of Statistics 22:15): without it the newest figures are taken for the
present, and a growing programme for a slow one. It is unknown, at least zero, and one for all figures of a statement.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario.observations import Observation

AGE = (3.0, 1.2)
"""Age of a count in days when it is told: median, and sd of its logarithm (nine in ten from 0.4 to 22 days). What
showed by 4 September 2020: 9.4 and 10.4 million registered were said on one day (19 May), at 90,000 a day a count of
eleven days before; 9.4 million again on 18 June, 41 days old; 22 June's count was printed on the 27th; "through wave
6" was said on 4 September, four days after that wave had closed; but the counts of 28 and 29 April differ by a day."""

HOURS = 0.5
"""Days, one sd: where the day of a count is said, its hour mostly is not, and the model counts at the end of days."""

_PREFIX = "age."


def statement_of(row: Observation) -> str:
    """Return the name of the statement a figure belongs to; empty where the day of the count is said.

    Examples
    --------
    >>> from prakerja.scenario import load, observations_of
    >>> rows = observations_of(load("scenarios/prakerja-2020.toml"))
    >>> told = {statement_of(row) for row in rows.quantity("incentive_recipients_cumulative")}
    >>> short_name("age.2020-05-19 https://www.inews.id/amp/finance/x")
    '2020-05-19, inews.id'
    """
    return "" if row.dated == "said" else f"{row.observed_on} {row.source_url}"


def unknown_of(statement: str) -> str:
    """Return the name of the unknown that is a statement's age."""
    return _PREFIX + statement


def is_age(name: str) -> bool:
    """Return whether an unknown is the age of a statement."""
    return name.startswith(_PREFIX)


def short_name(unknown: str) -> str:
    """Return day and source of a statement, short enough for a table."""
    day, source = unknown.removeprefix(_PREFIX).split(" ", 1)
    host = re.sub(r"^https?://(www\.|m\.)?", "", source)
    return f"{day}, {re.split(r'[/ (]', host)[0]}"


def age_of(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the ages in days that standard normal numbers stand for.

    Examples
    --------
    >>> age_of(np.array([-1.645, 0.0, 1.645])).round(1).tolist()
    [0.4, 3.0, 21.6]
    """
    median, sd = AGE
    return np.asarray(median * np.exp(sd * z))
