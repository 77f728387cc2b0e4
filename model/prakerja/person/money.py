"""The treasury's figures, each worked out from the books at the moment it is asked for (rupiah)."""

from __future__ import annotations

from collections.abc import Iterable

from prakerja.person.books import Books
from prakerja.person.partner import Partner
from prakerja.scenario import Scenario
from prakerja.scenario.policy import Policy
from prakerja.scenario.section import MOST_PEOPLE


def committed(books: Books, policy: Policy) -> int:
    """Return the packages moved at decree, gross."""
    return books.people["selected"] * policy.benefits.package


def from_revoked(books: Books, policy: Policy) -> int:
    """Return the packages of the revoked."""
    return books.people["revoked"] * policy.benefits.package


def returned(books: Books, policy: Policy) -> int:
    """Return the packages of the revoked, and lapsed balances."""
    return from_revoked(books, policy) + books.lapsed


def available(books: Books, policy: Policy) -> int:
    """Return what is under the ceiling and not committed."""
    budget = policy.budget
    return budget.ceiling - budget.management - committed(books, policy) + from_revoked(books, policy)


def affordable(books: Books, policy: Policy) -> int:
    """Return how many packages fit into what is available; without a price, as many as there are people."""
    package = policy.benefits.package
    return max(available(books, policy) // package, 0) if package else MOST_PEOPLE


def paid(books: Books, policy: Policy) -> tuple[int, int]:
    """Return what was paid: incentives, and surveys."""
    benefits, by_kind = policy.benefits, books.paid
    incentives = sum(count for kind, count in by_kind.items() if kind < benefits.incentives)
    return incentives * benefits.incentive, (by_kind.total() - incentives) * benefits.survey


def owed(books: Books, policy: Policy) -> int:
    """Return what is earned and not paid: all incentives of everyone validated, and the surveys answered."""
    benefits, (incentives, surveys) = policy.benefits, paid(books, policy)
    earned = books.people["validated"] * benefits.incentives * benefits.incentive
    return earned - incentives + books.answered * benefits.survey - surveys


def overdue(partners: Iterable[Partner], policy: Policy, today: int) -> int:
    """Return the part of what is owed whose due day has come."""
    benefits, total = policy.benefits, 0
    for partner in partners:
        late = partner.backlog(today)
        total += int(late[: benefits.incentives].sum()) * benefits.incentive
        total += int(late[benefits.incentives :].sum()) * benefits.survey
    return total


def management(scenario: Scenario, today: int) -> int:
    """Return what management has cost: spent evenly until the year end, rounded down each day."""
    days = scenario.days.number(scenario.clock.year_end) + 1
    return scenario.policy.budget.management * min(today + 1, days) // days
