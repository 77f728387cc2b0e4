"""An applicant, and its life: one SimPy process from registration to the last payment."""

from __future__ import annotations

from collections.abc import Generator
from enum import Enum
from typing import Any, TypeVar

import simpy

from prakerja.person.diary import Diary

Life = Generator[simpy.Event, Any, None]
"""A stretch of somebody's life, waiting for one event after another."""

T = TypeVar("T")
Stretch = Generator[simpy.Event, Any, T]
"""The same, with an outcome."""


class State(Enum):
    """Where somebody is; everyone registered is in exactly one."""

    REGISTERED = "registered"
    UNVERIFIED = "lost: not verified"
    FRESH = "verified, never in a wave"
    JOINING = "has decided to join a wave"
    CANDIDATE = "in a wave, waiting for the announcement"
    INELIGIBLE = "lost: not eligible"
    UNSELECTED = "not selected so far"
    LAPSED = "lost: tries no more"
    SELECTED = "selected, has not ordered"
    REVOKED = "membership revoked"
    AT_PLATFORM = "has ordered, waits at the platform"
    AT_INSTITUTION = "has bought, waits at the institution"
    LEARNING = "learns"
    COMPLETED = "has finished, not validated"
    VALIDATED = "validated"


class Person:
    """One applicant.

    Attributes
    ----------
    number
        Counts from 1 in the order of registration.
    listed, province
        On the priority list or not, and the province's place in the order of names (-1 before a first wave).
    incentives, answered, surveys
        Incentives paid, surveys answered, surveys paid.
    """

    __slots__ = (
        "answered",
        "bought_later",
        "diary",
        "incentives",
        "listed",
        "number",
        "province",
        "state",
        "surveys",
        "wave",
    )

    def __init__(self, number: int, diary: Diary | None = None) -> None:
        self.number, self.diary = number, diary
        self.state = State.REGISTERED
        self.wave: int | None = None
        self.province, self.listed = -1, False
        self.bought_later = False
        self.incentives = self.answered = self.surveys = 0

    def note(self, event: str, *detail: object) -> None:
        """Write an event into the diary, if this person keeps one."""
        if self.diary is not None:
            self.diary.write(event, " ".join(str(word) for word in detail))
