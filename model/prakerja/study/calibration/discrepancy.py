"""The error model: how far a published figure may lie from the model's path.

What the model gets wrong for longer than a moment are rates that wander: they are in the futures themselves
(`[world.drift]`), where conservation, ceilings and queues hold. What is left is the error of a figure by itself: grade
and rounding, the slope times the hour of the count, and a *residual*, the part of a count by which a path that wanders
only so often still misses it. All are independent, from one figure to the next.
"""

from __future__ import annotations

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.readings import Model, Reading


def spread_of(reading: Reading, model: Model, residual: Floats) -> Floats:
    """Return the standard deviations of the figures of a series about the model's path, shape (observation, draw).

    Parameters
    ----------
    model
        As from `Reading.read`.
    residual
        Of the series' group, as a part of the count, shape (draw,).
    """
    height, slope = model
    variance = reading.error[:, None] ** 2 + (reading.hours[:, None] * slope) ** 2 + (residual * height) ** 2
    return np.asarray(np.sqrt(variance))


def log_likelihood(reading: Reading, model: Model, residual: Floats) -> Floats:
    """Return the Gaussian log density of a published series, draw by draw, shape (draw,)."""
    spread = spread_of(reading, model, residual)
    scaled = (reading.values[:, None] - model[0]) / spread
    constant = 0.5 * len(reading.values) * np.log(2 * np.pi)
    return np.asarray(-0.5 * (scaled**2).sum(axis=0) - np.log(spread).sum(axis=0) - constant)
