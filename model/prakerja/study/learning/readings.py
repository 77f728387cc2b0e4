"""Readings: the published figures of one quantity in the order of their days, and the error each may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario import Scenario
from prakerja.scenario.observations import Observation, Observations
from prakerja.study.learning.components import COMPONENTS, NOT_USED, OTHERWISE, Floats, Source, path_of

GRADES = {"high": 0.005, "med": 0.03, "low": 0.1}
"""Relative error of a figure by its grade of confidence, one standard deviation; an assumption."""

CONFLICT = 0.05
"""Relative error of a figure that another one contradicts, at least: on 19 May 2020, 9.4 and 10.4 million had
registered, as two offices said."""

MOST_ROUNDED = 0.025
"""A printed figure counts as rounded by this part at most: who says "2 million" would have said 1.9 or 2.1."""


@dataclass(frozen=True)
class Reading:
    """One published series.

    Attributes
    ----------
    quantity, wave
        What is counted; the wave is empty but for figures of one wave.
    observations
        In the order of their days.
    days
        Their day numbers, shape (observation,).
    values, error
        The figures, and the standard deviation of grade and rounding together, shape (observation,).
    """

    quantity: str
    wave: str
    observations: tuple[Observation, ...]
    days: NDArray[np.int64]
    values: Floats
    error: Floats

    @property
    def name(self) -> str:
        """Name the series."""
        return f"{self.quantity} of wave {self.wave}" if self.wave else self.quantity

    @property
    def group(self) -> str:
        """The half of the model it belongs to."""
        return COMPONENTS[self.quantity].group

    @property
    def days_off(self) -> float:
        """Standard deviation of the day a figure holds for."""
        return COMPONENTS[self.quantity].days_off

    def model(self, source: Source, scenario: Scenario) -> tuple[Floats, Floats]:
        """Read the model's path on the days of the figures.

        Returns
        -------
        its height, and what a day more or less would change it by, both of shape (observation, draw)
        """
        path = path_of(self.quantity, self.wave, source, scenario)
        assert path is not None  # readings_of leaves such figures out
        last = len(path) - 1
        after, before = np.minimum(self.days + 1, last), np.maximum(self.days - 1, 0)
        slope = (path[after] - path[before]) / np.maximum(after - before, 1)[:, None]
        return path[self.days], slope


def readings_of(observations: Observations, scenario: Scenario) -> list[Reading]:
    """Gather the figures that the model reads, series by series; what is left out is told by `left_out`."""
    series: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in observations:
        if why_not(row, scenario) is None:
            series[row.quantity, row.wave].append(row)
    return [_reading(quantity, wave, rows, scenario) for (quantity, wave), rows in sorted(series.items())]


def left_out(observations: Observations, scenario: Scenario) -> list[tuple[Observation, str]]:
    """List the figures that are not used, each with the reason."""
    reasons = ((row, why_not(row, scenario)) for row in observations)
    return [(row, reason) for row, reason in reasons if reason]


def why_not(row: Observation, scenario: Scenario) -> str | None:
    """Say why a figure is not used; None if it is."""
    if row.quantity not in COMPONENTS:
        return NOT_USED.get(row.quantity, OTHERWISE)
    if row.flag == "error":
        return "flagged as an error in the file"
    day = scenario.days.number(row.observed_on)
    if not 0 <= day < len(scenario.days):
        return "outside the clock"
    path = path_of(row.quantity, row.wave, lambda _name: np.zeros((len(scenario.days), 1)), scenario)
    if path is None or np.isnan(path[day]).any():
        return "it cannot be told from other waves"
    return None


def _reading(quantity: str, wave: str, rows: Iterable[Observation], scenario: Scenario) -> Reading:
    ordered = tuple(sorted(rows, key=lambda row: (row.observed_on, row.published_on)))
    return Reading(
        quantity,
        wave,
        ordered,
        days=np.array([scenario.days.number(row.observed_on) for row in ordered]),
        values=np.array([row.value for row in ordered]),
        error=np.array([error_of(row) for row in ordered]),
    )


def error_of(row: Observation) -> float:
    """Give the standard deviation of what was printed: its grade, and the rounding of its last digit.

    Examples
    --------
    >>> half_width(849_921), half_width(530_000), half_width(2_000_000), half_width(0)
    (0.5, 5000.0, 50000.0, 0.0)
    """
    grade = GRADES[row.confidence]
    if row.flag == "conflict":
        grade = max(grade, CONFLICT)
    rounding = half_width(row.value) / np.sqrt(3)  # of a uniform error
    return max(float(np.hypot(grade * row.value, rounding)), 1.0)


def half_width(value: float) -> float:
    """Give half the unit of the last digit that is not zero, and no more than a fortieth of the figure."""
    if value == 0:
        return 0.0
    unit = 1.0
    while value % (10 * unit) == 0:
        unit *= 10
    return min(unit / 2, MOST_ROUNDED * value)
