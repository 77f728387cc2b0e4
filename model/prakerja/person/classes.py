"""Classes: people who have odds of their own, by group, by province, or by both."""

from __future__ import annotations

from prakerja.person.applicant import Person
from prakerja.scenario import Draws, Scenario


class OwnOdds:
    """Who is of which class, and the odds of each.

    Examples
    --------
    >>> from prakerja.scenario import load, middle_world
    >>> small = load("scenarios/small.toml")
    >>> slow = {"source": "example", "group": "list", "provinces": ["Bali"], "completion_odds": 0.5}
    >>> world = small.replace({"world.classes": {"slow": slow}})
    >>> own, someone = OwnOdds(world, middle_world(world)), Person(1)
    >>> someone.listed, someone.province = True, middle_world(world).names("provinces").index("Bali")
    >>> own.class_of(someone), own.odds("slow", "completion"), own.odds("slow", "purchase")
    ('slow', 0.5, 1.0)
    """

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        self._classes, self._provinces = scenario.world.classes or {}, draws.names("provinces")
        self._odds = {
            (name, stage): float(draws[f"world.classes.{name}.{stage}_odds"][0])
            for name, one in self._classes.items()
            for stage in ("purchase", "completion", "validation")
            if getattr(one, f"{stage}_odds") is not None
        }

    def class_of(self, person: Person) -> str | None:
        """Name the class of somebody whose group and province are known; None where the rates are those stated."""
        group, province = "list" if person.listed else "others", self._provinces[person.province]
        for name, one in self._classes.items():
            if one.group in (None, group) and (one.provinces is None or province in one.provinces):
                return name
        return None

    def odds(self, name: str | None, stage: str) -> float:
        """Return how many times as large the odds of a class are in ``purchase``, ``completion`` or ``validation``."""
        return 1.0 if name is None else self._odds.get((name, stage), 1.0)
