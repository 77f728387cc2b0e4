"""How the mean of dice comes to the fluid limit as the people become many: the figure of the report.

The worlds, and what they must show, are worked out in `tests.known.test_limit`; here at seven sizes, beside a whole
pipeline without queues, which is linear, and the 2020 scenario itself.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import stats

from prakerja.person import scaled
from prakerja.programme import simulate
from prakerja.programme.chance import Dice, Expectation
from prakerja.scenario import Draws, Scenario, draw_world, load, middle_world
from tests.exactness.conftest import Tell
from tests.exactness.results import LEVEL, Fell
from tests.known.limit import (
    COUNT,
    Floats,
    backlogs,
    half_of,
    mean_and_error,
    slope,
    uncertain,
    without_noise,
)
from tests.known.samples import crowd, over, tiled

pytestmark = pytest.mark.slow

SIZES = [100, 200, 500, 1_000, 2_000, 5_000, 10_000]
Z = float(stats.norm.isf(LEVEL / 2))

_WITHOUT_QUEUES = {
    "policy.payment.days_between_incentives": 5,
    "world.purchase": {
        "source": "tiny",
        "probability": 0.8,
        "lag": over(1, 2, 1),
        "first_price_share": 0.4,
        "later_probability": 0.0,
        "later_price_share": 0.5,
        "later_days": 0.0,
    },
    "world.completion": {"source": "tiny", "probability": 0.7, "lag": over(0, 1, 2)},
    "world.validation": {"source": "tiny", "probability": 0.9, "lag": over(1, 1)},
    "world.survey.response": 0.6,
}


def _differences(scenario: Scenario, world: Draws, quantity: str, day: int) -> Floats:
    dice, limit = (simulate(scenario, world, seed=7, chance=chance)[quantity][day] for chance in (Dice, Expectation))
    return np.asarray(dice, dtype=np.float64) - limit


def _fell(world: str, sizes: list[int], differences: list[Floats], theory: float | None, passed: bool) -> Fell:
    means, errors = zip(*map(mean_and_error, differences), strict=True)
    found = None if theory is None else slope(sizes, differences)
    return Fell(world, sizes, list(means), list(errors), found, theory, passed)


def _falls_like(world: str, differences: list[Floats], theory: float, tell: Tell) -> None:
    found, error = slope(SIZES, differences)
    passed = abs(found - theory) <= Z * error
    tell(_fell(world, SIZES, differences, theory, passed))
    assert passed, f"slope {found:.3f} ± {Z * error:.3f}"


def test_without_queues_there_is_none(tell: Tell) -> None:
    """Selection for all, then shares and lags: the number paid by day 20 is linear in the people at every step.

    8,000 futures: at every size no more than chance, at a level of 0.001 shared among the seven.
    """
    found = []
    for people in SIZES:
        scenario = crowd(people, 21, _WITHOUT_QUEUES)
        found.append(_differences(scenario, tiled(middle_world(scenario), COUNT), "paid_once", 20))
    z = stats.norm.isf(LEVEL / 2 / len(SIZES))
    passed = all(abs(mean) <= z * error for mean, error in map(mean_and_error, found))
    tell(_fell("no queue", SIZES, found, None, passed))
    assert passed


def test_at_a_kink_it_falls_like_the_root(tell: Tell) -> None:
    """One day's queue at its capacity: E|X - E X| / 2 people, so -1/2 a head."""
    found = [np.subtract(*backlogs(half_of(n), np.full(COUNT, n / 2), 1)[:2]) for n in SIZES]
    _falls_like("at a capacity's kink", found, -0.5, tell)


@pytest.mark.parametrize(("days", "world"), [(1, "uncertain capacity, one day"), (10, "uncertain capacity, ten days")])
def test_over_an_uncertain_capacity_it_falls_like_one_over_the_people(days: int, world: str, tell: Tell) -> None:
    """A queue of one day, and of ten, averaged over a range of capacities that holds the kink: -1 a head."""
    found = []
    for people in SIZES:
        capacity, kink = uncertain(people, days)
        found.append(without_noise(*backlogs(half_of(people, days), capacity, days), capacity, kink, days))
    _falls_like(world, found, -1.0, tell)


def test_in_2020_it_is_a_person_or_two_at_any_size(tell: Tell) -> None:
    """Paid once by the year end, over 500 draws of the uncertain world at 1:10,000, 1:3,000 and 1:1,000.

    As 1/N has it, in people it does not grow as the programme does: never more than five beside chance, and from one
    size to the next no more change than chance.
    """
    whole = load("scenarios/prakerja-2020.toml")
    sizes, found = [], []
    for times in (10_000, 3_000, 1_000):
        scenario = scaled(whole, 1 / times)
        day = scenario.days.number(scenario.clock.year_end)
        sizes.append(scenario.policy.target.recipients)
        found.append(_differences(scenario, draw_world(scenario, 500, seed=5), "paid_once", day))
    told = [mean_and_error(one) for one in found]
    passed = all(abs(mean) <= 5 + Z * error for mean, error in told)
    passed &= all(abs(b - a) <= Z * float(np.hypot(e, f)) for (a, e), (b, f) in pairwise(told))
    tell(_fell("2020, paid once", sizes, found, None, passed))
    assert passed
