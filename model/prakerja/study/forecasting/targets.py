"""How much of a target is reached, by each way of counting, with places given again or not: its chances and days."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from prakerja.study.forecasting.recycling import OTHERWISE, recycles
from prakerja.study.runs.answers import Probability
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.quantities import COUNTS, quantity

SHARES = (0.95, 0.98, 1.0)
"""The parts of the target that are asked about."""


@dataclass(frozen=True)
class Aim:
    """A part of the target, by one way of counting.

    Attributes
    ----------
    count
        One of `COUNTS`.
    recycling
        Whether places that came back are given again.
    planned
        Whether that is the plan.
    share, recipients
        Which part of the target, and how many people that is.
    chance
        That so many are counted on the day of the target.
    day
        The first day from which on half of the futures have that many, and keep them; None where fewer ever do.
    """

    count: str
    recycling: bool
    planned: bool
    share: float
    recipients: int
    chance: Probability
    day: date | None


def aims_of(ensemble: Ensemble) -> list[Aim]:
    """Work every aim out: as planned, then otherwise if that was simulated, by count and share.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> aims = aims_of(forecast("scenarios/small.toml", draws=16, cache=None).ensemble)
    >>> [(aim.count, aim.recipients) for aim in aims if aim.planned and aim.share == 0.98]
    [('selected', 5488), ('effective', 5488), ('paid_once', 5488)]
    """
    return [aim for planned in (True, False) for count in COUNTS for aim in _aims(ensemble, count, planned)]


def table_of(aims: list[Aim]) -> pd.DataFrame:
    """Return aims as a table, one row each."""
    return pd.DataFrame(
        [
            {
                "count": aim.count,
                "recycling": aim.recycling,
                "planned": aim.planned,
                "share": aim.share,
                "recipients": aim.recipients,
                "chance": aim.chance.probability,
                "error": aim.chance.error,
                "day": aim.day,
            }
            for aim in aims
        ]
    )


def _aims(ensemble: Ensemble, count: str, planned: bool) -> Iterator[Aim]:
    if not planned and f"{OTHERWISE}{count}" not in ensemble.data:
        return
    scenario = ensemble.scenario
    goal = scenario.policy.target
    series = quantity(count).read(ensemble.data) if planned else ensemble[f"{OTHERWISE}{count}"]
    values = np.asarray(series)
    for share in SHARES:
        enough = values >= (recipients := math.ceil(share * goal.recipients))
        chance = Probability.counted(enough[scenario.days.number(goal.by)])
        day = _half_keep(enough)
        yield Aim(
            count, recycles(scenario) == planned, planned, share, recipients, chance,
            None if day is None else scenario.days.date(day),
        )  # fmt: skip


def _half_keep(enough: NDArray[np.bool_]) -> int | None:
    """Return the first day from which on half of the futures have enough for good; shape (day, draw).

    Who is selected may be revoked: that a number is touched once is not yet that it is reached.
    """
    for_good = np.logical_and.accumulate(enough[::-1])[::-1]
    half = for_good.mean(axis=1) >= 0.5
    return int(half.argmax()) if half.any() else None
