"""The bulk-service queue in discrete time, exactly: a day's arrivals, then up to c are served.

W(t) = max(W(t - 1) + A(t) - c, 0) with independent arrivals A (D. V. Lindley, *The theory of queues with a single
server*, Proc. Camb. Phil. Soc. 48 (1952) 277-289; N. T. J. Bailey, *On queueing processes with bulk service*,
J. R. Stat. Soc. B 16 (1954) 80-87; H. Bruneel and B. G. Kim, *Discrete-Time Models for Communication Systems Including
ATM*, Kluwer 1993, ch. 1).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]

LONGEST = 400
"""Where the number waiting is cut; less than 1e-12 of the mass of every queue here lies beyond."""


def arrivals(rate: float) -> Floats:
    """Give the law of a day's arrivals: Poisson."""
    return stats.poisson.pmf(np.arange(LONGEST), rate)


def waiting(arriving: Floats, capacity: int, days: int) -> Floats:
    """Give the law of the number waiting after each of the days 0 .. `days`, from nobody on day 0: (day, number).

    One step convolves with the arrivals, adds up all up to the capacity, and moves the rest down by it.
    """
    law = np.zeros((days + 1, LONGEST))
    law[0, 0] = 1.0
    for day in range(days):
        before = np.convolve(law[day], arriving)
        after = before[capacity : capacity + LONGEST]
        law[day + 1] = after
        law[day + 1, 0] += before[:capacity].sum()
    return law


def days_waited(law: Floats, arriving: Floats, capacity: int) -> Floats:
    """Give how many of a day's arrivals are expected to wait so many days, if `law` is that of those found waiting.

    The j-th of the arrivals, of whom there are at least j with probability P(A >= j), stands behind W + j - 1
    others, and is served after floor((W + j - 1) / c) days.
    """
    at_least = 1 - np.concatenate([[0.0], np.cumsum(arriving)[:-1]])  # P(A >= 0), P(A >= 1), ...
    ahead = np.convolve(law, at_least[1:])
    return np.bincount(np.arange(len(ahead)) // capacity, weights=ahead)


def stationary_mean(rate: float, capacity: int) -> float:
    """Give the mean number waiting in the long run, from the zeros of the generating function's denominator.

    With A(z) = exp(rate (z - 1)), E z^W = (c - rate) (z - 1) / (z^c - A(z)) x prod (z - z_r) / (1 - z_r), where the z_r
    are the c - 1 zeros of z^c - A(z) inside the unit circle; its derivative at 1 is
    sum 1 / (1 - z_r) - (c (c - 1) - rate^2) / (2 (c - rate)). Each zero is the limit of z <- u A(z)^(1 / c), u a c-th
    root of one, a contraction as rate < c.
    """
    total = 0.0 + 0.0j
    for r in range(1, capacity):
        z = 0.0 + 0.0j
        for _ in range(2000):
            z = np.exp(2j * math.pi * r / capacity) * np.exp(rate * (z - 1) / capacity)
        total += 1 / (1 - z)
    return float(total.real) - (capacity * (capacity - 1) - rate**2) / (2 * (capacity - rate))
