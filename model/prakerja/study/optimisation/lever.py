"""Levers: numbers and dates of a policy that a search may set."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from prakerja.scenario import InputError, Problem, Scenario


@dataclass(frozen=True)
class Lever:
    """A value of the policy, by dotted path, and the ends between which it may be set.

    Attributes
    ----------
    low, high
        Numbers; of a date, its ordinal.
    kind
        ``int``, ``float`` or ``date``, as the scenario has it.
    """

    path: str
    low: float
    high: float
    kind: type

    @classmethod
    def of(cls, scenario: Scenario, path: str, low: float | str | date, high: float | str | date) -> Lever:
        """Make a lever of a value that the scenario's policy states.

        Raises
        ------
        InputError
            If there is no such value, it is neither number nor date, or the ends are not in order.
        """
        now = stated(scenario, path)
        kind = date if isinstance(now, date) else type(now)
        if not path.startswith("policy.") or kind not in (int, float, date):
            said = "must be a number or a date of the policy, such as policy.quota.places"
            raise InputError("optimise", [Problem("search", path, said)])
        ends = [_number(end, kind, path) for end in (low, high)]
        if ends[0] >= ends[1]:
            raise InputError("optimise", [Problem(path, f"{low}:{high}", "must be from low to high")])
        lever = cls(path, ends[0], ends[1], kind)
        for end in ends:
            scenario.replace({path: lever.value(end)})  # says what is not allowed
        return lever

    @classmethod
    def read(cls, scenario: Scenario, text: str) -> Lever:
        """Read one, such as ``policy.quota.places=200000:1600000``."""
        path, equals, ends = text.partition("=")
        low, colon, high = ends.partition(":")
        if not (equals and colon):
            said = "must read like policy.quota.places=200000:1600000"
            raise InputError("optimise", [Problem("--search", text, said)])
        return cls.of(scenario, path.strip(), low.strip(), high.strip())

    @property
    def step(self) -> float:
        """What neighbouring settings differ by: a round number, of which the range holds 200 to 500, or a whole one.

        Examples
        --------
        >>> Lever("policy.quota.places", 200_000, 1_600_000, int).step
        5000
        """
        fine = (self.high - self.low) / 200
        size = 10.0 ** math.floor(math.log10(fine))
        near = max(times for times in (1, 2, 5) if times * size <= fine * (1 + 1e-9)) * size
        return near if self.kind is float else max(1, round(near))

    @property
    def last(self) -> int:
        """The number of the high end, the low end being 0."""
        return math.ceil((self.high - self.low) / self.step - 1e-9)

    def value(self, number: float) -> int | float | date:
        """Return the setting next to a number, as the scenario states it."""
        return self.at(self.index(number))

    def index(self, number: float) -> int:
        """Return which setting is next to a number."""
        return self.last if number >= self.high else max(0, round((number - self.low) / self.step))

    def at(self, index: int) -> int | float | date:
        """Return a setting by its number."""
        near = min(self.low + index * self.step, self.high)
        if self.kind is date:
            return date.fromordinal(round(near))
        return near if self.kind is float else round(near)

    def number(self, value: int | float | date) -> float:
        """Return the number of a setting."""
        return float(value.toordinal() if isinstance(value, date) else value)


def stated(scenario: Scenario, path: str) -> object:
    """Return what a scenario states at a dotted path; None where there is nothing."""
    value: object = scenario
    for key in path.split("."):
        value = value.get(key) if isinstance(value, dict) else getattr(value, key, None)
    return value


def _number(end: float | str | date, kind: type, path: str) -> float:
    try:
        if kind is date:
            return float((end if isinstance(end, date) else date.fromisoformat(str(end))).toordinal())
        number = float(str(end).replace("_", ""))
        if not math.isfinite(number) or (kind is int and number % 1):
            raise ValueError
        return number
    except ValueError:
        said = {date: "a date such as 2020-11-30", int: "a whole number"}.get(kind, "a number")
        raise InputError("optimise", [Problem(path, str(end), f"must be {said}")]) from None
