"""What will be published: the forecast's own paths, with the error of a printed figure.

There is one forecast. What it shows, what `--hub` exports and what `hindcast` scores are the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from prakerja.scenario import Observation, Observations
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.observation_operator import source_of
from prakerja.study.calibration.readings import GRADES, readings_of
from prakerja.study.runs.ensemble import Ensemble


@dataclass(frozen=True)
class Predicted:
    """Figures that were not known on the as-of date, and what the forecast says of each.

    Attributes
    ----------
    observations
        The figures, as they were published later.
    samples
        What they would be, shape (figure, draw).
    """

    observations: tuple[Observation, ...]
    samples: Floats


def predict(ensemble: Ensemble, observations: Observations) -> Predicted:
    """Forecast every later figure that the model reads.

    Parameters
    ----------
    ensemble
        Futures of a scenario at its as-of date.
    observations
        Published figures: those of the as-of date and before are known, the later ones are forecast, and nothing of
        them but what they count and their days is used.
    """
    scenario, source = ensemble.scenario, source_of(ensemble.data)
    rows: list[Observation] = []
    samples = [np.zeros((0, len(ensemble)))]
    for reading in readings_of(observations, scenario):
        later = np.array([row.published_on > scenario.as_of for row in reading.observations])
        if later.any():
            path = reading.path(source, scenario)[reading.days[later]]
            samples.append(as_published(path, reading.name, ensemble.seed))
            rows += [row for row, is_later in zip(reading.observations, later, strict=True) if is_later]
    return Predicted(tuple(rows), np.concatenate(samples))


def as_published(path: Floats, series: str, seed: int) -> Floats:
    """Return what would be printed of a series: its path with the error of a good figure.

    Parameters
    ----------
    path
        Shape (day, draw).
    series
        Names the stream of the errors, one a draw: a count that is told too high today is so tomorrow.

    Examples
    --------
    >>> printed = as_published(np.full((2, 4000), 1e6), "completed_training_cumulative", 2020)
    >>> print(f"{printed[1].std():,.0f}")
    4,971
    """
    normal = np.random.default_rng([seed, *series.encode()]).standard_normal(path.shape[1])
    return np.asarray(np.maximum(path * (1 + GRADES["high"] * normal), 0))
