"""Laws about rupiah: every one is available, committed and unearned, owed, paid or returned, on every day."""

from __future__ import annotations

import numpy as np

from tests.laws.played import Played


def packages_are_committed(played: Played) -> None:
    """Committed is a package for everyone selected, and stays under the ceiling net of the packages of the revoked."""
    package, budget = played.scenario.policy.benefits.package, played.scenario.policy.budget
    played.same(played["committed"], played["selected"] * np.int64(package), "committed")
    back = played["revoked"] * np.int64(package)
    room = budget.ceiling - budget.management
    played.at_most(played["committed"] - back, room, "the ceiling")
    played.same(played["available"], room - played["committed"] + back, "available")


def every_committed_rupiah_is_somewhere(played: Played) -> None:
    paid = played["paid_training"] + played["paid_incentive"] + played["paid_survey"]
    found = played["unearned"] + played["owed"] + paid + played["returned"]
    played.same(played["committed"], found, "committed")
    played.at_most(played["overdue"], played["owed"], "overdue within owed")


def returned_is_packages_and_lapsed_balances(played: Played) -> None:
    """On the deadline everything lapses that those not revoked have not spent on courses; nothing before or after."""
    benefits = played.scenario.policy.benefits
    deadline = played.number(played.scenario.policy.training.deadline)
    lapsed = played["returned"] - played["revoked"] * np.int64(benefits.package)
    played.same(lapsed[:deadline], 0, "lapsed before the deadline")
    if deadline < len(lapsed):
        effective = (played["selected"] - played["revoked"])[deadline]
        unspent = effective * np.int64(benefits.training) - played["paid_training"][deadline]
        played.same(lapsed[deadline:], unspent, "lapsed from the deadline on")


def vouchers_buy_whole_courses(played: Played) -> None:
    """A first course for every buyer, a later one for whole people who have finished; within what a voucher holds."""
    benefit = played.scenario.policy.benefits.training
    first = np.floor(benefit * played.draws["world.purchase.first_price_share"])
    later = np.floor((benefit - first) * played.draws["world.purchase.later_price_share"])
    on_later = played["paid_training"] - played["bought"] * first
    played.at_most(0, on_later, "spent on later courses")
    played.at_most(on_later, played["completed"] * later, "one later purchase for whoever has finished")
    if not played.fluid:
        played.same(on_later % np.maximum(later, 1), 0, "whole courses")


def payments_have_their_amounts(played: Played) -> None:
    benefits, paid = played.scenario.policy.benefits, played.paid
    played.same(played["paid_incentive"], paid[:, :-1].sum(axis=1) * benefits.incentive, "incentives")
    played.same(played["paid_survey"], paid[:, -1] * benefits.survey, "surveys")
    played.at_most(0, played.answered, "answers")


def management_is_spent_evenly(played: Played) -> None:
    """Day t of a year of n days: t n-ths of it, rounded down; all of it at the year end, and no more."""
    year = played.number(played.scenario.clock.year_end) + 1
    spent = played.scenario.policy.budget.management * np.minimum(np.arange(len(played["selected"])) + 1, year) // year
    played.same(played["paid_management"], spent[:, None], "management")


LAWS = (
    packages_are_committed,
    every_committed_rupiah_is_somewhere,
    returned_is_packages_and_lapsed_balances,
    vouchers_buy_whole_courses,
    payments_have_their_amounts,
    management_is_spent_evenly,
)
