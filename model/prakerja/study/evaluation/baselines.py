"""Two naive baselines of a published cumulative count: what anyone could say who knows its last figures only.

*increment*: the last increment persists. The next figure stands as far above the last as the last above the one
before, and one increment more follows after every further span of that length: a staircase that steps up at once.

*trend*: the straight line through the last two figures.

They differ where figures come unevenly. Four days after an increment of 60 in 30 days, the first has 60 more and the
second 8: the first is right when figures are published as soon as there is news, the second when growth is even.

Both are sure of what they know and unsure of what follows: normally distributed about their own, with the root mean
square of the errors that the same rule made at the figures before, per step of the staircase, per day of the line (as
large as the growth itself while there were none). Neither falls below the last figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from prakerja.scenario import Observations
from prakerja.scenario.arrays import Floats

Point = tuple[date, float]


@dataclass(frozen=True)
class NaiveRule:
    """A naive rule: the last increment, in steps or evenly.

    Attributes
    ----------
    steps
        Whether it comes whole: at once, and again after every further span of the length it took.

    Examples
    --------
    >>> points = [(date(2020, 5, 1), 40.0), (date(2020, 5, 31), 100.0)]
    >>> INCREMENT(points, [0, 4, 30, 31]).tolist(), TREND(points, [0, 4, 30, 31]).tolist()
    ([100.0, 160.0, 160.0, 220.0], [100.0, 108.0, 160.0, 162.0])
    """

    steps: bool

    def __call__(self, points: Sequence[Point], after: ArrayLike) -> Floats:
        """Return the level so many days after the last of the points, of which there are two at least."""
        return np.asarray(points[-1][1] + self.passed(points, after) * self.rate(points))

    def passed(self, points: Sequence[Point], after: ArrayLike) -> Floats:
        """Count the steps, or the days, that have passed by then."""
        days = np.asarray(after, dtype=np.float64)
        return np.asarray(np.ceil(days / _span(points))) if self.steps else days

    def rate(self, points: Sequence[Point]) -> float:
        """Return the growth of a step, or of a day."""
        more = points[-1][1] - points[-2][1]
        return more if self.steps else more / _span(points)


INCREMENT, TREND = NaiveRule(steps=True), NaiveRule(steps=False)

BASELINES: Mapping[str, NaiveRule] = {"increment": INCREMENT, "trend": TREND}
"""By name."""


def known_points(observations: Observations, quantity: str, as_of: date, launch: date) -> list[Point]:
    """Return what was known of a cumulative count as of a day: days and values, both rising, from zero before launch.

    Figures flagged as errors are left out; those of one day are averaged, for they conflict; one below that of an
    earlier day is left out, for the count cannot have fallen.

    Returns
    -------
    empty if nothing was known but that it began at zero
    """
    rows = [row for row in observations.as_of(as_of).quantity(quantity) if row.flag != "error"]
    points: list[Point] = [(date.fromordinal(launch.toordinal() - 1), 0.0)]
    for day in sorted({row.observed_on for row in rows if row.observed_on >= launch}):
        value = float(np.mean([row.value for row in rows if row.observed_on == day]))
        if value >= points[-1][1]:
            points.append((day, value))
    return points if len(points) > 1 else []


def baseline(rule: NaiveRule, points: Sequence[Point], days: Sequence[date], draws: int) -> Floats:
    """Forecast a count by a naive rule.

    Parameters
    ----------
    rule
        `INCREMENT` or `TREND`.
    points
        From `known_points`.
    days
        For which to forecast. For one up to the last figure's day, what lies on the line between known figures.
    draws
        How many evenly spaced quantiles stand for the distribution.

    Returns
    -------
    shape (day, draw); NaN if nothing was known

    Examples
    --------
    >>> points = [(date(2020, 4, 30), 0.0), (date(2020, 5, 30), 60.0)]
    >>> baseline(TREND, points, [date(2020, 5, 15), date(2020, 6, 9)], draws=3).round().tolist()
    [[30.0, 30.0, 30.0], [61.0, 80.0, 99.0]]
    """
    if not points:
        return np.full((len(days), draws), np.nan)
    known, values = np.array([day.toordinal() for day, _ in points]), np.array([value for _, value in points])
    ahead = np.array([day.toordinal() for day in days], dtype=np.float64)
    after = np.maximum(ahead - known[-1], 0)
    middle = np.where(after > 0, rule(points, after), np.interp(ahead, known, values))
    off = stats.norm.ppf((np.arange(draws) + 0.5) / draws) * _error(rule, points)
    lowest = np.minimum(middle, values[-1])
    return np.maximum(middle[:, None] + rule.passed(points, after)[:, None] * off, lowest[:, None])


def _error(rule: NaiveRule, points: Sequence[Point]) -> float:
    """Return how far it was off, per step or day, at figures it could have forecast; its rate while there are none."""
    errors = [rule.rate(points)] if len(points) == 2 else []
    for number in range(2, len(points)):
        before, (day, value) = points[:number], points[number]
        gap = (day - before[-1][0]).days
        errors.append(float((value - rule(before, gap)) / rule.passed(before, gap)))
    return float(np.sqrt(np.mean(np.square(errors))))


def _span(points: Sequence[Point]) -> int:
    return (points[-1][0] - points[-2][0]).days
