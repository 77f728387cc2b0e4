"""The size of the future's changes: Bayes' rule, figures that err together count once, nothing late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from prakerja.report import text_of
from prakerja.report.common.words import LANGUAGES
from prakerja.scenario import InputError, Observations, load, load_observations
from prakerja.study import SizeOfChange, size_of_change
from prakerja.study.evaluation.lookback import SIZES, STATED, Lookback, worth
from prakerja.study.evaluation.size_of_change import PRIOR
from tests.hindcast.conftest import ROUGH

PLAN = load("prakerja-2020")
PUBLISHED = load_observations("scenarios/data/observations.csv")
MAY, JUNE = date(2020, 5, 19), date(2020, 6, 27)
DRAWS = 2000


def forecasts(figures: int, seed: int) -> np.ndarray:
    """Forecast independent figures: normal about 0, with the size as standard deviation."""
    draws = np.random.default_rng(seed).standard_normal((1, figures, DRAWS))
    return np.asarray(draws * SIZES[:, None, None])


def learnt_from(samples: np.ndarray, came: np.ndarray) -> SizeOfChange:
    return SizeOfChange(PLAN, (Lookback.of(MAY, samples, came, np.ones(len(came))),), DRAWS, 1)


# Known answers


def test_independent_figures_give_bayes_rule():
    came = 1.8 * norm.ppf((np.arange(12) + 0.5) / 12)
    found = learnt_from(forecasts(12, 1), came)
    low, high = np.log(PRIOR)
    sd = SIZES[:, None]
    density = 0.95 * norm.pdf(came, 0, sd) + 0.05 * norm.pdf(came, 0, np.hypot(sd, np.log(3) / 1.6449))
    log = norm.logpdf(np.log(SIZES), 0, (high - low) / 2 / 1.6449) + np.log(density).sum(axis=1)
    expected = np.exp(log - log.max()) / np.exp(log - log.max()).sum()
    assert found.counted == pytest.approx(12, rel=0.1)
    assert found.posterior == pytest.approx(expected, abs=0.03)
    assert SIZES[found.posterior.argmax()] == pytest.approx(2**0.5)


def test_figures_that_are_one_and_the_same_are_counted_as_one():
    came = np.array([2.5])
    one = learnt_from(forecasts(1, 2), came)
    eight = learnt_from(np.repeat(forecasts(1, 2), 8, axis=1), np.repeat(came, 8))
    assert eight.counted == pytest.approx(1)
    assert eight.posterior == pytest.approx(one.posterior)


def test_normal_figures_of_a_correlation_count_as_its_square_says():
    """Of n figures of variance 1 correlated by r, the fourth moments of a normal say 1 / (1 + (n - 1) r^2).

    A wide figure in twenty takes 4 % off the tails, on which it rests.
    """
    rng, r, n = np.random.default_rng(3), 0.6, 5
    common, own = rng.standard_normal((1, 20_000)), rng.standard_normal((n, 20_000))
    draws = np.sqrt(r) * common + np.sqrt(1 - r) * own
    assert worth(draws * SIZES[:, None, None]) == pytest.approx(1 / (1 + (n - 1) * r**2), rel=0.06)


def test_a_figure_that_two_days_forecast_counts_half_in_each():
    samples, came = forecasts(4, 4), np.full(4, 2.0)
    whole, half = (Lookback.of(MAY, samples, came, np.full(4, share)) for share in (1.0, 0.5))
    assert half.counted == pytest.approx(whole.counted / 2)
    assert half.density == pytest.approx(whole.density)


def test_a_figure_that_no_size_explains_says_little_of_the_size():
    """Ten standard deviations off at the largest size; with ten figures as forecast beside it."""
    samples = forecasts(11, 8) / 20
    came = norm.ppf((np.arange(11) + 0.5) / 11) / 20
    beside, off = learnt_from(samples, came), learnt_from(samples, np.append(came[:-1], 2.0))
    assert np.log(off.learnt.p95 / beside.learnt.p95) < 0.5


def test_figures_that_no_size_moves_teach_nothing():
    still = np.repeat(forecasts(3, 5)[[STATED]], len(SIZES), axis=0)
    found = learnt_from(still, np.array([0.0, 3.0, -9.0]))
    assert found.posterior == pytest.approx(found.prior)
    assert found.posterior.sum() == pytest.approx(1)


@pytest.mark.parametrize("truth", [0.5, 2.0])
def test_the_size_of_the_truth_is_found_again(truth: float):
    """90 % ranges from 20 figures hold it in 64 worlds of 80 or more: of ranges that do, fewer come once in 400 times.

    Half the width would hold it in 47 of 80. The truth is not drawn from what is believed, but asked at two places.
    """
    samples, held = forecasts(20, 6), 0
    for seed in range(80):
        came = truth * np.random.default_rng([seed, 7]).standard_normal(20)
        belief = learnt_from(samples, came).learnt
        held += float(belief.p05 or 0) <= truth <= float(belief.p95 or 0)
    assert held >= 64


# The verb


@pytest.fixture(scope="module")
def found() -> SizeOfChange:
    return size_of_change(PLAN, JUNE, [MAY], draws=40, seed=7, effort=ROUGH, workers=1, cache=None)


@pytest.mark.slow
def test_nothing_published_after_the_day_is_looked_at(found: SizeOfChange):
    changed = tuple(replace(row, value=3 * row.value + 1) if row.published_on > JUNE else row for row in PUBLISHED)
    other = size_of_change(
        PLAN, JUNE, [MAY, JUNE], draws=40, seed=7, effort=ROUGH, workers=1, cache=None,
        observations=Observations(changed, PUBLISHED.known),
    )  # fmt: skip
    assert (other.posterior == found.posterior).all()
    came = [row for row in PUBLISHED if MAY < row.published_on <= JUNE]
    assert 0 < found.lookbacks[0].figures <= len(came)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_100_columns_with_what_to_write(found: SizeOfChange, lang: str):
    told = text_of(found, lang)
    assert max(map(len, told.splitlines())) <= 100
    assert found.stated in told


def test_the_table_has_every_size_with_what_each_day_says_of_it(found: SizeOfChange, tmp_path: Path):
    table = pd.read_csv(found.save(tmp_path / "size.csv"), index_col="size")
    assert list(table.columns) == ["prior", "posterior", MAY.isoformat()]
    np.testing.assert_allclose(table.index, SIZES)
    np.testing.assert_allclose(table[["prior", "posterior"]].sum(), 1)
    told = np.log(table["posterior"] / table["prior"])
    by_day = found.lookbacks[0].counted * table[MAY.isoformat()]
    np.testing.assert_allclose(told - told.iloc[0], by_day - by_day.iloc[0], atol=1e-9)  # Bayes' rule
    about = found.provenance
    assert about["looked_back_to"][MAY.isoformat()]["figures"] == found.lookbacks[0].figures
    assert (about["seed"], about["draws"]) == (7, 40)


def test_what_it_says_to_write_can_be_written(found: SizeOfChange):
    sized = PLAN.replace({"world.change.size": found.learnt.model_dump(exclude_none=True)})
    assert sized.world.change is not None
    assert sized.world.change.size == found.learnt


@pytest.mark.parametrize(
    ("day", "earlier", "said"),
    [
        (MAY, [MAY], "at least one day before 2020-05-19"),
        ("soon", [MAY], "must be a date"),
        (JUNE, ["2020-05-01"], "no scenario was written"),
    ],
)
def test_what_cannot_be_asked_is_refused(day, earlier, said: str):
    with pytest.raises(InputError, match=said):
        size_of_change(PLAN, day, earlier, draws=4)
