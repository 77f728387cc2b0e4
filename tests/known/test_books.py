"""Where the rupiah of a package end: exactly in every future, and with the moments of one person's money."""

from __future__ import annotations

from math import comb

import numpy as np

from tests.known.intervals import agrees_in_moments
from tests.known.samples import crowd, futures, over
from tests.worlds.tiny import PACKAGE, day

BUY, FINISH, LATER, LATER_DAYS, PASS, RESPONSE = 0.8, 0.75, 0.6, 6.0, 0.9, 0.6
ORDER_LAG, COURSE_LAG = (1, 2, 1), (1, 1, 2)
PEOPLE, DAYS, DEADLINE = 2000, 110, 12
WORLD = {
    "world.purchase.probability": BUY,
    "world.purchase.lag": over(*ORDER_LAG),
    "world.purchase.later_probability": LATER,
    "world.purchase.later_days": LATER_DAYS,
    "world.completion": {"source": "tiny", "probability": FINISH, "lag": over(*COURSE_LAG)},
    "world.validation": {"source": "tiny", "probability": PASS, "lag": over(1, 1)},
    "world.survey.response": RESPONSE,
    "policy.training.deadline": day(DEADLINE),
    "policy.payment.days_between_incentives": 20,
}


def ends() -> tuple[np.ndarray, np.ndarray]:
    """List how one package can end: probabilities, and rupiah of vouchers, incentives, surveys, returned, unearned.

    Who finishes k days after the announcement on day 1 and decides on later courses has 12 - k days for them, that of
    the completion included; each passes without a purchase with probability 6 / 7. A first course costs 400,000, later
    ones 300,000; the rest of the balance of a member lapses; who is revoked returns the whole package; incentives and
    surveys of those never validated stay unearned, and so do surveys not answered.
    """
    found = [(1 - BUY, (0, 0, 0, PACKAGE, 0)), (BUY * (1 - FINISH), (400_000, 0, 0, 600_000, 2_550_000))]
    finishing = np.convolve(ORDER_LAG, COURSE_LAG) / (sum(ORDER_LAG) * sum(COURSE_LAG))
    without = (LATER_DAYS / (1 + LATER_DAYS)) ** (DEADLINE - np.arange(len(finishing)))
    later = LATER * (1 - finishing @ without)
    for p, spent in ((later, 700_000), (1 - later, 400_000)):
        finished = BUY * FINISH * p
        found.append((finished * (1 - PASS), (spent, 0, 0, 1_000_000 - spent, 2_550_000)))
        for answers in range(4):
            q = comb(3, answers) * RESPONSE**answers * (1 - RESPONSE) ** (3 - answers)
            surveys = 50_000 * answers
            found.append((finished * PASS * q, (spent, 2_400_000, surveys, 1_000_000 - spent, 150_000 - surveys)))
    return np.array([p for p, _ in found]), np.array([money for _, money in found], dtype=np.int64)


def test_every_way_a_package_can_end_adds_up() -> None:
    """The list itself: probabilities to one, each way to a package."""
    probabilities, money = ends()
    assert abs(probabilities.sum() - 1) < 1e-12
    assert (money.sum(axis=1) == PACKAGE).all()


def test_the_ledger_has_the_moments_of_independent_packages() -> None:
    """Sums of N = 2,000 independent packages: mean and covariance are N times those of one (Feller I, IX.5).

    4,000 futures: detects 0.13 sd of a total, such as Rp 7 million of 2.6 billion of incentives; variances and
    correlations to 20 %. In every future committed = vouchers + incentives + surveys + returned + unearned, to the
    rupiah, nothing is owed any more, and the incentives and surveys paid are whole numbers of them.
    """
    journal = futures(crowd(PEOPLE, DAYS, WORLD), 4000)
    names = ("paid_training", "paid_incentive", "paid_survey", "returned", "unearned")
    money = np.stack([journal[name][-1] for name in names])
    assert (journal["committed"][-1] == PEOPLE * PACKAGE).all()
    assert (money.sum(axis=0) == PEOPLE * PACKAGE).all()
    assert not journal["owed"][-1].any()
    assert (journal["paid_incentive"][-1] == 2_400_000 * journal["validated"][-1].astype(np.int64)).all()
    assert (journal["paid_survey"][-1] == 50_000 * journal["paid"][:, 4].sum(axis=0)).all()
    probabilities, one = ends()
    mean = probabilities @ one
    covariance = one.T @ (probabilities[:, None] * one) - np.outer(mean, mean)
    some = slice(0, 4)  # the fifth follows from the other four
    agrees_in_moments(money[some], PEOPLE * mean[some], PEOPLE * covariance[some, some], detects=(0.13, 0.2))
