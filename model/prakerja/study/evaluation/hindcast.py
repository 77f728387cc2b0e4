"""Hindcasts: forecasts made from past days with what was published by then, scored by what was published later."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.scenario import InputError, Observations, Problem, Scenario, load, observations_of
from prakerja.study.calibration import Effort, calibrate
from prakerja.study.evaluation.as_known import as_known, day_from
from prakerja.study.evaluation.origin import ForecastOrigin, origin_of
from prakerja.study.evaluation.scoreboard import scoreboard, summary
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.progress import part_of, progress_bar
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table

AS_OF = (
    date(2020, 5, 19), date(2020, 6, 27), date(2020, 8, 25),
    date(2020, 9, 4), date(2020, 9, 9), date(2020, 9, 15), date(2020, 9, 19),
    date(2020, 10, 14),
)  # fmt: skip
"""Days of the 2020 programme after which something changed or something was published."""


@dataclass(frozen=True, repr=False)
class Hindcast(Shown):
    """Forecasts from past days, and their scores.

    Attributes
    ----------
    scenario
        The scenario whose past it is.
    origins
        Day by day.
    draws, seed
        Of every forecast.
    """

    scenario: Scenario
    origins: tuple[ForecastOrigin, ...]
    draws: int
    seed: int

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Every score: one row for each as-of date, later figure and forecaster (see `scoreboard`)."""
        parts = []
        for origin in self.origins:
            rng = np.random.default_rng([self.seed, origin.as_of.toordinal()])
            parts.append(scoreboard(origin.as_of, origin.figures, origin.samples, rng))
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
        return write_table(self.scores, path, index=False)

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        origins = {origin.as_of.isoformat(): _made_of(origin) for origin in self.origins}
        return made_of(self.scenario, self.seed, self.draws) | {"origins": origins}


def hindcast(
    scenario: Scenario | str | Path = "prakerja-2020",
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
        A scenario, its file or the name of a shipped one; for days of which one in the folder ``hindcasts`` beside it
        knows more, that one is used.
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
    days = sorted({day_from(one, "hindcast") for one in as_of})
    last = max(row.published_on for row in figures)
    wrong = [Problem("as_of", str(day), f"nothing was published after {last}") for day in days if day >= last]
    if wrong or not days:
        raise InputError("hindcast", wrong or [Problem("as_of", "", "must be at least one day")])
    known = [as_known(scenario, day, figures) for day in days]
    origins = []
    with progress_bar("calibrating and forecasting") as progress:
        for number, one in enumerate(known):
            steps = partial(part_of, progress, number, len(days))
            posterior = calibrate(
                one, seed=seed, observations=figures, quick=quick, effort=effort, progress=steps, **how
            )
            origins.append(origin_of(posterior, figures, draws, seed, how))
    return Hindcast(scenario, tuple(origins), draws, seed)


def _made_of(origin: ForecastOrigin) -> dict[str, Any]:
    return {
        "scenario": origin.scenario.name,
        "scenario_hash": origin.scenario.hash,
        "calibrated_on": origin.calibrated_on,
        "converged": origin.converged,
    }
