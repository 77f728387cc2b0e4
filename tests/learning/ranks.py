"""Simulation-based calibration: where the truth stands among the draws of its posterior.

Draw a world from the prior, publish figures of it, calibrate: the rank of the truth is uniform, for every function of
unknowns and figures (Talts et al. 2018). A posterior that has learnt nothing has uniform ranks in the unknowns, too,
so the log likelihood is ranked besides (Modrák et al. 2023); and the distance from the posterior's mean in its own
standard deviations, which sees best where all unknowns together are too sure, or not sure enough.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest, chi2, chisquare, norm

from prakerja.scenario import Scenario
from prakerja.study.calibration.effort import Effort
from prakerja.study.calibration.inference import learn
from prakerja.study.calibration.likelihood import Likelihood
from prakerja.study.calibration.unknowns import Unknowns
from tests.learning.toy import simulated
from tests.worlds.tiny import day

Floats = NDArray[np.float64]

LIKELIHOOD, DISTANCE = "log likelihood", "distance"
LEVELS = (0.5, 0.8, 0.9)

Days = dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class Recovery:
    """One world, and what was learnt of it.

    Attributes
    ----------
    truth, draws, prior
        Normal numbers of the unknowns: of the world, after and before the figures, shapes (unknown,), (draw, unknown).
    true_fit, fit, prior_fit
        Log likelihoods, each of shape (draw,).
    """

    names: list[str]
    truth: Floats
    draws: Floats
    prior: Floats
    true_fit: Floats
    fit: Floats
    prior_fit: Floats

    def rank(self, name: str, draws: Floats | None = None, fit: Floats | None = None) -> float:
        """Give the part of the draws below the truth, from 0 to 1 without either; other draws may be judged."""
        draws, fit = self.draws if draws is None else draws, self.fit if fit is None else fit
        if name == LIKELIHOOD:
            return _rank(self.true_fit[0], fit)
        if name == DISTANCE:
            half, rest = draws[::2], draws[1::2]  # a mean and covariance lie nearer to the draws that they are of
            away = np.vstack([self.truth, rest]) - half.mean(axis=0)
            first, *others = np.einsum("di,ij,dj->d", away, np.linalg.inv(np.cov(half.T)), away)
            return _rank(first, np.array(others))
        number = self.names.index(name)
        return _rank(self.truth[number], draws[:, number])

    def too_sure(self) -> Floats:
        """Give draws of half the variance about the same mean."""
        return np.asarray(self.draws.mean(axis=0) + np.sqrt(0.5) * (self.draws - self.draws.mean(axis=0)))


def recover(
    scenario: Scenario, days: Days, seed: int, effort: Effort, said: bool = True, learnt: Scenario | None = None
) -> Recovery:
    """Calibrate on figures that were published in a world drawn from the prior, up to the scenario's as-of date.

    Where the days of the counts are not said, the figures of a day have an age. What is calibrated may be another
    scenario, with some of the unknowns only.
    """
    rng = np.random.default_rng([seed, 77])
    names = Unknowns.of(scenario, () if said else statements_of(days)).names
    true, before = rng.standard_normal((1, len(names))), rng.standard_normal((effort.draws, len(names)))
    published = simulated(scenario, true, days, rng, said=said)
    likelihood = Likelihood.of(learnt or scenario, published)
    found = learn(likelihood, seed, effort)
    kept = [names.index(name) for name in likelihood.unknowns.names]
    true, before, names = true[:, kept], before[:, kept], likelihood.unknowns.names
    touched = found.touched.tolist()
    return Recovery(
        [names[number] for number in touched],
        true[0, touched],
        found.z[:, touched],
        before[:, touched],
        likelihood.by_series(true).sum(axis=0),
        found.by_series.sum(axis=0),
        likelihood.by_series(before).sum(axis=0),
    )


def statements_of(days: Days) -> tuple[str, ...]:
    """Give the statements of the days on which figures are told."""
    return tuple(sorted({f"{day(on)} tiny" for all_on in days.values() for on in all_on}))


def _rank(value: float, draws: Floats) -> float:
    return float((np.sum(draws < value) + 0.5) / (len(draws) + 1))


def p_values(found: Floats) -> dict[str, float]:
    """Test ranks for being uniform: spread, centre, shape, and how often a range holds the truth.

    The spread is the sum of the squares of their normal scores, chi-square when they are uniform: it grows where the
    posterior is too narrow and shrinks where it is too wide.
    """
    scores = norm.ppf(found)
    size = len(found)
    below = float(chi2(size).cdf((scores**2).sum()))
    bins = np.histogram(found, bins=5, range=(0, 1))[0]
    held = {level: int(np.sum(np.abs(found - 0.5) <= level / 2)) for level in LEVELS}
    return {
        "spread": 2 * min(below, 1 - below),
        "centre": float(2 * norm.sf(abs(scores.sum()) / np.sqrt(size))),
        "shape": float(chisquare(bins).pvalue),
        **{f"{level:.0%}": float(binomtest(held[level], size, level).pvalue) for level in LEVELS},
    }
