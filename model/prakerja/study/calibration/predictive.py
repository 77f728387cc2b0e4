"""What would be published: the predictive distribution of figures, their age and error included."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from prakerja.scenario import Observation, Observations
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import spread_of
from prakerja.study.calibration.observation_operator import source_of
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.readings import GRADES, Ages, Reading, readings_of
from prakerja.study.calibration.statements import age_of
from prakerja.study.calibration.unknowns import RESIDUAL, residual_of
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


def predict(ensemble: Ensemble, observations: Observations, posterior: Posterior | None = None) -> Predicted:
    """Forecast every later figure that the model reads.

    Parameters
    ----------
    ensemble
        Futures of a scenario at its as-of date, drawn from the posterior if there is one.
    observations
        Published figures: those of the as-of date and before are known, the later ones are forecast, and nothing of
        them but what they count and their days is used.
    posterior
        What was learnt. Without one, nothing is.
    """
    scenario = ensemble.scenario
    rows: list[Observation] = []
    samples: list[Floats] = []
    for reading in readings_of(observations, scenario):
        known = np.array([row.published_on <= scenario.as_of for row in reading.observations])
        if known.all():
            continue
        path = reading.path(source_of(ensemble.data), scenario)
        model = reading.read(path, _ages(ensemble, reading, posterior))
        error = spread_of(_as_printed(reading, model[0]), model, _residual(ensemble, reading, posterior))
        normal = _stream(ensemble.seed, reading.name).standard_normal(error.shape)
        samples.append((model[0] + error * normal)[~known])
        rows += [row for row, is_known in zip(reading.observations, known, strict=True) if not is_known]
    drawn = np.concatenate(samples) if samples else np.zeros((0, len(ensemble)))
    return Predicted(tuple(rows), np.maximum(drawn, 0))


def _as_printed(reading: Reading, height: Floats) -> Reading:
    """Return figures with the error of a good one of the forecast's size."""
    return replace(reading, error=np.maximum(GRADES["high"] * np.median(height, axis=1), 1.0))


def _residual(ensemble: Ensemble, reading: Reading, posterior: Posterior | None) -> Floats:
    """Return the residual of a series, as learnt, or as believed before; shape (draw,)."""
    if reading.group not in RESIDUAL:
        return np.zeros(len(ensemble))
    if posterior is None:
        return residual_of(reading.group, _stream(ensemble.seed, reading.group).standard_normal(len(ensemble)))
    return posterior.residual[reading.group][posterior.pick(len(ensemble), ensemble.seed)]


def _ages(ensemble: Ensemble, reading: Reading, posterior: Posterior | None) -> Ages:
    """Return the ages of a series' statements: as learnt, and of those still to come as believed before."""
    learnt: Ages = {}
    if posterior is not None:
        pick = posterior.pick(len(ensemble), ensemble.seed)
        learnt = {name: ages[pick] for name, ages in posterior.ages.items()}
    return {
        name: learnt[name] if name in learnt else age_of(_stream(ensemble.seed, name).standard_normal(len(ensemble)))
        for name in reading.statements
        if name
    }


def _stream(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, *name.encode()])
