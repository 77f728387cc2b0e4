"""A wave that has opened: who is in it, and who is selected when its places are given out."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
import simpy

from prakerja.person.applicant import Person
from prakerja.person.luck import Luck
from prakerja.policy import share_out
from prakerja.scenario import Slot


class Wave:
    """An open wave.

    Attributes
    ----------
    number
        Its place among the slots.
    candidates
        Those who have joined and are eligible.
    newcomers
        Those of them who have joined a wave for the first time.
    announced
        Comes with the set of the numbers of those selected.
    """

    def __init__(self, env: simpy.Environment, number: int, slot: Slot, places: int) -> None:
        self.number, self.slot, self.places = number, slot, places
        self.candidates: list[Person] = []
        self.newcomers: list[Person] = []
        self.announced = env.event()


def select(wave: Wave, places: int, weights: list[float] | None, luck: Luck) -> list[Person]:
    """Return out places: the list's part first, what one group cannot fill to the other (RULES.md, Selection).

    Parameters
    ----------
    weights
        Of the provinces; None means that everyone in a group has the same chance.
    """
    listed = [person for person in wave.candidates if person.listed]
    others = [person for person in wave.candidates if not person.listed]
    kept = floor(Fraction(repr(float(wave.slot.priority_share))) * places)
    to_list = sum(_by_province(listed, kept, weights))
    to_others = sum(_by_province(others, places - to_list, weights))
    return [
        *_draw(listed, _by_province(listed, places - to_others, weights), weights, luck),
        *_draw(others, _by_province(others, to_others, weights), weights, luck),
    ]


def _by_province(group: list[Person], places: int, weights: list[float] | None) -> list[int]:
    """Share places of a group over provinces; without weights everyone counts as of one province."""
    if weights is None:
        return [min(places, len(group))]
    candidates = np.bincount([person.province for person in group], minlength=len(weights))
    shared = share_out(np.array([places]), np.array(weights), candidates.astype(np.int64)[:, None])
    return [int(count) for count in shared[:, 0]]


def _draw(group: list[Person], counts: list[int], weights: list[float] | None, luck: Luck) -> list[Person]:
    chosen: list[Person] = []
    for province, count in enumerate(counts):
        there = group if weights is None else [person for person in group if person.province == province]
        chosen += luck.some(there, count) if count else []
    return chosen
