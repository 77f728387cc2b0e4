"""Observations: what was published about the programme, and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, overload

from prakerja.scenario.problems import InputError, Problem, found, nearest

Confidence = Literal["high", "med", "low"]
Flag = Literal["", "error", "conflict", "derived"]
Dated = Literal["", "said"]


@dataclass(frozen=True, slots=True)
class Observation:
    """A published figure: what it counts, the day it is told of, the day it could be known.

    `dated` is ``"said"`` where the day of the count itself is known: a decree, a deadline, the close of a wave, a
    count said to be of a day. Otherwise `observed_on` is the day on which the figure was spoken, and the count may be
    older.
    """

    observed_on: date
    published_on: date
    quantity: str
    value: float
    unit: str
    wave: str
    of: str
    confidence: Confidence
    note: str
    flag: Flag
    dated: Dated
    source_url: str


@dataclass(frozen=True)
class Observations(Sequence[Observation]):
    """Published figures in the order of their file; every selection of them is again `Observations`."""

    rows: tuple[Observation, ...]
    known: frozenset[str]

    @overload
    def __getitem__(self, index: int) -> Observation: ...
    @overload
    def __getitem__(self, index: slice) -> Observations: ...
    def __getitem__(self, index: int | slice) -> Observation | Observations:
        return Observations(self.rows[index], self.known) if isinstance(index, slice) else self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def as_of(self, day: date) -> Observations:
        """Keep what had been published by a day, that day included; when it was observed does not matter."""
        return self._keep(lambda row: row.published_on <= day)

    def quantity(self, name: str) -> Observations:
        """Keep one quantity; there may be nothing of it left.

        Raises
        ------
        InputError
            If the file has no such quantity at all.
        """
        if name not in self.known:
            raise InputError("observations", [Problem("quantity", found(name), nearest(name, self.known))])
        return self._keep(lambda row: row.quantity == name)

    def unflagged(self) -> Observations:
        """Leave out what is wrong, conflicts with better figures, or was derived from others."""
        return self._keep(lambda row: not row.flag)

    def _keep(self, wanted: Callable[[Observation], bool]) -> Observations:
        return Observations(tuple(filter(wanted, self.rows)), self.known)
