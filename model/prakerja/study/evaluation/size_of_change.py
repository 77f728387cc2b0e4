"""How large the future's changes are: learnt from how well forecasts of earlier days did.

Nothing published by a day says what will change after it; but figures say what had changed after earlier days. So
forecasts of the earlier days are made with all changes of `[world.change]` smaller and larger (its `size`), and each
size is as likely as it was believed to be, times the density that its forecasts gave to the figures that came. What was
learnt of the world on an earlier day does not depend on the size, for change begins after it: calibrations are shared.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import softmax
from scipy.stats import norm

from prakerja.scenario import Scenario
from prakerja.scenario.arrays import Floats
from prakerja.scenario.families import Lognormal
from prakerja.study.evaluation.lookback import SIZES, Lookback
from prakerja.study.runs.netcdf import made_of
from prakerja.study.runs.shown import Shown
from prakerja.study.runs.whole_file import write_table

PRIOR = (1 / 3, 3.0)
"""What is believed of the size before, 5th and 95th percentile of a lognormal: a scenario states the change of one case
in twenty, which nobody has counted. So it may be three times too large, or too small, on the logarithmic scale."""


@dataclass(frozen=True, repr=False)
class SizeOfChange(Shown):
    """What the size of the future's changes may be, as learnt from forecasts of earlier days.

    Attributes
    ----------
    scenario
        The question's, on its day.
    lookbacks
        Earlier day by earlier day.
    draws, seed
        Of every forecast.
    """

    scenario: Scenario
    lookbacks: tuple[Lookback, ...]
    draws: int
    seed: int

    @cached_property
    def prior(self) -> Floats:
        """How likely each of `SIZES` was before."""
        low, high = np.log(PRIOR)
        return np.asarray(softmax(norm((low + high) / 2, (high - low) / 2 / norm.ppf(0.95)).logpdf(np.log(SIZES))))

    @cached_property
    def posterior(self) -> Floats:
        """How likely each of `SIZES` is."""
        return np.asarray(softmax(np.log(self.prior) + self.told))

    @cached_property
    def told(self) -> Floats:
        """What the figures say of each size: the log density of as many as they are counted as."""
        return sum((one.counted * one.density for one in self.lookbacks), np.zeros(len(SIZES)))

    @property
    def counted(self) -> float:
        """How many independent figures all are counted as."""
        return float(sum(one.counted for one in self.lookbacks))

    @cached_property
    def learnt(self) -> Lognormal:
        """The lognormal with the mean and variance of the logarithm, to be stated as ``world.change.size``.

        Examples
        --------
        Nothing came, so it is what was believed; the sizes that are asked are not wider.

        >>> from prakerja.scenario import load
        >>> nothing = SizeOfChange(load("scenarios/prakerja-2020.toml"), (), 100, 1)
        >>> nothing.learnt.p05, nothing.learnt.p95
        (0.36, 2.8)
        """
        mean = self.posterior @ np.log(SIZES)
        sd = np.sqrt(self.posterior @ (np.log(SIZES) - mean) ** 2)
        low, high = (float(f"{np.exp(mean + side * norm.ppf(0.95) * sd):.2g}") for side in (-1, 1))
        return Lognormal(dist="lognormal", p05=low, p95=high)

    @property
    def stated(self) -> str:
        """What to write under ``[world.change]``."""
        return f'size = {{ dist = "lognormal", p05 = {self.learnt.p05:g}, p95 = {self.learnt.p95:g} }}'

    def to_dataframe(self) -> pd.DataFrame:
        """Return one row a size: how likely it was and is, and the mean log density of a figure, by earlier day."""
        by_day = {one.as_of.isoformat(): one.density for one in self.lookbacks}
        table = pd.DataFrame({"prior": self.prior, "posterior": self.posterior, **by_day})
        return table.set_index(pd.Index(SIZES, name="size"))

    def save(self, path: str | Path) -> Path:
        """Write the table to a CSV file, complete or not at all."""
        return write_table(self.to_dataframe(), path)

    @property
    def provenance(self) -> dict[str, Any]:
        """Everything that decides these numbers."""
        days = {one.as_of.isoformat(): {"figures": one.figures, "converged": one.converged} for one in self.lookbacks}
        return made_of(self.scenario, self.seed, self.draws) | {"looked_back_to": days}
