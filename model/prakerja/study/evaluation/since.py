"""The verb: what changed since an earlier forecast."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from prakerja.scenario import InputError, Observations, Problem, Scenario, load, observations_of
from prakerja.study.calibration import Effort, Posterior, calibrate
from prakerja.study.calibration.readings import why_not
from prakerja.study.evaluation.as_known import as_known, day_from
from prakerja.study.evaluation.update import Belief, Update, answers_of, believed, moves, steps_between
from prakerja.study.runs.ensemble import run_ensemble
from prakerja.study.runs.progress import part_of, progress_bar


def since(
    scenario: Scenario | str | Path,
    *as_of: date | str,
    draws: int = 1000,
    seed: int = 2020,
    observations: Observations | str | Path | None = None,
    quick: bool = False,
    effort: Effort | None = None,
    **how: Any,
) -> Update:
    """Return what changed from the last but one of some dates to the last.

    Parameters
    ----------
    scenario
        A scenario, its file or the name of a shipped one; for days of which one in the folder ``hindcasts`` beside it
        knows more, that one is used.
    as_of
        Two dates or more.
    draws, seed
        Of every forecast.
    observations
        A file of figures that are added to those beside the scenario; or `Observations`, which take their place.
    quick, effort
        How much work each calibration may be, as for `calibrate`.
    **how
        As for `run_ensemble`: workers, executor, cache.

    Raises
    ------
    InputError
        If there are fewer than two dates, one is none, or no scenario was known so early.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    figures = observations_of(scenario, observations)
    days = sorted({day_from(one, "since") for one in as_of})
    if len(days) < 2:
        raise InputError("since", [Problem("as_of", ", ".join(map(str, as_of)), "must be two different dates or more")])
    beliefs: list[Belief] = []
    pair: list[tuple[Posterior, Any]] = []
    with progress_bar("calibrating and forecasting") as progress:
        for number, one in enumerate([as_known(scenario, day, figures) for day in days]):
            told = partial(part_of, progress, number, len(days))
            posterior = calibrate(
                one, seed=seed, observations=figures, quick=quick, effort=effort, progress=told, **how
            )
            answers = answers_of(run_ensemble(one, posterior.draws(draws, seed), seed, **how))
            beliefs.append(believed(posterior, answers))
            pair = [*pair[-1:], (posterior, answers)]
    (before, first), (after, last) = pair
    steps = tuple(steps_between(before, after, (first, last), seed, how))
    came = tuple(
        row for row in figures if days[-2] < row.published_on <= days[-1] and why_not(row, after.scenario) is None
    )
    return Update(scenario, tuple(beliefs), came, moves(before, after), steps, draws, seed)
