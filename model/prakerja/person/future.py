"""One future: the numbers of one draw of the world, in the form in which people ask for them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from prakerja.person.classes import OwnOdds
from prakerja.person.exact import floor_of
from prakerja.person.luck import cumulative
from prakerja.person.stage import InForce, Step, step_by_day
from prakerja.scenario import Draws, Scenario

_IN_THE_LAST_DAYS = {"purchase": "window", "completion": "deadline"}
"""The factor of ``world.hurry`` on a stage."""


@dataclass(frozen=True)
class Future:
    """A scenario and one draw of its world.

    Raises
    ------
    ValueError
        If there is not exactly one draw.
    """

    scenario: Scenario
    draws: Draws

    def __post_init__(self) -> None:
        if len(self.draws) != 1:
            raise ValueError(f"draws holds {len(self.draws)} draws; must be one: draws.part(i, i + 1)")

    def number(self, path: str) -> float:
        """Return a value of the world by its path after ``world.``."""
        if path not in self._numbers:
            self._numbers[path] = float(self.draws[f"world.{path}"][0])
        return self._numbers[path]

    def lag(self, path: str) -> list[float]:
        """Return the cumulative shares of a lag's days."""
        if path not in self._lags:
            self._lags[path] = cumulative(self.draws.lag(f"world.{path}")[:, 0].tolist())
        return self._lags[path]

    def names(self, kind: str) -> list[str]:
        """Name the platforms, institutions, partners or provinces, in order."""
        return self.draws.names(kind)

    def step(self, kind: str, day: int, last: int | None = None, of: str | None = None) -> Step:
        """Return how ``purchase``, ``completion`` or ``validation`` goes for who comes to it on a day.

        Parameters
        ----------
        last
            The last day on which it can be taken, before which people may hurry; None where there is none. That
            nobody takes it later is for the caller to see to.
        of
            The class of who comes to it; None where the odds are those stated.
        """
        if (kind, day, last, of) not in self._steps:
            self._steps[kind, day, last, of] = self._step(kind, day, last, of)
        return self._steps[kind, day, last, of]

    def willing(self, who: str, day: int) -> float:
        """Return the probability that one of the ``fresh``, or who tries ``again``, decides on a day to join a wave."""
        stated, odds = self.number(f"joining.{who}"), self.factor("joining_odds", day)
        return stated if odds == 1 else stated * odds / (stated * odds + 1 - stated)

    def coming_steadily(self, day: int) -> float:
        """Return the persons a day who would register on a day without an opening or a launch."""
        return self.number("registration.steady_per_day") * self.factor("steady_registrations", day)

    def drawn_by_openings(self, day: int) -> float:
        """Return the persons a day who would register on a day, had a wave just opened."""
        return self.number("registration.opening_per_day") * self.factor("opening_registrations", day)

    def factor(self, name: str, day: int) -> float:
        """Return what is in force on a day by a name of ``world.change``: the change, if it has begun, times the path.

        That of a capacity gets there over some days, so it is asked for its path alone.
        """
        changed = self.changed(name) if self.days_of_change(day) else 1.0
        return changed * self.on_path(name, day)

    def changed(self, name: str) -> float:
        """Return the factor that comes after the as-of date by a name of ``world.change``, of the size stated."""
        stated, change = self.number(f"change.{name}"), self.scenario.world.change
        if change is None or change.size is None:
            return stated
        return round(min(max(stated ** self.number("change.size"), 0.01), 100.0), 12)  # its last digits are noise

    def on_path(self, name: str, day: int) -> float:
        """Return the factor of a day on the path of a name times what it has wandered to; 1 where there is neither.

        After the clock has ended there is no path, and a rate wanders no further.
        """
        path = self._paths.get(name, [])
        return self._wandered(name, day) * (path[day] if day < len(path) else 1.0)

    def _wandered(self, name: str, day: int) -> float:
        """Return the factor to which a rate has wandered: it steps every so many days, from its first day on."""
        drift = self.scenario.world.drift
        if drift is None or name not in drift.rates:
            return 1.0
        days, rate, every = self.scenario.days, drift.rates[name], drift.every_days
        taken = (days.date(min(day, len(days) - 1)) - rate.since).days // every + 1
        left = 1.0 if rate.forgets_after_days is None else math.exp(-every / rate.forgets_after_days)
        far = 0.0
        for step in range(taken):
            far = left * far + self.number(f"drift.{name}.{rate.since + timedelta(days=step * every)}")
        in_a_quarter = every / 91 if left == 1 else (1 - left**2) / (1 - left ** (182 / every))  # as a variance
        far *= math.log(self.number(f"drift.{name}.in_a_quarter")) / 1.6448536269514722
        far *= self.number("drift.size") * math.sqrt(in_a_quarter)
        return round(min(max(math.exp(far), 0.01), 100.0), 12)  # its last digits are noise

    def linked_from(self, day: int) -> int:
        """Return the first day, from one on, on which an account can be linked."""
        stop, number = self.scenario.world.linking_stop, self.scenario.days.number
        return number(stop.last) + 1 if stop and number(stop.first) <= day <= number(stop.last) else day

    def days_of_change(self, day: int) -> int:
        """Say for how many days things have been changing: 0 up to the as-of date, or if nothing ever changes."""
        if self.scenario.world.change is None:
            return 0
        return max(0, day - self._as_of)

    @cached_property
    def _numbers(self) -> dict[str, float]:
        return {}

    @cached_property
    def _lags(self) -> dict[str, list[float]]:
        return {}

    @cached_property
    def _paths(self) -> dict[str, list[float]]:
        return {name: path[:, 0].tolist() for name, path in self.draws.paths.items()}

    @cached_property
    def own(self) -> OwnOdds:
        """Who has odds of their own."""
        return OwnOdds(self.scenario, self.draws)

    @cached_property
    def provinces(self) -> list[float]:
        """The cumulative shares of the provinces among those who register."""
        return cumulative(self.draws.weights("provinces")[:, 0].tolist())

    @cached_property
    def _as_of(self) -> int:
        return self.scenario.days.number(self.scenario.as_of)

    @cached_property
    def _steps(self) -> dict[tuple[str, int, int | None, str | None], Step]:
        return {}

    @cached_property
    def _eras(self) -> dict[str, list[tuple[int, str]]]:
        number, eras = self.scenario.days.number, self.scenario.world.eras
        by_end = sorted(eras, key=lambda name: eras[name].until)
        return {
            kind: [
                (number(eras[name].until), f"eras.{name}.{kind}")
                for name in by_end
                if getattr(eras[name], kind) is not None
            ]
            for kind in ("purchase", "completion", "validation")
        }

    def _step(self, kind: str, day: int, last: int | None, of: str | None) -> Step:
        path = next((path for until, path in self._eras[kind] if day <= until), kind)
        probability, up_to = self.number(f"{path}.probability"), self.lag(f"{path}.lag")
        hurries = last if self._can_hurry(kind, day) else None
        in_force = [self._in_force(kind, on, hurries, of) for on in range(day, day + len(up_to))]
        if all(now == InForce() for now in in_force):
            return Step(probability, up_to)
        return step_by_day(probability, self.draws.lag(f"world.{path}.lag")[:, 0].tolist(), in_force)

    def _can_hurry(self, kind: str, came: int) -> bool:
        """Return whether who comes to a stage on a day hurries in its last days; to order, maybe later waves only."""
        hurry = self.scenario.world.hurry
        if hurry is None or hurry.announced_from is None or kind != "purchase":
            return hurry is not None
        return self.scenario.days.date(came) >= hurry.announced_from

    def _in_force(self, kind: str, day: int, last: int | None, of: str | None) -> InForce:
        """Return the factors on a stage on a day, for those of a class."""
        hazard, odds = self.factor(f"{kind}_speed", day), self.factor(f"{kind}_odds", day) * self.own.odds(of, kind)
        hurry = self.scenario.world.hurry
        if hurry is not None and last is not None and last - hurry.days < day <= last:
            hazard *= self.number(f"hurry.{_IN_THE_LAST_DAYS[kind]}")
        return InForce(hazard, odds)

    @cached_property
    def first_price(self) -> int:
        """What the first course costs (rupiah)."""
        return floor_of(self.number("purchase.first_price_share"), self.scenario.policy.benefits.training)

    @cached_property
    def later_price(self) -> int:
        """What the later courses cost together (rupiah)."""
        left = self.scenario.policy.benefits.training - self.first_price
        return floor_of(self.number("purchase.later_price_share"), left)

    @cached_property
    def deadline(self) -> int:
        """The last day of training."""
        return self.scenario.days.number(self.scenario.policy.training.deadline)

    @cached_property
    def year_end(self) -> int:
        """The day by which the once-figures are counted; the last day, if that comes first."""
        days = self.scenario.days
        return min(days.number(self.scenario.clock.year_end), len(days) - 1)
