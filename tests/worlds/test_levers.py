"""What the office can change at its payment partners from a day on, in the base world of `tiny`, in both engines.

Ten first incentives are due on day 5, a Saturday (day 0 is Monday 1 June 2020); nothing else is paid.
"""

from __future__ import annotations

from typing import Any

import pytest

from prakerja.person import live
from prakerja.policy import View
from prakerja.programme import simulate
from prakerja.scenario import middle_world
from tests.worlds.engines import Engine, changes
from tests.worlds.tiny import calendar, day, partner, tiny

FIRST_ONLY = {"policy.benefits.incentives": 1, "policy.benefits.surveys": 0}


@pytest.mark.parametrize(("from_day", "paid_on"), [(None, 7), (8, 7), (7, 7), (6, 6), (5, 5), (0, 5)])
def test_a_partner_can_pay_every_day_from_a_day_on(play: Engine, from_day: int | None, paid_on: int) -> None:
    """Working days only would be Monday, day 7; the Sunday is day 6."""
    bank: dict[str, Any] = {"working_days_only": True}
    if from_day is not None:
        bank["every_day_from"] = day(from_day)
    journal = play(tiny({**FIRST_ONLY, "policy.partners.bank": bank}))
    assert changes(journal["paid_once"]) == {paid_on: 10}


def test_a_suspension_stops_a_partner_that_pays_every_day(play: Engine) -> None:
    """Suspended from 5 to 8, it pays on 9."""
    suspended = {"policy.payment.suspensions": {"s": {"first": day(5), "last": day(8)}}}
    bank = {"every_day_from": day(0)}
    assert changes(play(tiny({**FIRST_ONLY, **suspended, "policy.partners.bank": bank}))["paid_once"]) == {9: 10}


def test_a_partner_can_be_enlarged_from_a_day_on(play: Engine) -> None:
    """Three payments a day; one and a half times that, from day 6 on, is 4.5: four whole ones. 3 + 4 + 3 are ten."""
    bank = {"working_days_only": False, "enlarged": {"first": day(6), "times": 1.5}}
    journal = play(tiny({**FIRST_ONLY, "world.partners.bank": partner(3), "policy.partners.bank": bank}))
    assert changes(journal["paid_once"]) == {5: 3, 6: 4, 7: 3}


def test_an_outage_leaves_a_part_of_what_was_enlarged(play: Engine) -> None:
    """Two a day, times two is four, and half of four is two on day 5; then four, and the last four."""
    outage = {"source": "tiny", "partner": "bank", "first": day(5), "last": day(5), "capacity_left": 0.5}
    bank = {"working_days_only": False, "enlarged": {"first": day(0), "times": 2.0}}
    changed = {"world.partners.bank": partner(2), "policy.partners.bank": bank, "world.outages.o": outage}
    assert changes(play(tiny({**FIRST_ONLY, **changed}))["paid_once"]) == {5: 2, 6: 4, 7: 4}


def test_the_expected_wait_knows_it() -> None:
    """On 6, eight of ten wait at two a day: four days; on 8, enlarged, four of ten at four a day: one day."""
    waits: dict[str, list[float]] = {}
    bank = {"working_days_only": False, "enlarged": {"first": day(8), "times": 2.0}}
    plan = calendar(6, every=2, open_days=0, announce_after=1, last=9)
    changed = {"world.partners.bank": partner(2), "policy.partners.bank": bank, "policy.calendar": plan}
    for engine in (simulate, live):

        def look(view: View) -> int:
            waits.setdefault(engine.__name__, []).append(float(view.expected_wait[0]))  # noqa: B023
            return 0

        scenario = tiny({**FIRST_ONLY, **changed})
        engine(scenario, middle_world(scenario), quota=look)  # type: ignore[operator]
    assert waits == {"simulate": [4.0, 1.0], "live": [4.0, 1.0]}
