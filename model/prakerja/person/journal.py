"""What the twin writes down: the same names, axes and meanings as the programme's journal, for one future."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import simpy
from numpy.typing import NDArray

from prakerja.person import money
from prakerja.person.hours import WRITING
from prakerja.person.reach import by_group_and_province
from prakerja.person.town import Town

PEOPLE = (
    "registered", "email_verified", "identity_verified", "joined", "selected", "revoked",
    "ordered", "bought", "started", "completed", "validated", "paid_once",
)  # fmt: skip
OF_WAVES = ("selected", "cut", "revoked", "bought", "completed", "validated", "paid_once")


@dataclass(frozen=True)
class PersonJournal:
    """What happened in one future.

    Attributes
    ----------
    daily
        Arrays of shape (day,), or (day, member) where there is a further axis: totals, stocks and flows at
        each day's end.
    once
        What is counted until the year end, such as ``wave_selected`` of shape (wave,).
    names
        The members of every further axis, in order.
    """

    daily: dict[str, NDArray[Any]]
    once: dict[str, NDArray[Any]]
    names: dict[str, list[str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> NDArray[Any]:
        return self.daily[name] if name in self.daily else self.once[name]


def write(town: Town, pages: list[dict[str, Any]], once: dict[str, NDArray[Any]]) -> Generator[simpy.Event, None, None]:
    """Write a page at the end of every day, and the once-figures at the end of the year."""
    for day in range(len(town.scenario.days)):
        yield town.clock.until(day, WRITING)
        pages.append({**_people(town), **_queues(town), **_waits(town), **_money(town)})
        town.books.new_day()
        if day == town.future.year_end:
            once.update(_once(town))


def bind(town: Town, pages: list[dict[str, Any]], once: dict[str, NDArray[Any]]) -> PersonJournal:
    """Make a journal of the pages."""
    daily = {name: np.array([page[name] for page in pages]) for name in pages[0]}
    benefits = town.scenario.policy.benefits
    names = {
        "partner": town.future.names("partners"),
        "platform": town.future.names("platforms"),
        "institution": town.future.names("institutions"),
        "group": ["list", "others"],
        "province": town.future.names("provinces"),
        "wave": [slot.name for slot in town.slots],
        "kind": [*(f"incentive {n + 1}" for n in range(benefits.incentives)), "survey"],
    }
    return PersonJournal(daily, once, names)


def _people(town: Town) -> dict[str, Any]:
    return {name: town.books.people[name] for name in PEOPLE}


def _queues(town: Town) -> dict[str, Any]:
    today, partners, paid = town.clock.today, town.partners.all, town.books.paid_today
    incentives = town.scenario.policy.benefits.incentives
    return {
        "paid": [*_row(paid, incentives), sum(n for kind, n in paid.items() if kind >= incentives)],
        "attempted": [partner.attempted for partner in partners],
        "failed": [partner.failed for partner in partners],
        "backlog": [int(partner.backlog(today).sum()) for partner in partners],
        "platform_waiting": [len(desk.queue) for desk in town.platforms.all],
        "platform_sold": [desk.served_today for desk in town.platforms.all],
        "institution_waiting": [len(desk.queue) for desk in town.institutions.all],
        "institution_started": [desk.served_today for desk in town.institutions.all],
    }


def _waits(town: Town) -> dict[str, Any]:
    """Describe the waits of the first incentives paid today; 0 on a day without any."""
    waits = sorted(town.books.first_waits_today.elements())
    if not waits:
        return {"wait_mean": 0.0, "wait_p50": 0, "wait_p90": 0, "wait_max": 0}
    count = len(waits)
    return {
        "wait_mean": sum(waits) / count,
        "wait_p50": waits[(count + 1) // 2 - 1],  # the least such that half waited no longer
        "wait_p90": waits[(9 * count + 9) // 10 - 1],
        "wait_max": waits[-1],
    }


def _money(town: Town) -> dict[str, Any]:
    books, policy = town.books, town.scenario.policy
    incentives, surveys = money.paid(books, policy)
    figures = {
        "committed": money.committed(books, policy),
        "returned": money.returned(books, policy),
        "paid_training": books.voucher,
        "paid_incentive": incentives,
        "paid_survey": surveys,
        "owed": money.owed(books, policy),
    }
    gone = figures["returned"] + figures["paid_training"] + incentives + surveys + figures["owed"]
    return {
        **figures,
        "paid_management": money.management(town.scenario, town.clock.today),
        "overdue": money.overdue(town.partners.all, policy, town.clock.today),
        "unearned": figures["committed"] - gone,
        "available": money.available(books, policy),
    }


def _once(town: Town) -> dict[str, NDArray[Any]]:
    books, days = town.books, max((slot.closes - slot.opens + 1 for slot in town.slots), default=0)
    joined = np.array([_row(wave.joined, days) for wave in books.waves]).reshape(len(books.waves), days)
    by_wave = {f"wave_{name}": np.array([wave.counts[name] for wave in books.waves]) for name in OF_WAVES}
    return {
        "wave_joined": joined.cumsum(axis=1),
        **by_wave,
        **by_group_and_province(books.candidates, len(town.future.provinces)),
        "first_wait": np.array(_row(books.first_waits, len(town.scenario.days))),
    }


def _row(counts: Counter[int], length: int) -> list[int]:
    return [counts[place] for place in range(length)]
