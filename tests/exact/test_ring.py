"""The ring of payments that failed: whoever is in it stands where the longer ring looks for them."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.programme import Dice
from prakerja.programme.ring import Ring, empty_ring, roomy

SHORT = 256


def filled(first: int) -> Ring:
    """Make a full ring of one draw: its first entry has the number `first`, and each holds its own number."""
    ring = empty_ring(Dice, 1)
    numbers = np.arange(first, first + SHORT)
    ring.place[0, numbers % SHORT], ring.people[0, numbers % SHORT] = numbers, numbers + 1
    return ring._replace(ends=np.array([[first], [first + SHORT]]))


@pytest.mark.parametrize(("entries", "length"), [(257, 512), (512, 512), (513, 1024), (1000, 1024)])
@pytest.mark.parametrize("first", [0, 1, 200, 256, 300])
def test_every_entry_is_found_in_a_longer_ring(first: int, entries: int, length: int) -> None:
    longer, numbers = roomy(filled(first), entries), np.arange(first, first + SHORT)
    assert longer.people.shape == longer.place.shape == (1, length)
    assert longer.place[0, numbers % length].tolist() == numbers.tolist()
    assert longer.people[0, numbers % length].tolist() == (numbers + 1).tolist()


def test_a_ring_with_room_stays_as_it_is() -> None:
    ring = filled(3)
    assert roomy(ring, SHORT) is ring
