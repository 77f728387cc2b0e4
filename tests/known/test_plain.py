"""The core of the programme against the means and spreads that another program, of another author, found for it."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np
import pytest

from prakerja.programme import simulate
from tests.known.intervals import agrees
from tests.known.plain import REFERENCE, REPLICATIONS, Floats, plain, quantities, worlds

COUNT, BLOCK = 4_000, 500
Cells = dict[tuple[int, str], tuple[float, float]]


@cache
def reference(scale: int) -> Cells:
    """Read the mean and the standard deviation of every cell: a quantity on a day."""
    with REFERENCE.open() as file:
        rows = [row for row in csv.DictReader(file) if int(row["scale"]) == scale]
    return {(int(row["day"]), row["quantity"]): (float(row["mean"]), float(row["sd"])) for row in rows}


@cache
def simulated(scale: int) -> dict[tuple[int, str], Floats]:
    """Simulate every cell, block by block, since the days of all futures would fill the memory."""
    scenario = plain(scale)
    world = worlds(scenario, COUNT)
    found = []
    for first in range(0, COUNT, BLOCK):
        by_day = quantities(simulate(scenario, world.part(first, first + BLOCK), seed=2020).daily)
        found.append({(day, name): by_day[name][day] for day, name in reference(scale)})
    return {cell: np.concatenate([block[cell] for block in found]) for cell in reference(scale)}


def varying(scale: int) -> Floats:
    """Give the cells that chance moves in standard deviations from the mean of the reference, (cell, future).

    A queue whose mean is less than its standard deviation is empty in most futures and far from normal: it is left out.
    """
    cells = {cell: law for cell, law in reference(scale).items() if law[0] > law[1] > 0}
    mean, sd = np.array(list(cells.values())).T[:, :, None]
    return (np.stack([simulated(scale)[cell] for cell in cells]) - mean) / sd


@pytest.mark.parametrize("scale", [1, 1000])
def test_means_agree(scale: int) -> None:
    """192 cells; chance moves 142 of them, and the others are the same. Detects 0.17 sd in each.

    At 1:1 and on the last day that is 0.003 % of who has finished, 0.013 % of the fourth incentives, and 0.03 % of the
    longest queue; at 1:1000 it is 0.1 %, 0.4 % and 0.8 %.
    """
    still = {cell: mean for cell, (mean, sd) in reference(scale).items() if sd == 0}
    assert [cell for cell, mean in still.items() if (simulated(scale)[cell] != mean).any()] == []
    cells = varying(scale)
    assert len(cells) == 142
    agrees(cells, 0.0, 0.17, error_of_theory=REPLICATIONS**-0.5)


@pytest.mark.parametrize("scale", [1, 1000])
def test_spreads_agree(scale: int) -> None:
    """Variances of the same cells, the reference taken to be as uncertain as ours: detects 28 %, 13 % of an sd."""
    squares = varying(scale) ** 2
    agrees(squares, 1.0, 0.28, error_of_theory=squares.std(axis=-1) * REPLICATIONS**-0.5)
