"""Joining, draw by draw: who decides to come, who comes at once, who is screened, who gives up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import none_of, split, thin
from prakerja.programme.dice.compiled import allocating, compiled
from prakerja.scenario.arrays import Floats


@allocating
def decide(
    streams: Streams,
    opened: NDArray[np.bool_],
    window: Floats,
    willing_fresh: Floats,
    willing_again: Floats,
    fresh: Counts,
    unselected: Counts,
    fresh_on: Counts,
    again_on: Counts,
    again_cells: Counts,
    members: Counts,
) -> None:
    """Let who waits decide at an opening whether to join, and on which day of the window (draw, day)."""
    for draw in range(len(streams)):
        if not opened[draw]:
            continue
        stream, in_time = streams[draw], window[draw].sum()
        left = split(stream, fresh[draw], window[draw] * willing_fresh[draw], fresh_on[draw, : window.shape[1]])
        members[draw] += fresh[draw] - left
        fresh[draw] = left
        again = none_of(fresh[draw])
        for cell in range(unselected.shape[1]):
            joining = thin(stream, unselected[draw, cell], in_time * willing_again[draw])
            again_cells[draw, cell] = joining
            unselected[draw, cell] -= joining
            again += joining
        members[draw] += again
        if in_time > 0:
            split(stream, again, window[draw] / in_time, again_on[draw, : window.shape[1]])


@compiled
def join_at_once(
    streams: Streams,
    opened: NDArray[np.bool_],
    left: Counts,
    willing: Floats,
    fresh: Counts,
    fresh_today: Counts,
    again_today: Counts,
    first_timers: Counts,
    members: Counts,
    joined: Counts,
) -> None:
    """Let today's verified join a wave that is open in their future, and those whose day it is."""
    for draw in range(len(streams)):
        at_once = none_of(left[draw])
        if opened[draw]:
            at_once = thin(streams[draw], left[draw], willing[draw])
            left[draw] = 0
        fresh[draw] -= at_once
        members[draw] += at_once
        first_timers[draw] += fresh_today[draw] + at_once
        joined[draw] = fresh_today[draw] + at_once + again_today[draw]


@compiled
def come_back(
    streams: Streams,
    opened: NDArray[np.bool_],
    left: Counts,
    willing: Floats,
    unselected: Counts,
    again_cells: Counts,
    again_today: Counts,
    members: Counts,
) -> None:
    """Let those not selected, by cell, join a wave that is open in their future at once."""
    for draw in range(len(streams)):
        if not opened[draw]:
            continue
        for cell in range(left.shape[1]):
            at_once = thin(streams[draw], left[draw, cell], willing[draw])
            left[draw, cell] = 0
            unselected[draw, cell] -= at_once
            again_cells[draw, cell] += at_once
            again_today[draw] += at_once
            members[draw] += at_once


@allocating
def screen(
    streams: Streams, first_timers: Counts, eligible: Floats, cells: Floats, ineligible: Counts, by_cell: Counts
) -> None:
    """Screen those who joined for the first time, and draw the cells of the eligible; add them to those by cell."""
    drawn = np.zeros(cells.shape[1], by_cell.dtype)
    for draw in range(len(streams)):
        found = thin(streams[draw], first_timers[draw], eligible[draw])
        ineligible[draw] += first_timers[draw] - found
        split(streams[draw], found, cells[draw], drawn)
        for cell in range(len(drawn)):
            by_cell[draw, cell] += drawn[cell]


@compiled
def lapse(streams: Streams, stay: Floats, unselected: Counts, lapsed: Counts) -> None:
    """Let each of the unselected stay with a probability, or give up for good."""
    for draw in range(len(streams)):
        for cell in range(unselected.shape[1]):
            still = thin(streams[draw], unselected[draw, cell], stay[draw])
            lapsed[draw] += unselected[draw, cell] - still
            unselected[draw, cell] = still
