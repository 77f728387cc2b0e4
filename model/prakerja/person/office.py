"""The programme office: opens waves, gives out their places, and says what is still available."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from math import inf

import numpy as np
import simpy

from prakerja.person.applicant import Person
from prakerja.person.books import Books
from prakerja.person.exact import floor_of
from prakerja.person.future import Future
from prakerja.person.hours import ANNOUNCING, OPENING, TownClock
from prakerja.person.luck import Luck
from prakerja.person.members import Members
from prakerja.person.money import affordable
from prakerja.person.partner import Partner
from prakerja.person.view import view_of
from prakerja.person.wave import Wave, select
from prakerja.policy import Quota, ask, met, triggers_of
from prakerja.scenario import Slot

_APART = 1 / 64  # of an hour: waves that open on one day open one after the other


class Office:
    """The programme office; every possible wave is a process of it.

    Parameters
    ----------
    slots
        The waves that could open.
    books, partners
        What its rule is shown, and where it writes down whom it selects.
    quota
        The rule that gives the calendar's waves their places.

    Attributes
    ----------
    waves
        Those that have opened, in the order of opening.
    opening
        Comes, with the wave, at the next opening; then there is a new one.
    """

    def __init__(
        self,
        clock: TownClock,
        future: Future,
        slots: Sequence[Slot],
        books: Books,
        partners: Members[Partner],
        quota: Quota,
        luck: Luck,
    ) -> None:
        self.clock, self.future, self.slots, self.books, self.partners = clock, future, slots, books, partners
        self.quota, self.luck = quota, luck
        self.triggers = triggers_of(future.scenario)
        self.met = np.zeros((len(self.triggers), 1), dtype=bool)
        self.waves: list[Wave] = []
        self.opening = clock.env.event()
        on_a_day: Counter[int] = Counter()
        for number, slot in enumerate(slots):
            clock.env.process(self._run(number, slot, OPENING + on_a_day[slot.opens] * _APART))
            on_a_day[slot.opens] += 1

    def latest_open(self) -> Wave | None:
        """Return the open wave that opened last, if one is open today."""
        today = self.clock.today
        for wave in reversed(self.waves):
            if today <= wave.slot.closes:
                return wave
        return None

    def _run(self, number: int, slot: Slot, hour: float) -> Generator[simpy.Event, None, None]:
        yield self.clock.until(slot.opens, hour)
        places = self._asked(slot) if slot.places is None else slot.places
        if slot.places is None and places == 0:
            return
        wave = Wave(self.clock.env, number, slot, places)
        self.waves.append(wave)
        opening, self.opening = self.opening, self.clock.env.event()
        opening.succeed(wave)
        yield self.clock.until(slot.announces, ANNOUNCING)
        self._announce(wave)

    def _asked(self, slot: Slot) -> int:
        view = view_of(self.clock.today, self.future, self.books, self.partners, self.slots, self.waves, self.met)
        self.met = met(view, self.triggers)  # what is passed while all is interrupted has been passed
        return 0 if self._interrupted(slot.opens) else int(ask(self.quota, view)[0])

    def _interrupted(self, day: int) -> bool:
        scenario, future = self.future.scenario, self.future
        if scenario.world.interruption is None:
            return False
        first = scenario.days.number(scenario.as_of) + int(future.number("interruption.starts_after_days"))
        return first <= day < first + max(1, int(future.number("interruption.lasts_days")))

    def _announce(self, wave: Wave) -> None:
        self._close_the_list(wave.newcomers)
        places = min(wave.places, affordable(self.books, self.future.scenario.policy))
        selected = select(wave, places, self._weights(wave.slot), self.luck)
        self.books.waves[wave.number].counts["cut"] = wave.places - places
        self.books.candidates += wave.newcomers
        for person in selected:
            person.wave = wave.number
            self.books.count("selected", wave.number)
        wave.announced.succeed({person.number for person in selected})

    def _close_the_list(self, newcomers: Sequence[Person]) -> None:
        """Let newcomers whom the list has no room for, drawn at random, be others."""
        size = self.future.number("joining.list_size")
        if size == inf:
            return
        listed = [person for person in newcomers if person.listed]
        room = floor_of(size) - sum(person.listed for person in self.books.candidates)
        if len(listed) > room:
            for person in self.luck.some(listed, len(listed) - room):
                person.listed = False

    def _weights(self, slot: Slot) -> list[float] | None:
        if slot.province_weights == "none":
            return None
        weights = self.future.scenario.policy.province_weights[slot.province_weights]
        return [weights[name] for name in self.future.names("provinces")]
