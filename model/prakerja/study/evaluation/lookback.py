"""A look back: what forecasts from an earlier day, with changes of all sizes, said of the figures that came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np
from scipy.stats import norm

from prakerja.scenario.arrays import Floats

SIZES = np.array([2.0**half for half in np.arange(-2, 2.5, 0.5)])
"""The sizes that are asked, from a quarter to four."""

STATED = int(np.flatnonzero(SIZES == 1)[0])
"""The place among them of the changes as stated."""

OFF, OFF_BY = 0.05, float(np.log(3) / norm.ppf(0.95))
"""How often a figure is off by what is no change of the world, such as a pause that nobody foresaw, and the standard
deviation of its logarithm then: threefold in one such case of twenty. Without it the two figures of 22 June, after four
weeks without payments, would say more than all others."""


@dataclass(frozen=True)
class Lookback:
    """The forecasts from an earlier day, of what had come by the day of the question.

    Attributes
    ----------
    as_of
        The earlier day.
    figures
        How many figures had come.
    density
        Mean log density of a figure, by size.
    counted
        How many independent figures they are counted as.
    converged
        Whether the calibration says that it did.
    """

    as_of: date
    figures: int
    density: Floats
    counted: float
    converged: bool

    @classmethod
    def of(cls, as_of: date, samples: Floats, came: Floats, share: Floats, converged: bool = True) -> Self:
        """Score the forecasts of all sizes.

        Parameters
        ----------
        samples
            Logarithms of what was forecast, shape (size, figure, draw).
        came
            Logarithms of the figures, shape (figure,).
        share
            The part of each figure that is counted here, shape (figure,): what several days forecast counts once.
        """
        if not len(came):
            return cls(as_of, 0, np.zeros(len(SIZES)), 0.0, converged)
        density = [log_density(sample, came[:, None])[:, 0] @ share / share.sum() for sample in samples]
        return cls(as_of, len(came), np.array(density), float(share.sum() * worth(samples)), converged)


def log_density(sample: Floats, at: Floats) -> Floats:
    """Return the log density at some values of a normal with the mean and variance of a sample, or `OFF` of a wide one.

    The log density is a proper score; that of a normal needs no draws where the figure came.

    Parameters
    ----------
    sample
        Logarithms, shape (figure, draw).
    at
        Shape (figure, value).
    """
    middle, sd = sample.mean(axis=1)[:, None], sample.std(axis=1)[:, None]
    forecast, off = norm.logpdf(at, middle, sd), norm.logpdf(at, middle, np.hypot(sd, OFF_BY))
    return np.asarray(np.logaddexp(np.log1p(-OFF) + forecast, np.log(OFF) + off))


def worth(samples: Floats) -> float:
    """Return as how much of an independent one each figure of a day's forecasts counts, at most one.

    Figures that a day forecasts err together: whoever pays twice as many by the 15th has done so by the 17th. Their
    joint log density is taken to be the sum of their own, times a factor that makes its curvature what its variance
    is, as Bartlett's identity asks of every likelihood (Ribatet, Cooley and Davison 2012, Statistica Sinica 22:813).
    Both are taken from the forecast's own futures: of each, as if it had come, how the density changes with the size.

    Parameters
    ----------
    samples
        Logarithms, shape (size, figure, draw).

    Examples
    --------
    Four figures that are one and the same are worth a quarter each.

    >>> draws = np.random.default_rng(1).standard_normal((1, 500)) * SIZES[:, None, None]
    >>> round(worth(np.repeat(draws, 4, axis=1)), 6)
    0.25
    """
    below, stated, above = samples[STATED - 1 : STATED + 2]
    slopes = log_density(above, stated) - log_density(below, stated)
    together = slopes.sum(axis=0).var()
    return float(min(1.0, slopes.var(axis=1).sum() / together)) if together > 0 else 0.0
