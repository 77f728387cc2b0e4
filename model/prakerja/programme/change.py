"""What changes: from the day after the as-of date on, some values of the world are not what they were."""

from __future__ import annotations

import numpy as np

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class Change:
    """The change of a scenario's world, if it has one."""

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        self._draws, self._happens = draws, scenario.world.change is not None
        self._as_of = scenario.days.number(scenario.as_of)

    def __getitem__(self, key: str) -> Floats:
        return self._draws[f"world.change.{key}"]

    def days(self, day: int) -> int:
        """Say for how many days things have changed on a day: 0 up to the as-of date, or if nothing changes."""
        return max(0, day - self._as_of) if self._happens else 0

    def days_before(self, day: int) -> int | None:
        """Return how many days, from this one on, pass before things change: 0 or more, or None if nothing changes."""
        return max(0, self._as_of + 1 - day) if self._happens else None

    def odds(self, key: str, probability: Floats, day: int) -> Floats:
        """Return a probability as it is on a day."""
        return at_odds(probability, self[key]) if self.days(day) else probability


def at_odds(probability: Floats, times: Floats) -> Floats:
    """Multiply the odds of a probability.

    Examples
    --------
    >>> at_odds(np.array([0.0, 0.25, 1.0]), np.array([3.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.asarray(times * probability / (1 - probability + times * probability))
