"""Every verb on a real Dask cluster of this machine: the same bits as in this process."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import numpy as np
import pytest

from prakerja.scenario import Scenario, load
from prakerja.study import calibrate, compare, drivers, forecast, hindcast, optimise
from tests.hindcast.conftest import ROUGH
from tests.learning.toy import BOUGHT, COMPLETED, PAID, chain, figure, published

pytestmark = pytest.mark.slow

HERE = {"workers": 1, "cache": None}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", host="127.0.0.1"
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


@pytest.fixture(scope="module")
def small() -> Scenario:
    return load("scenarios/small.toml")


def test_forecast(small: Scenario, elsewhere: Executor) -> None:
    here, there = (forecast(small, 40, 1, cache=None, **where) for where in ({"workers": 1}, {"executor": elsewhere}))
    assert here.ensemble.data.identical(there.ensemble.data)


def test_compare(small: Scenario, elsewhere: Executor) -> None:
    half = small.replace({"policy.quota.places": 400}, name="half")
    here, there = (
        compare(small, half, draws=40, seed=1, cache=None, **where)
        for where in ({"workers": 1}, {"executor": elsewhere})
    )
    assert here.data.identical(there.data)


def test_an_executor_takes_the_place_of_processes(small: Scenario, elsewhere: Executor) -> None:
    """Also where processes are asked for: one precedence for every verb."""
    half = small.replace({"policy.quota.places": 400}, name="half")
    both = compare(small, half, draws=16, seed=1, cache=None, workers=2, executor=elsewhere)
    assert both.data.identical(compare(small, half, draws=16, seed=1, **HERE).data)


def test_drivers(small: Scenario, elsewhere: Executor) -> None:
    here, there = (
        drivers(small, draws=64, alone=1, cache=None, **where) for where in ({"workers": 1}, {"executor": elsewhere})
    )
    assert np.array_equal(here.values, there.values)
    assert here.to_dataframe().equals(there.to_dataframe())


def test_optimise(small: Scenario, elsewhere: Executor) -> None:
    asked = {"minimise": "owed", "draws": 16, "search_draws": 16, "rounds": 1, "seed": 1, "cache": None}
    here, there = (
        optimise(small, ["policy.quota.places=200:1600"], **asked, **where)
        for where in ({"workers": 1}, {"executor": elsewhere})
    )
    assert here.to_dataframe().equals(there.to_dataframe())


def test_calibrate(elsewhere: Executor) -> None:
    file = published(figure(BOUGHT, 5, 31_517), figure(COMPLETED, 13, 44_444), figure(PAID, 14, 30_303))
    here, there = (
        calibrate(chain(), seed=1, observations=file, effort=ROUGH, cache=None, **where)
        for where in ({"workers": 1}, {"executor": elsewhere})
    )
    assert here.key == there.key
    assert here.by_series.tobytes() == there.by_series.tobytes()


def test_hindcast(elsewhere: Executor) -> None:
    here, there = (
        hindcast(as_of=["2020-05-19"], draws=20, seed=1, effort=ROUGH, cache=None, **where)
        for where in ({"workers": 1}, {"executor": elsewhere})
    )
    assert here.scores.equals(there.scores)
