"""Eras: times with their own behaviour, and what changes after the as-of date. Gives the split of a day."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Chance, Floats, Splitting
from prakerja.scenario import Draws, Scenario


def by_era(scenario: Scenario, draws: Draws, stage: str) -> list[tuple[int, Floats]]:
    """List a stage's shares by lag, with the last day each era holds.

    Parameters
    ----------
    scenario, draws
        The eras, the change if there is one, and the values in them.
    stage
        ``"purchase"``, ``"completion"`` or ``"validation"``: a table with `probability` and `lag`.

    Returns
    -------
    (last day, shares) in order of time; shares of shape (lag, draw) sum to the probability
    """
    number = scenario.days.number
    eras = [
        (number(era.until), f"world.eras.{name}") for name, era in scenario.world.eras.items() if getattr(era, stage)
    ]
    tables = [*sorted(eras), (len(scenario.days) + 1, "world")]
    if scenario.world.change is None:
        return [(last, _stated(draws, table, stage)) for last, table in tables]
    as_of, before, parts = number(scenario.as_of), -1, []
    for last, table in tables:
        if before < as_of:
            parts.append((min(last, as_of), _stated(draws, table, stage)))
        if last > as_of:
            parts.append((last, _changed(draws, table, stage)))
        before = last
    return parts


def _stated(draws: Draws, table: str, stage: str) -> Floats:
    return draws[f"{table}.{stage}.probability"] * draws.lag(f"{table}.{stage}.lag")


def _changed(draws: Draws, table: str, stage: str) -> Floats:
    """Give the shares by lag of those who begin a stage after the as-of date: other odds, another speed."""
    before, odds = draws[f"{table}.{stage}.probability"], draws[f"world.change.{stage}_odds"]
    probability = odds * before / (1 - before + odds * before)
    return np.asarray(probability * draws.lag(f"{table}.{stage}.lag", draws[f"world.change.{stage}_speed"]))


class StageByEra:
    """A stage whose probability and lag depend on the day it begins."""

    def __init__(self, chance: Chance, scenario: Scenario, draws: Draws, stage: str) -> None:
        eras = by_era(scenario, draws, stage)
        self._last_days = [last for last, _ in eras]
        self._splits = [chance.splitting(shares) for _, shares in eras]

    def split(self, day: int) -> Splitting:
        """Give the split, over the lag in days, of people who begin on a day."""
        return self._splits[int(np.searchsorted(self._last_days, day))]
