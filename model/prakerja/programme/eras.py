"""Eras: times with their own behaviour, and what changes after the as-of date. Gives the split of a day."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Splitting
from prakerja.programme.change import Change, at_odds
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats

_NOTHING = 1e-300  # a share of nobody is divided by this


class StageByEra:
    """A stage whose probability and lag depend on the day it begins.

    Parameters
    ----------
    chance
        Splits people.
    scenario, draws
        The eras, the change if there is one, and the values in them.
    stage
        ``"purchase"``, ``"completion"`` or ``"validation"``: a table with `probability` and `lag`.
    """

    def __init__(self, chance: Chance, scenario: Scenario, draws: Draws, stage: str) -> None:
        number, eras = scenario.days.number, scenario.world.eras
        earlier = [(number(era.until), f"world.eras.{name}") for name, era in eras.items() if getattr(era, stage)]
        self._tables = [(last, f"{table}.{stage}") for last, table in sorted(earlier)] + [(None, f"world.{stage}")]
        self._chance, self._draws, self._stage, self._change = chance, draws, stage, Change(scenario, draws)
        self._splits: dict[tuple[str, int | None], Splitting] = {}

    def split(self, day: int) -> Splitting:
        """Return the split, over the lag in days, of people who begin on a day."""
        table, before = self._when(day)
        if before:  # no other day has this split
            return self._chance.splitting(self.shares(day))
        if (table, before) not in self._splits:
            self._splits[table, before] = self._chance.splitting(self.shares(day))
        return self._splits[table, before]

    def shares(self, day: int) -> Floats:
        """Return the shares by lag, (lag, draw), of people who begin on a day; they sum to the probability."""
        table, before = self._when(day)
        probability, lag = self._as_stated(table)
        if before is None:
            return probability * lag
        lag = self._draws.hastened(f"{table}.lag", self._change[f"{self._stage}_speed"], before)
        return _changed(probability, lag, before, self._change[f"{self._stage}_odds"])

    def _when(self, day: int) -> tuple[str, int | None]:
        """Name the table of a day, and how many days pass before the change; None if that touches nobody."""
        table = next(table for last, table in self._tables if last is None or day <= last)
        before = self._change.days_before(day)
        return table, None if before is None or before >= len(self._as_stated(table)[1]) else before

    def _as_stated(self, table: str) -> tuple[Floats, Floats]:
        return self._draws[f"{table}.probability"], self._draws.lag(f"{table}.lag")


def _changed(probability: Floats, lag: Floats, before: int, odds: Floats) -> Floats:
    """Multiply the odds that who has not come out of a stage after so many days ever will, shape (lag, draw)."""
    out = lag[:before].sum(axis=0)
    still_in = 1 - probability * out
    will = np.clip(probability * (1 - out) / np.maximum(still_in, _NOTHING), 0, 1)
    later = still_in * at_odds(will, odds) / np.maximum(1 - out, _NOTHING)
    return np.concatenate([probability * lag[:before], later * lag[before:]])
