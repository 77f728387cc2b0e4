"""One comparison for all: the small plan, half its places, a month less, and a rule of one's own."""

from __future__ import annotations

import numpy as np
import pytest

from prakerja.policy import View
from prakerja.scenario import Scenario, load
from prakerja.study import Comparison, compare


@pytest.fixture(scope="session")
def small() -> Scenario:
    return load("scenarios/small.toml")


@pytest.fixture(scope="session")
def half(small: Scenario) -> Scenario:
    return small.replace({"policy.quota.places": 400}, name="half")


@pytest.fixture(scope="session")
def comparison(small: Scenario, half: Scenario) -> Comparison:
    def pay_first(view: View) -> np.ndarray:
        return np.where(view.expected_wait > 7, 0, np.minimum(view.remaining, 800))

    early = small.replace({"policy.training.deadline": "2020-11-15"}, name="early")
    return compare(small, [half, early, pay_first], draws=48, seed=3, workers=1)
