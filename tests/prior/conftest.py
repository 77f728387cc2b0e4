"""Checks to look at: the plan as it is shipped, and one whose beliefs say something else than is stated."""

from __future__ import annotations

import pytest

from prakerja.scenario import load
from prakerja.study import PriorCheck, prior_check

PLAN = "scenarios/prakerja-2020.toml"


@pytest.fixture(scope="session")
def plan() -> PriorCheck:
    return prior_check(PLAN)


@pytest.fixture(scope="session")
def fewer() -> PriorCheck:
    return prior_check(load(PLAN, ["world.purchase.probability=0.5"]), draws=512)
