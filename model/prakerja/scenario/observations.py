"""Observations: what was published about the programme, and when."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, overload

import pydantic.dataclasses
from pydantic import BeforeValidator, Field

from prakerja.scenario.plain import DATE_WORDS, Day
from prakerja.scenario.problems import InputError, Problem, found, nearest


def _digits(value: Any) -> Any:
    """Let text be a number only as people print one: no sign, no exponent, no word such as nan."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,18}(\.[0-9]+)?", value):
        raise ValueError("no digits")
    return value


_Date = Annotated[Day, Field(description=f"must be {DATE_WORDS}")]
_Text = Annotated[str, Field(pattern=r"\S", description="must not be empty")]


@pydantic.dataclasses.dataclass(frozen=True, slots=True)
class Observation:
    """A published figure: what it counts, the day it is told of, the day it could be known.

    `dated` is ``"said"`` where the day of the count itself is known: a decree, a deadline, the close of a wave, a
    count said to be of a day. Otherwise `observed_on` is the day on which the figure was spoken, and the count may be
    older. A field's description says what its column may hold.
    """

    observed_on: _Date
    published_on: _Date
    quantity: Annotated[
        str,
        Field(pattern="^[a-z][a-z0-9_]*$", description="must be a name of small letters, digits and underscores"),
    ]
    value: Annotated[
        float,
        BeforeValidator(_digits),
        Field(ge=0, allow_inf_nan=False, description="must be a number of at least 0, digits only"),
    ]
    unit: _Text
    wave: Annotated[str, Field(pattern="^([1-9][0-9]*)?$", description="must be the number of a wave, or empty")]
    of: str
    confidence: Annotated[Literal["high", "med", "low"], Field(description="must be one of high, med, low")]
    note: str
    flag: Annotated[
        Literal["", "error", "conflict", "derived"],
        Field(description="must be one of (empty), error, conflict, derived"),
    ]
    dated: Annotated[Literal["", "said"], Field(description="must be one of (empty), said")]
    source_url: _Text


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
