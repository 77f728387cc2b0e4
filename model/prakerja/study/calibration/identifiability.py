"""What the figures can teach: unknowns that move some series by a noticeable part of its error.

An unknown that moves no series keeps its prior exactly, and is named as untouched.
"""

from __future__ import annotations

import numpy as np

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import covariance
from prakerja.study.calibration.likelihood import Likelihood

NOTICEABLE = 0.1
"""In standard deviations of a figure: what moves every figure by less than this teaches under 1 % of a unit of
information (half the square), and counts as not touched."""


def effects(likelihood: Likelihood, centres: Floats) -> Floats:
    """Measure by how much each unknown moves each series, in standard deviations of its figures.

    Parameters
    ----------
    centres
        Places to start from, shape (place, unknown): one unknown at a time goes one unit up and one down from each.

    Returns
    -------
    the largest move of any figure of a series, over places and directions, shape (series, unknown)
    """
    places, unknowns = centres.shape
    moves = np.concatenate([np.zeros((1, unknowns)), np.eye(unknowns), -np.eye(unknowns)])
    z = (centres[:, None, :] + moves[None]).reshape(-1, unknowns)
    found = np.zeros((len(likelihood.readings), unknowns))
    for number, (reading, model) in enumerate(zip(likelihood.readings, likelihood.models(z), strict=True)):
        spread = covariance(reading, model, likelihood.unknowns.discrepancy(z, reading.group))
        sd = np.sqrt(np.diagonal(spread, axis1=1, axis2=2)).reshape(places, len(moves), -1)
        height = model[0].T.reshape(places, len(moves), -1)
        moved = np.abs(height[:, 1:] - height[:, :1]) / sd[:, :1]
        found[number] = moved.max(axis=(0, 2)).reshape(2, unknowns).max(axis=0)
        discrepancy = f"discrepancy.{reading.group}"
        if discrepancy in likelihood.unknowns.names:  # it moves no path, but the errors of its group's series
            found[number, likelihood.unknowns.names.index(discrepancy)] = np.inf
    return found
