"""One future looked into: the same bits as among all, and the values of its world that made it so."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from prakerja.scenario import InputError
from prakerja.study import Forecast, OneFuture, forecast
from prakerja.study.runs.wandering import told_by


@pytest.fixture(scope="module")
def outlook() -> Forecast:
    return forecast("scenarios/small.toml", draws=16, seed=1, prior=True, workers=1, cache=None)


def test_every_series_of_its_journal_is_that_among_all(outlook: Forecast) -> None:
    journal = outlook.again(11).journal
    for name in ("selected", "paid", "backlog", "owed", "wait_p90"):
        among = outlook.ensemble[name].isel(draw=11).transpose("day", ...)
        assert np.array_equal(journal[name][..., 0], among), name


def test_how_many_futures_lie_below_counts_the_equal_by_half(outlook: Forecast) -> None:
    data = outlook.ensemble.data.copy(deep=True)
    data["paid_once"].values[:] = np.repeat([5, 7, 7, 9], 4)
    same = replace(outlook.ensemble, data=data)
    assert [OneFuture(same, draw).below() for draw in (0, 4, 12)] == [2 / 16, 8 / 16, 14 / 16]


def test_a_value_that_decides_the_outcome_alone_is_the_first_reason(outlook: Forecast) -> None:
    """Where the outcome falls by one value's rank, that value pulls by its whole normal score, the other way."""
    path, drawn = next((path, drawn) for path, drawn in told_by(outlook.scenario, outlook.ensemble.world).items()
                       if len(np.unique(drawn)) == 16)  # fmt: skip
    data = outlook.ensemble.data.copy(deep=True)
    data["paid_once"].values[:] = 1000 - stats.rankdata(drawn).astype(int)
    highest = int(drawn.argmax())
    (first, *_) = OneFuture(replace(outlook.ensemble, data=data), highest).why()
    assert (first.path, first.value) == (path, drawn[highest])
    assert first.below == pytest.approx(15.5 / 16)
    assert first.pull == pytest.approx(-stats.norm.ppf(15.5 / 16))


@pytest.mark.parametrize("draw", [-1, 16, 10**12])
def test_a_future_that_is_not_there_is_refused_with_what_is_allowed(outlook: Forecast, draw: int) -> None:
    with pytest.raises(InputError, match="must be from 0 to 15"):
        outlook.again(draw)
