"""What would be published: the predictive distribution of figures, discrepancy and publication error included."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario import Observation, Observations
from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import continued
from prakerja.study.calibration.observation_operator import source_of
from prakerja.study.calibration.posterior import Posterior
from prakerja.study.calibration.readings import GRADES, Ages, Reading, readings_of
from prakerja.study.calibration.statements import age_of
from prakerja.study.calibration.unknowns import DISCREPANCY
from prakerja.study.runs.ensemble import Ensemble

Bools = NDArray[np.bool_]


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
        What was learnt. Without one, nothing is: also not that a series stood above or below the model.
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
        reading = _as_printed(reading, known, model[0])
        discrepancy = _discrepancy(ensemble, reading, posterior)  # of every step, shape (observation, draw)
        normal = _stream(ensemble.seed, reading.name).standard_normal((int((~known).sum()), len(ensemble)))
        if posterior is None:  # the known figures take no part
            later = _only(reading, ~known)
            part = (model[0][~known], model[1][~known])
            samples.append(continued(later, np.zeros(len(later.values), dtype=bool), part, discrepancy[~known], normal))
        else:
            samples.append(continued(reading, known, model, discrepancy, normal))
        rows += [row for row, is_known in zip(reading.observations, known, strict=True) if not is_known]
    drawn = np.concatenate(samples) if samples else np.zeros((0, len(ensemble)))
    return Predicted(tuple(rows), np.maximum(drawn, 0))


def _as_printed(reading: Reading, known: Bools, height: Floats) -> Reading:
    """Return figures that are not known yet the error of a good one of the forecast's size, and no value."""
    expected = np.median(height, axis=1)
    error = np.where(known, reading.error, np.maximum(GRADES["high"] * expected, 1.0))
    return replace(reading, values=np.where(known, reading.values, np.nan), error=error)


def _discrepancy(ensemble: Ensemble, reading: Reading, posterior: Posterior | None) -> Floats:
    """Return the discrepancy of every step of a series: up to the as-of date what was learnt, afterwards the prior.

    What is left over after fitting, with more unknowns than figures, says little about how far the next increment will
    be missed; the prior's size is that of increments missed by earlier forecasts (`unknowns.DISCREPANCY`).
    """
    if reading.group not in DISCREPANCY:
        return np.zeros((len(reading.days), len(ensemble)))
    median, sd = DISCREPANCY[reading.group]
    later = median * np.exp(sd * _stream(ensemble.seed, reading.group).standard_normal(len(ensemble)))
    if posterior is None:
        return np.broadcast_to(later, (len(reading.days), len(ensemble)))
    learnt = posterior.discrepancy[reading.group][posterior.pick(len(ensemble), ensemble.seed)]
    past = reading.days <= ensemble.scenario.days.number(ensemble.scenario.as_of)
    return np.where(past[:, None], learnt, later)


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


def _only(reading: Reading, kept: Bools) -> Reading:
    rows = tuple(row for row, keep in zip(reading.observations, kept, strict=True) if keep)
    parts = {name: getattr(reading, name)[kept] for name in ("days", "values", "error", "hours")}
    statements = tuple(name for name, keep in zip(reading.statements, kept, strict=True) if keep)
    return replace(reading, observations=rows, statements=statements, **parts)


def _stream(seed: int, name: str) -> np.random.Generator:
    return np.random.default_rng([seed, *name.encode()])
