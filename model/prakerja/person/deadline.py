"""The end of training: who still waits for a first course is too late, and what nobody has spent is returned."""

from __future__ import annotations

from collections.abc import Generator

import simpy

from prakerja.person.hours import LAPSING, REVOKING
from prakerja.person.town import Town


def close_training(town: Town) -> Generator[simpy.Event, None, None]:
    """Revoke the orders still waiting at the end of the deadline; then the unspent balances lapse."""
    deadline = town.future.deadline
    if deadline < 0:
        return
    yield town.clock.until(deadline, REVOKING)
    for platform in town.platforms.all:
        platform.turn_away()
    yield town.clock.until(deadline, LAPSING)
    people, training = town.books.people, town.scenario.policy.benefits.training
    town.books.lapsed = (people["selected"] - people["revoked"]) * training - town.books.voucher
