"""The fluid limit of one wave through the whole programme, worked out on vectors of days, against `Expectation`.

Where nothing binds, every step is linear in people, so the expected numbers follow from the shares alone: what the law
of large numbers makes of the programme (T. G. Kurtz, J. Appl. Prob. 7 (1970) 49-58). Equal to 1e-9 of the
wave, in every series and on every day, for places that bind and places that do not.
"""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate

import numpy as np
import pytest
from numpy.typing import NDArray

from prakerja.programme import simulate
from prakerja.programme.chance import Expectation
from prakerja.scenario import Scenario, middle_world
from tests.known.by_hand import Paid, Partner, Stage, instalments, later, until
from tests.known.samples import crowd, over
from tests.worlds.tiny import day, partner, wave

Floats = NDArray[np.float64]

PEOPLE, DAYS, WINDOW, DEADLINE, BETWEEN, AFTER, RETRY = 1000, 110, 8, 18, 14, 7, 3
ANNOUNCED, CLOSED = 6, 4
HAZARD, CV, FRESH, ELIGIBLE, VERIFIED = 0.3, 0.4, 0.7, 0.9, (0.8, 0.75)
ORDER = Stage(0.85, (1, 3, 2, 2, 1, 1, 1, 1, 1, 1))
COURSE = Stage(0.8, (0, 2, 3, 2, 1, 0, 1, 1))
CHECK = Stage(0.9, (3, 2, 1, 1))
LATER_DAYS = 2.5
LATER = Stage(0.5, tuple((LATER_DAYS / (1 + LATER_DAYS)) ** np.arange(DAYS)))
"""Geometric from 0; what takes longer than the clock is 1e-16 of it."""
RESPONSE, FIRST_PRICE, LATER_PRICE = 0.6, 410_000, 295_000
HOLIDAYS = (0, 60, 77, 80)
"""1 June, Pancasila Day; 31 July, Eid al-Adha; 17 August, Independence Day; 20 August, the Islamic new year."""


class Wave:
    """All numbers of the wave by day, worked out by hand."""

    def __init__(self, places: int) -> None:
        days = np.arange(DAYS)
        suspended = (days >= 20) & (days <= 22)
        weekday = (days % 7 < 5) & ~np.isin(days, HOLIDAYS)
        self.places = places
        self.partners = (
            Partner(0.75, weekday & ~suspended, 0.2, RETRY),
            Partner(0.25, ~suspended, 0.05, RETRY),
        )

    @cached_property
    def registered(self) -> Floats:
        """A day is escaped with the gamma's (1 + h c^2)^(-1 / c^2)."""
        escaping = (1 + HAZARD * CV**2) ** (-1 / CV**2)
        return PEOPLE * escaping ** np.arange(DAYS) * (1 - escaping)

    @cached_property
    def joined(self) -> Floats:
        return until(self.registered * VERIFIED[0] * VERIFIED[1] * FRESH, CLOSED)

    @cached_property
    def selected(self) -> float:
        return min(float(self.places), ELIGIBLE * self.joined.sum())

    @cached_property
    def bought(self) -> Floats:
        announced = np.zeros(DAYS)
        announced[ANNOUNCED] = self.selected
        return until(ORDER.out(announced), ANNOUNCED + WINDOW)

    @cached_property
    def completed(self) -> Floats:
        return until(COURSE.out(self.bought), DEADLINE)

    @cached_property
    def validated(self) -> Floats:
        return CHECK.out(self.completed)

    @cached_property
    def incentives(self) -> list[list[Paid]]:
        """By partner and number."""
        return [instalments(partner, self.validated, 4, BETWEEN) for partner in self.partners]

    @cached_property
    def answered(self) -> list[list[Floats]]:
        """Surveys answered, by partner and number."""
        return [[RESPONSE * part.paid for part in parts[:3]] for parts in self.incentives]

    @cached_property
    def surveys(self) -> list[list[Paid]]:
        return [
            [partner.pay(later(answers, AFTER)) for answers in parts]
            for partner, parts in zip(self.partners, self.answered, strict=True)
        ]

    def payments(self, partner: int) -> list[Paid]:
        return [*self.incentives[partner], *self.surveys[partner]]

    def paid(self, kind: int) -> Floats:
        """Payments by day: incentives by number, then all surveys."""
        if kind < 4:
            return sum((parts[kind].paid for parts in self.incentives), np.zeros(DAYS))
        return sum((part.paid for parts in self.surveys for part in parts), np.zeros(DAYS))

    def overdue(self) -> Floats:
        money = zip(self.incentives, self.surveys, strict=True)
        return sum(
            (
                amount * (part.due - part.paid).cumsum()
                for incentives, surveys in money
                for amount, parts in ((600_000, incentives), (50_000, surveys))
                for part in parts
            ),
            np.zeros(DAYS),
        )

    def owed(self) -> Floats:
        earned = 2_400_000 * self.validated + 50_000 * sum(a for parts in self.answered for a in parts)
        return np.cumsum(earned - 600_000 * sum(self.paid(kind) for kind in range(4)) - 50_000 * self.paid(4))

    def vouchers(self) -> Floats:
        return np.cumsum(FIRST_PRICE * self.bought + LATER_PRICE * until(LATER.out(self.completed), DEADLINE))


