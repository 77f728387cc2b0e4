"""One future of a forecast, looked into: its whole journal, and what of its world made it what it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import stats

from prakerja.programme import Journal, simulate
from prakerja.scenario import InputError, Problem
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.quantities import quantity
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.wandering import told_by
from prakerja.study.sensitivity.ranks import rank_correlations

_BEYOND_CHANCE = 3.0
"""Standard errors, of the rank correlation of things that have nothing to do with one another, below which none
is told."""


@dataclass(frozen=True)
class Reason:
    """A value of a future's world, and what it has to do with the outcome.

    Attributes
    ----------
    path
        The value's path.
    value
        What it is in this future.
    below
        The share of all futures in which it is lower.
    pull
        Its normal score times its rank correlation with the outcome: how many standard deviations of rank it takes the
        outcome up or down, were it alone.
    """

    path: str
    value: float
    below: float
    pull: float


@dataclass(frozen=True, repr=False)
class OneFuture(Shown):
    """One future, simulated again by its number, bit for bit.

    Attributes
    ----------
    ensemble
        The futures it is one of.
    draw
        Its number, from 0.
    """

    ensemble: Ensemble
    draw: int

    def __post_init__(self) -> None:
        if not 0 <= self.draw < len(self.ensemble):
            allowed = f"must be from 0 to {len(self.ensemble) - 1}"
            raise InputError("again", [Problem("draw", str(self.draw), allowed)])

    @cached_property
    def journal(self) -> Journal:
        """Everything that happened in it, day by day; the last axis has one draw."""
        world = self.ensemble.world.part(self.draw, self.draw + 1)
        return simulate(self.ensemble.scenario, world, seed=self.ensemble.seed)

    def below(self, outcome: str = "paid_once") -> float:
        """Return the share of all futures whose outcome at the year end is lower; of those equal, half."""
        values = self._outcome(outcome)
        return float((np.mean(values < values[self.draw]) + np.mean(values <= values[self.draw])) / 2)

    def why(self, outcome: str = "paid_once", most: int = 8) -> tuple[Reason, ...]:
        """Return the values of its world that say most about its outcome at the year end, the strongest first.

        Values that go with it no more than chance lets them are left out.

        Parameters
        ----------
        outcome
            A quantity.
        most
            How many values.
        """
        told = told_by(self.ensemble.scenario, self.ensemble.world)
        found = []
        for driver in rank_correlations(told, self._outcome(outcome)):
            if abs(driver.correlation) * np.sqrt(len(self.ensemble) - 1) < _BEYOND_CHANCE:
                break
            drawn = told[driver.path]
            rank = float(stats.rankdata(drawn)[self.draw] - 0.5) / len(drawn)
            pull = float(stats.norm.ppf(rank)) * driver.correlation
            found.append(Reason(driver.path, float(drawn[self.draw]), rank, pull))
        return tuple(sorted(found, key=lambda reason: -abs(reason.pull))[:most])

    def _outcome(self, name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        scenario = self.ensemble.scenario
        at = scenario.days.number(scenario.clock.year_end)
        return np.asarray(quantity(name).read(self.ensemble.data.isel(day=at)), dtype=np.float64)
