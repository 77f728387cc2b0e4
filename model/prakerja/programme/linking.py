"""Linking of accounts: on some days none can be, and whoever would be validated waits for the first day after them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts
from prakerja.programme.lineage import Lineage
from prakerja.scenario import Scenario


class Linking:
    """Who has met all conditions but for an account that can be linked."""

    STATE = ("waiting",)

    def __init__(self, chance: Chance, scenario: Scenario, draws: int, validations: Lineage) -> None:
        self._stopped, self._validations = stopped(scenario), validations
        self.waiting = np.zeros(draws, dtype=chance.dtype)
        """Shape (draw,)."""

    def link(self, day: int, people: Counts) -> Counts:
        """Return who gets an account today, of those who come today, shape (draw,), and those who wait."""
        if self._stopped[day]:
            self.waiting += people
            self._validations.hold(day)
            return np.zeros_like(people)
        if day and self._stopped[day - 1]:
            people = people + self.waiting
            self.waiting[:] = 0
            self._validations.release(day)
        return people


def stopped(scenario: Scenario) -> NDArray[np.bool_]:
    """Return on which days of the clock no account can be linked, shape (day,)."""
    stop, days = scenario.world.linking_stop, scenario.days.dates
    return np.array([stop is not None and stop.first <= day <= stop.last for day in days], dtype=bool)
