"""What changed since an earlier forecast: figures that came, beliefs that moved, and by how much the answer did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from prakerja.scenario import Draws, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.observations import Observation
from prakerja.study.calibration import Posterior
from prakerja.study.runs.answers import Range
from prakerja.study.runs.ensemble import Ensemble, run_ensemble
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.quantities import QUANTITIES
from prakerja.study.runs.shown import Shown

ANSWERS = ("effective", "paid_once", "paid_out")
"""What is followed from date to date: each at the year end."""

PLAN, REST = "plan", "rest"

TOPICS: Mapping[str, tuple[str, ...]] = {
    "registration": ("registration", "steady_registrations", "opening_registrations"),
    "joining": ("joining",),
    "purchase": ("purchase", "platforms"),
    "completion": ("completion", "institutions"),
    "validation": ("validation",),
    "payment": ("payment", "partners", "mass_failures"),
}
"""Beliefs by what they are about, in the order in which people pass: how the parts of their paths begin."""


@dataclass(frozen=True)
class Belief:
    """What was believed on a day.

    Attributes
    ----------
    scenario
        As known on its as-of date.
    ranges
        Of `ANSWERS`.
    calibrated_on, converged
        How many figures were used, and whether the sampler says that it is done.
    """

    scenario: Scenario
    ranges: Mapping[str, Range]
    calibrated_on: int
    converged: bool

    @property
    def as_of(self) -> date:
        """The day."""
        return self.scenario.as_of


@dataclass(frozen=True)
class Shift:
    """By how much one thing that is known now moved the expected answers.

    Attributes
    ----------
    topic
        `PLAN`: what was decided or written down since. One of `TOPICS`, or `REST`: what figures say of it.
    change, error
        Of `ANSWERS`, with the standard error of so many draws.
    """

    topic: str
    change: Mapping[str, float]
    error: Mapping[str, float]


@dataclass(frozen=True)
class Moved:
    """A belief that moved: 5, 50 and 95 % points on both days, and by how many of its earlier standard deviations."""

    path: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    by_sd: float


@dataclass(frozen=True, repr=False)
class Update(Shown):
    """What changed from the last but one of some dates to the last, and what was believed on all of them.

    Attributes
    ----------
    scenario
        Whose programme it is.
    beliefs
        Date by date.
    came
        Published between the last two dates, as far as the model reads it.
    moved
        Beliefs that both calibrations learnt, the one that moved most first.
    steps
        They add up from the last but one answer to the last.
    draws, seed
        Of every forecast.
    """

    scenario: Scenario
    beliefs: tuple[Belief, ...]
    came: tuple[Observation, ...]
    moved: tuple[Moved, ...]
    steps: tuple[Shift, ...]
    draws: int
    seed: int

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        days = [
            {"as_of": one.as_of, "scenario_hash": one.scenario.hash, "calibrated_on": one.calibrated_on,
             "converged": one.converged}
            for one in self.beliefs
        ]  # fmt: skip
        return made_of(self.beliefs[-1].scenario, self.seed, self.draws) | {"dates": days}


def topic_of(path: str) -> str:
    """Return what a value of the world is about.

    Examples
    --------
    >>> topic_of("world.eras.spring.purchase.lag.median"), topic_of("world.change.payment_capacity")
    ('purchase', 'payment')
    >>> topic_of("world.survey.response")
    'rest'
    """
    parts = path.split(".")[1:]
    for topic, starts in TOPICS.items():
        if any(part.startswith(start) for part in parts for start in starts):
            return topic
    return REST


def believed(posterior: Posterior, answers: Mapping[str, Floats]) -> Belief:
    """Sum up the answers, by name of shape (draw,), that a posterior leads to."""
    ranges = {name: Range.of(values, QUANTITIES[name].unit) for name, values in answers.items()}
    return Belief(posterior.scenario, ranges, posterior.figures, posterior.converged)


def answers_of(ensemble: Ensemble) -> dict[str, Floats]:
    """Return the `ANSWERS` of an ensemble, each of shape (draw,)."""
    day = ensemble.scenario.days.number(ensemble.scenario.clock.year_end)
    data = ensemble.data.isel(day=day)
    return {name: np.asarray(QUANTITIES[name].read(data), dtype=np.float64) for name in ANSWERS}


def moves(before: Posterior, after: Posterior) -> tuple[Moved, ...]:
    """Compare what two posteriors hold of the same values, the one that moved most first."""
    found = []
    for path in before.values.keys() & after.values.keys():
        old, new = before.values[path], after.values[path]
        if sd := float(old.std()):
            found.append(Moved(path, _ends(old), _ends(new), float(new.mean() - old.mean()) / sd))
    return tuple(sorted(found, key=lambda one: (-abs(one.by_sd), one.path)))


def _ends(values: Floats) -> tuple[float, float, float]:
    low, middle, high = np.percentile(values, [5, 50, 95]).tolist()
    return low, middle, high


def steps_between(
    before: Posterior,
    after: Posterior,
    answers: tuple[Mapping[str, Floats], Mapping[str, Floats]],
    seed: int,
    how: Mapping[str, Any],
) -> Iterator[Shift]:
    """Go from an earlier answer to a later one: first the plan, then belief by belief, in the order of `TOPICS`.

    Parameters
    ----------
    answers
        Of both, each of shape (draw,).
    seed, how
        As for `run_ensemble`.
    """
    last, final = answers
    draws = len(last[ANSWERS[0]])
    learnt = after.draws(draws, seed)
    world = before.draws(draws, seed, after.scenario)
    for topic in (PLAN, *TOPICS, REST):
        world = _with(world, learnt, topic)
        is_last = topic == REST  # nothing is left to learn then: it is the later forecast itself
        found = final if is_last else answers_of(run_ensemble(after.scenario, world, seed, **how))
        yield _step(topic, last, found)
        last = found


def _with(world: Draws, learnt: Draws, topic: str) -> Draws:
    return world.replace({path: values for path, values in learnt.values.items() if topic_of(path) == topic})


def _step(topic: str, last: Mapping[str, Floats], found: Mapping[str, Floats]) -> Shift:
    change = {name: found[name] - last[name] for name in ANSWERS}
    draws = len(change[ANSWERS[0]])
    return Shift(
        topic,
        {name: float(values.mean()) for name, values in change.items()},
        {name: float(values.std() / np.sqrt(draws)) for name, values in change.items()},
    )
