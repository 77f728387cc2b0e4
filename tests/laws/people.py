"""Laws about people: everyone is counted once, and nobody comes back or passes a stage before the one before."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from prakerja.programme import SERIES
from tests.laws.played import Played


def nothing_is_negative(played: Played) -> None:
    for name in SERIES:
        played.at_most(0, played[name], name)


def totals_never_fall(played: Played) -> None:
    for name, series in SERIES.items():
        if series.sort == "total":
            played.at_most(played[name][:-1], played[name][1:], name)


def stages_follow_each_other(played: Played) -> None:
    """Nobody is in a stage without having been in the one before."""
    stages = (
        ("registered", "email_verified", "identity_verified"),
        ("identity_verified", "selected", "ordered", "bought", "started", "completed", "validated", "paid_once"),
        ("joined", "selected", "revoked"),
    )
    played.at_most(played["registered"], np.floor(played.draws["world.registration.interested"]), "all register")
    for stage in stages:
        for before, after in pairwise(stage):
            played.at_most(played[after], played[before], f"{after} within {before}")


def queues_hold_who_came_and_was_not_served(played: Played) -> None:
    """Orders are sold, wait, or were revoked with the deadline; buyers have started or wait."""
    deadline = played.number(played.scenario.policy.training.deadline)
    waiting = played["platform_waiting"].sum(axis=1)
    given_up = played["ordered"] - played["bought"] - waiting
    played.same(given_up[:deadline], 0, "orders before the deadline")
    played.same(waiting[deadline:], 0, "orders after it")
    if deadline < len(waiting):
        played.same(given_up[deadline:], given_up[deadline], "orders given up")
        played.at_most(given_up[deadline], played["revoked"][deadline], "orders given up are revoked")
    played.same(played["bought"], played["started"] + played["institution_waiting"].sum(axis=1), "buyers")
    played.same(played["platform_sold"].sum(axis=1).cumsum(axis=0), played["bought"], "sales")
    played.same(played["institution_started"].sum(axis=1).cumsum(axis=0), played["started"], "starts")


def every_attempt_pays_or_fails(played: Played) -> None:
    played.same(played["attempted"].sum(axis=1), played["paid"].sum(axis=1) + played["failed"].sum(axis=1), "attempts")
    played.at_most(played["failed"], played["attempted"], "failures")
    played.same(played.paid[:, 0], played["paid_once"], "first incentives")


def kinds_follow_each_other(played: Played) -> None:
    """An incentive so many days after the one before; a survey so many after one of the first incentives."""
    rules, benefits = played.scenario.policy.payment, played.scenario.policy.benefits
    early = played.brings_forward
    paid = played.paid
    for kind in range(1, benefits.incentives):
        before = paid[:, kind - 1] if early else played.later(paid[:, kind - 1], rules.days_between_incentives)
        played.at_most(paid[:, kind], before, f"incentive {kind + 1}")
    answered = played.answered
    played.at_most(answered[:-1], answered[1:], "answers")
    played.at_most(answered, paid[:, : benefits.surveys].sum(axis=1), "one answer an incentive")
    played.at_most(paid[:, -1], answered if early else played.later(answered, rules.survey_after_days), "surveys")


def backlog_is_what_fell_due_and_was_not_paid(played: Played) -> None:
    """Exactly; where payments are brought forward, at least: what is paid early was not due yet.

    But for what failed before it was due, and is so only when its rest is over: no more than all that rest.
    """
    rules, benefits, paid = played.scenario.policy.payment, played.scenario.policy.benefits, played.paid
    fell_due = [played["validated"]]
    fell_due += [played.later(paid[:, k], rules.days_between_incentives) for k in range(benefits.incentives - 1)]
    fell_due += [played.later(played.answered, rules.survey_after_days)]
    open_by_kind = np.stack(fell_due, axis=1) - paid
    amounts = np.array([benefits.incentive] * benefits.incentives + [benefits.survey])[:, None]
    backlog, overdue = played["backlog"].sum(axis=1), played["overdue"]
    if played.brings_forward:
        failed = played["failed"].sum(axis=1).cumsum(axis=0)
        resting = failed - played.later(failed, rules.retry_days)
        played.at_most(open_by_kind.sum(axis=1), backlog + resting, "backlog")
        dearest = max(benefits.incentive, benefits.survey)
        played.at_most((open_by_kind * amounts).sum(axis=1), overdue + np.int64(dearest) * resting, "overdue")
    else:
        played.same(open_by_kind.sum(axis=1), backlog, "backlog")
        played.same((open_by_kind * amounts).sum(axis=1), overdue, "overdue")


def waits_are_in_order(played: Played) -> None:
    """The median wait is within the 90 % wait, both and the mean within the longest; the year's add up.

    In the fluid limit only where a thousandth of a person is paid: less counts as rounding.
    """
    somebody = played["paid"][:, 0] >= 1e-3
    played.at_most(played["wait_p50"], played["wait_p90"], "median wait")
    for name in ("wait_p90", "wait_mean"):
        played.at_most(np.where(somebody, played[name], 0), played["wait_max"] + 1e-4, name)
    year_end = played.number(played.scenario.clock.year_end)
    played.same(played["first_wait"].sum(axis=0), played["paid_once"][year_end], "waits of the year")


LAWS = (
    nothing_is_negative,
    totals_never_fall,
    stages_follow_each_other,
    queues_hold_who_came_and_was_not_served,
    every_attempt_pays_or_fails,
    kinds_follow_each_other,
    backlog_is_what_fell_due_and_was_not_paid,
    waits_are_in_order,
)
