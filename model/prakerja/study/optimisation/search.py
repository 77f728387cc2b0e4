"""Searching a policy's own numbers: the best setting for a goal, the front of those not beaten, and how sure.

The search judges every setting in the same few futures (common draws, common random numbers). Whoever wins a search was
also lucky, so the finalists are judged anew in fresh futures, beside the baseline, and only those numbers are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import Bounds, differential_evolution
from scipy.stats import qmc

from prakerja.scenario import InputError, Observations, Problem, Scenario, load
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import Worlds, worlds_of
from prakerja.study.comparison.policies import compare
from prakerja.study.optimisation.goal import Goal
from prakerja.study.optimisation.lever import Lever, stated
from prakerja.study.optimisation.optimum import Optimum, Setting
from prakerja.study.runs.ensemble import CACHE
from prakerja.study.runs.progress import progress_bar

Point = tuple[int | float | date, ...]

FINALISTS = 6
"""Settings that are judged anew: the best, and others along the front."""

_PENALTY = 1e3
"""A setting that misses a constraint is worse than any that does not, the more the further it misses."""


def optimise(
    scenario: Scenario | str | Path,
    search: Mapping[str, tuple[Any, Any]] | Iterable[str],
    *,
    minimise: str | None = None,
    maximise: str | None = None,
    subject_to: Iterable[str] = (),
    draws: int = 1000,
    search_draws: int = 128,
    rounds: int = 6,
    seed: int = 2020,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = CACHE,
) -> Optimum:
    """Find the setting of a policy's numbers that serves a goal best.

    Parameters
    ----------
    scenario
        The baseline: a scenario or its file.
    search
        What may be set, by dotted path, and between which ends: ``{"policy.quota.places": (200_000, 1_600_000)}``, or
        as text, ``["policy.quota.places=200000:1600000"]``.
    minimise, maximise
        The criterion whose expected value counts: a name of `CRITERIA`.
    subject_to
        What must hold, such as ``"effective >= 5.2M with 95 %"``.
    draws, search_draws
        Futures in which the finalists are judged; in which every setting of the search is, fewer.
    rounds
        Rounds of the search (differential evolution), each of eight settings a lever.
    seed
        Of the search's futures; those of the finalists have the next one.
    as_of, observations, posterior, prior, quick
        What the world may be, as for `worlds_of`. The draws of a posterior are finite: the finalists' futures may share
        some learnt values with the search's, though neither what was not learnt nor dice.
    workers, executor, cache
        As for `run_ensemble`.

    Raises
    ------
    InputError
        With what is wrong in the search, the objective or a constraint.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    goal = Goal.read(minimise, maximise, subject_to)
    search = search if isinstance(search, Mapping) else list(search)
    _levers(base, search)  # what cannot be searched is told before anything is learnt
    worlds = worlds_of(
        base, search_draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        workers=workers, executor=executor, cache=cache,
    )  # fmt: skip
    how = {"workers": workers, "executor": executor, "cache": cache}
    looked = _Search(worlds, goal, _levers(worlds.scenario, search), search_draws, seed, how)
    looked.run(rounds)
    return _judged(looked, draws, seed + 1)


def _levers(base: Scenario, search: Mapping[str, tuple[Any, Any]] | Iterable[str]) -> tuple[Lever, ...]:
    if isinstance(search, Mapping):
        levers = tuple(Lever.of(base, path, low, high) for path, (low, high) in search.items())
    else:
        levers = tuple(Lever.read(base, text) for text in search)
    if not levers:
        raise InputError("optimise", [Problem("search", "", "name at least one value of the policy and its ends")])
    paths = [lever.path for lever in levers]
    if twice := [path for path in dict.fromkeys(paths) if paths.count(path) > 1]:
        raise InputError("optimise", [Problem("search", path, "must be named once") for path in twice])
    return levers


