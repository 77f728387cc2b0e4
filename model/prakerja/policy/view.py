"""What a quota rule may look at: a read-only picture of the programme on the day a wave could open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[Any]
"""Persons or rupiah, shape (draw,): whole numbers with `Dice`, real ones with `Expectation`."""


@dataclass(frozen=True)
class View:
    """The programme as its office sees it at the hour a wave could open. Every array has shape (draw,).

    `pledged` counts the places of waves that are open but not announced; `expected_wait` is in days: the payments
    now due, divided by what the partners can pay a working day.
    """

    day: date
    target: int
    selected: Counts
    pledged: Counts
    revoked: Counts
    bought: Counts
    completed: Counts
    validated: Counts
    paid_once: Counts
    backlog: Counts
    expected_wait: NDArray[np.float64]
    committed: Counts
    available: Counts

    @property
    def effective(self) -> Counts:
        """Selected and not revoked."""
        return self.selected - self.revoked
