"""What falls due ahead, as both engines show it: every payment on the partners' books stands on one of the days."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from prakerja.person import live
from prakerja.policy import View
from prakerja.programme import simulate
from prakerja.scenario import Scenario, middle_world
from tests.worlds.tiny import calendar, day, partner, tiny

LAST = 80


def failing(kind: str) -> Scenario:
    """Payments that fail half of the time, three incentives five days apart, and days on which nothing is paid."""
    return tiny(
        {
            "world.registration.interested": 60.0,
            "policy.target.recipients": 1000,
            "policy.waves": {},
            "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=LAST),
            "policy.benefits.incentives": 3,
            "policy.benefits.surveys": 0,
            "policy.payment.days_between_incentives": 5,
            "policy.payment.suspensions": {"s": {"first": day(12), "last": day(15)}},
            "policy.payment.blackouts": {"b": {"first": day(24), "last": day(27), "due": kind, "advance_days": 3}},
            "policy.partners": {"bank": {"working_days_only": True}, "wallet": {"working_days_only": False}},
            "world.partners": {"bank": partner(9.0, 0.5), "wallet": partner(4.0, 0.5)},
        }
    )


@pytest.mark.parametrize("engine", [simulate, live])
@pytest.mark.parametrize("kind", ["put off", "brought forward"])
def test_every_payment_on_the_books_is_due_or_falls_due_ahead(engine: Any, kind: str) -> None:
    """Whoever is validated and not through has one incentive on the books, tried or not, and due within five days."""
    seen: list[View] = []

    def four(view: View) -> Any:
        seen.append(view)
        return 4

    scenario = failing(kind)
    journal = engine(scenario, middle_world(scenario), seed=5, quota=four)
    through = np.asarray(journal["paid"]).reshape(len(scenario.days), -1)[:, 2].cumsum()
    validated = np.asarray(journal["validated"]).reshape(-1)
    assert sum(view.falling_due.any() for view in seen) > 10
    for view in seen[1:]:
        night = scenario.days.number(view.day) - 1
        on_the_books = int(view.backlog[0] + view.falling_due.sum())
        assert on_the_books == validated[night] - through[night], view.day


@pytest.mark.parametrize("engine", [simulate, live])
def test_what_can_be_paid_follows_the_calendar(engine: Any) -> None:
    """The bank pays nine on working days, the wallet four on every day; nobody from 12 to 15, nor from 24 to 27."""
    seen: dict[int, View] = {}

    def look(view: View) -> Any:
        seen[scenario.days.number(view.day)] = view
        return 0

    scenario = failing("put off")
    engine(scenario, middle_world(scenario), quota=look)
    assert {on: view.payable[:, 0].tolist() for on, view in seen.items() if on in (1, 3, 9, 23)} == {
        1: [13, 13, 13, 13, 4],  # Tuesday 2 to Saturday 6 June
        3: [13, 13, 4, 4, 13],
        9: [13, 13, 13, 0, 0],
        23: [13, 0, 0, 0, 0],
    }
    assert {float(view.a_working_day[0]) for view in seen.values()} == {13.0}
