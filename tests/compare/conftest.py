"""One comparison for all: the small plan, half its places, a month less, and a rule of one's own."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.policy import View
from prakerja.scenario import Scenario, load
from prakerja.study import Comparison, compare
from tests.worlds.tiny import calendar, partner, tiny


@pytest.fixture(scope="session")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(scope="session")
def half(small: Scenario) -> Scenario:
    return small.replace({"policy.quota.places": 400}, name="half")


@pytest.fixture(scope="session")
def comparison(small: Scenario, half: Scenario) -> Comparison:
    def pay_first(view: View) -> np.ndarray:
        return np.where(view.expected_wait > 5, 0, np.minimum(view.remaining, 800))

    early = small.replace({"policy.training.deadline": "2020-11-15"}, name="early")
    return compare(small, [half, early, pay_first], draws=24, seed=3, workers=1)


@pytest.fixture(scope="session")
def weekly() -> Scenario:
    """A hundred people, two places a slot until eight have one; who buys is uncertain, and the bank pays one a day."""
    return tiny(
        {
            "world.registration.interested": 100.0,
            "world.purchase.probability": {"dist": "uniform", "low": 0.5, "high": 1.0},
            "world.partners.bank": partner(capacity=1),
            "policy.target.recipients": 8,
            "policy.waves": {},
            "policy.calendar": calendar(1, every=2, open_days=0, announce_after=1, last=20),
            "policy.quota": {"source": "tiny", "rule": "fixed", "places": 2},
        }
    )


@pytest.fixture(scope="session")
def singly(weekly: Scenario) -> Scenario:
    return weekly.replace({"policy.quota.places": 1}, name="singly")
