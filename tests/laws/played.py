"""A world that was played, with what several laws need to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from prakerja.programme import Chance, Expectation, Journal, Programme
from prakerja.programme.clock import JOURNAL
from prakerja.programme.in_force import InForce
from prakerja.programme.invariants import check
from prakerja.scenario import Draws, Scenario, draw_world

Array = NDArray[Any]
FUTURES = 3


@dataclass(frozen=True)
class Played:
    """A world, the draws of it and the journal; every array has shape (day, ..., draw)."""

    scenario: Scenario
    draws: Draws
    journal: Journal
    fluid: bool

    def __getitem__(self, name: str) -> Array:
        return self.journal[name]

    @property
    def paid(self) -> Array:
        """Payments made so far of every kind, shape (day, kind, draw)."""
        return np.asarray(self["paid"].cumsum(axis=0))

    @property
    def answered(self) -> Array:
        """Surveys answered so far, which is what surveys add to what is owed, shape (day, draw)."""
        benefits = self.scenario.policy.benefits
        earned = self["owed"] + self["paid_incentive"] + self["paid_survey"]
        incentives = self["validated"] * np.int64(benefits.incentives * benefits.incentive)
        answers = (earned - incentives) / benefits.survey
        return answers if self.fluid else np.asarray(np.round(answers).astype(np.int64))

    @property
    def brings_forward(self) -> bool:
        """Whether payments may be made before they are due."""
        return any(b.due == "brought forward" for b in self.scenario.policy.payment.blackouts.values())

    def wandered(self, name: str) -> Array:
        """Give the factor of a rate by its path and its drift, without its change, shape (day, draw)."""
        if name not in self._wandered:
            self._wandered[name] = InForce(self.scenario.replace({"world.change": None}), self.draws).path(name)
        return self._wandered[name]

    @cached_property
    def _wandered(self) -> dict[str, Array]:
        return {}

    def number(self, day: Any) -> int:
        """Give a day number, at most one past the end of the clock."""
        return min(self.scenario.days.number(day), len(self.scenario.days))

    def same(self, one: Any, other: Any, law: str) -> None:
        """Two amounts are the same: exactly, or to a millionth in the fluid limit."""
        equal = np.isclose(one, other, rtol=1e-6, atol=1e-3) if self.fluid else np.equal(one, other)
        assert equal.all(), f"{law}: {_first(one, other, ~equal)}"

    def at_most(self, one: Any, other: Any, law: str) -> None:
        """One amount is no greater than another: exactly, or to a millionth in the fluid limit."""
        slack = 1e-3 + 1e-6 * np.abs(other) if self.fluid else 0
        within = np.asarray(one <= other + slack)
        assert within.all(), f"{law}: {_first(one, other, ~within)}"

    def later(self, array: Array, days: int) -> Array:
        """Give what an array (day, ...) was so many days before, 0 before the launch."""
        moved = np.zeros_like(array)
        moved[days:] = array[: len(array) - days]
        return moved


def play(
    scenario: Scenario,
    chance: type[Chance],
    seed: int = 1,
    paths: Mapping[str, Array] | None = None,
    futures: int = FUTURES,
) -> Played:
    """Play a world, and check the books of the model itself at the end of every day.

    Parameters
    ----------
    paths
        Factors in force on each day, shape (day, draw).
    futures
        How many.
    """
    draws = replace(draw_world(scenario, futures, seed), paths=paths or {})
    programme = Programme(scenario, draws, seed=seed, chance=chance)
    programme.clock.daily(JOURNAL, lambda day: check(programme))
    return Played(scenario, draws, programme.run(), chance is Expectation)


def _first(one: Any, other: Any, wrong: Array) -> str:
    one, other, wrong = np.broadcast_arrays(one, other, wrong)
    at = tuple(int(i) for i in np.argwhere(wrong)[0])
    return f"{one[at]} against {other[at]} at {at}"
