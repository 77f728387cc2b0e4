"""One wave that has opened, with those who have decided to join it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts
from prakerja.scenario import Slot


@dataclass
class Wave:
    """A wave from its opening to its announcement.

    Attributes
    ----------
    number
        The place of its slot in the order of announcements.
    slot
        Its days and rules.
    opened
        In which futures it opened, shape (draw,).
    places
        Its quota, shape (draw,).
    fresh, again
        Who will join on each day of the window, shape (day, draw): for the first time, or unselected before.
    again_cells
        The cells of those unselected before, shape (cell, draw).
    members
        Everyone who has joined or decided to join so far, shape (draw,).
    first_timers
        Who has joined for the first time so far, shape (draw,); zero at the opening.
    """

    number: int
    slot: Slot
    opened: NDArray[np.bool_]
    places: Counts
    fresh: Counts
    again: Counts
    again_cells: Counts
    members: Counts
    first_timers: Counts

    @classmethod
    def empty(
        cls, chance: Chance, number: int, slot: Slot, opened: NDArray[np.bool_], places: Counts, cells: int
    ) -> Wave:
        """Return a wave that nobody has decided to join."""
        draws, days = len(opened), slot.closes - slot.opens + 1
        shapes = ((days, draws), (days, draws), (cells, draws), (draws,), (draws,))
        return cls(number, slot, opened, places, *(np.zeros(shape, dtype=chance.dtype) for shape in shapes))

    def is_open(self, day: int) -> bool:
        """Say whether it can be joined on a day."""
        return self.slot.opens <= day <= self.slot.closes
