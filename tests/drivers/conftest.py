"""A tiny world with two values that matter, and one that does not."""

from __future__ import annotations

from typing import Any

import pytest

from prakerja.study import Drivers, drivers
from tests.worlds.tiny import tiny

UNCERTAIN: dict[str, Any] = {
    "world.purchase.probability": {"dist": "uniform", "low": 0, "high": 1},
    "world.completion.probability": {"dist": "uniform", "low": 0.5, "high": 1},
    "world.survey.response": {"dist": "uniform", "low": 0, "high": 1},
    "policy.target.recipients": 4,
    "policy.payment.days_between_incentives": 40,  # days 5, 45, 85 and 125: at the year end, day 99, the fourth is owed
}


@pytest.fixture(scope="session")
def found() -> Drivers:
    return drivers(tiny(UNCERTAIN), draws=1024, seed=1)
