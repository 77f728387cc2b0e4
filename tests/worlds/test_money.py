"""Worlds about money, worked out by hand from the base world of `tiny`."""

from __future__ import annotations

import pytest

from tests.worlds.engines import Engine, changes, nonzero
from tests.worlds.tiny import MANAGEMENT, PACKAGE, ceiling, day, partner, platform, tiny, wave


def test_where_each_rupiah_of_ten_packages_is(play: Engine) -> None:
    """Ten packages are 35.5 m. On 2 first courses cost 0.4 x 1 m each, 4 m; the balance of 6 m lapses on 60.

    On 5 four incentives each are earned (24 m) and one paid (6 m), one survey each is answered (0.5 m): 18.5 m are
    owed. On 95 the last is paid. In the end 4 m + 24 m + 1.5 m are paid and 6 m returned: 35.5 m.
    """
    journal = play(tiny())
    assert changes(journal["committed"]) == {1: 35_500_000}
    assert changes(journal["paid_training"]) == {2: 4_000_000}
    assert changes(journal["returned"]) == {60: 6_000_000}
    assert changes(journal["paid_incentive"]) == dict.fromkeys((5, 35, 65, 95), 6_000_000)
    assert changes(journal["paid_survey"]) == dict.fromkeys((12, 42, 72), 500_000)
    assert journal["owed"][[4, 5, 12, 35, 95]].tolist() == [0, 18_500_000, 18_000_000, 12_500_000, 0]
    assert nonzero(journal["overdue"]) == {}
    assert journal["unearned"][[1, 2, 5, 60, 65]].tolist() == [35_500_000, 31_500_000, 7_000_000, 500_000, 0]


def test_overdue_is_what_is_due_and_not_paid(play: Engine) -> None:
    """Three of ten are paid on 5: seven incentives of 0.6 m are overdue, though 37 incentives are owed."""
    journal = play(tiny({"world.partners.bank": partner(3), "world.survey.response": 0.0}))
    assert journal["overdue"][5] == 7 * 600_000
    assert journal["owed"][5] == 37 * 600_000


def test_later_courses_cost_a_share_of_what_is_left_rounded_down(play: Engine) -> None:
    """Training 999,999, shares one half: the first costs 499,999 on 2, the later ones half of 500,000 on 4."""
    journal = play(
        tiny(
            {
                "policy.benefits.training": 999_999,
                "world.purchase.first_price_share": 0.5,
                "world.purchase.later_probability": 1.0,
            }
        )
    )
    assert changes(journal["paid_training"]) == {2: 4_999_990, 4: 2_500_000}
    assert changes(journal["returned"]) == {60: 9_999_990 - 7_499_990}


def test_later_courses_are_bought_by_the_deadline_or_not_at_all(play: Engine) -> None:
    """Decided on 4, the deadline: bought the same day, if later_days is 0.

    With a mean of 40 days and the deadline 7 a person buys on 4, 5, 6 or 7 with probability 1 - (40 / 41)^4, one in
    eleven, and after that never: nothing is spent after 7, and all ten have bought but once in 10^10.
    """
    later = {"world.purchase.later_probability": 1.0, "world.purchase.later_days": 0.0}
    in_time = play(tiny({**later, "policy.training.deadline": day(4)}))
    assert changes(in_time["paid_training"]) == {2: 4_000_000, 4: 3_000_000}
    slow = {"world.purchase.later_days": 40.0, "policy.training.deadline": day(7)}
    spent = play(tiny({**later, **slow}))["paid_training"]
    assert max(changes(spent)) <= 7
    assert spent[-1] < 7_000_000


def test_management_is_spent_evenly_to_the_year_end(play: Engine) -> None:
    """100,001 over 100 days, rounded down each day: floor(100,001 (t + 1) / 100) on day t, all of it from day 99."""
    journal = play(tiny({"policy.budget.management": 100_001, "policy.budget.ceiling": 355_100_001}))
    assert journal["paid_management"][[0, 49, 98, 99, 119]].tolist() == [1000, 50_000, 99_000, 100_001, 100_001]


def test_the_lapse_counts_only_the_effective(play: Engine) -> None:
    """Two a day sold on 2, 3, 4; the deadline 4 revokes four (4 packages) and lapses 6 x 0.6 m of the others."""
    journal = play(tiny({"world.platforms.p": platform(daily_capacity=2), "policy.training.deadline": day(4)}))
    assert changes(journal["returned"]) == {4: 4 * PACKAGE + 6 * 600_000}
    assert journal["available"][[3, 4]].tolist() == [90 * PACKAGE, 94 * PACKAGE]  # lapsed balances are not available


@pytest.mark.parametrize("seed", range(4))
def test_money_identities_hold_every_day(play: Engine, seed: int) -> None:
    """A world with chance everywhere: committed = returned + paid + owed + unearned, and available follows from it."""
    journal = play(
        tiny(
            {
                "world.registration.interested": 300.0,
                "world.registration.launch_per_day": 60.0,
                "policy.waves": {"1": wave(0, 2, 3, 60), "2": wave(3, 5, 8, 80)},
                "policy.budget": ceiling(100),
                "world.purchase.probability": 0.7,
                "world.purchase.later_probability": 0.5,
                "world.purchase.first_price_share": 0.333333,
                "world.completion.probability": 0.8,
                "world.validation.probability": 0.9,
                "world.partners.bank": partner(20, failure=0.2),
                "world.survey.response": 0.6,
            }
        ),
        seed=seed,
    )
    paid = journal["paid_training"] + journal["paid_incentive"] + journal["paid_survey"]
    whole = journal["returned"] + paid + journal["owed"] + journal["unearned"]
    assert (journal["committed"] == whole).all()
    assert (journal["committed"] == journal["selected"] * PACKAGE).all()
    lapsed = journal["returned"] - journal["revoked"] * PACKAGE
    assert (lapsed[:60] == 0).all()
    effective = (journal["selected"] - journal["revoked"])[60]
    assert lapsed[60] == effective * 1_000_000 - journal["paid_training"][60]
    free = ceiling(100)["ceiling"] - MANAGEMENT - journal["committed"] + journal["revoked"] * PACKAGE
    assert (journal["available"] == free).all()
    assert (journal["unearned"] >= 0).all()
    assert (journal["overdue"] <= journal["owed"]).all()
    amounts = [600_000] * 4 + [50_000]
    assert (journal["paid"].cumsum(axis=0) @ amounts == journal["paid_incentive"] + journal["paid_survey"]).all()
