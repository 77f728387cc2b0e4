"""One future: the numbers of one draw of the world, in the form in which people ask for them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from prakerja.person.exact import floor_of
from prakerja.person.luck import cumulative
from prakerja.scenario import Draws, Scenario


@dataclass(frozen=True)
class Step:
    """A step that somebody takes, or never: its probability, and the cumulative shares of its lag's days."""

    probability: float
    lag: list[float]


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

    def step(self, kind: str, day: int) -> Step:
        """Return how ``purchase``, ``completion`` or ``validation`` goes for who comes to it on a day."""
        path = next((path for until, path in self._eras[kind] if day <= until), kind)
        stated = self._stated(path)
        held = None if self.scenario.world.change is None else max(0, self._as_of + 1 - day)
        if held is None or held >= len(stated.lag):  # everyone is through before anything changes
            return stated
        if (path, held) not in self._steps:
            self._steps[path, held] = self._changed(path, kind, held)
        return self._steps[path, held]

    def willing(self, who: str, day: int) -> float:
        """Return the probability that one of the ``fresh``, or who tries ``again``, decides on a day to join a wave."""
        stated = self.number(f"joining.{who}")
        if not self.days_of_change(day):
            return stated
        favour = stated * self.number("change.joining_odds")
        return favour / (favour + 1 - stated)

    def coming_steadily(self, day: int) -> float:
        """Return the persons a day who would register on a day without an opening or a launch."""
        stated = self.number("registration.steady_per_day")
        return stated * self.number("change.steady_registrations") if self.days_of_change(day) else stated

    def drawn_by_openings(self, day: int) -> float:
        """Return the persons a day who would register on a day, had a wave just opened."""
        stated = self.number("registration.opening_per_day")
        return stated * self.number("change.opening_registrations") if self.days_of_change(day) else stated

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
    def provinces(self) -> list[float]:
        """The cumulative shares of the provinces among those who register."""
        return cumulative(self.draws.weights("provinces")[:, 0].tolist())

    @cached_property
    def _as_of(self) -> int:
        return self.scenario.days.number(self.scenario.as_of)

    @cached_property
    def _steps(self) -> dict[tuple[str, int], Step]:
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

    def _stated(self, path: str) -> Step:
        return Step(self.number(f"{path}.probability"), self.lag(f"{path}.lag"))

    def _changed(self, path: str, kind: str, held: int) -> Step:
        """Return a step of which so many days pass as stated: whoever is not through then has other odds and speed."""
        speed, odds = self.draws[f"world.change.{kind}_speed"], self.number(f"change.{kind}_odds")
        by_day = self.draws.hastened(f"world.{path}.lag", speed, held)[:, 0].tolist()
        stated = self.number(f"{path}.probability")
        first, then = [stated * share for share in by_day[:held]], [stated * share for share in by_day[held:]]
        in_time, later, never = sum(first), sum(then), 1 - stated
        if not later:
            return Step(stated, cumulative(by_day))
        # of those not through, odds x later : never are; together they are as many as before
        more = (later + never) * odds / (odds * later + never)
        return Step(in_time + more * later, cumulative([*first, *(more * share for share in then)]))

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