def scenario(places: int) -> Scenario:
    """The same as a scenario."""
    stages = {"purchase": ORDER, "completion": COURSE, "validation": CHECK}
    registration = {
        "launch_per_day": 0.0,
        "steady_per_day": HAZARD * PEOPLE,
        "day_to_day_cv": CV,
        "email_verified": VERIFIED[0],
        "identity_verified": VERIFIED[1],
    }
    return crowd(
        PEOPLE,
        DAYS,
        {
            **{f"world.registration.{key}": value for key, value in registration.items()},
            **{f"world.{name}.lag": over(*stage.lag) for name, stage in stages.items()},
            **{f"world.{name}.probability": stage.share for name, stage in stages.items()},
            "world.joining.fresh": FRESH,
            "world.joining.eligible": ELIGIBLE,
            "policy.waves": {"1": wave(0, CLOSED, ANNOUNCED, places)},
            "policy.purchase.window_days": WINDOW,
            "policy.training.deadline": day(DEADLINE),
            "world.purchase.first_price_share": FIRST_PRICE / 1_000_000,
            "world.purchase.later_price_share": LATER_PRICE / (1_000_000 - FIRST_PRICE),
            "world.purchase.later_probability": LATER.share,
            "world.purchase.later_days": LATER_DAYS,
            "world.partners": {"bank": partner(1e9, 0.2, weight=3.0), "wallet": partner(1e9, 0.05, weight=1.0)},
            "policy.partners": {"bank": {"working_days_only": True}, "wallet": {"working_days_only": False}},
            "policy.payment": {
                "source": "tiny",
                "days_between_incentives": BETWEEN,
                "survey_after_days": AFTER,
                "retry_days": RETRY,
                "suspensions": {"s": {"first": day(20), "last": day(22)}},
            },
            "world.survey.response": RESPONSE,
        },
    )


PLACES = pytest.mark.parametrize("places", [250, 900], ids=["places bind", "room for all"])


@PLACES
def test_people_of_one_wave(places: int) -> None:
    """Registered, joined, selected, bought, revoked, completed, validated: the totals of every day."""
    journal, hand = simulate(scenario(places), middle_world(scenario(places)), chance=Expectation), Wave(places)
    totals = {
        "registered": hand.registered,
        "joined": hand.joined,
        "bought": hand.bought,
        "ordered": hand.bought,
        "completed": hand.completed,
        "validated": hand.validated,
        "paid_once": hand.paid(0),
    }
    for name, by_day in totals.items():
        np.testing.assert_allclose(journal[name][:, 0], by_day.cumsum(), rtol=1e-9, atol=1e-9 * places, err_msg=name)
    assert journal["selected"][-1, 0] == pytest.approx(hand.selected, rel=1e-12)
    revoked = np.where(np.arange(DAYS) >= ANNOUNCED + WINDOW, hand.selected - hand.bought.sum(), 0)
    np.testing.assert_allclose(journal["revoked"][:, 0], revoked, rtol=1e-9)
    assert (hand.selected < places) == (places == 900)
    assert hand.completed.sum() < COURSE.share * hand.bought.sum() - 1  # the deadline cuts


@PLACES
def test_payments_of_one_wave(places: int) -> None:
    """Every kind of payment, and every partner's attempts, failures and backlog, on every day; waits to the end."""
    journal, hand = simulate(scenario(places), middle_world(scenario(places)), chance=Expectation), Wave(places)
    for kind in range(5):
        np.testing.assert_allclose(journal["paid"][:, kind, 0], hand.paid(kind), rtol=1e-9, atol=1e-9)
    for number in range(2):
        parts = hand.payments(number)
        by_name = {
            "attempted": sum(part.attempted for part in parts),
            "failed": sum(part.failed for part in parts),
            "backlog": sum((part.due - part.paid).cumsum() for part in parts),
        }
        for name, expected in by_name.items():
            np.testing.assert_allclose(journal[name][:, number, 0], expected, rtol=1e-9, atol=1e-7, err_msg=name)
    waited = sum(parts[0].waited for parts in hand.incentives)
    np.testing.assert_allclose(journal["first_wait"][:, 0], waited, rtol=1e-9, atol=1e-9)
    assert hand.paid(3).sum() > 0.9 * hand.validated.sum()


@PLACES
def test_money_of_one_wave(places: int) -> None:
    """Vouchers, incentives, surveys, owed, overdue, committed, returned and unearned, in rupiah, on every day."""
    journal, hand = simulate(scenario(places), middle_world(scenario(places)), chance=Expectation), Wave(places)
    days = np.arange(DAYS)
    committed = np.where(days >= ANNOUNCED, hand.selected * 3_550_000, 0)
    effective = hand.bought.sum()
    revoked = np.where(days >= ANNOUNCED + WINDOW, hand.selected - effective, 0)
    lapsed = np.where(days >= DEADLINE, 1_000_000 * effective - hand.vouchers()[-1], 0)
    incentives = 600_000 * np.array(list(accumulate(sum(hand.paid(kind) for kind in range(4)))))
    returned, surveys = revoked * 3_550_000 + lapsed, 50_000 * hand.paid(4).cumsum()
    expected = {
        "committed": committed,
        "returned": returned,
        "paid_training": hand.vouchers(),
        "paid_incentive": incentives,
        "paid_survey": surveys,
        "owed": hand.owed(),
        "overdue": hand.overdue(),
        "unearned": committed - returned - hand.vouchers() - incentives - surveys - hand.owed(),
    }
    for name, series in expected.items():
        np.testing.assert_allclose(journal[name][:, 0], series, rtol=1e-9, atol=1e-9 * committed[-1], err_msg=name)
