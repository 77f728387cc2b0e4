"""Readings: the published figures of one quantity in the order of their days, and the error each may have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.observations import Observation, Observations
from prakerja.study.calibration.observation_operator import COMPONENTS, NOT_USED, OTHERWISE, Source, path_of
from prakerja.study.calibration.statements import HOURS, statement_of

GRADES = {"high": 0.005, "med": 0.03, "low": 0.1}
"""Relative error of a figure by its grade of confidence, one standard deviation; an assumption."""

CONFLICT = 0.05
"""Relative error of a figure that another one contradicts, at least: on 17 September 2020, 23.8 and 26 million had
registered, as two offices said."""

MOST_ROUNDED = 0.025
"""A printed figure counts as rounded by this part at most: who says "2 million" would have said 1.9 or 2.1."""


Model = tuple[Floats, Floats]
"""The model's height on the days of the counts and its slope there, both (observation, draw)."""

Ages = Mapping[str, Floats]
"""Ages of statements in days, by name, each of shape (draw,)."""


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
    hours
        Standard deviation of the hour of the count, in days, shape (observation,): 0 where the age of the statement
        is an unknown of its own, and 0 where a decree says the day.
    statements
        The statement that each figure belongs to, whose age it shares; empty where the day of the count is known.
    """

    quantity: str
    wave: str
    observations: tuple[Observation, ...]
    days: NDArray[np.int64]
    values: Floats
    error: Floats
    hours: Floats
    statements: tuple[str, ...]

    @property
    def name(self) -> str:
        """Name the series."""
        return f"{self.quantity} of wave {self.wave}" if self.wave else self.quantity

    @property
    def group(self) -> str:
        """The part of the model it belongs to."""
        return COMPONENTS[self.quantity].group

    def path(self, source: Source, scenario: Scenario) -> Floats:
        """Return the model's path by day and draw."""
        found = path_of(self.quantity, self.wave, source, scenario)
        assert found is not None  # readings_of leaves such figures out
        return found

    def read(self, path: Floats, ages: Ages) -> Model:
        """Read the model on the days of the counts.

        Parameters
        ----------
        path
            The model's path, shape (day, draw).
        ages
            Of the statements, by name, each of shape (draw,), in days.

        Returns
        -------
        its height, and what a day more or less would change it by, both of shape (observation, draw). A count that is
        older than the programme is none.
        """
        whole = np.concatenate([np.zeros((1, path.shape[1])), path])  # row 0 is the evening before the launch
        old = np.array([ages[name] if name else np.zeros(path.shape[1]) for name in self.statements])
        on = np.maximum(self.days[:, None] + 1 - old, 0.0)
        below = np.floor(on).astype(np.int64)
        above = below if COMPONENTS[self.quantity].at_once else np.ceil(on).astype(np.int64)
        low, high = np.take_along_axis(whole, below, axis=0), np.take_along_axis(whole, above, axis=0)
        height = low + (on - below) * (high - low)
        after, before = np.minimum(self.days + 1, len(path) - 1), np.maximum(self.days - 1, 0)
        slope = (path[after] - path[before]) / np.maximum(after - before, 1)[:, None]
        return height, slope


def readings_of(observations: Observations, scenario: Scenario) -> list[Reading]:
    """Gather the figures that the model reads, series by series; what is left out is told by `left_out`."""
    series: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in observations:
        if why_not(row, scenario) is None:
            series[row.quantity, row.wave].append(row)
    return [_reading(quantity, wave, rows, scenario) for (quantity, wave), rows in sorted(series.items())]


def statements_in(readings: Iterable[Reading]) -> tuple[str, ...]:
    """Return the names of the statements whose age is not known, in order."""
    return tuple(sorted({name for reading in readings for name in reading.statements if name}))


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
    decreed = COMPONENTS[quantity].decreed
    return Reading(
        quantity,
        wave,
        ordered,
        days=np.array([scenario.days.number(row.observed_on) for row in ordered]),
        values=np.array([row.value for row in ordered]),
        error=np.array([error_of(row) for row in ordered]),
        hours=np.array([HOURS if row.dated and not decreed else 0.0 for row in ordered]),
        statements=tuple("" if decreed else statement_of(row) for row in ordered),
    )


def error_of(row: Observation) -> float:
    """Return the standard deviation of what was printed: its grade, and the rounding of its last digit.

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
    """Return half the unit of the last digit that is not zero, and no more than a fortieth of the figure."""
    if value == 0:
        return 0.0
    unit = 1.0
    while value % (10 * unit) == 0:
        unit *= 10
    return min(unit / 2, MOST_ROUNDED * value)