class _Search:
    """Judges settings in common futures, each once."""

    def __init__(
        self,
        worlds: Worlds,
        goal: Goal,
        levers: tuple[Lever, ...],
        draws: int,
        seed: int,
        how: Mapping[str, Any],
    ) -> None:
        self.worlds, self.base = worlds, worlds.scenario
        self.goal, self.levers, self.draws, self.seed, self.how = goal, levers, draws, seed, how
        self.found: dict[Point, Floats] = {}

    def run(self, rounds: int) -> None:
        """Let differential evolution look, all settings of a round at a time."""
        size = 8 * len(self.levers)
        bounds = [(lever.low, lever.high) for lever in self.levers]
        with progress_bar("searching") as progress:
            done = [0]

            def score(x: Floats) -> Floats:
                points = [self._point(column) for column in np.atleast_2d(x.T)]
                self._judge(points)
                done[0] += 1
                progress(min(done[0], rounds + 1), rounds + 1)
                return np.array([self._score(point) for point in points])

            differential_evolution(
                score,  # type: ignore[arg-type]  # the stubs know no vectorized functions
                Bounds(*np.array(bounds).T), maxiter=rounds, init=_first(bounds, size, self.seed), vectorized=True,
                updating="deferred", polish=False, rng=np.random.default_rng([self.seed, 8]), tol=0,
            )  # fmt: skip

    def outcomes(self, points: Sequence[Point], draws: int, seed: int) -> Floats:
        """Judge settings, the baseline first, shape (1 + setting, criterion, draw)."""
        named = {f"{number}": self.scenario(point) for number, point in enumerate(points)}
        world = self.worlds.draws(draws, seed)
        told = compare(
            self.base, policies=named, draws=world, seed=seed, criteria=self.goal.criteria, progress=_silent, **self.how
        )
        return np.asarray(told.data["outcome"], dtype=np.float64)

    def scenario(self, point: Point) -> Scenario:
        """Return the baseline with a setting."""
        changes = {lever.path: value for lever, value in zip(self.levers, point, strict=True)}
        return self.base.replace(changes)

    def best(self) -> list[Point]:
        """Return the settings to judge anew: the best of all first, then others that no setting beats in everything."""
        ranked = sorted(self.found, key=self._score)
        values = {point: np.array([-self._score_of_goal(point), *self._slacks(point)]) for point in ranked}
        front = [
            point
            for point in ranked
            if not any((values[o] >= values[point]).all() and (values[o] > values[point]).any() for o in ranked)
        ]
        others = [point for point in front if point != ranked[0]]
        if len(others) >= FINALISTS:
            others = [others[i] for i in np.linspace(0, len(others) - 1, FINALISTS - 1).round().astype(int)]
        return [ranked[0], *others]

    def _point(self, numbers: Floats) -> Point:
        return tuple(lever.value(float(number)) for lever, number in zip(self.levers, numbers, strict=True))

    def _judge(self, points: Iterable[Point]) -> None:
        new = [point for point in dict.fromkeys(points) if point not in self.found]
        if new:
            for point, outcome in zip(new, self.outcomes(new, self.draws, self.seed)[1:], strict=True):
                self.found[point] = outcome

    def _score_of_goal(self, point: Point) -> float:
        return -self.goal.sign * float(self.found[point][0].mean())

    def _slacks(self, point: Point) -> list[float]:
        rows = dict(zip(self.goal.criteria, self.found[point], strict=True))
        return [constraint.slack(rows[constraint.name]) for constraint in self.goal.constraints]

    def _score(self, point: Point) -> float:
        missed = -min([0.0, *self._slacks(point)])
        scale = max(abs(self._score_of_goal(other)) for other in self.found) or 1.0
        return _PENALTY * (1 + missed) if missed > 0 else self._score_of_goal(point) / scale


def _judged(looked: _Search, draws: int, seed: int) -> Optimum:
    """Judge the finalists in fresh futures, beside the baseline."""
    finalists = looked.best()
    outcomes = looked.outcomes(finalists, draws, seed)
    paths = [lever.path for lever in looked.levers]
    settings = [
        Setting.of(dict(zip(paths, point, strict=True)), outcome, outcomes[0], looked.goal)
        for point, outcome in zip(finalists, outcomes[1:], strict=True)
    ]
    now = {path: stated(looked.base, path) for path in paths}
    baseline = Setting.of(now, outcomes[0], outcomes[0], looked.goal)
    return Optimum.of(
        looked.base, looked.goal, baseline, settings, len(looked.found), draws, seed, looked.worlds.origin
    )


def _first(bounds: list[tuple[float, float]], size: int, seed: int) -> Floats:
    """Begin with all levers at their low ends, all at their high ends, and settings spread evenly between them."""
    points = qmc.Halton(len(bounds), rng=np.random.default_rng([seed, 9])).random(max(size, 8) - 2)
    low, high = np.array(bounds).T
    return np.vstack([low, high, qmc.scale(points, low, high)])


def _silent(_done: int, _wanted: int) -> None:
    """Tell nothing: the search has a bar of its own."""
