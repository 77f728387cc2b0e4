"""Joining, draw by draw: who decides to come, who comes at once, who is screened, who gives up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import none_of, split, take, thin
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
    """Let who waits decide at an opening whether to join, and on which day of the window (day, draw)."""
    for draw in range(len(streams)):
        if not opened[draw]:
            continue
        stream, share = streams[draw], window[:, draw]
        in_time, days = share.sum(), len(share)
        left = split(stream, fresh[draw], share * willing_fresh[draw], fresh_on[:days, draw])
        members[draw] += fresh[draw] - left
        fresh[draw] = left
        again = none_of(fresh[draw])
        for cell in range(len(unselected)):
            joining = thin(stream, unselected[cell, draw], in_time * willing_again[draw])
            again_cells[cell, draw] = joining
            unselected[cell, draw] -= joining
            again += joining
        members[draw] += again
        if in_time > 0:
            split(stream, again, share / in_time, again_on[:days, draw])


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
        for cell in range(len(left)):
            at_once = thin(streams[draw], left[cell, draw], willing[draw])
            left[cell, draw] = 0
            unselected[cell, draw] -= at_once
            again_cells[cell, draw] += at_once
            again_today[draw] += at_once
            members[draw] += at_once


@allocating
def screen(
    streams: Streams,
    first_timers: Counts,
    eligible: Floats,
    cells: Floats,
    room_on_list: Counts,
    ineligible: Counts,
    by_cell: Counts,
) -> None:
    """Screen those who joined for the first time, and draw the cells of the eligible; add them to those by cell.

    Whom the list has no room for, drawn at random, is one of the others of the province.
    """
    provinces = len(cells) // 2
    drawn, surplus = np.zeros(len(cells), by_cell.dtype), np.zeros(provinces, by_cell.dtype)
    for draw in range(len(streams)):
        found = thin(streams[draw], first_timers[draw], eligible[draw])
        ineligible[draw] += first_timers[draw] - found
        split(streams[draw], found, cells[:, draw], drawn)
        over = drawn[:provinces].sum() - room_on_list[draw]
        if over > 0:  # no dice are thrown where the list has room
            take(streams[draw], drawn[:provinces], over, surplus)
            drawn[:provinces] -= surplus
            drawn[provinces:] += surplus
        room_on_list[draw] -= drawn[:provinces].sum()
        for cell in range(len(drawn)):
            by_cell[cell, draw] += drawn[cell]


@compiled
def lapse(streams: Streams, stay: Floats, unselected: Counts, lapsed: Counts) -> None:
    """Let each of the unselected stay with a probability, or give up for good."""
    for draw in range(len(streams)):
        for cell in range(len(unselected)):
            still = thin(streams[draw], unselected[cell, draw], stay[draw])
            lapsed[draw] += unselected[cell, draw] - still
            unselected[cell, draw] = still
