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
    """The programme as its office sees it at the hour a wave could open. Arrays have shape (draw,) unless stated.

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
    left_over
        Places of announced waves that nobody took, as too few had joined.
    decided
        The selected whose window to buy a course has ended: each of them has ordered, or is revoked.
    backlog
        Payments due by last night and not made.
    expected_wait
        Working days the partners need for the backlog.
    falling_due
        Payments on the partners' books that fall due today, tomorrow and so on, shape (day, draw): for as many days as
        lie between two incentives.
    payable
        Payments that the partners here today can attempt on each of those days, shape (day, draw): none on a day off,
        in a suspension or a blackout.
    a_working_day
        Payments that they can attempt on a working day.
    committed, available
        Rupiah under decrees so far, gross; rupiah that can still be committed.
    affordable
        Packages that fit into what is available; if they cost nothing, as many as there are people.
    met
        Whether each trigger of the policy was met at an earlier opening, shape (trigger, draw).
    """

    day: date
    year_end: date
    target: int
    announcements: tuple[date, ...]
    instalment_days: int
    opened: Counts
    selected: Counts
    pledged: Counts
    left_over: Counts
    revoked: Counts
    decided: Counts
    bought: Counts
    completed: Counts
    validated: Counts
    paid_once: Counts
    backlog: Counts
    expected_wait: NDArray[np.float64]
    falling_due: Counts
    payable: NDArray[np.float64]
    a_working_day: NDArray[np.float64]
    committed: Counts
    available: Counts
    affordable: Counts
    met: NDArray[np.bool_]

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                locked = value.copy()  # a view of the programme's own numbers could be unlocked, and they be changed
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
        nobody = np.zeros(max((array.shape[-1] for array in arrays.values()), default=1), dtype=np.int64)
        known = ("day", "year_end", "target", "announcements", "instalment_days")
        zeros: dict[str, Any] = {field.name: nobody for field in fields(cls) if field.name not in known}
        zeros |= dict.fromkeys(("falling_due", "payable"), nobody[None, :][:0])  # no day ahead is known
        zeros["met"] = nobody[None, :][:0].astype(bool)  # nothing is watched
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

    def wait_after(self, days: int) -> NDArray[np.float64]:
        """Return the working days the partners will need for what is left some days on, shape (draw,).

        That is the backlog and what falls due on the first so many days, this one included, less what can be paid on
        each of them. What can be paid when nothing waits is not kept for later (Lindley's recursion). More days than
        are shown count as those.

        Examples
        --------
        300 wait and 200 can be paid a day; 100 fall due today and 900 tomorrow, a day off.

        >>> due, payable = [[100], [900]], [[200], [0]]
        >>> view = View.of(0, backlog=[300], falling_due=due, payable=payable, a_working_day=[200.0])
        >>> [view.wait_after(days).item() for days in (0, 1, 2)]
        [1.5, 1.0, 5.5]
        """
        left = np.asarray(self.backlog, dtype=np.float64)
        for due, payable in zip(self.falling_due[:days], self.payable[:days], strict=True):
            left = np.maximum(left + due - payable, 0)
        return np.divide(left, self.a_working_day, out=np.where(left > 0, np.inf, 0.0), where=self.a_working_day > 0)

    def first_paid_in_time(self, after: int) -> NDArray[np.bool_]:
        """Return whether a first incentive by the year end is likely for those of this wave, shape (draw,).

        It falls due so many days after the announcement; then comes the wait that can be expected now, seven days for
        five working days.

        Examples
        --------
        Three weeks lie between announcement and year end; it takes two, and four working days of waiting or six.

        >>> view = View.of(0, announcements=(date(2020, 12, 10),), expected_wait=[4, 6])
        >>> view.first_paid_in_time(14).tolist()
        [True, False]
        """
        left = (self.year_end - self.announcements[0]).days
        return np.asarray(after + self.expected_wait * 7 / 5 <= left)

    @property
    def days_left(self) -> int:
        """Days from today to the year end."""
        return (self.year_end - self.day).days

    @property
    def slots_left(self) -> int:
        """How many waves can still open, this one included."""
        return len(self.announcements)
