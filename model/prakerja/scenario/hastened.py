"""Lags whose time runs faster, or slower, from some day of theirs on."""

from __future__ import annotations

import math

import numpy as np

from prakerja.scenario.arrays import Floats


def hastened(shares: Floats, speed: Floats, after: int, *, is_cut: bool) -> Floats:
    """Let the time of a lag run at another speed once so many of its days have passed.

    Each day's share is spread evenly over that day. So with F the share that takes less than so long, day k, from
    `after` on, gets F(after + (k + 1 - after) speed) - F(after + (k - after) speed).

    Parameters
    ----------
    shares
        The share of each whole day as stated, shape (day, draw), each column summing to one.
    speed
        How many times as fast, shape (draw,).
    after
        Days that pass as stated.
    is_cut
        Whether the longest day stays the longest: what would lie beyond it is shared by the days before, as it is in
        the stated lag (all of it falls on the longest day if that is nothing). Else the lag takes the days it needs.

    Returns
    -------
    the share of each whole day, shape (day, draw); those before `after` are as stated

    Examples
    --------
    >>> two_days_later = np.array([[0.0], [0.0], [1.0]])
    >>> hastened(two_days_later, np.array([0.5]), after=1, is_cut=False)[:, 0].tolist()
    [0.0, 0.0, 0.0, 0.5, 0.5]
    """
    days = len(shares)
    if after >= days:
        return shares
    longest = days if is_cut else after + math.ceil((days - after) / speed.min())
    times = np.minimum(after + np.arange(longest + 1 - after)[:, None] * speed, days)
    later = np.diff(_up_to(shares, times), axis=0)
    left, kept = shares[after:].sum(axis=0), later.sum(axis=0)
    later[-1, (kept <= 0) & (left > 0)] = 1
    later *= left / np.where(kept > 0, kept, 1)
    return np.concatenate([shares[:after], later])


def _up_to(shares: Floats, times: Floats) -> Floats:
    """Return the share that takes less than so long, for times of shape (time, draw) in days."""
    up_to = np.concatenate([np.zeros((1, shares.shape[1])), np.cumsum(shares, axis=0)])
    day = np.minimum(times.astype(np.intp), len(shares) - 1)
    before = np.take_along_axis(up_to, day, axis=0)
    return before + (times - day) * np.take_along_axis(shares, day, axis=0)
