"""The way to the first incentive where nothing is congested: lags made whole days, added, and the next working day.

The lags are made into days here by hand, from the distribution functions as textbooks print them (Johnson, Kotz and
Balakrishnan, *Continuous Univariate Distributions* 1, 2nd ed., ch. 14, 17, 21; *Univariate Discrete
Distributions*, 3rd ed., ch. 5), and the weekdays counted from day 0, Monday 1 June 2020, Pancasila Day.
"""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import gammainc

from tests.known.intervals import fits_counts
from tests.known.samples import Arrays, by_day, crowd, futures, lives

Floats = NDArray[np.float64]

LONGEST = 14
LAGS = {
    "purchase": {"dist": "lognormal", "median": 2.5, "p90_over_median": 3.0, "longest": LONGEST},
    "completion": {"dist": "weibull", "median": 3.0, "p90_over_median": 2.0, "longest": LONGEST, "at_least": 1},
    "validation": {"dist": "gamma", "mean": 2.0, "cv": 0.8, "longest": LONGEST},
}
DAYS = 3 * LONGEST + 8


def lognormal(x: float) -> float:
    """Phi((ln x - ln m) / s), where 1.2816 s = ln(p90 / m)."""
    return 0.5 * math.erfc(-math.log(x / 2.5) / (math.log(3.0) / 1.2815515655446004) / math.sqrt(2)) if x > 0 else 0.0


def weibull(x: float) -> float:
    """1 - 2^(-(x / m)^k), which is 1/2 at the median; 9/10 at twice the median makes 2^k = log2(10)."""
    return 1 - 2 ** -((x / 3.0) ** math.log2(math.log2(10)))


def gamma(x: float) -> float:
    """The incomplete gamma function, of shape 1 / cv^2, at x shape / mean."""
    return float(gammainc(1 / 0.64, x / 0.64 / 2.0))


def in_days(cdf: list[float], at_least: int = 0) -> Floats:
    """Whole days: F(k + 1) - F(k), cut beyond the longest and made to add up to one again."""
    shares = np.diff(cdf[: LONGEST + 2 - at_least])
    return np.concatenate([np.zeros(at_least), shares / shares.sum()])


X = [float(x) for x in range(LONGEST + 3)]
BY_STAGE = [in_days([lognormal(x) for x in X]), in_days([weibull(x) for x in X], 1), in_days([gamma(x) for x in X])]
DUE = np.concatenate([[0.0], reduce(np.convolve, BY_STAGE)])
"""Probability of each day of validation, counted from day 0; the announcement is on day 1."""


def works(day: int) -> bool:
    """Monday to Friday; of the days of this test only day 0 is a holiday (the next is 31 July, day 60)."""
    return day % 7 < 5 and day != 0


def paydays(due: Floats, late: int = 0) -> tuple[Floats, Floats]:
    """Move each due day to the next working day: the law of the payday, and that of the days waited."""
    paid, waited = np.zeros(DAYS), np.zeros(DAYS)
    for day, share in enumerate(due):
        payday = next(d for d in range(day + late, day + late + 4) if works(d))
        paid[payday] += share
        waited[payday - day] += share
    return paid, waited


CHANGES = {
    **{f"world.{stage}.lag": lag for stage, lag in LAGS.items()},
    "policy.partners.bank.working_days_only": True,
}
SIZES = {"cohorts": (futures, 500, 2000, 0.04), "persons": (lives, 100, 300, 0.25)}
"""Who simulates, people, futures, and the share of people whose delay by a day is to be detected."""


@pytest.fixture(scope="module", params=list(SIZES))
def seen(request: pytest.FixtureRequest) -> tuple[Arrays, float]:
    simulate, people, count, share = SIZES[request.param]
    return simulate(crowd(people, DAYS, CHANGES), count), share


def test_lags_were_made_into_days_sensibly() -> None:
    """The medians hold: half within 2.5, 3 and (gamma, by its mean) two days, before rounding down to whole days."""
    assert lognormal(2.5) == pytest.approx(0.5)
    assert lognormal(7.5) == pytest.approx(0.9)
    assert weibull(3.0) == pytest.approx(0.5)
    assert weibull(6.0) == pytest.approx(0.9)
    assert sum(1 - gamma(x / 100) for x in range(10_000)) / 100 == pytest.approx(2.0, abs=0.01)
    assert DUE.sum() == pytest.approx(1)


def test_the_due_day_is_the_sum_of_the_lags(seen: tuple[Arrays, float]) -> None:
    """A sum of independent lags has the convolution of their laws (Feller I, XI.2).

    People are independent, so all people of all futures are one multinomial sample: 1,000,000 from the cohorts,
    30,000 persons. They tell a lag that is one day longer for 4 % of the people (25 % of the persons).
    """
    journal, share = seen
    fits_counts(by_day(journal["validated"]).sum(axis=1), DUE, (1 - share) * DUE + share * np.roll(DUE, 1))


def test_the_first_incentive_is_paid_on_the_next_working_day(seen: tuple[Arrays, float]) -> None:
    """The law of the payday, against one where 4 % (25 %) of those due on a day are paid no earlier than the next."""
    journal, share = seen
    paid, _ = paydays(DUE)
    later, _ = paydays(DUE, late=1)
    fits_counts(by_day(journal["paid_once"]).sum(axis=1), paid, (1 - share) * paid + share * later)


def test_waits_are_those_of_the_weekend(seen: tuple[Arrays, float]) -> None:
    """Saturday's wait two days, Sunday's one, all others none; against 4 % (25 %) paid no earlier than the next day."""
    journal, share = seen
    _, waited = paydays(DUE)
    _, later = paydays(DUE, late=1)
    fits_counts(journal["first_wait"].sum(axis=1).astype(int), waited, (1 - share) * waited + share * later)
