"""The programme office: opens waves, gives out their places, and says what is still available."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from prakerja.person.hours import ANNOUNCING, OPENING
from prakerja.person.luck import Luck
from prakerja.person.money import affordable
from prakerja.person.view import view_of
from prakerja.person.wave import Wave, select
from prakerja.policy import Quota, ask
from prakerja.scenario import Slot

if TYPE_CHECKING:
    from prakerja.person.town import Town

_APART = 1 / 64  # of an hour: waves that open on one day open one after the other


class Office:
    """The programme office; every possible wave is a process of it.

    Attributes
    ----------
    waves
        Those that have opened, in the order of opening.
    opening
        Comes, with the wave, at the next opening; then there is a new one.
    """

    def __init__(self, town: Town, quota: Quota, luck: Luck) -> None:
        self.town, self.quota, self.luck = town, quota, luck
        self.waves: list[Wave] = []
        self.opening = town.env.event()
        on_a_day: Counter[int] = Counter()
        for number, slot in enumerate(town.slots):
            town.env.process(self._run(number, slot, OPENING + on_a_day[slot.opens] * _APART))
            on_a_day[slot.opens] += 1

    def latest_open(self) -> Wave | None:
        """Give the open wave that opened last, if one is open today."""
        today = self.town.clock.today
        for wave in reversed(self.waves):
            if today <= wave.slot.closes:
                return wave
        return None

    def pledged(self) -> int:
        """Count the places of waves that have opened and are not announced."""
        return sum(wave.places for wave in self.waves if not wave.announced.triggered)

    def _run(self, number: int, slot: Slot, hour: float) -> Generator[simpy.Event, None, None]:
        yield self.town.clock.until(slot.opens, hour)
        places = self._asked(slot) if slot.places is None else slot.places
        if slot.places is None and places == 0:
            return
        wave = Wave(self.town.env, number, slot, places)
        self.waves.append(wave)
        opening, self.opening = self.opening, self.town.env.event()
        opening.succeed(wave)
        yield self.town.clock.until(slot.announces, ANNOUNCING)
        self._announce(wave)

    def _asked(self, slot: Slot) -> int:
        return 0 if self._interrupted(slot.opens) else int(ask(self.quota, view_of(self.town))[0])

    def _interrupted(self, day: int) -> bool:
        scenario, future = self.town.scenario, self.town.future
        if scenario.world.interruption is None:
            return False
        first = scenario.days.number(scenario.as_of) + int(future.number("interruption.starts_after_days"))
        return first <= day < first + max(1, int(future.number("interruption.lasts_days")))

    def _announce(self, wave: Wave) -> None:
        places = min(wave.places, affordable(self.town))
        selected = select(wave, places, self._weights(wave.slot), self.luck)
        books = self.town.books
        books.waves[wave.number].counts["cut"] = wave.places - places
        for person in selected:
            person.wave = wave.number
            books.provinces[person.province] += self.town.clock.today <= self.town.future.year_end
            books.count("selected", wave.number)
        wave.announced.succeed({person.number for person in selected})

    def _weights(self, slot: Slot) -> list[float] | None:
        if slot.province_weights == "none":
            return None
        weights = self.town.scenario.policy.province_weights[slot.province_weights]
        return [weights[name] for name in self.town.future.names("provinces")]
