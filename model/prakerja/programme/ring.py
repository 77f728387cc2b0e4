"""First incentives that failed: one entry a place, in a ring, in the order in which they are tried again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from prakerja.programme.chance import Chance, Counts
from prakerja.programme.dice.compiled import compiled, inlined

_ENTRIES = 256  # at first
_DUE_BITS = 20  # of a place: more days than any programme has


class Ring(NamedTuple):
    """Entries of first incentives that failed, by draw.

    Attributes
    ----------
    ends
        The numbers of the first entry and of the one after the last, counted on for ever, shape (2, draw).
    place
        Of an entry: the day of coming back, the partner and the due day in one number, shape (draw, entry).
    people
        How many those are, shape (draw, entry).
    """

    ends: NDArray[np.int64]
    place: NDArray[np.int64]
    people: Counts


def empty_ring(chance: Chance, draws: int) -> Ring:
    """Return a ring without entries. Its length is a power of two, and grows by `roomy`."""
    place = np.zeros((draws, _ENTRIES), dtype=np.int64)
    return Ring(np.zeros((2, draws), dtype=np.int64), place, np.zeros(place.shape, dtype=chance.dtype))


def roomy(ring: Ring, entries: int) -> Ring:
    """Return a ring that has room for so many entries a draw: the same, if it has."""
    old = ring.people.shape[1]
    if entries <= old:
        return ring
    times = (1 << (int(entries) - 1).bit_length()) // old  # whatever place an entry has in the longer ring, there it is
    place, people = (np.concatenate([of] * times, axis=1) for of in (ring.place, ring.people))
    return Ring(ring.ends, place, people)


@inlined
def place_of(day: int, partner: int, due: int, partners: int) -> int:
    """Return a place among those that come back: by day, then partner, then due day."""
    return (day * partners + partner) << _DUE_BITS | due


@compiled
def place_in_words(place: int, partners: int) -> tuple[int, int, int]:
    """Return the day of coming back, the partner and the due day of a place."""
    by_day = place >> _DUE_BITS
    return by_day // partners, by_day % partners, place & ((1 << _DUE_BITS) - 1)


@inlined
def keep(ring: Ring, draw: int, place: int, people: float) -> None:
    """Keep people behind all others: with who came before them, if those have the same place."""
    first, end, entries = ring.ends[0, draw], ring.ends[1, draw], ring.people.shape[1]
    last = (end - 1) & (entries - 1)
    if end > first and ring.place[draw, last] == place:
        ring.people[draw, last] += people
        return
    if end - first >= entries:
        raise IndexError("more failed payments than the ring holds")
    ring.place[draw, end & (entries - 1)] = place
    ring.people[draw, end & (entries - 1)] = people
    ring.ends[1, draw] = end + 1


@inlined
def returning(ring: Ring, draw: int, partner: int, today: int, partners: int) -> int:
    """Return the next entry, if a partner is to try it again today, or -1."""
    if ring.ends[0, draw] == ring.ends[1, draw]:
        return -1
    entry = ring.ends[0, draw] & (ring.people.shape[1] - 1)
    first = place_of(today, partner, 0, partners)
    return entry if ring.place[draw, entry] >> _DUE_BITS == first >> _DUE_BITS else -1


@inlined
def due_of(ring: Ring, draw: int, entry: int) -> int:
    """Return the due day of an entry."""
    return ring.place[draw, entry] & ((1 << _DUE_BITS) - 1)


@inlined
def take(ring: Ring, draw: int, entry: int, people: float) -> None:
    """Take so many people out of the next entry; it is done with when nobody is left."""
    ring.people[draw, entry] -= people
    if not ring.people[draw, entry] > 0:
        ring.ends[0, draw] += 1
