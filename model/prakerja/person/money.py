"""The treasury's figures, each worked out from the books at the moment it is asked for (rupiah)."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import simpy

from prakerja.person.hours import LAPSING, REVOKING
from prakerja.scenario.section import MOST_PEOPLE

if TYPE_CHECKING:
    from prakerja.person.town import Town


def committed(town: Town) -> int:
    """Give the packages moved at decree, gross."""
    return town.books.people["selected"] * town.scenario.policy.benefits.package


def from_revoked(town: Town) -> int:
    """Give the packages of the revoked."""
    return town.books.people["revoked"] * town.scenario.policy.benefits.package


def returned(town: Town) -> int:
    """Give the packages of the revoked, and lapsed balances."""
    return from_revoked(town) + town.books.lapsed


def available(town: Town) -> int:
    """Give what is under the ceiling and not committed."""
    budget = town.scenario.policy.budget
    return budget.ceiling - budget.management - committed(town) + from_revoked(town)


def affordable(town: Town) -> int:
    """Give how many packages fit into what is available; without a price, as many as there are people."""
    package = town.scenario.policy.benefits.package
    return max(available(town) // package, 0) if package else MOST_PEOPLE


def paid(town: Town) -> tuple[int, int]:
    """Give what was paid: incentives, and surveys."""
    benefits, by_kind = town.scenario.policy.benefits, town.books.paid
    incentives = sum(count for kind, count in by_kind.items() if kind < benefits.incentives)
    return incentives * benefits.incentive, (by_kind.total() - incentives) * benefits.survey


def owed(town: Town) -> int:
    """Give what is earned and not paid: all incentives of everyone validated, and the surveys answered."""
    benefits, (incentives, surveys) = town.scenario.policy.benefits, paid(town)
    earned = town.books.people["validated"] * benefits.incentives * benefits.incentive
    return earned - incentives + town.books.answered * benefits.survey - surveys


def overdue(town: Town) -> int:
    """Give the part of what is owed whose due day has come."""
    benefits, total = town.scenario.policy.benefits, 0
    for partner in town.partners.all:
        late = partner.backlog(town.clock.today)
        total += int(late[: benefits.incentives].sum()) * benefits.incentive
        total += int(late[benefits.incentives :].sum()) * benefits.survey
    return total


def management(town: Town) -> int:
    """Give what management has cost: spent evenly until the year end, rounded down each day."""
    days = town.scenario.days.number(town.scenario.clock.year_end) + 1
    return town.scenario.policy.budget.management * min(town.clock.today + 1, days) // days


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
