"""The prior-predictive check: what a scenario's beliefs imply together, compared with the ranges it states."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from prakerja.programme import Expectation
from prakerja.programme.in_force import InForce
from prakerja.programme.paydays import Paydays
from prakerja.scenario import Draws, InputError, Problem, Scenario, draw_world, load
from prakerja.scenario.arrays import Floats
from prakerja.scenario.implied import Stated
from prakerja.study.forecasting.coming_through import coming_through, median_day
from prakerja.study.runs.answers import Range
from prakerja.study.runs.fluid import Fluid
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.shown import Shown

UNITS = {
    "ever_paid": "share",
    "days_to_money": "days",
    "payments_a_working_day": "payments",
    "registered_by_year_end": "persons",
    "paid_once_by_year_end": "persons",
}
"""What is worked out, with its unit."""

TAIL = (0.025, 0.1)
"""A range that is to hold nine in ten leaves 5 % at each end: from half to twice that counts as agreeing."""


@dataclass(frozen=True)
class Consequence:
    """What several beliefs say together about one thing.

    Attributes
    ----------
    name, unit
        What it is: a key of `UNITS`.
    values
        Draw by draw, where there is an answer: partners without a limit, or nobody who comes through, give none.
    stated
        The range that is meant, if the scenario states one.

    Examples
    --------
    >>> from prakerja.scenario.implied import StatedDays
    >>> meant = StatedDays(source="example", p05=10.0, p95=20.0)
    >>> def verdict(low, high):
    ...     return Consequence("days_to_money", "days", np.linspace(low, high, 1000), meant).verdict
    >>> verdict(9.5, 20.5), verdict(5, 25), verdict(14, 16), verdict(5, 19)
    ('agrees', 'wider', 'narrower', 'lower')
    """

    name: str
    unit: str
    values: Floats
    stated: Stated | None

    @property
    def range(self) -> Range | None:
        """What to expect; None where no draw has an answer."""
        return Range.of(self.values, self.unit) if len(self.values) else None

    @property
    def outside(self) -> tuple[float, float] | None:
        """The shares of the draws below and above the range that is meant; who is just at its end counts half."""
        if self.stated is None or not len(self.values):
            return None
        below, above = self.stated.p05 - self.values, self.values - self.stated.p95
        return float(np.mean(np.heaviside(below, 0.5))), float(np.mean(np.heaviside(above, 0.5)))

    @property
    def verdict(self) -> str:
        """Whether the beliefs agree with what is meant.

        ``agrees``, or else how they reach: ``lower``, ``higher``, ``wider``, ``narrower``; ``unstated`` and
        ``unanswered`` where there is nothing to hold them against, and nothing to hold.
        """
        if self.outside is None:
            return "unanswered" if self.stated else "unstated"
        fewest, most = TAIL
        if all(fewest <= share <= most for share in self.outside):
            return "agrees"
        below, above = (share > most for share in self.outside)
        if below and above:
            return "wider"
        return "lower" if below else "higher" if above else "narrower"


@dataclass(frozen=True, repr=False)
class PriorCheck(Shown):
    """What a scenario's beliefs say together, before any figure.

    Attributes
    ----------
    scenario, draws, seed
        Whose beliefs, in how many draws.
    consequences
        By name, in the order they are shown.
    """

    scenario: Scenario
    draws: int
    seed: int
    consequences: Mapping[str, Consequence]

    @property
    def at_odds(self) -> list[Consequence]:
        """Where the beliefs together say something else than is meant."""
        return [one for one in self.consequences.values() if one.verdict not in ("agrees", "unstated")]

    def to_dataframe(self) -> pd.DataFrame:
        """Return what is implied beside what is meant, one row each."""
        rows = {}
        for name, one in self.consequences.items():
            found, meant, outside = one.range, one.stated, one.outside or (np.nan, np.nan)
            low, high = found.ranges[90] if found else (np.nan, np.nan)
            rows[name] = {
                "unit": one.unit, "p05": low, "p50": found.median if found else np.nan, "p95": high,
                "stated_p05": meant.p05 if meant else np.nan, "stated_p95": meant.p95 if meant else np.nan,
                "below": outside[0], "above": outside[1], "verdict": one.verdict,
            }  # fmt: skip
        return pd.DataFrame.from_dict(rows, orient="index").rename_axis("quantity")

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: scenario and its hash, seed, draws, versions."""
        return made_of(self.scenario, self.seed, self.draws)


def prior_check(scenario: Scenario | str | Path, draws: int = 1000, seed: int = 2020) -> PriorCheck:
    """Say what the beliefs of a scenario say together, and whether that is what they are meant to say.

    Nothing that was published is learnt from, and the fluid engine runs the plan: dice would move none of it visibly.

    Parameters
    ----------
    scenario
        A scenario or its file; its `[implied]` states what is meant.
    draws, seed
        Draws from what the scenario believes.

    Examples
    --------
    >>> check = prior_check("scenarios/prakerja-2020.toml", draws=256)
    >>> [one.name for one in check.at_odds]
    []
    """
    if draws < 2:
        raise InputError("prior check", [Problem("draws", str(draws), "must be at least 2, to tell a range")])
    scenario = scenario if isinstance(scenario, Scenario) else load(scenario)
    found = _values(scenario, draw_world(scenario, draws, seed))
    meant = scenario.implied
    consequences = {
        name: Consequence(name, unit, found[name][np.isfinite(found[name])], getattr(meant, name, None))
        for name, unit in UNITS.items()
    }
    return PriorCheck(scenario, draws, seed, consequences)


def _values(scenario: Scenario, world: Draws) -> dict[str, Floats]:
    through = coming_through(scenario, world)
    year_end = scenario.clock.year_end
    at_year_end = Fluid(scenario, [(name, year_end) for name in ("registered", "paid_once")]).run(world)
    return {
        "ever_paid": through.sum(axis=0),
        "days_to_money": median_day(through),
        "payments_a_working_day": _payments_a_day(scenario, world),
        **{f"{name}_by_year_end": values for (name, _), values in at_year_end.items()},
    }


def _payments_a_day(scenario: Scenario, world: Draws) -> Floats:
    """Return what all partners present can attempt on a working day at the as-of date, shape (draw,)."""
    usual = Paydays(Expectation, scenario, world, InForce(scenario, world)).usual(scenario.days.number(scenario.as_of))
    present = [scenario.policy.partners[name].present(scenario.as_of) for name in world.names("partners")]
    return np.asarray(usual[present].sum(axis=0), dtype=np.float64)
