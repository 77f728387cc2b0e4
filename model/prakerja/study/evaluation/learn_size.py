"""The verb: learn the size of the future's changes from forecasts of earlier days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from prakerja.scenario import InputError, Observation, Observations, Problem, Scenario, load, observations_of
from prakerja.study.calibration import Effort, Posterior, calibrate
from prakerja.study.calibration.predictive import predict
from prakerja.study.evaluation.as_known import as_known, day_from
from prakerja.study.evaluation.hindcast import AS_OF
from prakerja.study.evaluation.lookback import SIZES, Lookback
from prakerja.study.evaluation.size_of_change import SizeOfChange
from prakerja.study.runs.ensemble import run_ensemble
from prakerja.study.runs.progress import part_of, progress_bar
from prakerja.study.runs.quantities import OBSERVED


def size_of_change(
    scenario: Scenario | str | Path = "prakerja-2020",
    day: date | str | None = None,
    earlier: Iterable[date | str] = AS_OF,
    draws: int = 1000,
    seed: int = 2020,
    *,
    observations: Observations | str | Path | None = None,
    quick: bool = False,
    effort: Effort | None = None,
    **how: Any,
) -> SizeOfChange:
    """Learn how large the future's changes are from how well forecasts of earlier days did.

    Parameters
    ----------
    scenario
        A scenario, its file or the name of a shipped one; for days of which one in the folder ``hindcasts`` beside it
        knows more, that one is used.
    day
        The day of the question: what was published later is not looked at. The scenario's own unless given.
    earlier
        Days to forecast from; those that are not before the day of the question are left out.
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
        If a day is no date, none is earlier, no scenario was known so early, or nothing changes in one of them.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    asked = scenario.as_of if day is None else day_from(day, "hindcast")
    figures = observations_of(scenario, observations).as_of(asked)
    days = sorted({one for one in (day_from(one, "hindcast") for one in earlier) if one < asked})
    if not days:
        raise InputError("hindcast", [Problem("as_of", "", f"must be at least one day before {asked}")])
    known = [as_known(scenario, one, figures) for one in days]
    still = [Problem("world.change", "none", f"must be stated on {one.as_of}") for one in known if not one.world.change]
    if still:
        raise InputError(scenario.name, still)
    forecasts = []
    with progress_bar("calibrating and forecasting") as progress:
        for number, one in enumerate(known):
            told = partial(part_of, progress, number, len(days))
            posterior = calibrate(
                one, seed=seed, observations=figures, quick=quick, effort=effort, progress=told, **how
            )
            forecasts.append(_Forecasts(posterior, figures, draws, seed, how))
    often = Counter(row for one in forecasts for row in one.figures)
    return SizeOfChange(as_known(scenario, asked, figures), tuple(one.scored(often) for one in forecasts), draws, seed)


class _Forecasts:
    """Forecasts from one day with changes of all sizes, of the figures that came by the day of the question.

    Scored are targets of `--hub`, as far as futures differ in them: of a count that is the same in all of them, such as
    one that nobody knew would begin, the size of changes says nothing.
    """

    def __init__(
        self, posterior: Posterior, observations: Observations, draws: int, seed: int, how: Mapping[str, Any]
    ) -> None:
        self.posterior, paths = posterior, []
        for size in SIZES.tolist():
            sized = posterior.scenario.replace({"world.change.size": size}, name=posterior.scenario.name)
            said = predict(run_ensemble(sized, posterior.draws(draws, seed, sized), seed, **how), observations)
            paths.append(np.log1p(said.samples))
        samples = np.array(paths)  # shape (size, figure, draw)
        exported = np.array([row.quantity in OBSERVED for row in said.observations], dtype=bool)
        kept = np.flatnonzero(exported & (samples.std(axis=2) > 0).all(axis=0))
        self.samples = samples[:, kept]
        self.figures = [said.observations[at] for at in kept]
        self.came = np.log1p([row.value for row in self.figures])

    def scored(self, often: Mapping[Observation, int]) -> Lookback:
        """Return the scores of all sizes, of figures that are forecast so often."""
        share = np.array([1 / often[row] for row in self.figures])
        return Lookback.of(self.posterior.scenario.as_of, self.samples, self.came, share, self.posterior.converged)
