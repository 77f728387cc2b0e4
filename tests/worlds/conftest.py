"""Every test of a world that asks for `play` runs on both engines."""

from __future__ import annotations

import pytest

from tests.worlds.engines import ENGINES, Engine


@pytest.fixture(params=list(ENGINES))
def play(request: pytest.FixtureRequest) -> Engine:
    """Run a scenario in one of the engines."""
    return ENGINES[request.param]
