"""A forecast: what an ensemble says about the questions of a briefing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from numpy.typing import NDArray

from prakerja.scenario import InputError, Observations, Problem, Scenario
from prakerja.study.forecasting.accounts import Accounts, accounts_of
from prakerja.study.forecasting.bottleneck import find_jam
from prakerja.study.forecasting.cash import cash_by
from prakerja.study.forecasting.one_future import OneFuture
from prakerja.study.forecasting.standing import Standing
from prakerja.study.forecasting.targets import Aim, aims_of, table_of
from prakerja.study.runs.answers import Jam, Probability, Range, Reached
from prakerja.study.runs.ensemble import Ensemble
from prakerja.study.runs.quantities import QUANTITIES, day_reached, quantity, wait_within
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.wandering import told_by
from prakerja.study.sensitivity.ranks import Driver, rank_correlations


@dataclass(frozen=True, repr=False)
class Forecast(Shown):
    """What an ensemble says.

    Attributes
    ----------
    ensemble
        All its futures.
    figures
        What was published, where others than the figures beside the scenario were asked for; a file does not keep it.

    Examples
    --------
    >>> from prakerja.study import forecast
    >>> outlook = forecast("scenarios/small.toml", draws=16, seed=1)
    >>> outlook.chance("selected", at_least=0).probability
    1.0
    """

    ensemble: Ensemble
    figures: Observations | None = None

    @property
    def scenario(self) -> Scenario:
        """What was forecast."""
        return self.ensemble.scenario

    @property
    def year_end(self) -> date:
        """The day the questions are asked about, unless another is given."""
        return self.scenario.clock.year_end

    def values(self, name: str, on: date | str | None = None) -> NDArray[np.float64]:
        """Return a quantity on a day, draw by draw, shape (draw,).

        Parameters
        ----------
        name
            A name of `QUANTITIES`, such as ``"effective"``.
        on
            The day; the year end unless given.
        """
        on_day = self.ensemble.data.isel(day=self._number(on))  # first, so that no other day is read
        return np.asarray(quantity(name).read(on_day), dtype=np.float64)

    def again(self, draw: int) -> OneFuture:
        """Return one future, simulated once more bit for bit, to look into it.

        Parameters
        ----------
        draw
            Its number, from 0: that of its place in what `values` gives.

        Raises
        ------
        InputError
            If there is no such draw.

        Examples
        --------
        >>> from prakerja.study import forecast
        >>> outlook = forecast("scenarios/small.toml", draws=16, seed=1, prior=True)
        >>> worst = int(outlook.values("paid_once").argmin())
        >>> ends = outlook.scenario.clock.ends
        >>> bool(outlook.again(worst).journal["paid_once"][-1, 0] == outlook.values("paid_once", ends)[worst])
        True
        """
        return OneFuture(self.ensemble, draw)

    def series(self, name: str) -> xr.DataArray:
        """Return a quantity by day and draw."""
        return quantity(name).read(self.ensemble.data)

    def chance(
        self, count: str = "paid_once", at_least: float | None = None, by: date | str | None = None
    ) -> Probability:
        """Return the chance that a quantity is at least so high on a day.

        Parameters
        ----------
        count
            A quantity: ``"selected"``, ``"effective"``, ``"paid_once"`` or any other.
        at_least
            The target of recipients unless given.
        by
            The day; the day of the target unless given.
        """
        goal = self.scenario.policy.target
        at_least = goal.recipients if at_least is None else at_least
        return Probability.counted(self.values(count, by or goal.by) >= at_least)

    def chance_within_ceiling(self) -> Probability:
        """Return the chance that the plan's commitments fit under the ceiling: that no wave has to be cut."""
        return Probability.counted(self._never_cut)

    def chance_of_both(self, count: str = "paid_once") -> Probability:
        """Return the chance that the target is reached by its day and no wave has to be cut."""
        goal = self.scenario.policy.target
        return Probability.counted(self._never_cut & (self.values(count, goal.by) >= goal.recipients))

    def range(self, name: str, on: date | str | None = None) -> Range:
        """Return what to expect of a quantity on a day, the year end unless given."""
        return Range.of(self.values(name, on), QUANTITIES[name].unit)

    def absorption(self) -> Range:
        """Return the part of the budget that is paid out by the year end."""
        return Range.of(self.values("paid_out") / self.scenario.policy.budget.ceiling, "share")

    def reached(self, count: str = "selected", at_least: float | None = None) -> Reached:
        """Return when a count reaches the target, and the chance that it never does."""
        at_least = self.scenario.policy.target.recipients if at_least is None else at_least
        return Reached.on(day_reached(np.asarray(self.series(count)), at_least), self.scenario.clock.launch)

    @cached_property
    def aims(self) -> list[Aim]:
        """Parts of the target by each count, as planned and with places given again (or not, if they are)."""
        return aims_of(self.ensemble)

    def targets(self) -> pd.DataFrame:
        """Return `aims` as a table: what a briefing asks about 95, 98 and 100 % of the target."""
        return table_of(self.aims)

    @cached_property
    def jam(self) -> Jam | None:
        """Where it jams, and when; None where nobody waits."""
        return find_jam(self.ensemble)

    @cached_property
    def accounts(self) -> Accounts:
        """What it comes to in the form of the budget: its lines, what the next year inherits, what a person costs."""
        return accounts_of(self.ensemble)

    def cash(self, every: str = "week") -> pd.DataFrame:
        """Return money by budget line and week or month, as from `cash_by`: what must be ready, with its 90 % range."""
        return cash_by(self.ensemble, every)

    def first_wait(self, level: float = 0.5) -> Range:
        """Return the days within which a share of the first incentives paid by the year end were paid.

        Parameters
        ----------
        level
            The share: 0.5 for the median wait, 0.9 for the wait that one in ten exceeds.
        """
        return Range.of(wait_within(np.asarray(self.ensemble["first_wait"]), level), "days")

    @cached_property
    def drivers(self) -> list[Driver]:
        """What decides how many are paid by the year end: values of the world, the strongest first."""
        return rank_correlations(told_by(self.scenario, self.ensemble.world), self.values("paid_once"))

    def standing(self, on: date | str | None = None) -> Standing:
        """Return where everyone selected and every rupiah committed is on a day, the year end unless given."""
        return Standing.of(self.ensemble, self.scenario.days.date(self._number(on)))

    def waves(self) -> pd.DataFrame:
        """Return the funnel of every wave at the year end: means over the draws, one row a wave."""
        names = [name for name in self.ensemble.data if str(name).startswith("wave_") and name != "wave_joined"]
        table = {str(name)[5:]: self.ensemble[str(name)].mean("draw").to_series() for name in names}
        return pd.DataFrame(
            {"joined": self.ensemble["wave_joined"].isel(window_day=-1).mean("draw").to_series()} | table
        )

    def to_dataframe(self) -> pd.DataFrame:
        """Return every quantity at the year end as a table: expected, median and the ends of the ranges."""
        rows = {}
        for name in QUANTITIES:
            found = self.range(name)
            ends = {f"p{50 + side * level / 2:g}": found.ranges[level][(side + 1) // 2] for level in found.ranges
                    for side in (-1, 1)}  # fmt: skip
            rows[name] = {"unit": found.unit, "expected": found.expected, "p50": found.median} | ends
        columns = ["unit", "expected", "p5", "p10", "p25", "p50", "p75", "p90", "p95"]
        return pd.DataFrame.from_dict(rows, orient="index")[columns].rename_axis("quantity")

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers: scenario and its hash, seed, draws, versions."""
        return self.ensemble.provenance

    def save(self, path: str | Path) -> Path:
        """Write everything to a netCDF file, complete or not at all."""
        return self.ensemble.save(path)

    @classmethod
    def load(cls, path: str | Path) -> Forecast:
        """Read a forecast that `save` wrote."""
        return cls(Ensemble.load(path))

    @property
    def _never_cut(self) -> NDArray[np.bool_]:
        return np.asarray(self.ensemble["wave_cut"].sum("wave") == 0)

    def _number(self, on: date | str | None) -> int:
        on = self.year_end if on is None else on
        try:
            day = date.fromisoformat(on) if isinstance(on, str) else on
        except ValueError:
            raise InputError("forecast", [Problem("on", str(on), "must be a date such as 2020-12-31")]) from None
        clock = self.scenario.clock
        if not clock.launch <= day <= clock.ends:
            raise InputError("forecast", [Problem("on", str(day), f"must lie from {clock.launch} to {clock.ends}")])
        return self.scenario.days.number(day)
