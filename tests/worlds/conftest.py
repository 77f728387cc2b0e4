"""Every test of a world that asks for `play` runs on both engines."""

from __future__ import annotations

import pytest

from tests.worlds.engines import ENGINES, ODDS, Engine, Odds


@pytest.fixture(params=list(ENGINES))
def play(request: pytest.FixtureRequest) -> Engine:
    """Run a scenario in one of the engines."""
    return ENGINES[request.param]


@pytest.fixture(params=list(ODDS))
def odds(request: pytest.FixtureRequest) -> Odds:
    """Give the odds of leaving a stage on each day, as one of the engines has them."""
    return ODDS[request.param]
