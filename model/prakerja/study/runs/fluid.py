"""Quantities on the fluid engine: what a world gives in expectation, without dice, many worlds at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import numpy as np

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.study.runs.block import BLOCK
from prakerja.study.runs.quantities import quantity
from prakerja.study.runs.spread import Map

Reading = tuple[str, date]
"""A quantity, by name, on a day."""


class Fluid:
    """Runs worlds of a scenario without dice, and reads quantities off them.

    Parameters
    ----------
    scenario
        What to run.
    readings
        What to read: quantities on days. The clock stops after the last of them.
    progress
        Is told after every block how many runs are done.
    spread
        Where blocks are run.

    Examples
    --------
    >>> from prakerja.scenario import load, middle_world
    >>> scenario = load("scenarios/small.toml")
    >>> at_launch = ("selected", scenario.clock.launch)
    >>> Fluid(scenario, [at_launch]).run(middle_world(scenario))[at_launch].tolist()
    [0.0]
    """

    def __init__(
        self,
        scenario: Scenario,
        readings: list[Reading],
        progress: Callable[[int], None] | None = None,
        spread: Map = map,
    ) -> None:
        self._scenario, self._progress, self._spread, self.runs = scenario, progress, spread, 0
        self._days = {reading: scenario.days.number(reading[1]) for reading in readings}

    def run(self, world: Draws) -> Mapping[Reading, Floats]:
        """Run every draw; each reading comes with shape (draw,)."""
        blocks = [world.part(first, first + BLOCK) for first in range(0, len(world), BLOCK)]
        parts: list[dict[Reading, Floats]] = []
        for block, part in zip(
            blocks, self._spread(_run, [(self._scenario, block, self._days) for block in blocks]), strict=True
        ):
            parts.append(part)
            self.runs += len(block)
            if self._progress:
                self._progress(self.runs)
        return {reading: np.concatenate([part[reading] for part in parts]) for reading in self._days}


def _run(block: tuple[Scenario, Draws, Mapping[Reading, int]]) -> dict[Reading, Floats]:
    scenario, world, days = block
    kept = {name for asked, _ in days for name in quantity(asked).series}
    journal = simulate(scenario, world, chance=Expectation, until=max(days.values()), kept=kept)
    return {
        reading: np.asarray(quantity(reading[0]).daily(journal.__getitem__)[day], dtype=np.float64)
        for reading, day in days.items()
    }
