"""A posterior: what the world may be, given what was published by the as-of date."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import norm

from prakerja.scenario import Draws, Scenario, draw_world
from prakerja.scenario.arrays import Floats
from prakerja.scenario.distribution import Distribution
from prakerja.scenario.draws import values_of
from prakerja.study.calibration.identifiability import NOTICEABLE
from prakerja.study.calibration.parts import PosteriorParts
from prakerja.study.calibration.statements import age_of, is_age, short_name, unknown_of
from prakerja.study.runs.shown import Shown


@dataclass(frozen=True, repr=False)
class Posterior(Shown, PosteriorParts):
    """What was learnt from the published figures: what is kept of it stands with `PosteriorParts`."""

    @property
    def untouched(self) -> list[str]:
        """Name the uncertain values that no figure says anything about; they keep what the scenario believes."""
        return sorted(name for name, moved in self.moved.items() if moved < NOTICEABLE and not is_age(name))

    def draws(self, count: int = 2000, seed: int = 2020, scenario: Scenario | None = None) -> Draws:
        """Draw worlds: what was learnt for what the figures touched, what the scenario believes for the rest.

        Draw i is the same however many there are, and values of one draw belong together.

        Parameters
        ----------
        scenario
            Another scenario of the same world, such as one with another policy; what it adds to the world, or states
            otherwise, is drawn from what it believes.
        """
        prior = draw_world(scenario or self.scenario, count, seed)
        pick = self.pick(count, seed)
        before, asked = _stated(self.scenario), _stated(scenario or self.scenario)
        kept = {path: values for path, values in self.values.items() if asked.get(path) == before[path]}
        return prior.replace({path: values[pick] for path, values in kept.items()})

    def pick(self, count: int, seed: int = 2020) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        """Choose learnt draws: all of them in random order before any comes again."""
        rng = np.random.default_rng([seed, 5])
        turns = [rng.permutation(len(self)) for _ in range(-(-count // len(self)))]
        return np.concatenate(turns)[:count]

    def learnt(self) -> pd.DataFrame:
        """Compare what is believed of every touched value before and after, most narrowed first.

        Returns
        -------
        one row a value: median and 90 % range before and after, and ``narrowed``: 1 - sd after / sd before
        """
        prior = draw_world(self.scenario, 2048, self.seed)
        rows = {}
        for path, after in self.values.items():
            before = prior[path]
            ends = [*np.percentile(before, [5, 50, 95]), *np.percentile(after, [5, 50, 95])]
            rows[path] = [*ends, 1 - float(np.std(after) / np.std(before))]
        columns = ["prior_p5", "prior_p50", "prior_p95", "p5", "p50", "p95", "narrowed"]
        table = pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("value")
        return table.sort_values("narrowed", ascending=False)

    def fits(self) -> pd.DataFrame:
        """Hold every published figure against the model before and after, one row a figure."""
        rows = []
        for reading, after, before in zip(self.readings, self.models, self.prior_models, strict=True):
            for i, row in enumerate(reading.observations):
                low, middle, high = np.percentile(after[0][i], [5, 50, 95])
                first, _, last = np.percentile(before[0][i], [5, 50, 95])
                rows.append([reading.name, row.observed_on, row.value, first, last, low, middle, high])
        columns = ["series", "observed_on", "published", "prior_p5", "prior_p95", "p5", "p50", "p95"]
        return pd.DataFrame(rows, columns=columns)

    def statements(self) -> pd.DataFrame:
        """Return how old the counts of every statement were, in days: before the figures and after.

        Returns
        -------
        one row a statement, in the order of their days: ``figures``, ``prior_p5`` to ``prior_p95``, ``p5`` to ``p95``
        """
        before = age_of(np.asarray(norm.ppf([0.05, 0.5, 0.95])))
        told = Counter(name for reading in self.readings for name in reading.statements if name)
        rows = {
            short_name(unknown_of(name)): [told[name], *before, *np.percentile(ages, [5, 50, 95])]
            for name, ages in sorted(self.ages.items())
        }
        columns = ["figures", "prior_p5", "prior_p50", "prior_p95", "p5", "p50", "p95"]
        return pd.DataFrame.from_dict(rows, orient="index", columns=columns).rename_axis("statement")

    def taught(self) -> pd.DataFrame:
        """Say what each series taught: what is believed would be, had it not been published.

        Returns
        -------
        one row a series: how many draws the answer without it is worth, the value it moves most, and by how many
        of its standard deviations; the draws are weighted by the inverse of the series' likelihood, so where few are
        left only a new calibration can tell

        Notes
        -----
        Importance weights, as in leave-one-out cross-validation (Gelfand, Dey & Chang 1992).
        """
        rows = []
        for reading, log_likelihood in zip(self.readings, self.by_series, strict=True):
            weights = np.exp(log_likelihood.min() - log_likelihood)
            weights /= weights.sum()
            shifts = {path: _shift(values, weights) for path, values in self.values.items()}
            most = max(shifts, key=lambda path: abs(shifts[path]), default="")
            rows.append([reading.name, len(reading.values), 1 / (weights**2).sum(), most, -shifts.get(most, 0.0)])
        columns = ["series", "figures", "worth_draws", "moves_most", "by_sd"]
        return pd.DataFrame(rows, columns=columns)

    def to_dataframe(self) -> pd.DataFrame:
        """Return the draws as a table, one column a touched value."""
        return pd.DataFrame(dict(self.values)).rename_axis("draw")


def _stated(scenario: Scenario) -> dict[str, Any]:
    """Return what a scenario says of every value of its world, without the sources."""
    return {
        value.path: (type(value.stated), value.stated.stated)
        if isinstance(value.stated, Distribution)
        else value.stated
        for value in values_of(scenario)
    }


def _shift(values: Floats, weights: Floats) -> float:
    sd = float(values.std())
    return (float(weights @ values) - float(values.mean())) / sd if sd > 0 else 0.0
