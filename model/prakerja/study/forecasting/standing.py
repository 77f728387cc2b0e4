"""Where the selected stand on a day, each in one place, and where each rupiah of their packages is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from prakerja.scenario.arrays import Floats
from prakerja.study.runs.answers import Range
from prakerja.study.runs.ensemble import Ensemble

PLACES = ("revoked", "unfinished", "unvalidated", "unpaid", "paid_in_part", "paid_in_full")
"""Where a selected person is: out; in training; finished; validated; paid, but not all incentives; paid all of them."""

PACKAGE = ("returned", "unearned", "owed", "paid_training", "paid_incentive", "paid_survey")
"""Where a committed rupiah is."""


@dataclass(frozen=True)
class Standing:
    """Everyone selected and every rupiah committed, in one place each.

    Attributes
    ----------
    day
        The day they are counted on.
    people
        By `PLACES`; they add up to ``"selected"``, which comes first.
    rupiah
        By `PACKAGE`; they add up to ``"committed"``, which comes first.
    """

    day: date
    people: Mapping[str, Range]
    rupiah: Mapping[str, Range]

    @classmethod
    def of(cls, ensemble: Ensemble, day: date) -> Standing:
        """Count on a day.

        Examples
        --------
        >>> from prakerja.study import forecast
        >>> outlook = forecast("scenarios/small.toml", draws=16, seed=1, prior=True)
        >>> found = Standing.of(outlook.ensemble, outlook.year_end)
        >>> parts = sum(found.people[name].expected for name in PLACES)
        >>> bool(np.isclose(parts, found.people["selected"].expected))
        True
        """
        people = people_of(ensemble, ensemble.scenario.days.number(day))
        on_day = ensemble.data.isel(day=ensemble.scenario.days.number(day))
        money = {name: np.asarray(on_day[name], dtype=np.float64) for name in ("committed", *PACKAGE)}
        return cls(day, _ranges(people, "persons"), _ranges(money, "rupiah"))

    def to_dataframe(self) -> pd.DataFrame:
        """Return both as one table, a row a place: expected, and the ends of the 90 % range."""
        found = [*self.people.items(), *self.rupiah.items()]
        rows = {name: (one.unit, one.expected, *one.ranges[90]) for name, one in found}
        return pd.DataFrame.from_dict(rows, orient="index", columns=["unit", "expected", "p5", "p95"]).rename_axis("in")


def people_of(ensemble: Ensemble, day: int) -> dict[str, Floats]:
    """Return how many are in each of `PLACES` on a day, and the selected first, shape (draw,) each."""
    counts = ("selected", "revoked", "completed", "validated", "paid_once")
    on_day = ensemble.data.isel(day=day)
    selected, revoked, completed, validated, once = (np.asarray(on_day[name], dtype=np.float64) for name in counts)
    last = f"incentive {ensemble.scenario.policy.benefits.incentives}"
    in_full = np.asarray(ensemble["paid"].sel(kind=last).isel(day=slice(day + 1)).sum("day"), dtype=np.float64)
    parts = (
        revoked, selected - revoked - completed, completed - validated, validated - once, once - in_full, in_full,
    )  # fmt: skip
    return {"selected": selected, **dict(zip(PLACES, parts, strict=True))}


def _ranges(values: Mapping[str, Floats], unit: str) -> dict[str, Range]:
    return {name: Range.of(value, unit) for name, value in values.items()}
