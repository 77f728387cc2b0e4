"""A row of the table of effects: what levers do, of which kind, with its interval and what it is mixed with."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from prakerja.study.comparison.levers import TOGETHER
from prakerja.study.comparison.paired import Difference


def effect_row(
    kind: str, levers: tuple[str, ...], found: Difference, mixed: Iterable[tuple[str, ...]]
) -> dict[str, Any]:
    """Return an effect of some levers as a row; `mixed` are those whose effect the runs cannot tell from it."""
    return {
        "effect": kind, "levers": TOGETHER.join(levers), "order": len(levers), "criterion": found.criterion.name,
        "unit": found.criterion.unit, "better": found.criterion.better, "expected": found.expected,
        "standard_error": found.error, "simultaneous_low": found.low, "simultaneous_high": found.high,
        "verdict": found.verdict, "mixed_with": "; ".join(map(TOGETHER.join, mixed)),
    }  # fmt: skip
