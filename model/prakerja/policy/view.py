"""What a quota rule may look at: a read-only picture of the programme on the day a wave could open."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[Any]
"""Persons or rupiah, shape (draw,): whole numbers with `Dice`, real ones with `Expectation`."""


@dataclass(frozen=True)
class View:
    """The programme as its office sees it at the hour a wave could open. Every array has shape (draw,).

    All of it can be known on that day: what has happened, what was decided, and the calendar.

    Attributes
    ----------
    day
        Today, the day on which the wave would open.
    year_end
        The day by which the programme is judged.
    target
        Recipients wanted.
    announcements
        When this wave and all those after it, whose places the rule sets, would be announced.
    instalment_days
        Days from the first incentive to the last, if each is paid on the day it is due.
    opened
        Waves the rule has opened so far.
    selected, revoked, bought, completed, validated, paid_once
        Persons so far.
    pledged
        Places of waves that are open and not announced.
    decided
        The selected whose window to buy a course has ended: each of them has ordered, or is revoked.
    backlog
        Payments due by last night and not made.
    expected_wait
        Working days the partners need for the backlog.
    committed, available
        Rupiah under decrees so far, gross; rupiah that can still be committed.
    affordable
        Packages that fit into what is available; if they cost nothing, as many as there are people.
    """

    day: date
    year_end: date
    target: int
    announcements: tuple[date, ...]
    instalment_days: int
    opened: Counts
    selected: Counts
    pledged: Counts
    revoked: Counts
    decided: Counts
    bought: Counts
    completed: Counts
    validated: Counts
    paid_once: Counts
    backlog: Counts
    expected_wait: NDArray[np.float64]
    committed: Counts
    available: Counts
    affordable: Counts

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                locked = value.view()
                locked.flags.writeable = False
                object.__setattr__(self, field.name, locked)

    @classmethod
    def of(
        cls,
        target: int,
        day: date = date(2020, 9, 3),
        year_end: date = date(2020, 12, 31),
        announcements: tuple[date, ...] = (date(2020, 9, 10),),
        instalment_days: int = 90,
        **counts: ArrayLike,
    ) -> Self:
        """Make a picture by hand, to try a rule out: one number a future; what is not given is 0.

        Examples
        --------
        >>> view = View.of(target=1000, selected=[400, 900], revoked=[0, 50])
        >>> view.remaining.tolist(), view.effective.tolist()
        ([600, 100], [400, 850])
        """
        arrays: dict[str, Any] = {name: np.atleast_1d(np.asarray(count)) for name, count in counts.items()}
        nobody = np.zeros(max((len(array) for array in arrays.values()), default=1), dtype=np.int64)
        known = ("day", "year_end", "target", "announcements", "instalment_days")
        zeros: dict[str, Any] = {field.name: nobody for field in fields(cls) if field.name not in known}
        decided: dict[str, Any] = dict(zip(known, (day, year_end, target, announcements, instalment_days), strict=True))
        return cls(**decided, **{**zeros, **arrays})

    @property
    def effective(self) -> Counts:
        """Selected and not revoked."""
        return self.selected - self.revoked

    @property
    def remaining(self) -> Counts:
        """Places not yet given to anybody or pledged, to the target counted on the selected."""
        return np.maximum(self.target - self.selected - self.pledged, 0)

    @property
    def in_training(self) -> Counts:
        """Selected, not revoked, and without a finished course."""
        return self.effective - self.completed

    @property
    def kept(self) -> NDArray[np.float64]:
        """The share not revoked of those whose window has ended; 1 as long as no window has.

        Examples
        --------
        >>> View.of(target=0, decided=[0, 200], revoked=[0, 30]).kept.tolist()
        [1.0, 0.85]
        """
        decided = np.asarray(self.decided, dtype=np.float64)
        return 1 - np.divide(self.revoked, decided, out=np.zeros_like(decided), where=decided > 0)

    @property
    def expected_effective(self) -> NDArray[np.float64]:
        """Who will be effective of those selected and the places pledged, if as many are kept as so far.

        Examples
        --------
        >>> View.of(target=0, selected=[500], decided=[200], revoked=[30], pledged=[100]).expected_effective.tolist()
        [510.0]
        """
        undecided = self.selected - self.decided + self.pledged
        return np.asarray(self.decided - self.revoked + self.kept * undecided)

    @property
    def days_left(self) -> int:
        """Days from today to the year end."""
        return (self.year_end - self.day).days

    @property
    def slots_left(self) -> int:
        """How many waves can still open, this one included."""
        return len(self.announcements)
