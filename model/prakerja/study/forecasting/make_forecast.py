"""Makes a forecast: the futures of a scenario, in worlds learnt from what was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from prakerja.scenario import Draws, Observations, Scenario, observations_of
from prakerja.study.calibration import Posterior
from prakerja.study.calibration.worlds import Worlds, worlds_of
from prakerja.study.forecasting.forecast import Forecast
from prakerja.study.forecasting.recycling import run_both_ways
from prakerja.study.runs.ensemble import run_ensemble
from prakerja.study.runs.progress import progress_bar

PRIOR_DRAWS = 500
"""Futures that what is believed before the published figures is shown with."""


def forecast(
    scenario: Scenario | str | Path,
    draws: int | Draws = 2000,
    seed: int = 2020,
    *,
    as_of: date | str | None = None,
    observations: Observations | str | Path | None = None,
    posterior: Posterior | str | Path | None = None,
    prior: bool = False,
    quick: bool = False,
    **how: Any,
) -> Forecast:
    """Return the forecast of a scenario, in worlds learnt from the published figures; with a progress bar.

    Parameters
    ----------
    scenario
        A scenario or its file.
    draws, seed, **how
        As for `run_ensemble`.
    as_of, observations, posterior, prior, quick
        What the world may be, as for `worlds_of`: what was learnt from what had been published by the as-of date,
        unless ``prior=True``.

    Examples
    --------
    >>> outlook = forecast("scenarios/prakerja-2020.toml", draws=4, prior=True, workers=1, cache=None)
    >>> outlook.provenance["nothing_learnt"]
    'prior'
    """
    worlds = worlds_of(
        scenario, draws, seed, as_of=as_of, observations=observations, posterior=posterior, prior=prior, quick=quick,
        **how,
    )  # fmt: skip
    with progress_bar() as progress:
        found = run_both_ways(worlds.scenario, worlds.draws(draws, seed), seed, **({"progress": progress} | how))
        before = _before(worlds, len(found), seed, how)
    figures = None if observations is None else observations_of(worlds.scenario, observations)
    return Forecast(replace(found, origin=dict(worlds.origin) | before), figures)


def _before(worlds: Worlds, draws: int, seed: int, how: dict[str, Any]) -> dict[str, Any]:
    """Return what would be expected had nothing been learnt, so that the two can be compared."""
    if worlds.posterior is None:
        return {}
    before = Forecast(run_ensemble(worlds.scenario, min(draws, PRIOR_DRAWS), seed, **how))
    ranges = {name: before.range(name) for name in ("effective", "paid_once")}
    return {"prior": {name: [found.expected, *found.ranges[90]] for name, found in ranges.items()}}
