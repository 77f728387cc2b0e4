"""Faults put into one engine on purpose, to see that the comparison finds them. This is the only place that patches it.

Most are an input that is a little off, given to the twin alone: an off-by-one in a rule is the same as that rule with
another number. The others replace a method: of the twin, since what the programme does in compiled loops is not to be
replaced from outside; but a twin lives one future, so what futures may not share is shared in the programme.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any
from unittest.mock import patch

from prakerja.person import earn, office, run, stage, town, train, view
from prakerja.person import wave as waves
from prakerja.person.future import Future
from prakerja.person.members import Members
from prakerja.person.partner import Partner
from prakerja.person.stage import InForce, Step
from prakerja.programme import Dice
from prakerja.scenario import slots_of
from tests.worlds.tiny import day

Patches = Callable[[], list[Any]]


@dataclass(frozen=True)
class Fault:
    """A fault: the world in which to look, where it must show, and what it changes; of futures that share something."""

    world: str
    shows_in: str
    changes: dict[str, Any] = field(default_factory=dict)
    patches: Patches = list
    shared: bool = False


@contextmanager
def injected(fault: Fault) -> Iterator[None]:
    """Let an engine run with a fault; the twin's own check of the books is off, which would find some of them first."""
    replaced = [patch.object(run, "check", lambda town: None), *fault.patches()]
    try:
        for one in replaced:
            one.start()
        yield
    finally:
        patch.stopall()


def _late(kind: str) -> Patches:
    """Make a lag a day longer."""
    step = Future.step

    def late(self: Future, what: str, today: int, last: int | None = None) -> Step:
        found = step(self, what, today, last)
        return Step(found.probability, [0.0, *found.lag]) if what == kind else found

    return lambda: [patch.object(Future, "step", late)]


def _under_way_untouched() -> list[Any]:
    """Change nothing for who began a stage up to the as-of date."""
    step = Future.step

    def of_its_day(self: Future, what: str, today: int, last: int | None = None) -> Step:
        if self.days_of_change(today):
            return step(self, what, today, last)
        return step(Future(self.scenario.replace({"world.change": None}), self.draws), what, today, last)

    return [patch.object(Future, "step", of_its_day)]


def _usual_window() -> list[Any]:
    """Let people hurry before the end of the usual window, whatever their wave's own is."""
    step = Future.step

    def usual(self: Future, what: str, today: int, last: int | None = None) -> Step:
        return step(self, what, today, today + 5 if what == "purchase" else last)

    return [patch.object(Future, "step", usual)]


def _hurry_instead() -> list[Any]:
    """Let the factor of hurry take the place of that of the change, on a day that has both."""
    in_force = Future._in_force

    def either(self: Future, kind: str, today: int, last: int | None) -> InForce:
        alone = in_force(Future(self.scenario.replace({"world.change": None}), self.draws), kind, today, last)
        both = in_force(self, kind, today, last)
        return both if alone == InForce() else InForce(alone.hazard, both.odds)

    return [patch.object(Future, "_in_force", either)]


def _pays(*, failure_costs: bool = True, place_kept: bool = True, first_first: bool = True) -> Patches:
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


def _slots(**later: int) -> Patches:
    """Move days of every wave."""

    def moved(scenario: Any) -> Any:
        return tuple(
            replace(slot, **{key: getattr(slot, key) + days for key, days in later.items()})
            for slot in slots_of(scenario)
        )

    return lambda: [patch.object(town, "slots_of", moved)]


def _survey_twice() -> list[Any]:
    answer = earn._answer

    def twice(person: Any, town: Any, partner: Any, number: int) -> Any:
        town.env.process(answer(person, town, partner, number))
        return answer(person, town, partner, number)

    return [patch.object(earn, "_answer", twice)]


def _revoked_still_counted() -> list[Any]:
    def keep(person: Any, town: Any) -> None:
        person.note("revoked")

    return [patch.object(train, "_revoke", keep)]


def _leftover_dropped() -> list[Any]:
    def select(wave: Any, places: int, weights: Any, luck: Any) -> Any:
        kept = int(wave.slot.priority_share * places)
        chosen = []
        for listed, part in ((True, kept), (False, places - kept)):
            group = [person for person in wave.candidates if person.listed is listed]
            chosen += waves._draw(group, waves._by_province(group, part, weights), weights, luck)
        return chosen

    return [patch.object(office, "select", select)]


def _weights_ignored() -> list[Any]:
    def choose(self: Members[Any], luck: Any) -> Any:
        there = self.present()
        return there[int(luck.unit() * len(there))]

    return [patch.object(Members, "choose", choose)]


def _pledges_forgotten() -> list[Any]:
    return [patch.object(view, "_pledged", lambda waves: 0)]


def _platform_last_come_first() -> list[Any]:
    from prakerja.person.desk import Place

    return [patch.object(Place, "__lt__", lambda self, other: (self.day, self.tie) > (other.day, other.tie))]


def _hazard_late() -> list[Any]:
    hazards = stage._hazards
    return [patch.object(stage, "_hazards", lambda shares: [0.0, *hazards(shares)[:-1]])]


def _path_late() -> list[Any]:
    on_path = Future.on_path
    return [patch.object(Future, "on_path", lambda self, name, today: on_path(self, name, max(today - 1, 0)))]


