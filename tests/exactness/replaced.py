"""What is replaced in an engine to make it faulty: each function returns the patches of one fault, not yet begun."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from prakerja.person import earn, journal, office, reach, stage, town, train, view
from prakerja.person import wave as waves
from prakerja.person.future import Future
from prakerja.person.members import Members
from prakerja.person.partner import Partner
from prakerja.person.stage import InForce, Step
from prakerja.programme import Dice
from prakerja.scenario import slots_of

Patches = Callable[[], list[Any]]


def late(kind: str) -> Patches:
    """Make a lag a day longer."""
    step = Future.step

    def late(self: Future, what: str, today: int, last: int | None = None, of: str | None = None) -> Step:
        found = step(self, what, today, last, of)
        return Step(found.probability, [0.0, *found.lag]) if what == kind else found

    return lambda: [patch.object(Future, "step", late)]


def under_way_untouched() -> list[Any]:
    """Change nothing for who began a stage up to the as-of date."""
    step = Future.step

    def of_its_day(self: Future, what: str, today: int, last: int | None = None, of: str | None = None) -> Step:
        if self.days_of_change(today):
            return step(self, what, today, last, of)
        return step(Future(self.scenario.replace({"world.change": None}), self.draws), what, today, last, of)

    return [patch.object(Future, "step", of_its_day)]


def usual_window() -> list[Any]:
    """Let people hurry before the end of the usual window, whatever their wave's own is."""
    step = Future.step

    def usual(self: Future, what: str, today: int, last: int | None = None, of: str | None = None) -> Step:
        return step(self, what, today, today + 5 if what == "purchase" else last, of)

    return [patch.object(Future, "step", usual)]


def hurry_instead() -> list[Any]:
    """Let the factor of hurry take the place of that of the change, on a day that has both."""
    in_force = Future._in_force

    def either(self: Future, kind: str, today: int, last: int | None, of: str | None) -> InForce:
        alone = in_force(Future(self.scenario.replace({"world.change": None}), self.draws), kind, today, last, of)
        both = in_force(self, kind, today, last, of)
        return both if alone == InForce() else InForce(alone.hazard, both.odds)

    return [patch.object(Future, "_in_force", either)]


def pays(*, failure_costs: bool = True, place_kept: bool = True, first_first: bool = True) -> Patches:
    """Make a partner pay by another rule."""

    def pay(self: Partner, today: int) -> None:
        while self._resting and self._resting[0][0] <= today:
            heapq.heappush(self._open, heapq.heappop(self._resting)[1])
        most, up_to = self.paydays.most(today), self.paydays.due_up_to(today)
        self.attempted = self.failed = 0
        can = [due for due in self._open if due.day <= up_to]
        can.sort(key=lambda due: (due.ready if not place_kept else 0, due), reverse=not first_first)
        used = 0
        for due in can:
            if used >= most:
                break
            self._open.remove(due)
            self.attempted += 1
            fails = self.luck.chance(self.failure)
            used += failure_costs or not fails
            if fails:
                self.failed += 1
                self._rest(due, today + self.retry_days)
            else:
                self._count(due, -1)
                due.made.succeed(today)
        heapq.heapify(self._open)

    return lambda: [patch.object(Partner, "_pay", pay)]


def slots(**later: int) -> Patches:
    """Move days of every wave."""

    def moved(scenario: Any) -> Any:
        return tuple(
            replace(slot, **{key: getattr(slot, key) + days for key, days in later.items()})
            for slot in slots_of(scenario)
        )

    return lambda: [patch.object(town, "slots_of", moved)]


def survey_twice() -> list[Any]:
    answer = earn._answer

    def twice(person: Any, town: Any, partner: Any, number: int) -> Any:
        town.env.process(answer(person, town, partner, number))
        return answer(person, town, partner, number)

    return [patch.object(earn, "_answer", twice)]


def revoked_still_counted() -> list[Any]:
    def keep(person: Any, town: Any) -> None:
        person.note("revoked")

    return [patch.object(train, "_revoke", keep)]


def revoked_in_their_group() -> list[Any]:
    return [patch.dict(reach._CAME_SO_FAR, effective=reach._CAME_SO_FAR["selected"])]


def groups_swapped() -> list[Any]:
    def swapped(people: Any, provinces: int) -> Any:
        found = reach.by_group_and_province(people, provinces)
        return {name: counts[::-1] if name.endswith("_by_group") else counts for name, counts in found.items()}

    return [patch.object(journal, "by_group_and_province", swapped)]


def leftover_dropped() -> list[Any]:
    def select(wave: Any, places: int, weights: Any, luck: Any) -> Any:
        kept = int(wave.slot.priority_share * places)
        chosen = []
        for listed, part in ((True, kept), (False, places - kept)):
            group = [person for person in wave.candidates if person.listed is listed]
            chosen += waves._draw(group, waves._by_province(group, part, weights), weights, luck)
        return chosen

    return [patch.object(office, "select", select)]


def weights_ignored() -> list[Any]:
    def choose(self: Members[Any], luck: Any) -> Any:
        there = self.present()
        return there[int(luck.unit() * len(there))]

    return [patch.object(Members, "choose", choose)]


def pledges_forgotten() -> list[Any]:
    return [patch.object(view, "_pledged", lambda waves: 0)]


def platform_last_come_first() -> list[Any]:
    from prakerja.person.desk import Place

    return [patch.object(Place, "__lt__", lambda self, other: (self.day, self.tie) > (other.day, other.tie))]


def hazard_late() -> list[Any]:
    hazards = stage._hazards
    return [patch.object(stage, "_hazards", lambda shares: [0.0, *hazards(shares)[:-1]])]


def path_late() -> list[Any]:
    on_path = Future.on_path
    return [patch.object(Future, "on_path", lambda self, name, today: on_path(self, name, max(today - 1, 0)))]


def streams_shared() -> list[Any]:
    """Give the second of two draws the stream of the first."""
    own = Dice.streams
    return [patch.object(Dice, "streams", staticmethod(lambda seed, draws, name: own(seed, draws // 2, name)))]
