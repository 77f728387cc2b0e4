"""Discrete hazards by age, in each era, among those who will ever leave a stage (a cure model)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.classes import Classes
from prakerja.programme.in_force import InForce
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats

_NOTHING = 1e-300  # where everyone will leave and has left, nobody is divided by this


class Hazards:
    """The hazards of a stage, by era, age and draw, and the factors in force on them.

    Parameters
    ----------
    scenario, draws
        The eras, and the values in them.
    in_force
        The factors of the days.
    stage
        ``"purchase"``, ``"completion"`` or ``"validation"``: a table with `probability` and `lag`.
    """

    def __init__(self, scenario: Scenario, draws: Draws, in_force: InForce, stage: str) -> None:
        number, eras = scenario.days.number, scenario.world.eras
        earlier = sorted((number(era.until), name) for name, era in eras.items() if getattr(era, stage))
        self._ends = np.array([last for last, _ in earlier], dtype=np.int64)
        tables = [*(f"world.eras.{name}.{stage}" for _, name in earlier), f"world.{stage}"]
        self.probability = np.stack([draws[f"{table}.probability"] for table in tables])
        """Who will ever leave, shape (era, draw)."""
        self._stated = _stacked([hazard(draws.lag(f"{table}.lag")) for table in tables])
        self.longest = self._stated.shape[1] - 1
        """The age (days) at which the last of those who will leave do so."""
        self._speed, of_class = in_force.path(f"{stage}_speed"), Classes(scenario, draws).odds(stage)
        self._odds = in_force.path(f"{stage}_odds")[:, None] * of_class
        self.told_apart = len(of_class)
        """How many classes have to be told apart."""
        self._moves = [True, *(self._speed[1:] != self._speed[:-1]).any(axis=1).tolist()]
        self._day, self._today = -1, self._stated

    def eras(self, days: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the place of the era in which each of some days lies."""
        return np.searchsorted(self._ends, days, side="left")

    def odds(self, day: int) -> Floats:
        """Return the factors on the odds of ever leaving that are in force on a day, shape (class, draw)."""
        return np.asarray(self._odds[day])

    def on(self, day: int) -> Floats:
        """Return the hazards in force on a day, shape (era, age, draw)."""
        if day != self._day + 1 or self._moves[day]:
            speed = self._speed[day]
            self._today = self._stated if (speed == 1).all() else faster(self._stated, speed)
        self._day = day
        return self._today

    def shares(self, day: int, of: int = 0) -> Floats:
        """Return which part of a class that comes on a day leaves at each age, shape (age, draw); others never do."""
        era = int(self.eras(np.array([day]))[0])
        on = np.minimum(day + np.arange(self.longest + 1), len(self._odds) - 1)
        part = faster(self._stated[era], self._speed[on])
        will = self._odds[on, min(of, self.told_apart - 1)] * self.probability[era] * _before(1 - part)
        leaving = part * will / np.maximum(1 - self.probability[era] + will, _NOTHING)
        return np.asarray(_before(1 - leaving) * leaving)


def _before(staying: Floats) -> Floats:
    """Return the share that is still in before each age, from the share that stays at each, shape (age, draw)."""
    return np.vstack([np.ones_like(staying[:1]), np.cumprod(staying, axis=0)[:-1]])


def hazard(shares: Floats) -> Floats:
    """Return the discrete hazard of a lag: the share of a day among the shares of this day and all later ones.

    Parameters
    ----------
    shares
        By whole days, shape (day, draw).

    Examples
    --------
    >>> hazard(np.array([[0.0], [0.5], [0.25], [0.25]]))[:, 0].tolist()
    [0.0, 0.5, 0.5, 1.0]
    """
    left = np.cumsum(shares[::-1], axis=0)[::-1]
    return np.divide(shares, left, out=np.zeros_like(left), where=left > 0)


def faster(hazards: Floats, times: Floats) -> Floats:
    """Return hazards so many times as large in continuous time: 1 - (1 - hazard) ** times (proportional hazards).

    Examples
    --------
    >>> faster(np.array([0.0, 0.5, 1.0]), np.array([2.0])).tolist()
    [0.0, 0.75, 1.0]
    """
    return np.asarray(1 - (1 - hazards) ** times)


def _stacked(tables: list[Floats]) -> Floats:
    """Return tables of shape (age, draw) as one of shape (era, age, draw)."""
    ages = max(len(table) for table in tables)
    stacked = np.zeros((len(tables), ages, tables[0].shape[1]))
    for era, table in enumerate(tables):
        stacked[era, : len(table)] = table
    return stacked
