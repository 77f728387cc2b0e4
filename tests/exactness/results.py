"""What the tests of this folder found, as the report tells it: each test hands over what it has just asserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.person.compare import Finding

LEVEL = 0.001
"""Family-wise: of all comparisons of a kind in one world together (Holm)."""


@dataclass(frozen=True)
class Compared:
    """One kind of test in one world.

    Attributes
    ----------
    world, test
        Where, and which.
    comparisons
        How many were made.
    statistic, what, p
        Of the most surprising one, and its p-value after correction.
    persons, cohorts
        Futures from each engine.
    """

    world: str
    test: str
    comparisons: int
    statistic: float
    what: str
    p: float
    persons: int
    cohorts: int

    @property
    def passed(self) -> bool:
        """Whether nothing differs."""
        return self.p >= LEVEL


@dataclass(frozen=True)
class Caught:
    """One fault: where it was looked for, where it must show, and by which tests it was found.

    Attributes
    ----------
    tests
        How many quantities differ, by test.
    statistic, test, what, p
        Of the most surprising comparison of the quantity in which it must show.
    """

    fault: str
    world: str
    shows_in: str
    tests: dict[str, int]
    statistic: float
    test: str
    what: str
    p: float
    persons: int
    cohorts: int

    @property
    def passed(self) -> bool:
        """Whether it is found where it must show."""
        return self.p < LEVEL


@dataclass(frozen=True)
class Fell:
    """How the difference between dice and the fluid limit falls with the number of people.

    Attributes
    ----------
    world
        Which.
    sizes
        Numbers of people.
    means, errors
        The mean difference in people (Dice less Expectation) and its standard error, one for each size.
    slope
        Of the difference per head on logarithmic scales, and its standard error; none where there is no difference.
    theory
        What it must be.
    passed
        Whether it is.
    """

    world: str
    sizes: list[int]
    means: list[float]
    errors: list[float]
    slope: tuple[float, float] | None
    theory: float | None
    passed: bool


Result = Compared | Caught | Fell


def by_test(world: str, tried: Sequence[Finding], persons: int, cohorts: int) -> list[Compared]:
    """Sum up comparisons by kind of test, each by its most surprising one.

    Parameters
    ----------
    tried
        The most surprising first, as from `compared`.
    """
    kinds = dict.fromkeys(finding.test for finding in tried)
    worst = {kind: next(finding for finding in tried if finding.test == kind) for kind in kinds}
    many = {kind: sum(finding.test == kind for finding in tried) for kind in kinds}
    return [
        Compared(world, kind, many[kind], found.statistic, found.what, found.p, persons, cohorts)
        for kind, found in worst.items()
    ]
