"""What the figures can teach: unknowns that move some series by a noticeable part of its error, in independent blocks.

An unknown that moves no series keeps its prior exactly, and is named as untouched. Unknowns that move no series in
common do not tell on each other: the posterior falls into blocks, each sampled by itself in fewer dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from prakerja.scenario.arrays import Floats
from prakerja.study.calibration.discrepancy import covariance
from prakerja.study.calibration.likelihood import Likelihood

NOTICEABLE = 0.1
"""In standard deviations of a figure: what moves every figure by less than this teaches under 1 % of a unit of
information (half the square), and counts as not touched."""


@dataclass(frozen=True)
class ParameterBlock:
    """Unknowns that are learnt together.

    Attributes
    ----------
    unknowns
        Their columns.
    series
        The numbers of the series they move.
    """

    unknowns: tuple[int, ...]
    series: tuple[int, ...]


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


def blocks(moved: Floats) -> tuple[ParameterBlock, ...]:
    """Divide unknowns and series into blocks that have nothing to do with each other.

    Examples
    --------
    >>> [(block.unknowns, block.series) for block in blocks(np.array([[3.0, 0.0, 0.01], [0.0, 2.0, 0.0]]))]
    [((0,), (0,)), ((1,), (1,))]
    """
    series, unknowns = moved.shape
    links = moved >= NOTICEABLE
    graph = np.zeros((series + unknowns, series + unknowns), dtype=bool)
    graph[:series, series:] = links
    _, label = connected_components(csr_array(graph), directed=False)
    found = []
    for name in dict.fromkeys(label[series:][links.any(axis=0)]):
        inside = np.flatnonzero(label[series:] == name)
        found.append(ParameterBlock(tuple(inside.tolist()), tuple(np.flatnonzero(label[:series] == name).tolist())))
    return tuple(found)
