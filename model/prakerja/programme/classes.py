"""Classes: whose rates differ, and how far along the way people of different classes have to be told apart."""

from __future__ import annotations

import numpy as np

from prakerja.programme.chance import Counts
from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats

GROUPS = ("list", "others")
"""On the priority list, or not."""

STAGES = ("purchase", "completion", "validation")
"""In which the odds of classes can differ, in the order in which people come to them."""


class Classes:
    """The classes of a scenario in the order of their names, and last, if there are such people, those in none.

    Attributes
    ----------
    count
        How many there are: one, if all people have the same rates.
    of_cell
        The place of the class of each group and province, shape (cell,): the list's provinces first.

    Examples
    --------
    >>> from prakerja.scenario import load, middle_world
    >>> small = load("scenarios/small.toml")
    >>> slow = {"source": "example", "provinces": ["Papua", "Maluku"], "completion_odds": 0.5}
    >>> two = small.replace({"world.classes": {"far": slow}})
    >>> classes = Classes(two, middle_world(two))
    >>> classes.count, classes.odds("completion").ravel().tolist(), classes.told_apart("validation")
    (2, [0.5, 1.0], 1)
    """

    def __init__(self, scenario: Scenario, draws: Draws) -> None:
        stated = scenario.world.classes or {}
        self._stated, self._draws, self._names = stated, draws, sorted(stated)
        cells = [(group, province) for group in GROUPS for province in draws.names("provinces")]
        places = [
            next((place for place, name in enumerate(self._names) if stated[name].holds(*cell)), len(stated))
            for cell in cells
        ]
        self.of_cell = np.array(places)
        self.count = max(places) + 1

    def told_apart(self, stage: str) -> int:
        """Return how many classes a stage has to tell apart: all, if odds are stated for it or for a later one."""
        ahead = STAGES[STAGES.index(stage) :]
        differ = any(getattr(one, f"{name}_odds") is not None for one in self._stated.values() for name in ahead)
        return self.count if differ else 1

    def odds(self, stage: str) -> Floats:
        """Return the factor on the odds of ever leaving a stage, shape (class told apart, draw)."""
        odds = np.ones((self.told_apart(stage), len(self._draws)))
        for row, name in zip(odds, self._names, strict=False):
            if getattr(self._stated[name], f"{stage}_odds") is not None:
                row[:] = self._draws[f"world.classes.{name}.{stage}_odds"]
        return odds

    def split(self, cells: Counts) -> Counts:
        """Return people by class and cell, shape (class, cell, draw), of people by cell, shape (cell, draw)."""
        here = self.of_cell == np.arange(self.count)[:, None]
        return np.asarray(cells * here[:, :, None])


def mixed(people: Counts, told_apart: int) -> Counts:
    """Return people by class, shape (class, draw): all together from where classes need not be told apart any more."""
    return people if len(people) == told_apart else people.sum(axis=0, keepdims=True)


def everyone(people: Counts) -> Counts:
    """Return people of all classes, shape (draw,), of people by class; of one class they are the same array."""
    return np.asarray(people[0] if len(people) == 1 else people.sum(axis=0))


def cell_shares(draws: Draws) -> Floats:
    """Return the share of each cell among those who join, shape (cell, draw)."""
    provinces = draws.weights("provinces")
    provinces = provinces / provinces.sum(axis=0)
    on_list = draws["world.joining.on_priority_list"]
    return np.concatenate([provinces * on_list, provinces * (1 - on_list)])
