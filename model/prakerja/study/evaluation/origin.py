"""A forecast origin: what was said on a past day, by the forecast and by its rivals, of the figures that came later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from prakerja.scenario import Observations, Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.observations import Observation
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.predictive import Predicted, predict
from prakerja.study.evaluation.baselines import BASELINES, baseline, known_points
from prakerja.study.evaluation.scoreboard import FORECAST, PRIOR
from prakerja.study.runs.ensemble import Ensemble, run_ensemble
from prakerja.study.runs.quantities import OBSERVED, QUANTITIES

BANDS = (5, 10, 25, 50, 75, 90, 95)
"""Percentiles that are kept of every day."""


@dataclass(frozen=True)
class ForecastOrigin:
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


def origin_of(
    posterior: Posterior, observations: Observations, draws: int, seed: int, how: Mapping[str, Any]
) -> ForecastOrigin:
    """Return what is forecast on the day of a posterior, and what its rivals say.

    Parameters
    ----------
    observations
        All that was published, later figures included: of these only what they count and their days are used.
    draws, seed, how
        As for `run_ensemble`.
    """
    scenario = posterior.scenario
    ensemble = run_ensemble(scenario, posterior.draws(draws, seed), seed, **how)
    said = predict(ensemble, observations)
    bands = _bands(ensemble, said)
    del ensemble  # two at a time would fill the memory
    before = predict(run_ensemble(scenario, draws, seed, **how), observations)
    assert [*map(id, before.observations)] == [*map(id, said.observations)]
    naive = {name: _baselines(name, said.observations, observations, scenario, draws) for name in BASELINES}
    return ForecastOrigin(
        scenario,
        observations.as_of(scenario.as_of),
        said.observations,
        {FORECAST: said.samples, PRIOR: before.samples, **naive},
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
