"""Searching a policy's own numbers: the best setting for a goal or the front of two, how sure that is, and how flat.

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
from numpy.typing import NDArray

from prakerja.scenario import InputError, Observations, Problem, Scenario, load
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import Worlds, worlds_of
from prakerja.study.comparison.constraint import AMOUNT, amount_of
from prakerja.study.comparison.policies import compare
from prakerja.study.optimisation.finalists import finalists, margin
from prakerja.study.optimisation.goal import Goal
from prakerja.study.optimisation.lever import Lever, stated
from prakerja.study.optimisation.optimum import Optimum
from prakerja.study.optimisation.region import Region, region
from prakerja.study.optimisation.search import Looked, Point, look, need_extra
from prakerja.study.optimisation.setting import Setting
from prakerja.study.runs.ensemble import CACHE
from prakerja.study.runs.progress import progress_bar


def optimise(
    scenario: Scenario | str | Path,
    search: Mapping[str, tuple[Any, Any]] | Iterable[str],
    *,
    goal: str | Iterable[str] | None = None,
    minimise: str | Iterable[str] | None = None,
    maximise: str | Iterable[str] | None = None,
    subject_to: str | Iterable[str] = (),
    within: float | str | None = None,
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
    """Find the setting of a policy's numbers that serves a goal best, or the front between two goals.

    Parameters
    ----------
    scenario
        The baseline: a scenario or its file.
    search
        What may be set, by dotted path, and between which ends: ``{"policy.quota.places": (200_000, 1_600_000)}``, or
        as text, ``["policy.quota.places=200000:1600000"]``. Several are searched together.
    goal, minimise, maximise
        One or two criteria whose expected value counts, names of `CRITERIA`: to make better, as `CRITERIA` says what
        is better of each; or to make small, or large.
    subject_to
        What must hold, such as ``"effective >= 5.2M with 95 %"``.
    within
        How much less of the one objective is as good as the best, a number or such as ``"10B"``; a tenth of what the
        best gains over the baseline unless given.
    draws, search_draws
        Futures in which the finalists are judged; in which every setting of the search is, fewer.
    rounds
        Rounds of the search after the first, each of eight settings a lever.
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
        With what is wrong in the search, the objectives or a constraint; or if Optuna is not installed.
    """
    base = scenario if isinstance(scenario, Scenario) else load(scenario)
    wanted = Goal.read(goal, minimise, maximise, subject_to)
    enough = _enough(within)
    need_extra()
    search = search if isinstance(search, Mapping) else list(search)
    _levers(base, search)  # what cannot be searched is told before anything is learnt
    worlds = worlds_of(
        base, search_draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        workers=workers, executor=executor, cache=cache,
    )  # fmt: skip
    levers = _levers(worlds.scenario, search)
    how = {"workers": workers, "executor": executor, "cache": cache}

    def judge(points: Sequence[Point]) -> Floats:
        return _outcomes(worlds, wanted, levers, points, search_draws, seed, how)

    with progress_bar("searching") as progress:
        looked = look(judge, levers, wanted, rounds, seed, _now(worlds.scenario, levers), progress)
    points = [looked.points[number] for number in finalists(looked, enough)]
    fresh = _outcomes(worlds, wanted, levers, points, draws, seed + 1, how)
    return _judged(worlds, looked, points, fresh, seed + 1, enough)


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


def _now(base: Scenario, levers: Sequence[Lever]) -> list[Point]:
    """Return what the baseline states, to begin with, if it lies within the ends."""
    numbers = [lever.number(stated(base, lever.path)) for lever in levers]  # type: ignore[arg-type]  # Lever.of saw it
    within = all(lever.low <= number <= lever.high for lever, number in zip(levers, numbers, strict=True))
    return [tuple(lever.value(number) for lever, number in zip(levers, numbers, strict=True))] if within else []


def _outcomes(
    worlds: Worlds,
    goal: Goal,
    levers: Sequence[Lever],
    points: Sequence[Point],
    draws: int,
    seed: int,
    how: Mapping[str, Any],
) -> Floats:
    """Judge settings, the baseline first, shape (1 + setting, criterion, draw)."""
    base = worlds.scenario
    named = {
        f"{number}": base.replace({lever.path: value for lever, value in zip(levers, point, strict=True)})
        for number, point in enumerate(points)
    }
    told = compare(
        base, policies=named, draws=worlds.draws(draws, seed), seed=seed, criteria=goal.criteria, progress=_silent,
        **how,
    )  # fmt: skip
    return np.asarray(told.data["outcome"], dtype=np.float64)


def _judged(
    worlds: Worlds, looked: Looked, points: Sequence[Point], outcomes: Floats, seed: int, within: float | None
) -> Optimum:
    """Judge the finalists by their fresh outcomes, the baseline first."""
    goal, paths = looked.goal, [lever.path for lever in looked.levers]
    together = len(points) * len(goal.objectives)
    settings = [
        Setting.of(dict(zip(paths, point, strict=True)), outcome, outcomes[0], goal, together)
        for point, outcome in zip(points, outcomes[1:], strict=True)
    ]
    now = {path: stated(worlds.scenario, path) for path in paths}
    base, *gains = goal.gains(outcomes)[:, 0]
    ranked = np.argsort([-one.mean() for one in gains], kind="stable")
    return Optimum(
        worlds.scenario,
        goal,
        Setting.of(now, outcomes[0], outcomes[0], goal),
        tuple(settings[n] for n in ranked),
        _region(looked, points, np.stack(gains), base, np.array([setting.holds for setting in settings]), within),
        len(looked.points),
        outcomes.shape[-1],
        seed,
        worlds.origin,
    )


def _region(
    looked: Looked,
    points: Sequence[Point],
    gains: Floats,
    baseline: Floats,
    holds: NDArray[np.bool_],
    within: float | None,
) -> Region | None:
    if len(looked.goal.objectives) > 1 or not holds.any():
        return None
    best = int(max(np.flatnonzero(holds), key=lambda n: float(gains[n].mean())))
    return region(looked, points, gains, holds, best, margin(gains[best], baseline, within))


def _enough(within: float | str | None) -> float | None:
    enough = amount_of(within) if isinstance(within, str) else within
    if within is not None and (enough is None or not 0 <= enough < np.inf):
        raise InputError("optimise", [Problem("within", str(within), f"must be an amount, {AMOUNT}")])
    return enough


def _silent(_done: int, _wanted: int) -> None:
    """Tell nothing: the search has a bar of its own."""
