"""Hindcasts: forecasts made from past days with what was published by then, scored by what was published later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from prakerja.scenario import InputError, Observations, Problem, Scenario, load, observations_of
from prakerja.scenario.observations import Observation
from prakerja.study.calibration import Effort, Posterior, Predicted, calibrate, predict
from prakerja.study.calibration.observation_operator import path_of, source_of
from prakerja.study.evaluation.as_known import as_known
from prakerja.study.evaluation.baselines import BASELINES, baseline, known_points
from prakerja.study.evaluation.scoreboard import FORECAST, PRIOR, SHOWN, scoreboard, summary
from prakerja.study.runs import archive
from prakerja.study.runs.ensemble import Ensemble, Progress, run_ensemble
from prakerja.study.runs.progress import progress_bar
from prakerja.study.runs.quantities import OBSERVED, QUANTITIES
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import whole_file

AS_OF = (
    date(2020, 5, 19), date(2020, 6, 27), date(2020, 8, 25),
    date(2020, 9, 4), date(2020, 9, 9), date(2020, 9, 15), date(2020, 9, 19),
    date(2020, 10, 14),
)  # fmt: skip
"""Days of the 2020 programme after which something changed or something was published."""

BANDS = (5, 10, 25, 50, 75, 90, 95)
"""Percentiles that are kept of every day."""

_PARTS = 100
"""The progress of a day is told in so many parts."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Look:
    """A forecast from a past day, and the figures that came.

    Attributes
    ----------
    scenario
        What was known on its as-of date.
    known, figures
        What had been published by then, and of what came later all that the model reads.
    samples
        By forecaster, shape (figure, draw); NaN where it could say nothing.
    bands
        By quantity, the percentiles `BANDS` of the calibrated forecast by day from launch to the last figure,
        shape (percentile, day). A published figure has its own error on top.
    calibrated_on
        How many figures the calibration used.
    converged
        Whether its sampler says that it did.
    """

    scenario: Scenario
    known: Observations
    figures: tuple[Observation, ...]
    samples: Mapping[str, Floats]
    bands: Mapping[str, Floats]
    calibrated_on: int
    converged: bool

    @property
    def as_of(self) -> date:
        """The day."""
        return self.scenario.as_of


