"""A scenario: a complete named set of inputs, frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, PrivateAttr, ValidationError, model_validator

from prakerja.scenario.clock import Span
from prakerja.scenario.consistency import contradictions
from prakerja.scenario.days import Days, days_of
from prakerja.scenario.expects import Expects
from prakerja.scenario.explain import explain
from prakerja.scenario.implied import Implied
from prakerja.scenario.paths import plain, put
from prakerja.scenario.plain import Day
from prakerja.scenario.policy import Policy
from prakerja.scenario.preferred import Preferred
from prakerja.scenario.problems import InputError, Problem, found, refusal
from prakerja.scenario.read import hidden
from prakerja.scenario.section import Source, Table
from prakerja.scenario.shipped import FOLDER
from prakerja.scenario.world import World

PROSE = frozenset({"name", "shipped", "title", "purpose", "source"})
"""Keys that say something about a value and change no result."""


MOST_TITLE = 200
"""Letters of a title at most."""

CHECKED = frozenset({"implied", "expects", "preferences"})
"""Tables by which something is judged: they change no result."""


class Scenario(Table):
    """A complete named set of inputs: what the office decides and what nobody decides."""

    model_config = ConfigDict(title="Kartu Prakerja scenario")

    name: Annotated[str, Field(min_length=1)] = "unnamed"
    shipped: Annotated[str | None, Field(description="the shipped scenario that it is, or extends")] = None
    title: Annotated[str, Field(min_length=3, max_length=MOST_TITLE, description="what the scenario is, in a line")]
    purpose: Annotated[str, Field(min_length=3, max_length=2000, description="the question it answers")]
    source: Source
    as_of: Annotated[Day, Field(description="the day whose knowledge the scenario states")]
    clock: Span
    policy: Policy
    world: World
    implied: Annotated[Implied | None, Field(description="what the beliefs together are meant to say")] = None
    preferences: Annotated[
        Preferred | None, Field(description="what is wanted of a policy; compare recommends by it")
    ] = None
    expects: Annotated[Expects | None, Field(description="what theory says it does, against what it extends")] = None

    _folder: Path | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        wrong = list(contradictions(self.as_of, self.clock, self.policy, self.world))
        if wrong:
            raise refusal(*wrong)
        return self

    @property
    def folder(self) -> Path | None:
        """The outermost `scenarios` folder it comes from (else its file's own); None if from plain data."""
        return self._folder and root_of(self._folder)

    @property
    def own_folder(self) -> Path | None:
        """The folder of its own file; None if from plain data."""
        return self._folder

    @property
    def trees(self) -> tuple[Path, ...]:
        """The folder trees whose figures and past days go for it: the shipped one if it rests on it, then its own."""
        trees = (FOLDER if self.shipped else None, self.folder)
        return tuple(dict.fromkeys(tree for tree in trees if tree is not None))

    @property
    def days(self) -> Days:
        """Dates to day numbers and back."""
        return days_of(self.clock.launch, self.clock.ends)

    @property
    def hash(self) -> str:
        """Twelve characters that change exactly when a value that can change a result does."""
        return hashlib.sha256(json.dumps(self.values(), sort_keys=True).encode()).hexdigest()[:12]

    def values(self) -> dict[str, Any]:
        """Return the values as plain data, without prose and without what is only there to be checked."""
        written = self.model_dump_json(exclude_none=True, exclude=set(CHECKED))
        return dict(_without_prose(json.loads(written)))

    def replace(self, changes: Mapping[str, Any], name: str | None = None) -> Scenario:
        """Make a scenario that differs in some values.

        Parameters
        ----------
        changes
            New values by dotted path, such as ``{"policy.quota.places": 400_000}``; None takes an optional
            one away.
        name
            The new scenario's name; without it, the old one and the changes.

        Raises
        ------
        InputError
            With every path that is unknown and every value that is not allowed.

        Examples
        --------
        >>> from prakerja.scenario import load
        >>> half = load("scenarios/prakerja-2020.toml").replace({"policy.quota.places": 400_000})
        >>> half.name, half.policy.quota.places
        ('prakerja-2020 with policy.quota.places=400000', 400000)
        """
        tree = self.model_dump(exclude_none=True)
        wrong = [problem for path, value in changes.items() if (problem := put(tree, path, plain(value)))]
        said = ", ".join(f"{path}={found(value)}" for path, value in changes.items())
        tree["name"] = name or (f"{self.name} with {said}" if said else self.name)
        return build(tree, where=tree["name"], wrong=wrong, folder=self._folder)


def build(tree: dict[str, Any], where: str, wrong: Iterable[Problem] = (), folder: Path | None = None) -> Scenario:
    """Read plain data into a scenario.

    Parameters
    ----------
    tree
        The tables, as a TOML file has them.
    where
        Names the data in problems.
    wrong
        Problems found before.
    folder
        The folder of its file.

    Raises
    ------
    InputError
        With every problem found, here and before.
    """
    problems = [*wrong, *hidden(tree)]
    try:
        scenario = Scenario.model_validate(tree)
    except ValidationError as error:
        problems += explain(error, Scenario)
    if problems:
        raise InputError(where, problems)
    scenario._folder = folder
    return scenario


def root_of(folder: Path) -> Path:
    """Return the folder tree that a scenario file may use: the outermost one called ``scenarios``, else its own folder.

    What is shipped has its tree wherever it is installed.

    Examples
    --------
    >>> str(root_of(Path("/office/scenarios/autumn"))), str(root_of(Path("/office/autumn")))
    ('/office/scenarios', '/office/autumn')
    """
    if folder.is_relative_to(FOLDER):
        return FOLDER
    named = [above for above in (folder, *folder.parents) if above.name == "scenarios"]
    return named[-1] if named else folder


def _without_prose(tree: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    return {key: _without_prose(value) for key, value in tree.items() if key not in PROSE}