def _streams_shared() -> list[Any]:
    """Give the second of two draws the stream of the first."""
    own = Dice.streams
    return [patch.object(Dice, "streams", staticmethod(lambda seed, draws, name: own(seed, draws // 2, name)))]


def _windows(first: int, last: int) -> dict[str, Any]:
    return {"s": {"first": day(first), "last": day(last)}}


FAULTS: dict[str, Fault] = {
    "a purchase comes one day late": Fault("training", "ordered", patches=_late("purchase")),
    "a completion comes one day late": Fault("training", "completed", patches=_late("completion")),
    "a validation comes one day late": Fault("paying", "validated", patches=_late("validation")),
    "a retry loses its place": Fault("paying", "first_wait", patches=_pays(place_kept=False)),
    "failed attempts use no capacity": Fault("paying", "attempted", patches=_pays(failure_costs=False)),
    "the last due is paid first": Fault("paying", "first_wait", patches=_pays(first_first=False)),
    "a platform serves the last comer first": Fault("late", "wave_revoked", patches=_platform_last_come_first),
    "a survey is sent twice": Fault("paying", "paid_survey", patches=_survey_twice),
    "a revoked person is still counted": Fault("training", "revoked", patches=_revoked_still_counted),
    "a leftover place is dropped": Fault("listed", "wave_selected", patches=_leftover_dropped),
    "those who move ignore the weights": Fault("handover", "backlog", patches=_weights_ignored),
    "places of open waves are forgotten": Fault("planned", "selected", patches=_pledges_forgotten),
    "waves close one day late": Fault("applying", "joined", patches=_slots(closes=1)),
    "waves are announced one day late": Fault("applying", "selected", patches=_slots(announces=1)),
    "the window is one day longer": Fault("planned", "revoked", {"policy.purchase.window_days": 6}),
    "the deadline is one day later": Fault("late", "bought", {"policy.training.deadline": day(12)}),
    "a failure comes back one day late": Fault("paying", "first_wait", {"policy.payment.retry_days": 4}),
    "incentives are 13 days apart, not 12": Fault("paying", "paid", {"policy.payment.days_between_incentives": 13}),
    "surveys are paid one day late": Fault("paying", "paid_survey", {"policy.payment.survey_after_days": 4}),
    "an institution is suspended one day longer": Fault(
        "training", "started", {"policy.institutions.i": {"suspensions": _windows(7, 11)}}
    ),
    "payments are suspended one day longer": Fault("shocks", "paid", {"policy.payment.suspensions": _windows(20, 23)}),
    "an outage is over one day early": Fault("shocks", "backlog", {"world.outages.o.last": day(17)}),
    "the bank pays at weekends": Fault(
        "paying",
        "attempted",
        {"policy.partners": {"bank": {"working_days_only": False}, "wallet": {"working_days_only": False}}},
    ),
    "an era ends one day early": Fault("training", "ordered", {"world.eras.old.until": day(4)}),
    "an interruption lasts one day less": Fault("planned", "selected", {"world.interruption.lasts_days": 3.0}),
    "things change one day late": Fault("changing", "ordered", {"as_of": day(6)}),
    "capacity changes at once": Fault("changing", "attempted", {"world.change.over_days": 1.0}),
    "the speed of completion is forgotten": Fault("changing", "completed", {"world.change.completion_speed": 1.0}),
    "the change does not touch those under way": Fault("changing", "completed", patches=_under_way_untouched),
    "people hurry to order for one day only": Fault("hurried", "ordered", {"world.hurry.days": 1}),
    "the hurry before the window ends is forgotten": Fault("hurried", "ordered", {"world.hurry.window": 1.0}),
    "the hurry before the deadline is forgotten": Fault("hurried", "completed", {"world.hurry.deadline": 1.0}),
    "people hurry at the end of the usual window": Fault("hurried", "ordered", patches=_usual_window),
    "hurry takes the place of the change": Fault("hurried", "ordered", patches=_hurry_instead),
    "the unselected never lose patience": Fault("applying", "wave_joined", {"world.joining.patience_days": 400.0}),
    "the odds of joining are forgotten": Fault("changing", "joined", {"world.change.joining_odds": 1.0}),
    "more registrations are forgotten": Fault("changing", "registered", {"world.change.opening_registrations": 1.0}),
    "more from day to day are forgotten": Fault("changing", "registered", {"world.change.steady_registrations": 1.0}),
    "the office can have one more paid a day": Fault("paying", "attempted", {"world.payment.daily_capacity": 6.3}),
    "partners do not share what the office can": Fault("paying", "attempted", {"world.payment.daily_capacity": inf}),
    "a mass failure is over one day early": Fault("shocks", "paid", {"world.mass_failures.lasts_days": 1.0}),
    "mass failures come one day late": Fault("shocks", "attempted", {"world.mass_failures.first_after_days": 8.5}),
    "the odds of validation are forgotten": Fault("changing", "validated", {"world.change.validation_odds": 1.0}),
    "a hazard comes one age late": Fault("changing", "completed", patches=_hazard_late),
    "a path is read one day late": Fault("drifting", "ordered", patches=_path_late),
    "two draws share a stream": Fault("applying", "registered", patches=_streams_shared, shared=True),
    "provinces are left to chance": Fault(
        "listed", "selected_by_province", {"policy.selection.province_weights": "none"}
    ),
    "days of registration vary less": Fault("applying", "registered", {"world.registration.day_to_day_cv": 0.3}),
    **{
        f"{path.removeprefix('world.')} is 1 % off": Fault("rates", shows_in, {path: value * 0.99})
        for path, value, shows_in in (
            ("world.registration.identity_verified", 0.95, "identity_verified"),
            ("world.purchase.probability", 0.95, "bought"),
            ("world.completion.probability", 0.95, "completed"),
            ("world.validation.probability", 0.95, "validated"),
            ("world.survey.response", 0.95, "paid_survey"),
        )
    },
}
"""By what is wrong."""
