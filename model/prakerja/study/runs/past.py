"""What several blocks have in common: the days before their scenarios part, simulated once for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from prakerja.programme import Programme
from prakerja.scenario import Draws, Scenario


@dataclass(frozen=True)
class Past:
    """Days from the launch on that are the same, bit for bit, in all programmes that have this past.

    Attributes
    ----------
    scenario, seed, world
        One of the programmes, and draws of a block.
    days
        How many days.
    """

    scenario: Scenario
    seed: int
    world: Draws
    days: int

    def run(self) -> Programme:
        """Return the programme on the evening of the last of these days."""
        programme = Programme(self.scenario, self.world.part(0, len(self.world)), self.seed)
        programme.run(self.days - 1)
        programme.clock.stop()
        return programme
