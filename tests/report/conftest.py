"""Two forecasts to show: the national plan, and its thousandth."""

from __future__ import annotations

import pytest

from prakerja.study import Forecast, forecast


@pytest.fixture(scope="session")
def national() -> Forecast:
    return forecast("scenarios/prakerja-2020.toml", draws=32, seed=2020, prior=True, workers=1, cache=None)


@pytest.fixture(scope="session")
def small() -> Forecast:
    return forecast("scenarios/small.toml", draws=16, seed=2020, workers=1, cache=None)


@pytest.fixture(params=["national", "small"])
def outlook(request: pytest.FixtureRequest) -> Forecast:
    return request.getfixturevalue(request.param)
