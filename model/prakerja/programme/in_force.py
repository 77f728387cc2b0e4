"""What is in force on a day: the factors by which the world is, in each future, not what the scenario states."""

from __future__ import annotations

import numpy as np

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats


class InForce:
    """Factors by day: those that change after the as-of date, times the paths that the draws bring.

    Parameters
    ----------
    scenario
        Whose world may change.
    draws
        Values of the change, and paths by name, shape (day, draw).

    Examples
    --------
    >>> from prakerja.scenario import load, middle_world
    >>> scenario = load("scenarios/small.toml")
    >>> InForce(scenario, middle_world(scenario)).path("purchase_speed")[0].tolist()  # on the day of the launch
    [1.0]
    """

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        self._draws, self._changes = draws, scenario.world.change is not None
        self._days = np.arange(len(scenario.days))
        self._since = np.maximum(0, self._days - scenario.days.number(scenario.as_of))

    def path(self, name: str) -> Floats:
        """Return the factor of a name of ``world.change`` on every day, shape (day, draw)."""
        factor = np.ones((len(self._days), len(self._draws)))
        if self._changes:
            factor[self._since > 0] = self._draws[f"world.change.{name}"]
        return factor * self._draws.paths[name] if name in self._draws.paths else factor

    def capacity(self) -> Floats:
        """Return the factor on payment capacities, which takes some days to get there, shape (day, draw)."""
        if not self._changes:
            return self.path("payment_capacity")
        part = np.minimum(1, self._since[:, None] / self._draws["world.change.over_days"])
        drift = self._draws.paths.get("payment_capacity", np.ones(1))
        return np.asarray(self._draws["world.change.payment_capacity"] ** part * drift)


def at_odds(probability: Floats, times: Floats) -> Floats:
    """Return a probability whose odds are so many times as large.

    Examples
    --------
    >>> at_odds(np.array([0.0, 0.25, 1.0]), np.array([3.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.asarray(times * probability / (1 - probability + times * probability))
