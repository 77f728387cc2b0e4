"""The search itself: which settings to look at next, asked of Optuna round by round, each judged in the same futures.

Nothing in it knows the programme, so that it can be tried on functions whose optimum or front is known.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.study.comparison.pareto import beats
from prakerja.study.optimisation.goal import Goal
from prakerja.study.optimisation.lever import Lever

Point = tuple[int | float | date, ...]
"""A value a lever."""

Judge = Callable[[Sequence[Point]], Floats]
"""Gives what the baseline and settings come to, always in the same futures, shape (1 + setting, criterion, draw)."""

A_LEVER = 8
"""Settings of a round, for each lever."""


@dataclass(frozen=True)
class Looked:
    """Every setting that a search has judged.

    Attributes
    ----------
    points
        In the order in which they were judged.
    outcomes
        Of each, shape (setting, criterion, draw).
    baseline
        What the baseline comes to in the same futures, shape (criterion, draw).
    """

    goal: Goal
    levers: tuple[Lever, ...]
    points: tuple[Point, ...]
    outcomes: Floats
    baseline: Floats

    @cached_property
    def gains(self) -> Floats:
        """The objectives, more being better, shape (setting, objective, draw)."""
        return self.goal.gains(self.outcomes)

    @cached_property
    def slacks(self) -> Floats:
        """By how much all that must hold does, shape (setting,)."""
        return np.array([self.goal.slack(outcome) for outcome in self.outcomes])

    @cached_property
    def worth(self) -> Floats:
        """What to expect of each objective, more being better, and the least slack, shape (setting, objective + 1)."""
        return np.column_stack([self.gains.mean(axis=2), self.slacks])

    @cached_property
    def places(self) -> Floats:
        """Where each stands between the ends of its levers, from 0 to 1, shape (setting, lever)."""
        return np.array([places(self.levers, point) for point in self.points])

    @property
    def front(self) -> NDArray[np.intp]:
        """The settings that no other beats in all objectives and in what must hold: the best first by the first."""
        able = np.flatnonzero(self.slacks >= 0)
        if not able.size:  # nothing does: what comes nearest
            able = np.argsort(-self.slacks, kind="stable")[:A_LEVER]
        unbeaten = able[~beats(self.worth[able]).any(axis=0)]
        return unbeaten[np.argsort(-self.gains[unbeaten, 0].mean(axis=1), kind="stable")]


def places(levers: Sequence[Lever], point: Point) -> list[float]:
    """Return where a setting stands between the ends of each lever, from 0 to 1."""
    return [
        (lever.number(value) - lever.low) / (lever.high - lever.low)
        for lever, value in zip(levers, point, strict=True)
    ]  # fmt: skip


def look(
    judge: Judge,
    levers: tuple[Lever, ...],
    goal: Goal,
    rounds: int,
    seed: int,
    start: Sequence[Point] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Looked:
    """Return what was looked at on the way to the best settings, or to the front of two objectives.

    The first round is spread evenly over what is allowed, with both ends of all levers and what is asked for by
    `start`; where there are no more settings than would be looked at, all are. The others are proposed by the
    tree-structured Parzen estimator (Bergstra et al., NeurIPS 24, 2011; of several objectives, Ozaki et al., JAIR 73,
    2022). As all settings are judged in the same futures, what it sees has no noise. The same seed asks the same.
    """
    study = _study(len(goal.objectives), seed)
    space = _space(levers)
    most = A_LEVER * len(levers) * (rounds + 1)
    first = _every(levers) if math.prod(lever.last + 1 for lever in levers) <= most else _spread(levers, seed)
    for point in [*start, *first]:
        study.enqueue_trial({one.path: one.index(one.number(value)) for one, value in zip(levers, point, strict=True)})
    found: dict[Point, Floats] = {}
    for number in range(rounds + 1):
        trials = [study.ask(space) for _ in range(A_LEVER * len(levers))]
        asked = [tuple(lever.at(trial.params[lever.path]) for lever in levers) for trial in trials]
        if new := [point for point in dict.fromkeys(asked) if point not in found]:
            baseline, *judged = judge(new)
            found |= dict(zip(new, judged, strict=True))
        for trial, point in zip(trials, asked, strict=True):
            for constraint, slack in zip(goal.constraints, goal.slacks(found[point]), strict=True):
                trial.set_constraint(str(constraint), -slack)
            study.tell(trial, goal.gains(found[point]).mean(axis=1).tolist())
        if progress:
            progress(number + 1, rounds + 1)
    return Looked(goal, levers, tuple(found), np.stack([*found.values()]), baseline)


def need_extra() -> None:
    """Check that what a search needs besides is installed.

    Raises
    ------
    InputError
        Naming the package that is missing, and the extra that brings it.
    """
    try:
        import optuna  # noqa: F401
    except ImportError as error:
        said = f"{error.name} is missing: pip install 'prakerja[optimise]'"
        raise InputError("optimise", [Problem("(extra)", "optimise", said)]) from None


def _study(objectives: int, seed: int) -> Any:
    import optuna

    told = optuna.logging.get_verbosity()
    optuna.logging.set_verbosity(optuna.logging.WARNING)  # else every study says that it begins
    sampler = optuna.samplers.TPESampler(seed=seed, n_startup_trials=1, multivariate=True, constant_liar=True)
    study = optuna.create_study(directions=["maximize"] * objectives, sampler=sampler)
    optuna.logging.set_verbosity(told)
    return study


def _space(levers: Sequence[Lever]) -> dict[str, Any]:
    from optuna.distributions import IntDistribution

    return {lever.path: IntDistribution(0, lever.last) for lever in levers}


def _every(levers: Sequence[Lever]) -> list[Point]:
    return [*product(*([lever.at(index) for index in range(lever.last + 1)] for lever in levers))]


def _spread(levers: Sequence[Lever], seed: int) -> list[Point]:
    """Return both ends of all levers, and settings spread evenly between."""
    low, high = (np.array([getattr(lever, end) for lever in levers]) for end in ("low", "high"))
    between = qmc.Halton(len(levers), rng=np.random.default_rng([seed, 9])).random(A_LEVER * len(levers))
    rows = np.vstack([low, high, qmc.scale(between, low, high)])
    return [tuple(lever.value(float(number)) for lever, number in zip(levers, row, strict=True)) for row in rows]
