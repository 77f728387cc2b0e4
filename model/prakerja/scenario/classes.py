"""`[world.classes]`: people whose odds of buying, finishing and being validated are not those of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from prakerja.scenario.bounds import Within
from prakerja.scenario.families import Uncertain
from prakerja.scenario.paths import join
from prakerja.scenario.plain import Name
from prakerja.scenario.problems import Problem, found, nearest, refusal
from prakerja.scenario.section import Sourced

ClassOdds = Annotated[Uncertain, Within(0, 100, "times the odds")]
Group = Literal["list", "others"]


class RateClass(Sourced):
    """People of a group, of some provinces, or both, and how many times as large their odds are as those stated.

    Whoever is in no class has the rates as stated. Odds that no class states are the same for all.
    """

    group: Annotated[Group | None, Field(description="the priority list, or the others; both, if not stated")] = None
    provinces: Annotated[
        tuple[Name, ...] | None, Field(min_length=1, description="names of world.provinces; all, if not stated")
    ] = None
    purchase_odds: ClassOdds | None = None
    completion_odds: ClassOdds | None = None
    validation_odds: ClassOdds | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        wrong = [
            Problem("provinces", found(name), "is named twice")
            for name, times in Counter(self.provinces or ()).items()
            if times > 1
        ]
        if all(odds is None for odds in (self.purchase_odds, self.completion_odds, self.validation_odds)):
            said = "must state purchase_odds, completion_odds or validation_odds"
            wrong.append(Problem("", "", said))
        if wrong:
            raise refusal(*wrong)
        return self

    def holds(self, group: str, province: str) -> bool:
        """Return whether people of a group (``"list"`` or ``"others"``) in a province are of this class.

        Examples
        --------
        >>> one = RateClass(source="example", group="list", provinces=("Papua", "Maluku"), purchase_odds=0.5)
        >>> one.holds("list", "Papua"), one.holds("others", "Papua"), one.holds("list", "Bali")
        (True, False, False)
        """
        return self.group in (None, group) and (self.provinces is None or province in self.provinces)


def misfits(
    classes: Mapping[str, RateClass], provinces: Mapping[str, float], groups: Collection[Group]
) -> Iterator[Problem]:
    """Return what is wrong with the classes of a world: unknown provinces, classes of nobody, people of two classes.

    Parameters
    ----------
    classes
        By name.
    provinces
        Their weights, by name.
    groups
        Those that anybody is in.
    """
    cells = [(group, province) for group in groups for province, weight in provinces.items() if weight]
    held: dict[tuple[Group, str], str] = {}
    for name, one in classes.items():
        path = join(["world", "classes", name])
        unknown = [province for province in one.provinces or () if province not in provinces]
        for province in unknown:
            said = f"is no province of world.provinces; {nearest(province, provinces)}"
            yield Problem(f"{path}.provinces", found(province), said)
        here = [cell for cell in cells if one.holds(*cell)]
        if not here and not unknown:
            yield Problem(path, "", "must hold somebody: its provinces have no weight, or nobody is in its group")
        shared = next((cell for cell in here if cell in held), None)
        if shared is not None:
            who = f"{'the list' if shared[0] == 'list' else 'the others'} in {found(shared[1])}"
            yield Problem(path, "", f"must hold nobody of class {found(held[shared])}; both hold {who}")
        held |= dict.fromkeys(here, name)
