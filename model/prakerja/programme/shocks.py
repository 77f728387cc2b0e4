"""Shocks: on their dates, members join and leave and institutions are suspended. Dates live in scenarios only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from prakerja.programme.clock import SHOCKS, Clock
from prakerja.programme.payment import Payment
from prakerja.programme.training import Training
from prakerja.scenario import Scenario


def schedule_shocks(clock: Clock, scenario: Scenario, training: Training, payment: Payment) -> None:
    """Put every joining, leaving and suspension of a scenario on the clock."""
    policy = scenario.policy

    def on(day: date, work: Callable[[], None]) -> None:
        clock.once(scenario.days.number(day), SHOCKS, work)

    sorts = (
        (policy.platforms, training.platforms.set_present),
        (policy.institutions, training.institutions.set_present),
        (policy.partners, payment.set_present),
    )
    for members, set_present in sorts:
        # All who join come before any who leave, so that one can take over from another on the same day.
        for name, member in sorted(members.items()):
            if member.joins is not None and scenario.days.number(member.joins) > 0:
                set_present(name, False)
                on(member.joins, partial(set_present, name, True))
        for name, member in sorted(members.items()):
            if member.leaves is not None:
                on(member.leaves, partial(set_present, name, False))
    for name, institution in sorted(policy.institutions.items()):
        for window in institution.suspensions.values():
            on(window.first, partial(training.institutions.set_working, name, False))
            on(window.last + timedelta(days=1), partial(training.institutions.set_working, name, True))
