"""What is in force on a day: in each future, the factors on the rates that the scenario states."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats

MOST = math.log(100)
"""No rate wanders to more than a hundred times what it was, or less than a hundredth: its logarithm stays there."""


class InForce:
    """Factors by day: what changes after the as-of date, times what wanders, times the paths that the draws bring.

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
        self._scenario, self._draws, self._changes = scenario, draws, scenario.world.change is not None
        self._days = np.arange(len(scenario.days))
        self._since = np.maximum(0, self._days - scenario.days.number(scenario.as_of))

    def path(self, name: str) -> Floats:
        """Return the factor of a name of ``world.change`` on every day, shape (day, draw)."""
        factor = np.ones((len(self._days), len(self._draws)))
        if self._changes:
            factor[self._since > 0] = self._changed(name)
        factor *= self._wandered(name)
        return factor

    def capacity(self) -> Floats:
        """Return the factor on payment capacities, which takes some days to get there, shape (day, draw)."""
        if not self._changes:
            return self.path("payment_capacity")
        part = np.minimum(1, self._since[:, None] / self._draws["world.change.over_days"])
        return self._changed("payment_capacity") ** part * self._wandered("payment_capacity")

    def _changed(self, name: str) -> Floats:
        """Return the factor that comes after the as-of date, shape (draw,): as stated, or of a size."""
        factor, change = self._draws[f"world.change.{name}"], self._scenario.world.change
        if change is None or change.size is None:
            return factor
        return np.asarray(np.clip(factor ** self._draws["world.change.size"], 1 / 100, 100))

    def _wandered(self, name: str) -> Floats:
        """Return the factor to which a rate has wandered, times its path, shape (day, draw) or (1, 1) where it is 1.

        Notes
        -----
        The place after a step is what is left of the last one, plus size x log(in_a_quarter) / 1.645 times the sd of a
        step where that of a quarter is 1 (`Drift.memory`), times a standard normal number.
        """
        path, drift = self._draws.paths.get(name, np.ones((1, 1))), self._scenario.world.drift
        if drift is None or name not in drift.rates:
            return path
        left, step_sd = drift.memory(name)
        place, wandered = np.zeros(len(self._draws)), np.zeros((len(self._days), len(self._draws)))
        for day, step in drift.steps(name, self._scenario.clock.ends):
            place = left * place + self._draws[step]
            wandered[max(self._scenario.days.number(day), 0) :] = place
        quarter = np.log(self._draws[f"world.drift.{name}.in_a_quarter"]) / float(ndtri(0.95))
        wandered *= quarter * self._draws["world.drift.size"] * step_sd
        return np.exp(np.clip(wandered, -MOST, MOST)) * path


def at_odds(probability: Floats, times: Floats) -> Floats:
    """Return a probability whose odds are so many times as large.

    Examples
    --------
    >>> at_odds(np.array([0.0, 0.25, 1.0]), np.array([3.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.asarray(times * probability / (1 - probability + times * probability))
