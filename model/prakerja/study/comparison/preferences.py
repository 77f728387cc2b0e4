"""Preferences, stated once: what must hold, and what is worth how much, read from a file or a table of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import ValidationError

from prakerja.scenario import InputError, Problem, Scenario, shipped
from prakerja.scenario.explain import explain
from prakerja.scenario.preferred import Preferred
from prakerja.scenario.problems import nearest
from prakerja.scenario.read import hidden, read_text, toml
from prakerja.study.comparison.constraint import AMOUNT, Constraint, amount_of
from prakerja.study.comparison.criteria import CRITERIA

_LARGEST = 100_000
"""Bytes of a file of preferences."""


@dataclass(frozen=True)
class Preferences:
    """What somebody wants of a policy.

    Attributes
    ----------
    title, source
        Whose view it is, and where it was stated.
    require
        What must hold first.
    point
        How much of a criterion counts as one point, by its name: two criteria are worth the same where each gains a
        point. Empty where an order is stated.
    order
        Criteria, the first of which decides unless it is undecided; then the next. Empty where points are stated.
    """

    title: str
    source: str
    require: tuple[Constraint, ...]
    point: Mapping[str, float]
    order: tuple[str, ...]

    @property
    def criteria(self) -> tuple[str, ...]:
        """Every criterion that is asked for."""
        return tuple(dict.fromkeys([*self.point, *self.order, *(one.name for one in self.require)]))

    @classmethod
    def of(cls, stated: Mapping[str, Any], file: str = "preferences") -> Self:
        """Read preferences from a table.

        Raises
        ------
        InputError
            With everything that is wrong.

        Examples
        --------
        >>> asked = Preferences.of(
        ...     {
        ...         "title": "t",
        ...         "source": "assumption",
        ...         "require": ["owed <= 5T with 90 %"],
        ...         "point": {"paid_once": "150k", "owed": "1T"},
        ...     }
        ... )
        >>> dict(asked.point), str(asked.require[0])
        ({'paid_once': 150000.0, 'owed': 1000000000000.0}, 'owed <= 5,000,000,000,000 with 90 %')
        """
        if unseen := [*hidden(stated)]:
            raise InputError(file, unseen)
        try:
            said = Preferred.model_validate(dict(stated), strict=True)
        except ValidationError as error:
            raise InputError(file, explain(error, Preferred)) from None
        point, wrong_points = _points(said.point)
        require, wrong_bounds = _bounds(said.require)
        wrong = [Problem("order", name, nearest(name, CRITERIA)) for name in said.order if name not in CRITERIA]
        if bool(said.point) == bool(said.order):
            wrong.append(Problem("point", "", "state either points or an order of criteria"))
        if wrong := [*wrong_points, *wrong, *wrong_bounds]:
            raise InputError(file, wrong)
        return cls(said.title, said.source, require, point, tuple(said.order))

    @classmethod
    def read(cls, path: str | Path) -> Self:
        """Read a file of preferences (TOML), or a shipped one by its name, such as ``"labour"``."""
        path = shipped.file_of(path, shipped.preferences())
        try:
            tree = toml(read_text(path, _LARGEST, lambda: shipped.nearest_to(path, shipped.preferences())))
        except (ValueError, RecursionError) as error:
            raise InputError(str(path), [Problem("(file)", "", f"is not TOML: {error}")]) from None
        return cls.of(tree, str(path))


def preferences_of(scenario: Scenario, prefer: Preferences | str | Path | None = None) -> Preferences | None:
    """Return the preferences asked for, or else those that a scenario states; None where there are none.

    Raises
    ------
    InputError
        With everything that is wrong in them.

    Examples
    --------
    >>> from prakerja.scenario import load
    >>> preferences_of(load("scenarios/small.toml")) is None
    True
    """
    if prefer is not None:
        return prefer if isinstance(prefer, Preferences) else Preferences.read(prefer)
    if scenario.preferences is None:
        return None
    return Preferences.of(scenario.preferences.model_dump(), f"{scenario.name}: preferences")


def _points(stated: Mapping[str, str | int | float]) -> tuple[dict[str, float], list[Problem]]:
    """Return what counts as a point, by criterion, and what is wrong with it."""
    point, wrong = {}, []
    for name, said in stated.items():
        value = amount_of(str(said))
        if name not in CRITERIA:
            wrong.append(Problem("point", name, nearest(name, CRITERIA)))
        elif value is None or value <= 0:
            wrong.append(Problem(f"point.{name}", str(said), f"must be a number above 0, {AMOUNT}"))
        else:
            point[name] = value
    return point, wrong


def _bounds(stated: list[str]) -> tuple[tuple[Constraint, ...], list[Problem]]:
    """Return what must hold, and what is wrong with it."""
    require, wrong = [], []
    for text in stated:
        try:
            require.append(Constraint.read(text))
        except InputError as error:
            wrong += [Problem("require", one.found, one.allowed) for one in error.problems]
    return tuple(require), wrong
