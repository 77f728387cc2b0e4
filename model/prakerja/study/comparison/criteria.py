"""What policies are judged by: one number a future each, with its unit, which way is better, and what it means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from prakerja.programme import GROUPS
from prakerja.scenario import Draws, InputError, Problem, Scenario, slots_of
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.coverage import gini, worst
from prakerja.study.runs.block import Arrays
from prakerja.study.runs.quantities import QUANTITIES, day_reached, wait_within

_LIST, _OTHERS = range(len(GROUPS))


@dataclass(frozen=True)
class Yardstick:
    """The dates, the target and the ceiling by which all policies are judged alike: those of the baseline.

    Attributes
    ----------
    since, by, year_end
        Day numbers: from the as-of date on, or from where the rule first gives places, if earlier; the day of the
        target; the day of all other questions.
    target, ceiling
        How many recipients, with how much money.
    """

    since: int
    by: int
    year_end: int
    target: int
    ceiling: int

    @classmethod
    def of(cls, scenario: Scenario) -> Yardstick:
        """Take the yardstick of a scenario."""
        number, policy = scenario.days.number, scenario.policy
        ruled = [slot.opens for slot in slots_of(scenario) if slot.places is None]
        return cls(
            since=max(0, min([number(scenario.as_of), *ruled])),
            by=number(policy.target.by),
            year_end=number(scenario.clock.year_end),
            target=policy.target.recipients,
            ceiling=policy.budget.ceiling,
        )


@dataclass(frozen=True)
class FutureBlock:
    """What a criterion may read: a block of futures, by the names of the journal, and the draws of their world."""

    yardstick: Yardstick
    world: Draws
    arrays: Arrays

    def on(self, name: str, day: int) -> Floats:
        """Return a quantity on a day, shape (draw,)."""
        return np.asarray(self.daily(name)[day], dtype=np.float64)

    def daily(self, name: str) -> NDArray[Any]:
        """Return a quantity by day, shape (day, draw)."""
        return QUANTITIES[name].daily(self.arrays.__getitem__)

    def until_year_end(self, name: str) -> NDArray[Any]:
        """Return a quantity by day from the as-of date to the year end."""
        return self.daily(name)[self.yardstick.since : self.yardstick.year_end + 1]


@dataclass(frozen=True)
class Criterion:
    """Something to judge policies by.

    Attributes
    ----------
    name
        By which it is asked for.
    unit
        Of its numbers; a ``"chance"`` is 0 or 1 in each future, a ``"date"`` a day number.
    better
        Which way is better.
    read
        Gives its number in every future, shape (draw,).
    meaning
        What it is, in a line.
    """

    name: str
    unit: str
    better: Literal["high", "low"]
    read: Callable[[FutureBlock], Floats]
    meaning: str

    @property
    def sign(self) -> int:
        """What to multiply a number with, so that higher is better."""
        return 1 if self.better == "high" else -1

    def __reduce__(self) -> tuple[Callable[[str], Criterion], tuple[str]]:
        """Travel to another process by name: what reads a future has none of its own."""
        return _named, (self.name,)


def _named(name: str) -> Criterion:
    return CRITERIA[name]


def _reaches(count: str) -> Callable[[FutureBlock], Floats]:
    return lambda future: (future.on(count, future.yardstick.by) >= future.yardstick.target).astype(np.float64)


def _at_year_end(name: str) -> Callable[[FutureBlock], Floats]:
    return lambda future: future.on(name, future.yardstick.year_end)


def _day_reached(future: FutureBlock) -> Floats:
    selected = future.daily("selected")
    return np.minimum(day_reached(selected, future.yardstick.target), len(selected))


def _first_wait(level: float) -> Callable[[FutureBlock], Floats]:
    return lambda future: wait_within(future.arrays["first_wait"], level)


def _peak_backlog(future: FutureBlock) -> Floats:
    return np.asarray(future.until_year_end("backlog").max(axis=0), dtype=np.float64)


def _days_waited(future: FutureBlock) -> Floats:
    waiting = future.until_year_end("validated") - future.until_year_end("paid_once")
    return np.asarray(waiting.sum(axis=0), dtype=np.float64)


def _spread(measure: Callable[[NDArray[Any], Floats], Floats]) -> Callable[[FutureBlock], Floats]:
    return lambda future: measure(future.arrays["effective_by_province"], future.world.weights("provinces"))


def _of_group(name: str, group: int) -> Callable[[FutureBlock], Floats]:
    return lambda future: np.asarray(future.arrays[f"{name}_by_group"][group], dtype=np.float64)


def _chance(group: int) -> Callable[[FutureBlock], Floats]:
    """Read the part of a group's candidates who are selected; nobody of nobody is nobody."""

    def read(future: FutureBlock) -> Floats:
        selected, candidates = (future.arrays[f"{name}_by_group"][group] for name in ("selected", "candidates"))
        return np.where(candidates > 0, selected / np.maximum(candidates, 1), 0.0)

    return read


