"""What must hold, as people write it: a criterion, a bound, and the chance that it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from prakerja.scenario import InputError, Problem
from prakerja.scenario.arrays import Floats
from prakerja.scenario.problems import nearest
from prakerja.study.comparison.criteria import CRITERIA

_FORM = re.compile(
    r"\s*(?P<name>\w+)\s*(?P<side>>=|<=)\s*(?P<value>[\d_]+(?:\.\d+)?(?:e\d+)?)\s*(?P<unit>[kKMTB]?)"
    r"(?:\s+with\s+(?P<level>\d+(?:\.\d+)?)\s*%)?\s*"
)
_UNITS = {"": 1.0, "k": 1e3, "K": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
_AMOUNT = re.compile(r"(?P<value>\d[\d_]*(?:\.\d+)?(?:e\d+)?)\s*(?P<unit>[kKMTB]?)")

AMOUNT = "such as 150000, 150k, 1.5M or 2T"
"""How people write an amount."""


def amount_of(text: str) -> float | None:
    """Return the amount that a text says; None if it says none.

    Examples
    --------
    >>> amount_of("150k"), amount_of("2.5 T"), amount_of("1e12"), amount_of("some")
    (150000.0, 2500000000000.0, 1000000000000.0, None)
    """
    found = _AMOUNT.fullmatch(text.strip())
    return float(found["value"]) * _UNITS[found["unit"]] if found else None


@dataclass(frozen=True)
class Constraint:
    """A criterion that must reach a value, or stay below it, with a chance.

    Attributes
    ----------
    name, side, value
        Such as ``effective``, ``>=``, 5_200_000.
    level
        With what chance at least.
    """

    name: str
    side: Literal[">=", "<="]
    value: float
    level: float

    @classmethod
    def read(cls, text: str) -> Constraint:
        """Read one, such as ``"effective >= 5.2M with 95 %"``; 95 % unless a chance is given.

        Raises
        ------
        InputError
            If it is none, or its criterion is unknown.

        Examples
        --------
        >>> Constraint.read("effective >= 5.2M with 95 %")
        Constraint(name='effective', side='>=', value=5200000.0, level=0.95)
        """
        found = _FORM.fullmatch(text)
        if found is None:
            raise InputError("constraint", [Problem("text", text, 'must read like "effective >= 5.2M with 95 %"')])
        name, level = found["name"], float(found["level"] or 95) / 100
        if name not in CRITERIA:
            raise InputError("constraint", [Problem("criterion", name, nearest(name, CRITERIA))])
        if not 0 < level < 1:
            raise InputError("constraint", [Problem("chance", f"{100 * level:g} %", "must be above 0 and below 100")])
        side: Literal[">=", "<="] = ">=" if found["side"] == ">=" else "<="
        return cls(name, side, float(found["value"]) * _UNITS[found["unit"]], level)

    def __str__(self) -> str:
        return f"{self.name} {self.side} {self.value:,.15g} with {100 * self.level:g} %"

    def holds(self, outcome: Floats) -> NDArray[np.bool_]:
        """Say in which futures it holds, shape (draw,)."""
        return outcome >= self.value if self.side == ">=" else outcome <= self.value

    def slack(self, outcome: Floats) -> float:
        """Say by how much it holds with its chance, as a part of its value; below zero it does not.

        What counts is the quantile of the futures that its chance asks for, which changes evenly where the share of
        futures may be 0 or 1 all along.

        Examples
        --------
        >>> Constraint.read("effective >= 100 with 90 %").slack(np.arange(100.0, 201.0))
        0.1
        """
        wanted = 1 - self.level if self.side == ">=" else self.level
        reached = float(np.quantile(outcome, wanted))
        gap = reached - self.value if self.side == ">=" else self.value - reached
        return gap / max(abs(self.value), 1.0)
