"""The forecast in the schema of the forecast hubs: one row a quantile, ready to be scored by anyone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from prakerja.study.calibration.predictive import as_published
from prakerja.study.forecasting.forecast import Forecast
from prakerja.study.runs.answers import QUANTILES
from prakerja.study.runs.quantities import COUNTS, OBSERVED, QUANTITIES
from prakerja.study.runs.whole_file import inert, whole_file

COLUMNS = (
    "reference_date", "target", "horizon", "target_end_date", "location", "scenario_id",
    "output_type", "output_type_id", "value",
)  # fmt: skip

_LOCATION = "ID"

Row = tuple[str, str, int, str, str, str, str, str, str]


def hub_rows(forecast: Forecast) -> Iterator[Row]:
    """Return the rows: quantiles of every target for each day from the as-of date to the year end, then the cdf rows.

    Quantiles are those of the figure that would be published, the error of print included: the numbers that `hindcast`
    scores.
    A ``cdf`` row gives the chance that a count is at most its `output_type_id` on the day of the target; that number is
    one person short of the target, so the chance that the target is reached is one minus the value.
    """
    scenario = forecast.scenario
    first, last = (scenario.days.number(day) for day in (scenario.as_of, scenario.clock.year_end))
    for target, name in OBSERVED.items():
        path = np.asarray(forecast.series(name).isel(day=slice(first, last + 1)), dtype=np.float64)
        values = as_published(path, target, forecast.ensemble.seed)
        by_day = np.quantile(values, QUANTILES, axis=1).T
        for horizon, found in enumerate(by_day):
            yield from _quantile_rows(forecast, target, horizon, found)
    goal = scenario.policy.target
    short = goal.recipients - 1
    for name in COUNTS:
        target = QUANTITIES[name].observed or f"{name}_cumulative"
        chance = float(np.mean(forecast.values(name, goal.by) <= short))
        horizon = (goal.by - scenario.as_of).days
        yield _row(forecast, target, horizon, "cdf", str(short), f"{chance:.6g}")


def write_hub(forecast: Forecast, path: str | Path) -> Path:
    """Write the rows to a CSV file: beside first, then renamed."""
    path = Path(path)
    with whole_file(path) as beside, beside.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(hub_rows(forecast))
    return path


def _quantile_rows(forecast: Forecast, target: str, horizon: int, found: NDArray[np.float64]) -> Iterator[Row]:
    for level, value in zip(QUANTILES, found, strict=True):
        yield _row(forecast, target, horizon, "quantile", f"{level:g}", f"{value:.0f}")


def _row(forecast: Forecast, target: str, horizon: int, kind: str, kind_id: str, value: str) -> Row:
    as_of: date = forecast.scenario.as_of
    day = as_of + timedelta(days=horizon)
    return (
        as_of.isoformat(), target, horizon, day.isoformat(), _LOCATION, inert(forecast.scenario.name),
        kind, kind_id, value,
    )  # fmt: skip
