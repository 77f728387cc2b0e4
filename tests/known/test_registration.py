"""Registration: a finite population that saturates, on days that are busier or calmer by a gamma factor.

A person not yet registered escapes day s with probability exp(-h_s G_s). So, given the factors, whoever is registered
by day t is binomial with 1 - exp(-sum h_s G_s), and the moments of a gamma of mean 1 and coefficient of variation
c, E exp(-x G) = (1 + x c^2)^(-1 / c^2) (Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions* 1, 17),
give mean and covariance by the laws of total expectation and total covariance.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tests.known.intervals import agrees_in_moments, fits
from tests.known.samples import crowd, futures, lives
from tests.worlds.tiny import wave

Floats = NDArray[np.float64]

DAYS = 30
STEADY, LAUNCH, LAUNCH_FADE, OPENING, OPENING_FADE = 0.01, 0.15, 3.0, 0.25, 2.0
"""Rates a head and day. The waves are open on days 8 .. 12 and 10 .. 11, so the second is the latest on 10 and 11."""


def world(people: int, cv: float) -> Any:
    registration = {
        "steady_per_day": STEADY * people,
        "launch_per_day": LAUNCH * people,
        "launch_fade_days": LAUNCH_FADE,
        "opening_per_day": OPENING * people,
        "opening_fade_days": OPENING_FADE,
        "day_to_day_cv": cv,
        "email_verified": 0.8,
        "identity_verified": 0.7,
    }
    waves = {"1": wave(8, 12, 13, people), "2": wave(10, 11, 14, people)}
    changes = {f"world.registration.{key}": value for key, value in registration.items()}
    return crowd(people, DAYS, {**changes, "policy.waves": waves})


def hazards() -> Floats:
    """Add up the three terms by hand: the opening's stands while a wave is open, since the day the latest opened."""
    opened = {8: 8, 9: 8, 10: 10, 11: 10, 12: 8}
    return np.array(
        [
            STEADY
            + LAUNCH * np.exp(-t / LAUNCH_FADE)
            + (OPENING * np.exp(-(t - opened[t]) / OPENING_FADE) if t in opened else 0.0)
            for t in range(DAYS)
        ]
    )


def escape(days: Floats, cv: float) -> float:
    """Give the expected probability of escaping hazards, one gamma factor for each."""
    if cv == 0:
        return float(np.exp(-days.sum()))
    return float(np.prod((1 + days * cv**2) ** (-1 / cv**2)))


def moments(people: int, cv: float, days: list[int]) -> tuple[Floats, Floats]:
    """Give mean and covariance of those registered by some days.

    For s <= t one person is not registered by t with E q_t, and two people, one by s and the other by t, escape both
    with E q_s q_t = escape of twice the hazards up to s and once those after. Counting pairs,
    Cov(R_s, R_t) = N (E q_t - E q_s q_t) + N^2 (E q_s q_t - E q_s E q_t), as of two who are one person, not being
    registered by t implies not by s.
    """
    h = hazards()
    q = np.array([escape(h[: t + 1], cv) for t in days])
    covariance = np.zeros((len(days), len(days)))
    for i, s in enumerate(days):
        for j, t in enumerate(days):
            if s <= t:
                both = escape(np.concatenate([2 * h[: s + 1], h[s + 1 : t + 1]]), cv)
                covariance[i, j] = covariance[j, i] = people * (q[j] - both) + people**2 * (both - q[i] * q[j])
    return people * (1 - q), covariance


@pytest.mark.parametrize("cv", [0.0, 0.3, 1.5])
def test_registered_by_day_saturate(cv: float) -> None:
    """N = 5,000, days 0, 3, 7, 8, 10, 12, 20 and 29 in 4,000 futures: mean, variance, covariance.

    With cv = 0 the mean is N (1 - exp(-H(t))), and the covariance N F(s) (1 - F(t)), as of an empirical distribution
    (Feller I, IX). With cv > 0 whole days are busy or calm together, and N^2 Var(q) dominates. Detects a mean off by
    0.13 sd (with cv = 0, 5 people of 4,000) and a variance off by 20 % (with cv = 1.5, where counts are skewed, 30 %).
    """
    days = [0, 3, 7, 8, 10, 12, 20, 29]
    registered = futures(world(5000, cv), 4000)["registered"][days]
    agrees_in_moments(registered, *moments(5000, cv, days), detects=(0.13, 0.3 if cv == 1.5 else 0.2))


@pytest.mark.parametrize(("simulate", "count", "more"), [(futures, 4000, 1.02), (lives, 400, 1.1)])
def test_the_last_day_has_the_binomial_law(simulate: Any, count: int, more: float) -> None:
    """With cv = 0, N = 100: Bin(N, 1 - exp(-H(29))), full law; tells 2 % more hazard (10 % in 400 runs of the twin)."""
    total = hazards().sum()
    k = np.arange(101)
    law, against = (stats.binom.pmf(k, 100, 1 - np.exp(-total * times)) for times in (1.0, more))
    fits(simulate(world(100, 0.0), count)["registered"][-1], law, against)


def test_a_busy_day_is_busy_for_everyone_in_the_twin_too() -> None:
    """The twin, cv = 1.5, N = 100, 1,000 runs: moments by days 0, 8 and 29; detects 0.25 sd, 65 % of a variance.

    Were the factor each person's own, the variance would be N E q (1 - E q), less than a third of it.
    """
    days = [0, 8, 29]
    mean, covariance = moments(100, 1.5, days)
    own = mean * (1 - mean / 100)
    assert (np.diag(covariance) > 3 * own).all()
    agrees_in_moments(lives(world(100, 1.5), 1000)["registered"][days], mean, covariance, detects=(0.25, 0.65))


def test_verification_thins_twice() -> None:
    """E-mail with 0.8, then identity with 0.7: nested binomials of the registered (Feller I, VI.2 and IX.9).

    With cv = 0 the totals are binomial with F, 0.8 F, 0.56 F; the covariance of nested ones is N inner (1 - outer).
    N = 5,000, 4,000 futures: detects 0.12 sd (4 people), a correlation of 0.16.
    """
    journal = futures(world(5000, 0.0), 4000)
    seen = np.stack([journal[name][-1] for name in ("registered", "email_verified", "identity_verified")])
    share = (1 - escape(hazards(), 0.0)) * np.array([1.0, 0.8, 0.56])
    inner, outer = np.minimum.outer(share, share), np.maximum.outer(share, share)
    agrees_in_moments(seen, 5000 * share, 5000 * inner * (1 - outer), detects=(0.12, 0.17))
