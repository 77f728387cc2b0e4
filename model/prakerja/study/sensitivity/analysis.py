"""Finds what drives an answer: draws, swings and exchanged values, all on the fluid engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from typing import Any

from prakerja.scenario import Draws, InputError, Observations, Problem, Scenario, load
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import worlds_of
from prakerja.study.runs.ensemble import CACHE
from prakerja.study.runs.fluid import Fluid, Reading
from prakerja.study.runs.progress import progress_bar
from prakerja.study.runs.quantities import COUNTS, quantity
from prakerja.study.runs.spread import Map, spread_over
from prakerja.study.runs.wandering import told_by
from prakerja.study.sensitivity.drivers import Drivers
from prakerja.study.sensitivity.information_value import Question, question
from prakerja.study.sensitivity.marginals import Marginals, joined
from prakerja.study.sensitivity.sobol import Index, sobol
from prakerja.study.sensitivity.tornado import Tornado, tornado

LEAST_DRAWS = 64
_MOST_OF_GIVEN = 1024
"""So many fresh draws, at most, go into Sobol indices beside draws that were given."""
ALONE = 7
"""Values that get Sobol indices of their own; all others are exchanged together, so that none is left out."""


def drivers(
    scenario: Scenario | str | Path,
    outcome: str = "paid_once",
    draws: int | Draws = 1024,
    seed: int = 2020,
    alone: int = ALONE,
    *,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = CACHE,
) -> Drivers:
    """Return what an outcome at the year end hangs on, and which value of the world to measure next.

    Everything is run on the fluid engine, without dice: national dice are a hundredth of a percent of the outcome.

    Parameters
    ----------
    scenario
        A scenario or its file.
    outcome
        A name of `QUANTITIES`, at the year end.
    draws
        How many draws of the world, at least 64, where nothing is learnt rounded down to a power of two; or the draws
        themselves. The base of the Sobol indices is half of them.
    seed
        Names the draws, as for a forecast.
    alone
        How many values get Sobol indices of their own.
    as_of, observations, posterior, prior, quick, cache
        What the world may be, as for `worlds_of`.
    workers, executor
        Where the engine is run, as for `run_ensemble`.

    Examples
    --------
    >>> found = drivers("scenarios/small.toml", draws=64, alone=1)
    >>> len(found.world), len(found.indices), len(found.indices[0].paths)
    (64, 2, 1)
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    quantity(outcome)
    count = draws if isinstance(draws, int) else len(draws)
    if count < LEAST_DRAWS:
        raise InputError("drivers", [Problem("draws", str(count), f"must be at least {LEAST_DRAWS}")])
    worlds = worlds_of(
        scenario, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        workers=workers, executor=executor, cache=cache,
    )  # fmt: skip
    stated = worlds.posterior is None and isinstance(draws, int)
    believed = Marginals(worlds.scenario, None if stated else worlds.draws(draws, seed))
    base = 1 << (min(count, _MOST_OF_GIVEN) if believed.given else count).bit_length() - 2
    with progress_bar() as progress, spread_over(workers, executor) as spread:
        return _find(believed, worlds.origin, outcome, base, seed, alone, progress, spread)


def _find(
    believed: Marginals,
    origin: Mapping[str, Any],
    outcome: str,
    base: int,
    seed: int,
    alone: int,
    progress: Callable[[int, int], None],
    spread: Map,
) -> Drivers:
    scenario, given, paths = believed.scenario, believed.given, list(believed.told)
    runs = 2 * base + len(given or ()) + 2 * len(paths) + 1 + base * min(alone + 1, len(paths))
    fluid = Fluid(scenario, _readings(scenario, outcome), lambda done: progress(done, max(done, runs)), spread)
    here = (outcome, scenario.clock.year_end)

    def lead_to(world: Draws) -> Floats:
        return fluid.run(world)[here]

    independent = joined([*believed.pair(base, seed)])
    world = given or independent
    read = fluid.run(world)
    asked = tuple(_questions(scenario, outcome, world, read, paths, seed))
    swings = tornado(believed, lead_to)
    indices: list[Index] = []
    if read[here].min() < read[here].max():
        groups = _groups(next(q for q in asked if q.at_least is None), swings, alone)
        indices = sobol(
            independent, lead_to(independent) if given else read[here], groups, lead_to, seed, believed.told
        )
    return Drivers(scenario, outcome, seed, world, read[here], origin, swings, tuple(indices), asked, fluid.runs)


def _groups(asked: Question, swings: Tornado, alone: int) -> list[list[str]]:
    """Set the values that seem to matter most apart, over the draws or from end to end, and all others together."""
    told = {worth.path: worth.share for worth in asked.worth}
    squares = {swing.path: swing.size**2 for swing in swings.swings}
    whole = sum(squares.values()) or 1.0
    ranked = sorted(squares, key=lambda path: -max(told.get(path, 0.0), squares[path] / whole))
    apart, rest = ranked[:alone], ranked[alone:]
    return [[path] for path in apart] + [rest] * bool(rest)


def _readings(scenario: Scenario, outcome: str) -> list[Reading]:
    goal, year_end = scenario.policy.target, scenario.clock.year_end
    return [(outcome, year_end), ("owed", year_end), *((count, goal.by) for count in COUNTS)]


def _questions(
    scenario: Scenario, outcome: str, world: Draws, read: Mapping[Reading, Floats], paths: list[str], seed: int
) -> Iterator[Question]:
    """Ask for each count whether it reaches the target, then for the outcome and what is owed how much it will be."""
    goal, year_end, values = scenario.policy.target, scenario.clock.year_end, told_by(scenario, world)
    for count in COUNTS:
        yield question(values, paths, count, read[count, goal.by], goal.recipients, seed)
    for name in dict.fromkeys((outcome, "owed")):
        yield question(values, paths, name, read[name, year_end], seed=seed)
