"""Everything a person meets on the way: office, platforms, institutions, partners, books and clock."""

from __future__ import annotations

import simpy

from prakerja.person.applicant import Person
from prakerja.person.books import Books, WaveBooks
from prakerja.person.desk import institution, platform
from prakerja.person.diary import Diary
from prakerja.person.future import Future
from prakerja.person.hours import TownClock
from prakerja.person.luck import Luck
from prakerja.person.members import Members
from prakerja.person.office import Office
from prakerja.person.partner import Partner
from prakerja.policy import Quota
from prakerja.scenario import Draws, Scenario, slots_of


class Town:
    """One future of the programme, with nobody in it yet.

    Parameters
    ----------
    scenario, draws
        What was decided, and one draw of the world.
    seed
        Names the random numbers, together with each actor's name.
    quota
        The rule that gives the calendar's waves their places.
    follow
        The number of the person who keeps a diary.
    """

    def __init__(self, scenario: Scenario, draws: Draws, seed: int, quota: Quota, follow: int | None = None) -> None:
        self.scenario, self.seed, self.follow = scenario, seed, follow
        self.env = simpy.Environment()
        self.clock = clock = TownClock(self.env)
        self.future = future = Future(scenario, draws)
        self.slots = slots_of(scenario)
        self.books = Books([WaveBooks() for _ in self.slots])
        self.diary = Diary(clock, scenario.days)
        self.applying, self.training, self.earning = (Luck(seed, name) for name in ("applying", "training", "earning"))
        self.people: list[Person] = []
        names, weights = future.names, self._weights
        platforms = [platform(clock, future, name) for name in names("platforms")]
        self.platforms = Members(clock, scenario, "platforms", platforms, weights("platforms"))
        institutions = [institution(clock, future, name) for name in names("institutions")]
        self.institutions = Members(clock, scenario, "institutions", institutions, weights("institutions"))
        partners = [Partner(clock, future, name, Luck(seed, f"partner {name}")) for name in names("partners")]
        self.partners = Members(clock, scenario, "partners", partners, weights("partners"))
        self.office = Office(clock, future, self.slots, self.books, self.partners, quota, Luck(seed, "office"))

    def _weights(self, kind: str) -> list[float]:
        return [float(weight) for weight in self.future.draws.weights(kind)[:, 0]]
