"""Selection: waves open, people join them, and the office selects at random within groups."""

from __future__ import annotations

import numpy as np

from prakerja.policy import Quota, View, share_out
from prakerja.programme.chance import Chance, Counts, Floats
from prakerja.programme.clock import JOINING, SELECTION, Clock
from prakerja.programme.training import Training
from prakerja.programme.treasury import Treasury
from prakerja.programme.wave import Wave
from prakerja.scenario import Draws, Scenario, Slot, slots_of

LIST, OTHERS = 0, 1
NEVER_OPEN = -1


class Selection:
    """The waves and the people who wait for one. Cells are (group, province), the group being LIST or OTHERS."""

    def __init__(
        self, clock: Clock, chance: Chance, scenario: Scenario, draws: Draws, training: Training, treasury: Treasury
    ) -> None:
        self._clock, self._chance, self._draws = clock, chance, draws
        self._training, self._treasury = training, treasury
        self._scenario, self.slots = scenario, slots_of(scenario)
        self.provinces = draws.names("provinces")
        nobody = chance.zeros(len(draws))
        self.verified_today, self.fresh, self.ineligible = nobody, nobody, nobody
        self.unselected = chance.zeros(2 * len(self.provinces), len(draws))
        self.joined, self.selected = nobody, nobody
        self.selected_by_province = chance.zeros(len(self.provinces), len(draws))
        self.days_open = np.full(len(draws), NEVER_OPEN)
        self.open_waves: list[Wave] = []
        self._new_cells = chance.splitting(self._cell_shares())
        longest = max((slot.closes - slot.opens for slot in self.slots), default=0) + 1
        self.joined_wave = chance.zeros(len(self.slots), longest, len(draws))
        self.joined_by_wave = chance.zeros(len(self.slots), len(draws))
        self.selected_by_wave = chance.zeros(len(self.slots), len(draws))
        self.cut_by_ceiling = chance.zeros(len(self.slots), len(draws))
        self.quota: Quota | None = None
        self.look: _Look | None = None
        clock.daily(SELECTION, self.announce_and_open)
        clock.daily(JOINING, self.join)