@dataclass(frozen=True, repr=False)
class Hindcast(Shown):
    """Forecasts from past days, and their scores.

    Attributes
    ----------
    scenario
        The scenario whose past it is.
    looks
        Day by day.
    draws, seed
        Of every forecast.
    """

    scenario: Scenario
    looks: tuple[Look, ...]
    draws: int
    seed: int

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every score: one row for each as-of date, later figure and forecaster (see `scoreboard`)."""
        parts = []
        for look in self.looks:
            rng = np.random.default_rng([self.seed, look.as_of.toordinal()])
            parts.append(scoreboard(look.as_of, look.figures, look.samples, rng))
        return pd.concat(parts, ignore_index=True)

    def summary(self, by: str = "as_of") -> pd.DataFrame:
        """Sum the scores up by ``"as_of"``, ``"quantity"``, ``"horizon"`` or ``""``, for all (see `summary`)."""
        if by not in ("as_of", "quantity", "horizon", ""):
            raise InputError("hindcast", [Problem("by", by, "must be as_of, quantity, horizon or empty")])
        if by not in self._summaries:
            self._summaries[by] = summary(self.scores, by)
        return self._summaries[by].copy()

    @cached_property
    def _summaries(self) -> dict[str, pd.DataFrame]:
        return {}

    def to_dataframe(self) -> pd.DataFrame:
        """Return every score as a table."""
        return self.scores

    def save(self, path: str | Path) -> Path:
        """Write every score to a CSV file, complete or not at all."""
        path = Path(path)
        with whole_file(path) as beside:
            self.scores.to_csv(beside, index=False, lineterminator="\n")
        return path

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        looks = {look.as_of.isoformat(): _made_of(look) for look in self.looks}
        return archive.made_of(self.scenario, self.seed, self.draws) | {"looks": looks}


def hindcast(
    scenario: Scenario | str | Path = "scenarios/prakerja-2020.toml",
    as_of: Iterable[date | str] = AS_OF,
    draws: int = 1000,
    seed: int = 2020,
    *,
    observations: Observations | str | Path | None = None,
    quick: bool = False,
    effort: Effort | None = None,
    **how: Any,
) -> Hindcast:
    """Forecast from past days with what was published by then, and score it by what was published later.

    Parameters
    ----------
    scenario
        A scenario or its file; for days of which one in the folder ``hindcasts`` beside it knows more, that one
        is used.
    as_of
        The days.
    draws, seed
        Of every forecast, calibrated and not.
    observations
        A file of figures that are added to those beside the scenario; or `Observations`, which take their place.
    quick, effort
        How much work each calibration may be, as for `calibrate`.
    **how
        As for `run_ensemble`: workers, executor, cache.

    Raises
    ------
    InputError
        If a day is no date, no scenario was known so early, or nothing was published later.
    """
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    figures = observations_of(scenario, observations)
    days = sorted({_day(one) for one in as_of})
    last = max(row.published_on for row in figures)
    wrong = [Problem("as_of", str(day), f"nothing was published after {last}") for day in days if day >= last]
    if wrong or not days:
        raise InputError("hindcast", wrong or [Problem("as_of", "", "must be at least one day")])
    known = [as_known(scenario, day, figures) for day in days]
    looks = []
    with progress_bar("calibrating and forecasting") as progress:
        for number, one in enumerate(known):
            steps = partial(_part_of, progress, number, len(days))
            posterior = calibrate(
                one, seed=seed, observations=figures, quick=quick, effort=effort, progress=steps, **how
            )
            looks.append(_look(posterior, figures, draws, seed, how))
            progress(_PARTS * (number + 1), _PARTS * len(days))
    return Hindcast(scenario, tuple(looks), draws, seed)


def _made_of(look: Look) -> dict[str, Any]:
    return {
        "scenario": look.scenario.name,
        "scenario_hash": look.scenario.hash,
        "calibrated_on": look.calibrated_on,
        "converged": look.converged,
    }


def _day(day: date | str) -> date:
    try:
        return date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        raise InputError("hindcast", [Problem("as_of", str(day), "must be a date such as 2020-09-04")]) from None


def _part_of(progress: Progress, number: int, count: int, done: int, wanted: int) -> None:
    """Tell how far the calibration of one day of several is, as a part of the whole."""
    progress(_PARTS * number + _PARTS * done // max(1, wanted), _PARTS * count)


def _look(posterior: Posterior, observations: Observations, draws: int, seed: int, how: Mapping[str, Any]) -> Look:
    scenario = posterior.scenario
    ensemble = run_ensemble(scenario, posterior.draws(draws, seed), seed, **how)
    said = predict(ensemble, observations, posterior)
    bands, shown = _bands(ensemble, said), _shown(ensemble, said)
    del ensemble  # two at a time would fill the memory
    before = predict(run_ensemble(scenario, draws, seed, **how), observations)
    assert [*map(id, before.observations)] == [*map(id, said.observations)]
    naive = {name: _baselines(name, said.observations, observations, scenario, draws) for name in BASELINES}
    return Look(
        scenario,
        observations.as_of(scenario.as_of),
        said.observations,
        {FORECAST: said.samples, SHOWN: shown, PRIOR: before.samples, **naive},
        bands,
        posterior.figures,
        posterior.converged,
    )


def _bands(ensemble: Ensemble, said: Predicted) -> dict[str, Floats]:
    last = max((row.observed_on for row in said.observations), default=ensemble.scenario.as_of)
    days = slice(0, ensemble.scenario.days.number(last) + 1)
    names = dict.fromkeys(OBSERVED[row.quantity] for row in said.observations if row.quantity in OBSERVED)
    paths = {name: np.asarray(QUANTITIES[name].read(ensemble.data).isel(day=days), dtype=np.float64) for name in names}
    return {name: np.percentile(path, BANDS, axis=1) for name, path in paths.items()}


def _shown(ensemble: Ensemble, said: Predicted) -> Floats:
    """Return what the forecast itself shows of each figure on its day; NaN of what no forecast shows."""
    number, source = ensemble.scenario.days.number, source_of(ensemble.data)
    found = [
        path_of(row.quantity, row.wave, source, ensemble.scenario) if row.quantity in OBSERVED else None
        for row in said.observations
    ]
    rows = [
        np.full(len(ensemble), np.nan) if path is None else path[number(row.observed_on)]
        for path, row in zip(found, said.observations, strict=True)
    ]
    return np.array(rows).reshape(-1, len(ensemble))


def _baselines(
    name: str, figures: Iterable[Observation], observations: Observations, scenario: Scenario, draws: int
) -> Floats:
    """Return what a naive rule says of each figure; NaN where it is no cumulative count that forecasts are asked for.

    Verified accounts are no such count: their last figures are of the rush of April, and a rule that goes on at that
    rate would only flatter whoever is compared with it.
    """
    found = []
    for row in figures:
        counted = row.quantity in OBSERVED and row.quantity.endswith("_cumulative")
        points = known_points(observations, row.quantity, scenario.as_of, scenario.clock.launch) if counted else []
        found.append(baseline(BASELINES[name], points, [row.observed_on], draws)[0])
    return np.array(found).reshape(-1, draws)
