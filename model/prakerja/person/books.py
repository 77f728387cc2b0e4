"""What is counted while people live: whole persons, payments and rupiah, each added to where it happens."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from prakerja.person.applicant import Person


@dataclass
class WaveBooks:
    """What is counted of one wave; `joined` by days since its opening."""

    joined: Counter[int] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)


@dataclass
class Books:
    """The totals of a run so far.

    Attributes
    ----------
    people
        Persons by what they have done, such as ``bought``; the journal's names.
    waves
        The same of each wave.
    first_waits_today, first_waits
        First incentives by whole days waited: of the day, and of the year until its end.
    candidates
        Eligible people whose first wave has been announced.
    paid, paid_today
        Payments by kind.
    voucher
        Rupiah spent on courses.
    answered
        Surveys answered.
    lapsed
        Rupiah of balances returned at the deadline.
    """

    waves: list[WaveBooks]
    people: Counter[str] = field(default_factory=Counter)
    candidates: list[Person] = field(default_factory=list)
    paid: Counter[int] = field(default_factory=Counter)
    paid_today: Counter[int] = field(default_factory=Counter)
    first_waits_today: Counter[int] = field(default_factory=Counter)
    first_waits: Counter[int] = field(default_factory=Counter)
    voucher: int = 0
    answered: int = 0
    lapsed: int = 0

    def count(self, what: str, wave: int | None = None) -> None:
        """Add one person who has done something, to the total and to their wave."""
        self.people[what] += 1
        if wave is not None:
            self.waves[wave].counts[what] += 1

    def pay(self, kind: int) -> None:
        """Add one payment."""
        self.paid[kind] += 1
        self.paid_today[kind] += 1

    def new_day(self) -> None:
        """Turn the page."""
        self.paid_today.clear()
        self.first_waits_today.clear()
