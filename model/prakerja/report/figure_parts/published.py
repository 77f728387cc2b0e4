"""What had been published by the as-of date, as points to lay beside a forecast."""

from __future__ import annotations

from datetime import date

from prakerja.scenario import Observations, observations_of
from prakerja.scenario.beside import files_beside
from prakerja.study import Forecast
from prakerja.study.runs.quantities import OBSERVED

_OTHER_SCALE = 10
"""Published figures so many times what a forecast shows are of another programme, such as one of a thousandth."""


def observations_beside(forecast: Forecast) -> Observations | None:
    """Return the figures a forecast was asked with, or those beside the scenario; None if there are none."""
    if forecast.figures is not None:
        return forecast.figures
    return observations_of(forecast.scenario) if files_beside(forecast.scenario) else None


def published(
    forecast: Forecast, quantity: str, observations: Observations | None, top: float
) -> list[tuple[date, float]]:
    """Return the published figures of a quantity: days they hold for, and values.

    Parameters
    ----------
    quantity
        As in a forecast, such as ``"selected"``; there may be nothing published that is a reading of it.
    observations
        All there are; those published after the as-of date, and those with a flag, are left out.
    top
        The highest value of the forecast.
    """
    name = next((said for said, is_reading_of in OBSERVED.items() if is_reading_of == quantity), None)
    if observations is None or name is None or name not in observations.known:
        return []
    kept = observations.as_of(forecast.scenario.as_of).unflagged().quantity(name)
    points = [(row.observed_on, row.value) for row in kept]
    return points if all(value <= _OTHER_SCALE * top for _, value in points) else []
