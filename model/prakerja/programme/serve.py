"""A day at the counters: who comes queues, and is served first come first served."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Counts, Streams
from prakerja.programme.dice.chance import none_of, split, take
from prakerja.programme.dice.compiled import allocating, compiled, inlined
from prakerja.programme.dice.stream import Stream
from prakerja.scenario.arrays import Floats

_NOTHING = 1e-30  # fewer expected people than this are divided by it, lest a share be no number


class Queues(NamedTuple):
    """First come, first served: who waits at each counter.

    Attributes
    ----------
    waiting
        By day of arrival, shape (day, counter, draw).
    head
        A day before which nobody waits, shape (counter, draw).
    length
        Everyone who waits, shape (counter, draw).
    of_class
        Who waits at any counter, by day of arrival and class told apart, shape (day, class, draw).
    origin
        The expected shares of the waves among the arrivals of a day, shape (day, wave, class, draw): in a class if
        classes are told apart, else of the waves and classes together.
    """

    waiting: Counts
    head: NDArray[np.int64]
    length: Counts
    of_class: Counts
    origin: NDArray[np.float32]


@compiled
def serve(
    streams: Streams,
    day: int,
    people: Counts,
    people_by_wave: NDArray[np.float32],
    shares: Floats,
    capacity: Counts,
    arriving: Counts,
    chosen: Counts,
    part: Floats,
    queues: Queues,
    served: Counts,
    leaving: Counts,
    by_wave: NDArray[np.float32],
) -> None:
    """Let each of those who arrive choose a counter, then serve everywhere, in the order of arrival (RULES.md)."""
    by_wave[:], leaving[:] = 0, 0
    some_wait = False
    for draw in range(len(streams)):
        everyone = people[:, draw].sum()
        split(streams[draw], everyone, shares[:, draw], arriving)
        at_once, gone = none_of(everyone), none_of(everyone)
        for counter in range(len(shares)):
            before, room = none_of(everyone), capacity[counter, draw]
            if queues.head[counter, draw] < day:
                before = _serve_waiting(streams[draw], queues, day, counter, draw, room, chosen, leaving, by_wave)
            goes = min(arriving[counter], room - before)
            at_once += goes
            served[counter, draw] = before + goes
            gone += served[counter, draw]
            if goes < arriving[counter]:
                _wait(queues, day, counter, draw, arriving[counter] - goes)
        _draw_classes(streams[draw], people[:, draw], at_once, chosen)
        for of in range(len(chosen)):
            came = people[of, draw]
            leaving[of, draw] += chosen[of]
            queues.of_class[day, of, draw] = came - chosen[of]
            part[0, of, draw] = chosen[of] / came if chosen[of] > 0 else 0.0
            part[1, of, draw] = 1 / max(came, _NOTHING) if chosen[of] < came else 0.0
        if len(chosen) == 1:
            leaving[0, draw] = gone  # the same, but for rounding in the fluid limit
        some_wait |= at_once < everyone
    _mix(part[0], people_by_wave, by_wave)
    if some_wait:
        queues.origin[day] = 0
        _mix(part[1], people_by_wave, queues.origin[day])


@compiled
def _mix(part: Floats, people_by_wave: NDArray[np.float32], into: NDArray[np.float32]) -> None:
    """Add a part of each class and draw's people, by wave, to a table."""
    told_apart, draws = part.shape
    for wave, of in np.ndindex(into.shape[:2]):
        for draw in range(draws):
            into[wave, of, draw] += part[min(of, told_apart - 1), draw] * people_by_wave[wave, of, draw]


@inlined
def _draw_classes(stream: Stream, here: Counts, number: float, chosen: Counts) -> None:
    """Draw of which classes a number of those are who came on one day: at random, whichever counter they chose."""
    if len(chosen) == 1:
        chosen[0] = number
    else:
        take(stream, here, number, chosen)


@inlined
def _serve_waiting(
    stream: Stream,
    queues: Queues,
    today: int,
    counter: int,
    draw: int,
    room: float,
    chosen: Counts,
    leaving: Counts,
    by_wave: NDArray[np.float32],
) -> float:
    """Return how many of those who came before today are served, who came first first; add them up by class, wave."""
    served, day, told_apart = none_of(room), queues.head[counter, draw], len(chosen)
    while room > 0 and day < today:
        here = queues.waiting[day, counter, draw]
        goes = min(here, room)
        if goes > 0:
            queues.waiting[day, counter, draw] = here - goes
            room -= goes
            served += goes
            _draw_classes(stream, queues.of_class[day, :, draw], goes, chosen)
            for of in range(told_apart):
                queues.of_class[day, of, draw] -= chosen[of]
                leaving[of, draw] += chosen[of]
            for wave, of in np.ndindex(by_wave.shape[:2]):
                by_wave[wave, of, draw] += chosen[min(of, told_apart - 1)] * queues.origin[day, wave, of, draw]
        if goes < here:
            break
        day += 1
    queues.head[counter, draw] = max(day, queues.head[counter, draw])
    queues.length[counter, draw] -= served
    return served


@inlined
def _wait(queues: Queues, day: int, counter: int, draw: int, people: float) -> None:
    """Let people who came on a day wait at a counter."""
    queues.waiting[day, counter, draw] += people
    queues.length[counter, draw] += people
    queues.head[counter, draw] = min(queues.head[counter, draw], day)


@allocating
def move(streams: Streams, counter: int, shares: Floats, queues: Queues) -> None:
    """Let those who wait at a counter go to the others, each by weight, with their days of arrival."""
    moved = np.zeros(len(shares), queues.length.dtype)
    for draw in range(len(streams)):
        for day in range(len(queues.waiting)):
            people = queues.waiting[day, counter, draw]
            if people <= 0:
                continue
            queues.waiting[day, counter, draw] = 0
            queues.length[counter, draw] -= people
            split(streams[draw], people, shares[:, draw], moved)
            for other in range(len(moved)):
                if moved[other] > 0:
                    _wait(queues, day, other, draw, moved[other])