def _list_covered(future: FutureBlock) -> Floats:
    return _of_group("effective", _LIST)(future) / np.maximum(future.world["world.joining.list_size"], 1)


def _absorbed(future: FutureBlock) -> Floats:
    return future.on("paid_out", future.yardstick.year_end) / future.yardstick.ceiling


def _waves_held(future: FutureBlock) -> Floats:
    return (future.arrays["wave_selected"] > 0).sum(axis=0).astype(np.float64)


CRITERIA: Mapping[str, Criterion] = {
    criterion.name: criterion
    for criterion in (
        Criterion("target_selected", "chance", "high", _reaches("selected"),
               "the target is reached by its day, counting the selected"),
        Criterion("target_effective", "chance", "high", _reaches("effective"),
               "the target is reached by its day, not counting the revoked"),
        Criterion("target_paid_once", "chance", "high", _reaches("paid_once"),
               "the target is reached by its day, counting who was paid at least once"),
        Criterion("reached", "date", "low", _day_reached,
               "day on which the selected reach the target; the day after the last one simulated if they never do"),
        Criterion("effective", "persons", "high", _at_year_end("effective"), "selected and not revoked at year end"),
        Criterion("paid_once", "persons", "high", _at_year_end("paid_once"), "paid at least once by year end"),
        Criterion("paid_out", "rupiah", "high", _at_year_end("paid_out"),
               "vouchers, incentives, surveys and management paid by year end"),
        Criterion("owed", "rupiah", "low", _at_year_end("owed"), "earned by people and not paid at year end"),
        Criterion("absorption", "share", "high", _absorbed, "part of the ceiling that is paid out by year end"),
        Criterion("returned", "rupiah", "low", _at_year_end("returned"),
               "committed in vain: packages of the revoked, and lapsed balances, at year end"),
        Criterion("wait_median", "days", "low", _first_wait(0.5),
               "median wait of the first incentives paid by year end; who still waits does not count"),
        Criterion("wait_p90", "days", "low", _first_wait(0.9),
               "90 % of the first incentives paid by year end waited no longer; who still waits does not count"),
        Criterion("peak_backlog", "payments", "low", _peak_backlog,
               "most payments due and not paid on any day, from the as-of date to year end"),
        Criterion("days_waited", "person-days", "low", _days_waited,
               "days waited for a first incentive once due, by all and until year end, from the as-of date on"),
        Criterion("coverage_gini", "index", "low", _spread(gini),
               "how unevenly the effective spread over the residents of provinces: Gini coefficient, 0 being even"),
        Criterion("coverage_worst", "share", "high", _spread(worst),
               "effective per resident in the worst province, as a part of the country's"),
        Criterion("list_effective", "persons", "high", _of_group("effective", _LIST),
               "people of the priority list, selected and not revoked at year end"),
        Criterion("list_paid_once", "persons", "high", _of_group("paid_once", _LIST),
               "people of the priority list, paid at least once by year end"),
        Criterion("list_covered", "share", "high", _list_covered,
               "part of the priority list that is selected and not revoked at year end; 0 if its size is not stated"),
        Criterion("chance_list", "share", "high", _chance(_LIST),
               "selected by year end, of those on the priority list who were candidates in a wave"),
        Criterion("chance_others", "share", "high", _chance(_OTHERS),
               "selected by year end, of the others who were candidates in a wave"),
        Criterion("waves_held", "waves", "low", _waves_held, "waves announced by year end, each a round of work"),
    )
}  # fmt: skip
"""All there are, by name, in the order they are shown."""


def criteria_of(names: Iterable[str] | None) -> tuple[Criterion, ...]:
    """Find criteria by name; all of them unless some are named.

    Raises
    ------
    InputError
        Naming every one that is unknown, and none at all.

    Examples
    --------
    >>> [criterion.better for criterion in criteria_of(["effective", "owed"])]
    ['high', 'low']
    """
    wanted = list(dict.fromkeys(CRITERIA if names is None else names))
    wrong = [Problem(name, "unknown", nearest(name, CRITERIA)) for name in wanted if name not in CRITERIA]
    if wrong or not wanted:
        raise InputError("criteria", wrong or [Problem("(none)", "", nearest("", CRITERIA))])
    return tuple(CRITERIA[name] for name in wanted)
